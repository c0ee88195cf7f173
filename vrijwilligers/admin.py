"""Admin of the room: policy, modules and campaigns. Volunteers and requests are not here (ADR 0005)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from netwerk.kern.beheer import Blijvend, Uitvoer

from .models import Campagne, Eis, Module, Vacature

TAAK = "Werven en begeleiden"


@admin.register(Campagne)
class CampagneAdmin(Blijvend, Uitvoer):
    taak = TAAK
    csvvelden = ["naam", "kanaal", "bereik", "van", "tot", "doel", "kosten", "code"]
    list_display = ["naam", "organisatie", "kanaal", "bereik", "van", "tot", "code"]
    list_filter = ["kanaal", "bereik"]
    list_select_related = ["organisatie"]
    search_fields = ["naam", "partner", "code"]
    readonly_fields = ["code"]


@admin.register(Eis)
class EisAdmin(Blijvend):
    """Rows are added, not changed: an old match is judged by the policy of its day."""

    taak = TAAK
    list_display = ["rol", "organisatie", "geldig_vanaf", "vog", "geheimhouding", "referentie", "modules"]
    list_filter = ["rol"]
    search_fields = ["organisatie__naam"]
    list_select_related = ["organisatie"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Module)
class ModuleAdmin(Blijvend):
    taak = TAAK
    list_filter = ["actief"]
    search_fields = ["naam", "code"]
    list_display = ["naam", "code", "uren", "volgorde", "actief"]
    filter_horizontal = ["vooraf"]


@admin.register(Vacature)
class VacatureAdmin(Blijvend):
    """Corrections of what is public; coordinators make and close vacancies in the portal."""

    taak = TAAK
    list_display = ["titel", "organisatie", "stadsdeel", "status", "open_van", "open_tot"]
    list_filter = ["status", "rol", "stadsdeel"]
    list_select_related = ["organisatie", "stadsdeel"]
    search_fields = ["titel", "organisatie__naam"]
    autocomplete_fields = ["organisatie", "campagne"]
