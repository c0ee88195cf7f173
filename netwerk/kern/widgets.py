"""Form controls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


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
