"""Forms of this room: provision, an answer to a referral, and "klopt dit niet?"."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from netwerk.kern.choices import DAGDELEN
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Gebruiker, Inzending, Leervraag, Locatie
from netwerk.kern.widgets import KeuzeInVakken, talen_in_vakken

from . import leenvragen
from .actions import bezwaren_tegen
from .choices import LEERSOORTEN, RedenAfwijzing, RedenStop
from .dubbel import lijkt_op
from .filters import PostcodeVeld
from .models import Aanbod, AanbodLocatie, AanbodMelding
from .permissions import BEHEERT
from .workflow import MET_REDEN
from .zoekindex import werk_bij


class DatumVeld(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class AanbodFormulier(VersieFormulier[Aanbod]):
    """Make or change provision; a place that is not there yet can be added on the same page."""

    dagdelen = forms.MultipleChoiceField(
        label="Op welke dagdelen?", choices=DAGDELEN, required=False, widget=KeuzeInVakken
    )
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    nieuwe_plek = forms.CharField(label="Naam van de plek", max_length=200, required=False)
    nieuwe_straat = forms.CharField(label="Straat en huisnummer", max_length=200, required=False)
    nieuwe_postcode = PostcodeVeld(label="Postcode", required=False)
    #: Only asked when something like it is there already (:mod:`aanbod.dubbel`).
    toch_nieuw = forms.BooleanField(label="Dit is echt iets anders", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Aanbod
        fields = [
            "organisatie", "naam", "soort", "formeel", "omschrijving", "leervragen", "niveau_van", "niveau_tot",
            "doelgroepen", "talen", "nederlands_nodig", "lezen_nodig", "begeleiding", "locaties", "online", "aan_huis",
            "dagdelen", "rooster", "doorlopend", "startdatum", "aanmelden", "toelating", "kosten_soort", "kosten_tekst",
            "capaciteit", "vrije_plekken", "wachttijd_weken", "structureel", "tijdelijk_tot", "financiering_tot",
            "contact_naam", "contact_email",
            "contact_telefoon", "website", "herinner_na_maanden",
        ]  # fmt: skip
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 4}),
            "toelating": forms.Textarea(attrs={"rows": 2}),
            "leervragen": KeuzeInVakken,
            "talen": KeuzeInVakken,
            "doelgroepen": forms.CheckboxSelectMultiple,
            "locaties": forms.CheckboxSelectMultiple,
            "startdatum": DatumVeld,
            "tijdelijk_tot": DatumVeld,
            "financiering_tot": DatumVeld,
        }
        help_texts = {
            "omschrijving": "Twee of drie korte zinnen, zo dat een bezoeker weet wat er gebeurt.",
            "leervragen": "Kies een heel thema of losse vragen. Hierop wordt het meest gezocht.",
            "rooster": "Bijvoorbeeld: dinsdag 10.00 tot 12.00 uur, niet in de schoolvakanties.",
            "contact_email": "Leeg: het e-mailadres van uw organisatie.",
        }

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dubbelen: list[Aanbod] = []
        eigen = list(gebruiker.organisaties_met_rol(*BEHEERT))
        velden: dict[str, Any] = self.fields
        organisatie = velden["organisatie"]
        if self.instance.pk:
            eigen = [o for o in eigen if o.pk == self.instance.organisatie_id]
        organisatie.queryset = organisatie.queryset.filter(pk__in=[o.pk for o in eigen])
        if len(eigen) == 1:
            organisatie.initial = eigen[0].pk
            organisatie.widget = forms.HiddenInput()
        velden["locaties"].queryset = Locatie.objects.filter(organisatie__in=eigen)
        velden["leervragen"].choices = _leervragen()
        velden["talen"].choices = talen_in_vakken()
        velden["dagdelen"].choices = _dagdelen()
        for leeg in ("locaties", "doelgroepen", "leervragen", "talen"):
            self.fields[leeg].required = False
        velden["herinner_na_maanden"].required = False
        self.helper.layout = Layout(
            "organisatie",
            Fieldset("Wat is het?", "naam", "soort", "formeel", "omschrijving"),
            Fieldset("Voor wie?", "leervragen", "niveau_van", "niveau_tot", "doelgroepen", "toelating"),
            Fieldset("Taal en begeleiding", "talen", "nederlands_nodig", "lezen_nodig", "begeleiding"),
            Fieldset("Waar?", "locaties", "nieuwe_plek", "nieuwe_straat", "nieuwe_postcode", "online", "aan_huis"),
            Fieldset(
                "Wanneer?", "dagdelen", "rooster", "doorlopend", "startdatum", "structureel", "tijdelijk_tot",
                "financiering_tot", "capaciteit", "vrije_plekken", "wachttijd_weken",
            ),
            Fieldset("Kosten", "kosten_soort", "kosten_tekst"),
            Fieldset(
                "Aanmelden en contact", "aanmelden", "contact_naam", "contact_email", "contact_telefoon", "website"
            ),
            Fieldset("Nakijken", "herinner_na_maanden"),
            "toch_nieuw",
            "versie",
            "sleutel",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        if schoon.get("nieuwe_plek") and not schoon.get("nieuwe_postcode") and "nieuwe_postcode" not in self.errors:
            self.add_error("nieuwe_postcode", "Vul ook de postcode van de nieuwe plek in.")
        van, tot = schoon.get("niveau_van"), schoon.get("niveau_tot")
        if van is not None and tot is not None and van > tot:
            self.add_error("niveau_tot", "Het hoogste niveau ligt onder het laagste. Draai ze om.")
        schoon["herinner_na_maanden"] = schoon.get("herinner_na_maanden") or self.instance.herinner_na_maanden
        if schoon.get("structureel"):
            schoon["tijdelijk_tot"] = None
        elif "structureel" in schoon and not schoon.get("tijdelijk_tot") and "tijdelijk_tot" not in self.errors:
            self.add_error("tijdelijk_tot", "Tijdelijk aanbod heeft een einddatum. Of zet het op blijvend.")
        if schoon.get("doorlopend"):
            schoon["startdatum"] = None
        elif not schoon.get("startdatum") and "startdatum" not in self.errors:
            self.add_error("startdatum", "Vul een startdatum in, of kies dat mensen altijd kunnen beginnen.")
        if schoon.get("soort") in LEERSOORTEN and not schoon.get("leervragen"):
            self.add_error("leervragen", "Kies waar mensen hier mee geholpen worden.")
        vol, vrij = schoon.get("capaciteit"), schoon.get("vrije_plekken")
        if vol is not None and vrij is not None and vrij > vol:
            self.add_error(
                "vrije_plekken", "Er kunnen niet meer plaatsen vrij zijn dan er zijn. Vul een lager aantal in."
            )
        self._vraag_naar_dubbel(schoon)
        for plek in schoon.get("locaties") or []:
            if schoon.get("organisatie") and plek.organisatie_id != schoon["organisatie"].pk:
                self.add_error("locaties", f"{plek} hoort bij een andere organisatie.")
        return schoon

    def _vraag_naar_dubbel(self, schoon: dict[str, Any]) -> None:
        """Something like it is there already: say so, and let the person decide."""
        if self.instance.pk or not schoon.get("organisatie") or self.errors:
            return
        # The second half of a double click looks exactly like the first: the view sends it on.
        if schoon.get("sleutel") and Inzending.objects.filter(sleutel=schoon["sleutel"]).exists():
            return
        gebied = schoon.get("nieuwe_postcode")
        pc4 = {plek.pc4_id for plek in schoon.get("locaties") or []} | {gebied.pc4 if gebied else None}
        self.dubbelen = lijkt_op(
            naam=schoon.get("naam", ""),
            soort=schoon.get("soort", ""),
            organisatie_id=schoon["organisatie"].pk,
            pc4=[code for code in pc4 if code],
        )
        if self.dubbelen and not schoon.get("toch_nieuw"):
            self.fields["toch_nieuw"].widget = forms.CheckboxInput()
            namen = ", ".join(f"‘{rij}’ ({rij.organisatie})" for rij in self.dubbelen)
            self.add_error("toch_nieuw", f"Dit lijkt op {namen}. Is het iets anders? Vink dat dan aan.")

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # private, so not in the stubs
        naam = self.cleaned_data.get("nieuwe_plek")
        if naam:
            gebied = self.cleaned_data["nieuwe_postcode"]
            plek = Locatie.objects.create(
                organisatie=self.instance.organisatie,
                naam=naam,
                straat=self.cleaned_data.get("nieuwe_straat", ""),
                postcode=gebied.pc4,
                pc4=gebied,
                plaats=gebied.plaats,
            )
            AanbodLocatie.objects.create(aanbod=self.instance, locatie=plek)
        werk_bij([self.instance])


def _leervragen() -> list[tuple[str, list[tuple[str, str]]]]:
    rijen = list(Leervraag.objects.filter(actief=True).values_list("code", "thema_id", "tekst"))
    groepen = {code: (tekst, [(code, "Alles in dit thema")]) for code, thema, tekst in rijen if thema is None}
    for code, thema, tekst in rijen:
        if thema in groepen:
            groepen[thema][1].append((code, tekst))
    return list(groepen.values())


def _dagdelen() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        ("Maandag tot en met vrijdag", [paar for paar in DAGDELEN if paar[0][:2] not in ("za", "zo")]),
        ("Weekend", [paar for paar in DAGDELEN if paar[0][:2] in ("za", "zo")]),
    ]


#: Labels and help per answer: the same three questions, asked in the words of that answer.
VRAGEN: dict[str, dict[str, str]] = {
    "nodig_uit": {
        "wat": "Waarvoor nodigt u de leerder uit?",
        "wie": "Wie ontvangt de leerder?",
        "wanneer": "Op welke dag?",
        "voorbeeld": "Kennismaken en een korte toets, daarna een plek in de maandaggroep.",
    },
    "zet_op_wachtlijst": {
        "wat": "Waarop wacht de leerder, en wat gebeurt er daarna?",
        "wie": "Wie houdt de leerder op de hoogte?",
        "wanneer": "Wanneer hoort de leerder weer iets?",
        "voorbeeld": "Wacht op de avondgroep die in januari begint. Wij bellen als er plek is.",
    },
    "meld_niet_bereikbaar": {
        "wat": "Wat hebt u geprobeerd, en wat is de volgende stap?",
        "wie": "Wie doet die stap?",
        "wanneer": "Wanneer?",
        "voorbeeld": "Drie keer gebeld op verschillende dagen. De coach vraagt een ander nummer.",
    },
    "meld_niet_verschenen": {
        "wat": "Wat is er gebeurd, en wat is de volgende stap?",
        "wie": "Wie vraagt het na bij de leerder?",
        "wanneer": "Welke dag was de afspraak?",
        "voorbeeld": "Niet gekomen op de kennismaking. De coach vraagt wat er was.",
    },
    "start": {
        "wat": "Waarmee is de leerder begonnen?",
        "wie": "Wie begeleidt de leerder?",
        "wanneer": "Sinds welke dag?",
        "voorbeeld": "Begonnen in de maandaggroep, acht lessen.",
    },
    "rond_af": {
        "wat": "Wat is het resultaat?",
        "wie": "Wie sprak hierover met de leerder?",
        "wanneer": "Wanneer was de laatste dag?",
        "voorbeeld": "Cursus afgerond, kan nu zelf mailen en een afspraak maken.",
    },
    "wijs_af": {
        "wat": "Wat betekent dit voor de leerder?",
        "wie": "Wie vertelt het aan de leerder of de coach?",
        "wanneer": "Wanneer?",
        "voorbeeld": "De cursus is nog te moeilijk. Ik bel de coach over een beginnersgroep.",
    },
    "stop": {
        "wat": "Wat is er afgesproken?",
        "wie": "Wie sprak hierover met de leerder?",
        "wanneer": "Wanneer was de laatste dag?",
        "voorbeeld": "Gestopt na vier lessen. Mag na de zomer terugkomen.",
    },
}


class AntwoordFormulier(NetwerkFormulier):
    """One answer to a referral. The three questions are the same for every answer; the words differ."""

    overgang = forms.CharField(widget=forms.HiddenInput)
    reden = forms.ChoiceField(label="Waarom?", required=False)
    wat = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False)
    wie = forms.CharField(max_length=150, required=False)
    wanneer = forms.DateField(widget=DatumVeld, required=False)
    tijd = forms.TimeField(
        label="Hoe laat?", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    plaats = forms.CharField(label="Waar?", max_length=200, required=False)
    wachttijd_weken = forms.IntegerField(
        label="Hoeveel weken wachten, ongeveer?", required=False, min_value=0, max_value=104
    )
    wachtplek = forms.IntegerField(
        label="Welke plaats op de lijst?", required=False, min_value=1, max_value=999, help_text="1 is de eerste."
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, overgang: str, soort: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gekozen = overgang
        vragen = leenvragen.vragen(overgang, soort, VRAGEN)
        self.fields["overgang"].initial = overgang
        for veld in ("wat", "wie", "wanneer"):
            self.fields[veld].label = vragen[veld]
            # Required for the reader (no "mag leeg"), judged in clean with a message of its own.
            self.fields[veld].required = True
            self.fields[veld].error_messages["required"] = {
                "wat": "Schrijf wat er gebeurt.",
                "wie": "Schrijf een naam: wie doet dit?",
                "wanneer": "Kies een datum: wanneer gebeurt dit?",
            }[veld]
        self.fields["wat"].help_text = f"Bijvoorbeeld: {vragen['voorbeeld']}"
        if overgang in MET_REDEN:
            keuzes = RedenAfwijzing.choices if overgang == "wijs_af" else RedenStop.choices
            reden: Any = self.fields["reden"]
            reden.choices = [("", "Kies een reden"), *keuzes]
            self.fields["reden"].required = True
            self.fields["reden"].error_messages["required"] = "Kies een reden."
        else:
            del self.fields["reden"]
        verplicht = {"plaats": "Schrijf waar de leerder moet zijn."} if overgang == "nodig_uit" else {}
        if overgang != "nodig_uit":
            del self.fields["tijd"], self.fields["plaats"]
        if overgang == "zet_op_wachtlijst":
            verplicht = {
                "wachttijd_weken": "Schrijf hoeveel weken het ongeveer duurt.",
                "wachtplek": "Schrijf de hoeveelste de leerder is.",
            }
        else:
            del self.fields["wachttijd_weken"], self.fields["wachtplek"]
        for veld, melding in verplicht.items():
            self.fields[veld].required = True
            self.fields[veld].error_messages["required"] = melding

    def clean_overgang(self) -> str:
        if self.cleaned_data["overgang"] != self.gekozen:
            raise ValidationError("Dit antwoord kan nu niet meer. Ga terug naar de kaart en kies een ander antwoord.")
        return self.gekozen

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        bezwaren = bezwaren_tegen(
            self.gekozen,
            wat=schoon.get("wat", ""),
            wie=schoon.get("wie", ""),
            wanneer=schoon.get("wanneer"),
            reden=schoon.get("reden", ""),
            vandaag=timezone.localdate(),
        )
        for veld, tekst in bezwaren.items():
            if veld not in self.errors:
                self.add_error(veld, tekst)
        return schoon

    def antwoord(self) -> dict[str, Any]:
        """What ``actions.beantwoord`` takes."""
        velden = ("wat", "wie", "wanneer", "reden", "tijd", "plaats", "wachttijd_weken", "wachtplek")
        gegeven = {veld: self.cleaned_data[veld] for veld in velden if veld in self.fields}
        return {"overgang": self.gekozen, "versie": self.cleaned_data.get("versie"), **gegeven}


class MeldingFormulier(NetwerkFormulier, forms.ModelForm):
    """What a visitor says is wrong; asks for no name and no address."""

    class Meta:
        model = AanbodMelding
        fields = ["tekst"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"tekst": "Bijvoorbeeld: de tijden kloppen niet meer. Schrijf geen namen of nummers op."}
