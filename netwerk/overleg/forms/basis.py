"""Forms of the network's room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Gebruiker, Organisatie, Stadsdeel
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from ..choices import Netwerkthema, PuntSoort
from ..models import Agendasuggestie, Bijeenkomst, BijeenkomstThema, Punt, Taak
from ..permissions import mag_overleg_beheren

#: A promise further away than this is no promise; the limit keeps typing errors in the year out.
VERSTE_DATUM_DAGEN = 3 * 366
#: So many coming meetings are offered to suggest something for; of a later one, its own page leads to the form.
EERSTVOLGENDE = 20
NIETSZEGGEND = ("ik neem het mee", "neem het mee", "we nemen het mee", "wordt aan gewerkt", "gedaan", "klaar", "ok")


class VastFormulier(NetwerkFormulier, forms.ModelForm):
    """A form for what belongs to the record in the address: no question, but it counts for "this is there already".

    Django leaves what is not in the form out of the checks of the model's constraints.
    """

    vast: ClassVar[str]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {self.vast}  # type: ignore[misc]  # private, so not in the stubs


class DatumVeld(forms.DateInput):
    """The browser's own date picker; reads and writes ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TijdVeld(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _eigen_organisaties(gebruiker: Gebruiker) -> Any:
    return Organisatie.objects.filter(pk__in=gebruiker.organisatie_ids)


def kies_organisatie(veld: Any, gebruiker: Gebruiker, *, alleen: Collection[int] | None = None) -> None:
    """Offer one's own organisations (of these ids ``alleen``); with only one there is nothing to choose."""
    ids = sorted(gebruiker.organisatie_ids if alleen is None else {*alleen})
    veld.queryset = _eigen_organisaties(gebruiker).filter(pk__in=ids)
    veld.empty_label = None
    if len(ids) == 1:
        veld.initial = ids[0]
        veld.widget = forms.HiddenInput()


class BijeenkomstFormulier(VersieFormulier, forms.ModelForm):
    """Set or leave open the date, and write the introduction of the report."""

    online_url = forms.URLField(
        label="Link om online mee te doen", required=False, assume_scheme="https", help_text="Alleen voor leden."
    )

    class Meta:
        model = Bijeenkomst
        fields = ["titel", "datum", "begintijd", "eindtijd", "plaats", "online_url", "uitnodiging", "verslag"]
        widgets = {
            "datum": DatumVeld(),
            "begintijd": TijdVeld(),
            "eindtijd": TijdVeld(),
            "uitnodiging": forms.Textarea(attrs={"rows": 4}),
            "verslag": forms.Textarea(attrs={"rows": 6}),
        }


class ThemaFormulier(NetwerkFormulier, forms.ModelForm):
    """Add a theme to the report."""

    class Meta:
        model = BijeenkomstThema
        fields = ["thema", "titel", "conclusie"]
        widgets = {"conclusie": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        titel = schoon.get("titel")
        if titel and self.instance.bijeenkomst.themas.filter(titel__iexact=titel).exists():
            self.add_error("titel", "Dit thema staat al in het verslag.")
        return schoon


class PuntFormulier(NetwerkFormulier, forms.ModelForm):
    """Add what was said to a theme."""

    soort = forms.ChoiceField(label="Waar hoort het bij?", choices=PuntSoort.choices)

    class Meta:
        model = Punt
        fields = ["soort", "tekst"]
        labels = {"tekst": "Wat is er gezegd?"}
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3})}


class SuggestieFormulier(NetwerkFormulier, forms.ModelForm):
    """Propose a point for an agenda."""

    class Meta:
        model = Agendasuggestie
        fields = ["titel", "toelichting", "thema", "bijeenkomst", "organisatie"]
        labels = {"bijeenkomst": "Voor welk overleg?", "organisatie": "Namens welke organisatie?"}
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        komend = Bijeenkomst.objects.komend()
        veld: Any = self.fields["bijeenkomst"]
        veld.queryset = komend
        gekozen = str(self["bijeenkomst"].value() or "")
        keuzes = list(komend[:EERSTVOLGENDE])
        if gekozen.isdecimal() and gekozen not in {str(b.pk) for b in keuzes}:
            keuzes += komend.filter(pk=gekozen)
        veld.choices = [(b.pk, f"{b.titel} ({b.datum_in_woorden.lower()})") for b in keuzes]
        veld.initial = keuzes[0] if keuzes else None
        self.fields["thema"].initial = Netwerkthema.OVERIG
        kies_organisatie(self.fields["organisatie"], gebruiker)


class TaakFormulier(NetwerkFormulier, forms.ModelForm):
    """Bring in a task: ask the network, or offer to do it."""

    VRAAG, BIED = "vraag", "bied"
    hoe = forms.ChoiceField(
        label="Vraagt u dit, of biedt u het aan?",
        choices=[(VRAAG, "Ik vraag: wie pakt dit op?"), (BIED, "Wij bieden aan om dit te doen")],
        initial=VRAAG,
        widget=forms.RadioSelect,
    )
    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Waar?", required=False, empty_label="De hele stad"
    )

    class Meta:
        model = Taak
        fields = ["titel", "wat", "thema", "stadsdeel", "uiterlijk"]
        widgets = {"wat": forms.Textarea(attrs={"rows": 4}), "uiterlijk": DatumVeld()}
        labels = {"uiterlijk": "Wanneer moet het klaar zijn?"}

    field_order = ["titel", "wat", "hoe", "toegezegd", "organisatie", "thema", "stadsdeel", "uiterlijk"]

    def __init__(self, *args: Any, gebruiker: Gebruiker, uit_verslag: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kies_organisatie(self.fields["organisatie"], gebruiker)
        if uit_verslag and mag_overleg_beheren(gebruiker):
            # The secretary writes down who said so; that person confirms with a date.
            self.fields["toegezegd"] = ZoekKeuzeVeld(
                Gebruiker.objects.filter(is_active=True, lidmaatschappen__organisatie__actief=True).distinct(),
                label="Zei iemand dit toe in het overleg?",
                required=False,
                empty_label="Nee, wij zoeken nog iemand",
                help_text="De taak komt op de startpagina van die persoon, om te bevestigen met een datum.",
            )
            self.order_fields(self.field_order)

    def clean_uiterlijk(self) -> date | None:
        return goede_datum(self.cleaned_data.get("uiterlijk"))


def goede_datum(dag: date | None) -> date | None:
    """A date somebody promises: from today, and not years away."""
    if dag is None:
        return None
    vandaag = timezone.localdate()
    if dag < vandaag:
        raise forms.ValidationError("Deze datum is al geweest. Kies vandaag of later.")
    if dag > vandaag + timedelta(days=VERSTE_DATUM_DAGEN):
        raise forms.ValidationError("Deze datum ligt meer dan drie jaar vooruit. Klopt het jaar?")
    return dag


class OvergangFormulier(NetwerkFormulier):
    """Base of the small forms that go with a transition: carry the version the page showed."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class OppakkenFormulier(OvergangFormulier):
    """Who takes it says for whom and when it is done."""

    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")
    uiterlijk = forms.DateField(
        label="Wanneer is het klaar?", widget=DatumVeld(), help_text="Een datum die u zelf kiest. Iedereen ziet hem."
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kies_organisatie(self.fields["organisatie"], gebruiker)

    def clean_uiterlijk(self) -> date:
        dag = goede_datum(self.cleaned_data["uiterlijk"])
        assert dag is not None  # required field
        return dag


class AfrondenFormulier(OvergangFormulier):
    """A task closes with a concrete result."""

    resultaat = forms.CharField(
        label="Wat is het concrete resultaat?",
        help_text="Wat is er nu, wat er eerst niet was? Noem het zo dat een ander het kan gebruiken.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def clean_resultaat(self) -> str:
        tekst = self.cleaned_data["resultaat"].strip()
        if len(tekst) < 15 or tekst.lower().rstrip(".! ") in NIETSZEGGEND:
            raise forms.ValidationError(
                "Dit is nog niet concreet. Schrijf in een of twee zinnen wat het heeft opgeleverd."
            )
        return tekst


class VerzetFormulier(OvergangFormulier):
    """Another date, with the reason."""

    uiterlijk = forms.DateField(label="Wanneer is het nu klaar?", widget=DatumVeld())
    reden = forms.CharField(
        label="Waarom later?", max_length=300, min_length=5, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Iedereen in het netwerk kan dit lezen.",
    )  # fmt: skip

    def clean_uiterlijk(self) -> date:
        dag = goede_datum(self.cleaned_data["uiterlijk"])
        assert dag is not None  # required field
        return dag


class RedenFormulier(OvergangFormulier):
    """Handing back or dropping needs a reason that helps the next one."""

    reden = forms.CharField(
        label="Waarom?", help_text="Dan weet de volgende waar het op stuitte.", max_length=300, min_length=5,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HeropenFormulier(OvergangFormulier):
    """Nothing to fill in."""
