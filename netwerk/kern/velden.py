"""How every field of every form is written, whoever made the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Veld(forms.BoundField):
    """Says "required" to a screen reader without the browser's own check behind it.

    With the attribute ``required`` an empty box is invalid to the browser from the start: a screen reader says
    "invalid entry" at the box, its group and the whole form before anything was typed. The server checks every form.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        # Not on radio buttons, where the attribute has no meaning; a question that may stay open says so in its name.
        if attrs.pop("required", False) and not isinstance(widget or self.field.widget, forms.RadioSelect):
            attrs["aria-required"] = "true"
        return attrs


class Tekenaar(TemplatesSetting):
    """Forms drawn with the project's templates, and with the field above."""

    bound_field_class = Veld
