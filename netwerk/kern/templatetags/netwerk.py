"""Small template helpers that every room uses."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from ..choices import DAGDEEL_NAAM, Niveau
from ..werkdagen import werkdagen_tussen

register = template.Library()


@register.filter
def niveau_naam(waarde: int | None) -> str:
    """The name of a level; None is 'Onbekend', which is not the same as starter."""
    return "Onbekend" if waarde is None else Niveau(waarde).label


@register.filter
def dagdeel(code: str) -> str:
    """``ma-ochtend`` → maandagochtend."""
    return DAGDEEL_NAAM.get(code, code)


@register.filter
def over_werkdagen(dag: date | datetime | None) -> str:
    """A due date as one says it: 'vandaag', 'over 3 werkdagen', '2 werkdagen te laat'."""
    if dag is None:
        return ""
    if isinstance(dag, datetime):
        dag = timezone.localtime(dag).date() if timezone.is_aware(dag) else dag.date()
    aantal = werkdagen_tussen(timezone.localdate(), dag)
    if dag == timezone.localdate():
        return "vandaag"
    woord = "werkdag" if abs(aantal) == 1 else "werkdagen"
    return (
        f"over {aantal} {woord}"
        if aantal > 0
        else f"{abs(aantal)} {woord} te laat"
        if aantal
        else date_format(dag, "j F")
    )


@register.filter
def velden_met_fout(form) -> list:
    """The bound fields with errors, hidden ones too, in the order of the form."""
    return [form[naam] for naam in form.fields if naam in form.errors]
