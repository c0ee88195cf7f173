"""Choosing one of very many: a select as long as the list is short, above that a name to type.

A select of 10,000 names takes seconds to come in, and nobody finds a name in it. Typing part of a name and sending the
form is enough: one match is the choice, several come back as a short list to choose from. Works without script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.safestring import SafeString

from .widgets import SnelleKeuze

#: As many choices as one still looks through.
GRENS = 150
#: How many of what was found are shown.
GETOOND = 20


@dataclass(frozen=True, slots=True)
class Zoektekst:
    """What was typed instead of a choice."""

    tekst: str


class Zoekkeuze(SnelleKeuze):
    """The select, or the box to type in with what was found. Set by :class:`ZoekKeuzeVeld`."""

    veld: ZoekKeuzeVeld

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if f"{name}_zoek" not in data:
            return super().value_from_datadict(data, files, name)
        tekst, was = (str(data.get(f"{name}_{deel}", "")).strip() for deel in ("zoek", "was"))
        if tekst == was and (gekozen := data.get(f"{name}_kies") or data.get(name)):
            return gekozen
        return Zoektekst(tekst) if tekst else ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_zoek" not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        rijen = self.veld.alle()
        if not isinstance(value, Zoektekst) and rijen.count() <= GRENS:
            return super().render(name, value, attrs, renderer)
        alles = self.build_attrs(self.attrs, attrs)
        alles["class"] = alles.get("class", "form-control").replace("form-select", "form-control")
        tekst, gekozen, gevonden = "", "", []
        if isinstance(value, Zoektekst):
            tekst, gevonden = value.tekst, list(self.veld.zoek(value.tekst)[:GETOOND])
        elif value and (rij := rijen.filter(pk=value).first()):
            tekst, gekozen = str(self.veld.label_from_instance(rij)), str(rij.pk)
        context = {
            "naam": name, "attrs": alles, "tekst": tekst, "gekozen": gekozen,
            "gevonden": [(rij.pk, self.veld.label_from_instance(rij)) for rij in gevonden],
        }  # fmt: skip
        return self._render("componenten/zoekkeuze.html", context, renderer)  # type: ignore[attr-defined]  # not in the stubs


class ZoekKeuzeVeld(forms.ModelChoiceField):
    """A choice among rows that may be very many; ``zoek_in`` names the columns that are searched, all words at once."""

    widget = Zoekkeuze

    def __init__(self, queryset: QuerySet[Any], *, zoek_in: tuple[str, ...] = ("naam",), **kwargs: Any) -> None:
        self.zoek_in = zoek_in
        super().__init__(queryset, **kwargs)
        self.widget.veld = self

    def __deepcopy__(self, memo: dict[int, Any]) -> ZoekKeuzeVeld:
        kopie: ZoekKeuzeVeld = super().__deepcopy__(memo)
        kopie.widget.veld = kopie
        return kopie

    def alle(self) -> QuerySet[Any]:
        """Every row to choose from."""
        if self.queryset is None:
            raise ValueError("A form must set the rows to choose from")
        return self.queryset

    def zoek(self, tekst: str) -> QuerySet[Any]:
        """The rows in which every word of the text stands."""
        rijen = self.alle()
        for woord in tekst.split()[:6]:
            past = Q()
            for kolom in self.zoek_in:
                past |= Q(**{f"{kolom}__icontains": woord})
            rijen = rijen.filter(past)
        return rijen

    def to_python(self, value: Any) -> Model | None:
        if not isinstance(value, Zoektekst):
            return super().to_python(value)
        gevonden = list(self.zoek(value.tekst)[: GETOOND + 1])
        precies = [rij for rij in gevonden if str(self.label_from_instance(rij)).lower() == value.tekst.lower()]
        if len(precies) == 1 or len(gevonden) == 1:
            return (precies or gevonden)[0]
        if not gevonden:
            raise ValidationError(f"Wij vonden niets met ‘{value.tekst}’. Typ een ander deel van de naam.")
        if len(gevonden) > GETOOND:
            raise ValidationError("Dit past op te veel namen. Typ een langer stuk van de naam.")
        raise ValidationError(f"Dit past op {len(gevonden)} namen. Kies hieronder welke u bedoelt.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return isinstance(data, Zoektekst) or super().has_changed(initial, data)
