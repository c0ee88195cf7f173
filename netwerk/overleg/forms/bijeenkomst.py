"""Forms around a meeting: the poll, the invitations, the agenda, presentations, regular contact."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from netwerk.kern.choices import OrganisatieSoort, Rol
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.widgets import KeuzeInVakken
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from ..bestanden import lees
from ..choices import Bestandsoort, Datumkeuze
from ..models import Agendapunt, Bijeenkomst, Contactafspraak, Contactmoment, Datumoptie, Presentatie
from .basis import DatumVeld, TijdVeld, VastFormulier, goede_datum

IEDEREEN, EIGEN_KEUZE = "iedereen", "keuze"
ACCEPTEER = ",".join(f".{soort}" for soort in Bestandsoort.values) + ",.jpeg"


class BestandVeld(forms.FileField):
    """An upload that is judged by its content; gives (name, kind, bytes)."""

    widget = forms.ClearableFileInput(attrs={"accept": ACCEPTEER})

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return lees(upload) if upload else None


class DatumoptieFormulier(VastFormulier):
    """One more possible date."""

    vast = "bijeenkomst"

    class Meta:
        model = Datumoptie
        fields = ["datum", "begintijd", "eindtijd"]
        widgets = {"datum": DatumVeld(), "begintijd": TijdVeld(), "eindtijd": TijdVeld()}

    def clean_datum(self) -> Any:
        return goede_datum(self.cleaned_data["datum"])


class StemFormulier(NetwerkFormulier):
    """For every option: can you come?"""

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opties = list(bijeenkomst.datumopties.all())
        eerder = {
            stem.optie_id: stem.keuze
            for optie in opties
            for stem in optie.stemmen.all()
            if stem.door_id == gebruiker.pk
        }
        for optie in opties:
            self.fields[f"optie_{optie.pk}"] = forms.ChoiceField(
                label=str(optie),
                choices=Datumkeuze.choices,
                initial=eerder.get(optie.pk),
                widget=forms.RadioSelect,
                error_messages={"required": "Kies een van de drie."},
            )

    @property
    def keuzes(self) -> dict[int, str]:
        """Choice per option, of the valid form."""
        return {
            int(naam.removeprefix("optie_")): keuze
            for naam, keuze in self.cleaned_data.items()
            if naam.startswith("optie_")
        }


class UitnodigenFormulier(NetwerkFormulier):
    """Whom to invite: everybody, roles, or organisations."""

    wie = forms.ChoiceField(
        label="Wie nodigt u uit?",
        choices=[(IEDEREEN, "Alle leden van het netwerk"), (EIGEN_KEUZE, "Een deel van het netwerk")],
        initial=IEDEREEN,
        widget=forms.RadioSelect,
    )
    rollen = forms.MultipleChoiceField(
        label="Alleen mensen met deze rol", choices=Rol.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisaties = forms.ModelMultipleChoiceField(
        Organisatie.objects.none(),
        label="Alleen mensen van deze organisaties",
        required=False,
        widget=KeuzeInVakken,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["organisaties"]
        veld.queryset = Organisatie.objects.filter(actief=True, lidmaatschappen__isnull=False).distinct()
        per_soort: dict[str, list[tuple[int, str]]] = {}
        for pk, naam, soort in veld.queryset.values_list("pk", "naam", "soort"):
            per_soort.setdefault(OrganisatieSoort(soort).label, []).append((pk, naam))
        veld.choices = list(per_soort.items())

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if schoon.get("wie") == EIGEN_KEUZE and not (schoon.get("rollen") or schoon.get("organisaties")):
            self.add_error("rollen", "Kies hier een rol, of hieronder een organisatie.")
        return schoon

    def gekozen(self) -> list[Gebruiker]:
        """The people the valid form stands for: role and organisation both count when both are filled in."""
        leden = Gebruiker.objects.filter(is_active=True, lidmaatschappen__organisatie__actief=True)
        if self.cleaned_data["wie"] == EIGEN_KEUZE:
            voorwaarden: dict[str, Any] = {}
            if rollen := self.cleaned_data["rollen"]:
                voorwaarden["lidmaatschappen__rol__in"] = rollen
            if organisaties := self.cleaned_data["organisaties"]:
                voorwaarden["lidmaatschappen__organisatie__in"] = organisaties
            leden = leden.filter(**voorwaarden)
        return list(leden.distinct())


class OokErbijFormulier(forms.Form):
    """Somebody who came without an invitation; one at a time."""

    ook = ZoekKeuzeVeld(
        Gebruiker.objects.none(), label="Was er nog iemand?", required=False, empty_label="Nee, dit is iedereen",
        help_text="Kies iemand en sla op. Daarna kunt u nog iemand kiezen.",
    )  # fmt: skip

    def __init__(self, *args: Any, bekend: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["ook"]
        leden = Gebruiker.objects.filter(is_active=True, lidmaatschappen__organisatie__actief=True)
        veld.queryset = leden.exclude(pk__in=bekend).distinct()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class AfgelastFormulier(NetwerkFormulier):
    """Why it does not take place."""

    reden = forms.CharField(
        label="Waarom gaat het niet door?", max_length=300, min_length=5, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wie was uitgenodigd, leest dit in de mail.",
    )  # fmt: skip


class StopFormulier(NetwerkFormulier):
    """Why it ends."""

    reden = forms.CharField(label="Waarom?", max_length=300, min_length=5, widget=forms.Textarea(attrs={"rows": 2}))


class AgendapuntFormulier(NetwerkFormulier, forms.ModelForm):
    """A point in the secretary's own words, or what another wrote with the time it takes."""

    class Meta:
        model = Agendapunt
        fields = ["titel", "toelichting", "minuten", "wie"]
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 4})}


class PresentatieFormulier(VastFormulier):
    """Who presented what, with a link or a file."""

    link = forms.URLField(label="Link naar de presentatie", required=False, assume_scheme="https")
    upload = BestandVeld(
        label="Bestand", required=False, help_text="PDF, presentatie, Word, Excel of afbeelding. Niet groter dan 15 MB."
    )

    vast = "bijeenkomst"

    class Meta:
        model = Presentatie
        fields = ["spreker", "organisatie", "onderwerp", "link"]
        labels = {"organisatie": "Organisatie in dit portaal"}
        help_texts = {"spreker": "De naam van de organisatie, zoals die in het verslag staat."}

    field_order = ["spreker", "organisatie", "onderwerp", "link", "upload"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["organisatie"]
        veld.queryset = Organisatie.objects.filter(actief=True)
        veld.empty_label = "Geen van deze"

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("Een link begint met https://")
        return link


class ContactafspraakFormulier(VersieFormulier, forms.ModelForm):
    """One formal organisation, some informal ones, and a rhythm."""

    class Meta:
        model = Contactafspraak
        fields = ["titel", "formeel", "informeel", "trekker", "elke_weken", "volgende_op"]
        widgets = {"informeel": KeuzeInVakken, "volgende_op": DatumVeld()}
        field_classes = {"formeel": ZoekKeuzeVeld, "trekker": ZoekKeuzeVeld}
        help_texts = {"trekker": "Deze persoon krijgt een bericht als het te laat wordt."}

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actief = Organisatie.objects.filter(actief=True)
        formeel: Any = self.fields["formeel"]
        formeel.queryset = actief.filter(soort=OrganisatieSoort.FORMEEL)
        formeel.empty_label = "Kies een organisatie"
        informeel: Any = self.fields["informeel"]
        informeel.queryset = actief.filter(soort=OrganisatieSoort.INFORMEEL)
        per_letter: dict[str, list[tuple[int, str]]] = {}
        for pk, naam in informeel.queryset.values_list("pk", "naam"):
            per_letter.setdefault(naam[:1].upper(), []).append((pk, naam))
        informeel.choices = list(per_letter.items())
        trekker: Any = self.fields["trekker"]
        trekker.queryset = Gebruiker.objects.filter(is_active=True, lidmaatschappen__organisatie__in=actief).distinct()
        trekker.required = True
        trekker.empty_label = "Kies een persoon"
        if self.instance.pk is None:
            trekker.initial = gebruiker.pk

    def clean_volgende_op(self) -> Any:
        dag = self.cleaned_data["volgende_op"]
        return dag if dag == self.instance.volgende_op else goede_datum(dag)


class ContactmomentFormulier(VastFormulier):
    """They spoke: when, and what was agreed."""

    vast = "afspraak"

    class Meta:
        model = Contactmoment
        fields = ["datum", "afgesproken"]
        widgets = {"datum": DatumVeld(), "afgesproken": forms.Textarea(attrs={"rows": 4})}

    def clean_datum(self) -> Any:
        dag = self.cleaned_data["datum"]
        if dag > timezone.localdate():
            raise ValidationError("Deze dag moet nog komen. Vul in wanneer u elkaar sprak.")
        return dag
