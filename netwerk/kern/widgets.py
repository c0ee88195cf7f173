"""Form controls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .choices import DAGDEEL_NAAM, DAGEN, DELEN
from .models import Taal

#: Languages that stand open at the top of a long list.
VEEL_GEBRUIKT = ("nl", "en", "ar", "ary", "tr", "ti", "uk", "pl", "es", "fr", "fa", "so", "srn", "pap")


class SnelleKeuze(forms.Select):
    """A select that writes its options itself. Django renders a template for every option; lists of needs have 160."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        gekozen = {str(waarde) for waarde in self.format_value(value)}
        delen: list[SafeString] = []
        los: list[tuple[Any, Any]] = []
        for code, label in self.choices:
            if isinstance(label, (list, tuple)):
                groep = _keuzes([(("" if c is None else c), tekst) for c, tekst in label], gekozen)
                delen += [_keuzes(los, gekozen), format_html('<optgroup label="{}">{}</optgroup>', code, groep)]
                los = []
            else:
                los.append(("" if code is None else code, label))
        delen.append(_keuzes(los, gekozen))
        alles = self.build_attrs(self.attrs, attrs)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(alles), SafeString("".join(delen)))


def _keuzes(keuzes: list[tuple[Any, Any]], gekozen: set[str]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (waarde, SafeString(" selected") if str(waarde) in gekozen else "", label)
            for waarde, label in ((str(getattr(c, "value", c)), tekst) for c, tekst in keuzes)
        ),
    )


class KeuzeInVakken(forms.SelectMultiple):
    """Many check boxes, folded per group: a list of 150 needs stays usable on a phone and without script."""

    template_name = "componenten/keuze_in_vakken.html"
    use_fieldset = True

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["vakken"] = [
            (titel, opties, sum(1 for optie in opties if optie["selected"]))
            for titel, opties, _ in context["widget"]["optgroups"]
        ]
        return context


class Dagdelenrooster(forms.SelectMultiple):
    """Seven days by three parts as a table of checkboxes; every box has its own name for screen readers."""

    template_name = "componenten/dagdelen.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        gekozen = set(value or ())
        context["widget"]["rijen"] = [
            (gettext(dag), [(code, gettext(DAGDEEL_NAAM[code]), code in gekozen) for code in codes])
            for dag, codes in ((dag, [f"{kort}-{deel}" for deel in DELEN]) for kort, dag in DAGEN)
        ]
        context["widget"]["delen"] = [gettext(deel) for deel in DELEN]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


def talen_in_vakken() -> list[tuple[str, list[tuple[str, str]]]]:
    """Languages in two groups: what is often used here, and the rest by name; one query."""
    namen = dict(Taal.objects.values_list("code", "naam"))
    eerst = [(code, namen.pop(code)) for code in VEEL_GEBRUIKT if code in namen]
    return [("Veel gebruikt", eerst), ("Andere talen", sorted(namen.items(), key=lambda paar: paar[1]))]
