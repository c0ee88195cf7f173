"""Admin: provision only. Referrals are learners' cards and are not here (docs/adr/0005)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from netwerk.kern.beheer import Blijvend, Uitvoer

from .models import Aanbod, AanbodLocatie
from .zoekindex import werk_bij


class PlekInline(admin.TabularInline):
    model = AanbodLocatie
    extra = 0
    autocomplete_fields = ["locatie"]
    exclude = ["extern"]


@admin.register(Aanbod)
class AanbodAdmin(Blijvend, Uitvoer):
    """Corrections. Publishing, pausing and archiving go through the portal, which keeps the history."""

    taak = "Aanbod en materiaal"
    csvvelden = ["naam", "organisatie", "soort", "status", "formeel", "tijdelijk_tot", "gecontroleerd_op"]
    list_display = ["naam", "organisatie", "soort", "status", "gecontroleerd_op", "bron"]
    list_filter = ["status", "soort", "formeel", "structureel"]
    list_select_related = ["organisatie"]
    search_fields = ["naam", "omschrijving", "organisatie__naam"]
    autocomplete_fields = ["organisatie", "leervragen", "doelgroepen", "talen"]
    readonly_fields = ["status", "gecontroleerd_op", "gecontroleerd_door", "bron", "zoekwoorden"]
    inlines = [PlekInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        werk_bij([form.instance])
