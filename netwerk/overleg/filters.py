"""The filter of the list of tasks; everything stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from netwerk.kern.models import Gebruiker, Stadsdeel

from .choices import Netwerkthema, TaakStatus
from .querysets import TaakQuerySet

WELKE = [
    ("open", "Alle open taken"),
    ("gevraagd", "Zoekt iemand"),
    ("mijn", "Mijn taken"),
    ("organisatie", "Van mijn organisatie"),
    ("laat", "Te laat"),
    ("dicht", "Afgerond en vervallen"),
]


class TaakFilter(forms.Form):
    """Which tasks, and about what. An unknown value counts as not filled in: an old address still shows a list."""

    welke = forms.ChoiceField(label="Welke taken?", choices=WELKE, required=False)
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle thema's"), *Netwerkthema.choices], required=False)
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Stadsdeel", required=False, empty_label="Alle stadsdelen"
    )

    def waarden(self) -> dict[str, Any]:
        """What was chosen and is valid."""
        self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

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

    def aantal_actief(self) -> int:
        """How many filters are on; 'all open' is the start and does not count."""
        return sum(1 for naam, waarde in self.waarden().items() if (naam, waarde) != ("welke", "open"))
