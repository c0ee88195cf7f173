"""Forms of the intake: the person in sections, consent, and the small ones of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.utils import timezone

from netwerk.kern.choices import DAGDELEN, Apparaat, Niveau, Rol
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzeveld, modelveld, noem_leeg
from netwerk.kern.models import Doelgroep, Gebruiker, Lidmaatschap, Organisatie, Postcodegebied, Taal
from netwerk.kern.validators import geen_bsn
from netwerk.kern.widgets import Dagdelenrooster
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld
from vrijwilligers.choices import HulpRol, Wens

from .choices import Doel, Sectie
from .models import Leerder, Stap
from .secties import GEVOLG, velden_uit

#: The oldest person we believe in, and the youngest we may keep a file on without a parent (AVG: 16 years).
OUDSTE, JONGSTE = 110, 16

JA_NEE = [("", "Niet gevraagd"), ("true", "Ja"), ("false", "Nee")]


class NieuweLeerderFormulier(NetwerkFormulier):
    """First name and consent; everything else is asked after the learner agreed."""

    voornaam = forms.CharField(label="Voornaam", max_length=60, help_text="Alleen de voornaam. Een roepnaam mag ook.")
    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Voor welke organisatie?")

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = gebruiker.organisaties_met_rol(Rol.COACH)
        veld = modelveld(self, "organisatie")
        veld.queryset = Organisatie.objects.filter(pk__in=[organisatie.pk for organisatie in eigen])
        if len(eigen) == 1:
            veld.initial, veld.widget, veld.required = eigen[0], forms.HiddenInput(), False
            self.enige_organisatie = eigen[0]

    def clean_organisatie(self) -> Organisatie:
        return self.cleaned_data.get("organisatie") or self.enige_organisatie


class ToestemmingFormulier(NetwerkFormulier):
    """The purposes the learner says yes to; drawn by hand (templates/intake/_toestemming.html)."""

    doelen = forms.MultipleChoiceField(choices=Doel.choices, required=False, widget=forms.CheckboxSelectMultiple)


class LeerderFormulier(VersieFormulier[Leerder]):
    """The person, in sections. Nothing but the first name is required: what was not asked stays unknown."""

    geboortejaar = forms.IntegerField(
        label="Geboortejaar",
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Vul een jaar in met vier cijfers, bijvoorbeeld 1957."},
    )
    pc4 = forms.CharField(
        label="Postcode, alleen de cijfers",
        required=False,
        max_length=7,
        help_text="Bijvoorbeeld 1024. Zo vinden we plekken in de buurt.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    talen = forms.MultipleChoiceField(label="Andere talen", required=False, widget=forms.CheckboxSelectMultiple)
    doelgroepen = forms.MultipleChoiceField(label="Hoort bij", required=False, widget=forms.CheckboxSelectMultiple)
    apparaten = forms.MultipleChoiceField(
        label="Heeft thuis", choices=Apparaat.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    dagdelen = forms.MultipleChoiceField(
        label="Wanneer kan de leerder?",
        choices=DAGDELEN,
        required=False,
        widget=Dagdelenrooster,
    )
    internet_thuis = forms.TypedChoiceField(
        label="Internet thuis?", choices=JA_NEE, required=False, coerce=lambda w: w == "true", empty_value=None
    )
    veilige_plek = forms.TypedChoiceField(
        label="Een rustige, veilige plek voor privézaken?",
        choices=JA_NEE,
        required=False,
        coerce=lambda w: w == "true",
        empty_value=None,
    )

    class Meta:
        model = Leerder
        fields = [
            "voornaam", "nederlands", "leest", "talen", "hulptaal", "geboortejaar", "pc4", "contact", "doelgroepen",
            "dagdelen", "vorm", "reisafstand_m", "apparaten", "internet_thuis", "digid", "veilige_plek",
            "werkte_eerder",
        ]  # fmt: skip
        widgets = {"werkte_eerder": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "leest": "Lezen en schrijven in het Nederlands",
            "digid": "DigiD gebruiken?",
            "vorm": "Hoe leert de leerder het liefst?",
            "reisafstand_m": "Hoe ver wil de leerder reizen?",
            "werkte_eerder": "Wat hielp eerder bij leren?",
            "hulptaal": "Taal of tolk bij dit gesprek",
        }
        help_texts = {
            "digid": "Vraag het alleen. Kijk nooit mee bij het inloggen.",
            "hulptaal": "Bijvoorbeeld: dochter vertaalt, of Tigrinya met een collega.",
        }

    def __init__(self, *args: Any, uit: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        """``uit``: sections this organisation does not ask; their fields are not on the form and keep their value."""
        super().__init__(*args, **kwargs)
        talen = list(Taal.objects.exclude(pk="nl").values_list("pk", "naam"))
        keuzeveld(self, "talen").choices = talen
        keuzeveld(self, "doelgroepen").choices = list(Doelgroep.objects.values_list("pk", "naam"))
        if self.instance.pc4_id:
            self.initial["pc4"] = self.instance.pc4_id
        for naam in ("nederlands", "leest", "digid"):
            noem_leeg(self, naam, "Niet gevraagd")
        for naam in ("internet_thuis", "veilige_plek"):
            waarde = getattr(self.instance, naam)
            self.initial[naam] = "" if waarde is None else str(waarde).lower()
        noem_leeg(self, "vorm", "Maakt niet uit")
        noem_leeg(self, "reisafstand_m", "Maakt niet uit")
        for naam in velden_uit(uit):
            del self.fields[naam]
        self.helper.layout = Layout(
            "sleutel",
            "versie",
            *self._vakken(
                ("Naam en taal", "voornaam", "nederlands", "leest", "talen", "hulptaal"),
                ("Waar en wie", "pc4", "geboortejaar", "contact", "doelgroepen"),
                ("Tijd en manier van leren", "dagdelen", "vorm", "reisafstand_m", "werkte_eerder"),
                ("Apparaten en internet", "apparaten", "internet_thuis", "digid", "veilige_plek"),
            ),
        )

    def _vakken(self, *vakken: tuple[str, ...]) -> list[Fieldset]:
        """The fieldsets with the fields that are asked; one without any is left out."""
        vorm: dict[str, Any] = {
            "talen": Uitklap("talen", "Andere talen"),
            "doelgroepen": Field("doelgroepen", wrapper_class="twee-breed"),
        }
        over = [(titel, [naam for naam in namen if naam in self.fields]) for titel, *namen in vakken]
        return [Fieldset(titel, *(vorm.get(naam, naam) for naam in namen)) for titel, namen in over if namen]

    def clean_geboortejaar(self) -> int | None:
        jaar = self.cleaned_data["geboortejaar"]
        if jaar is None:
            return None
        nu = timezone.localdate().year
        if jaar < 100:
            raise forms.ValidationError(f"Vul het hele jaar in, met vier cijfers: {1900 + jaar} of {2000 + jaar}?")
        if jaar > nu:
            raise forms.ValidationError("Dit jaar moet nog komen. Vul het jaar in waarin de leerder is geboren.")
        if jaar > nu - JONGSTE:
            raise forms.ValidationError(
                f"Het portaal is voor mensen van {JONGSTE} jaar en ouder. Klopt het jaar? Anders kan het hier niet."
            )
        if jaar < nu - OUDSTE:
            raise forms.ValidationError(f"Dan is de leerder {nu - jaar} jaar. Klopt het jaar?")
        return jaar

    def clean_pc4(self) -> Postcodegebied | None:
        tekst = self.cleaned_data["pc4"].strip()
        if not tekst:
            return None
        if not (tekst[:4].isdigit() and len(tekst[:4]) == 4):
            raise forms.ValidationError("Een postcode begint met vier cijfers, bijvoorbeeld 1024.")
        gebied = Postcodegebied.objects.filter(pk=tekst[:4]).first()
        if gebied is None:
            raise forms.ValidationError(
                f"Postcode {tekst[:4]} ligt niet in het gebied van dit netwerk. Woont de leerder ergens anders?"
                " Laat het vak dan leeg; u kunt wel doorgaan."
            )
        return gebied


class Uitklap(Div):
    """A long list of checkboxes behind a summary that says how many are chosen; open when something is wrong."""

    def __init__(self, veld: str, titel: str) -> None:
        teller = f'<span class="zacht">({{{{ form.{veld}.value|length|default:"nog geen" }}}} gekozen)</span>'
        super().__init__(
            HTML(f'<details class="uitklap mb-3"{{% if form.{veld}.errors %}} open{{% endif %}}>'),
            HTML(f"<summary>{titel} {teller}</summary>"),
            Field(veld, wrapper_class="drie-breed"),
            HTML("</details>"),
        )


class InstellingFormulier(NetwerkFormulier):
    """Which sections about the person an organisation asks; drawn by hand (templates/intake/instellingen.html)."""

    aan = forms.MultipleChoiceField(choices=Sectie.choices, required=False, widget=forms.CheckboxSelectMultiple)

    @property
    def regels(self) -> list[dict[str, Any]]:
        """Per section: code, label, what leaving it out costs, and whether it is asked."""
        aan = set(self["aan"].value() or ())
        return [{"code": c, "label": label, "gevolg": GEVOLG[c], "aan": c in aan} for c, label in Sectie.choices]


class EigenWoordenFormulier(NetwerkFormulier):
    """What the learner says, to find needs with and to keep."""

    woorden = forms.CharField(max_length=500, required=False)


class BijstelFormulier(NetwerkFormulier):
    """The coach's own judgement; empty takes it back."""

    niveau = forms.TypedChoiceField(
        label="Niveau volgens u",
        choices=[("", "Zoals de intake het zegt"), *Niveau.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reden = forms.CharField(label="Waarom?", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if schoon.get("niveau") is not None and not schoon.get("reden", "").strip():
            self.add_error("reden", "Schrijf op waarom u het niveau aanpast.")
        return schoon


class NotitieFormulier(NetwerkFormulier):
    """A step that is an agreement: what and by when."""

    titel = forms.CharField(label="Wat spreekt u af?", max_length=200)
    wanneer = forms.DateField(label="Voor wanneer", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class StapFormulier(VersieFormulier[Stap]):
    """A step of the plan: words and date."""

    class Meta:
        model = Stap
        fields = ["titel", "toelichting", "wanneer"]
        widgets = {
            "wanneer": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"titel": "Wat", "toelichting": "Uitleg voor de leerder"}


class DoelFormulier(NetwerkFormulier):
    """Where the learner works towards, in one sentence."""

    doel = forms.CharField(label="Waar werkt de leerder naartoe?", max_length=300, required=False)


class VerwijsFormulier(NetwerkFormulier):
    """What goes with the card."""

    boodschap = forms.CharField(
        label="Bericht aan de aanbieder",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen u en de aanbieder lezen dit.",
    )
    toelichting = forms.CharField(
        label="Goed om te weten over de leerder",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Staat op de kaart. Schrijf alleen op wat de leerder goedvindt.",
    )


class HulpFormulier(NetwerkFormulier):
    """Which help, and what is good to know."""

    rol = forms.ChoiceField(label="Welke hulp?", choices=HulpRol.choices)
    wens = forms.ChoiceField(
        label="Door wie wil de leerder geholpen worden?",
        choices=Wens.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Alleen als de leerder er zelf iets over zegt. Met een wens is het moeilijker om iemand te vinden.",
    )
    toelichting = forms.CharField(
        label="Goed om te weten over de leerder",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Staat op de kaart. Schrijf alleen op wat de leerder goedvindt.",
    )


class OverdraagFormulier(NetwerkFormulier):
    """A colleague who is coach at the same organisation."""

    naar = ZoekKeuzeVeld(Gebruiker.objects.none(), label="Nieuwe coach", empty_label="Kies een collega")

    def __init__(self, *args: Any, organisaties: Iterable[int], behalve: int | None, **kwargs: Any) -> None:
        """Coaches of all these organisations, ``behalve`` (who has the learner now) left out."""
        super().__init__(*args, **kwargs)
        leden = Lidmaatschap.objects.met_rol(Rol.COACH).exclude(gebruiker=behalve)
        keuze = Gebruiker.objects.all()
        for organisatie in organisaties:
            keuze = keuze.filter(pk__in=leden.van([organisatie]).values("gebruiker"))
        modelveld(self, "naar").queryset = keuze


def controleer_bsn(tekst: str) -> str:
    """The Dutch message when the text holds a BSN, else an empty string; for forms drawn by hand."""
    try:
        geen_bsn(tekst)
    except forms.ValidationError as fout:
        return str(fout.messages[0])
    return ""
