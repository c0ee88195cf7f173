"""The filters of the lists; everything stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F

from netwerk.kern.models import Gebruiker, Stadsdeel

from .choices import SIGNAAL_OPEN, Netwerkthema, Signaalsoort, TaakStatus
from .querysets import SignaalQuerySet, TaakQuerySet

WELKE = [
    ("open", "Alle open taken"),
    ("gevraagd", "Zoekt iemand"),
    ("mijn", "Mijn taken"),
    ("organisatie", "Van mijn organisatie"),
    ("laat", "Te laat"),
    ("dicht", "Afgerond en vervallen"),
]


class Adresfilter(forms.Form):
    """A filter form that never refuses: an unknown value counts as not filled in, so an old address shows a list."""

    def waarden(self) -> dict[str, Any]:
        """What was chosen and is valid."""
        self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    def aantal_actief(self) -> int:
        """How many filters are on; 'all open' is the start and does not count."""
        return sum(1 for naam, waarde in self.waarden().items() if (naam, waarde) != ("welke", "open"))


class TaakFilter(Adresfilter):
    """Which tasks, and about what."""

    welke = forms.ChoiceField(label="Welke taken?", choices=WELKE, required=False)
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle thema's"), *Netwerkthema.choices], required=False)
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Stadsdeel", required=False, empty_label="Alle stadsdelen"
    )

    def pas_toe(self, taken: TaakQuerySet, gebruiker: Gebruiker) -> TaakQuerySet:
        """The tasks that fit."""
        gekozen = self.waarden()
        match gekozen.get("welke", "open"):
            case "gevraagd":
                taken = taken.zoekt_eigenaar()
            case "mijn":
                taken = taken.van(gebruiker).open()
            case "organisatie":
                taken = taken.filter(eigenaar_organisatie_id__in=gebruiker.organisatie_ids).open()
            case "laat":
                taken = taken.te_laat()
            case "dicht":
                taken = taken.filter(status__in=(TaakStatus.AFGEROND, TaakStatus.VERVALLEN)).order_by("-gesloten_op")
            case _:
                taken = taken.open()
        if thema := gekozen.get("thema"):
            taken = taken.filter(thema=thema)
        if stadsdeel := gekozen.get("stadsdeel"):
            taken = taken.filter(stadsdeel=stadsdeel)
        return taken


class SignaalFilter(Adresfilter):
    """Which signals, of what kind, and where."""

    welke = forms.ChoiceField(
        label="Welke signalen?",
        choices=[
            ("open", "Alle open signalen"),
            ("laat", "Te laat"),
            ("mijn", "Van mijn organisatie"),
            ("dicht", "Afgehandeld"),
        ],
        required=False,
    )
    soort = forms.ChoiceField(label="Soort", choices=[("", "Alles"), *Signaalsoort.choices], required=False)
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Stadsdeel", required=False, empty_label="Alle stadsdelen"
    )

    def pas_toe(self, signalen: SignaalQuerySet, gebruiker: Gebruiker) -> SignaalQuerySet:
        """The signals that fit, what is due first."""
        gekozen = self.waarden()
        signalen = signalen.order_by(F("uiterlijk").asc(nulls_last=True), "-pk")
        match gekozen.get("welke", "open"):
            case "laat":
                signalen = signalen.te_laat()
            case "mijn":
                signalen = signalen.filter(organisatie_id__in=gebruiker.organisatie_ids)
            case "dicht":
                signalen = signalen.exclude(status__in=SIGNAAL_OPEN).order_by("-gesloten_op", "-pk")
            case _:
                signalen = signalen.open()
        if soort := gekozen.get("soort"):
            signalen = signalen.filter(soort=soort)
        if stadsdeel := gekozen.get("stadsdeel"):
            signalen = signalen.filter(stadsdeel=stadsdeel)
        return signalen
