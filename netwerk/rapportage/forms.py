"""The filters of the figures, and the estimated need of a district."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from netwerk.kern.forms import VersieFormulier

from .models import Behoefte
from .periode import Periode


class CijferFilter(forms.Form):
    """Which period, district and theme; a value that does not exist counts as not chosen."""

    periode = forms.ChoiceField(label="Periode", required=False)
    stadsdeel = forms.ChoiceField(label="Stadsdeel", required=False)
    thema = forms.ChoiceField(label="Onderwerp", required=False)

    def __init__(
        self, gegevens: Any, kwartalen: Sequence[Periode], delen: dict[str, str], themas: dict[str, str]
    ) -> None:
        super().__init__(gegevens)
        velden: dict[str, Any] = self.fields
        velden["periode"].choices = [(k.code, k.kort) for k in kwartalen]
        velden["stadsdeel"].choices = [("", "De hele stad"), *((c, n) for c, n in delen.items() if c != "onbekend")]
        velden["thema"].choices = [("", "Alle onderwerpen"), *themas.items()]

    def keuze(self, naam: str) -> str:
        """What was chosen, or nothing."""
        self.is_valid()
        return self.cleaned_data.get(naam) or ""


class BehoefteFormulier(VersieFormulier, forms.ModelForm):
    """The estimate and who says so: without a source there is no number."""

    class Meta:
        model = Behoefte
        fields = ["aantal", "bron", "bron_url", "peiljaar"]
        help_texts = {
            "aantal": "Laat leeg als er geen goede schatting is. Dan staat er ‘niet bekend’.",
            "bron": "Wie schat dit, en in welk rapport? Dit staat onder elk cijfer dat hierop rust.",
            "bron_url": "Begint met https://",
        }

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        if schoon.get("aantal") is not None and not schoon.get("bron"):
            self.add_error("bron", "Vul in waar dit getal vandaan komt.")
        return schoon
