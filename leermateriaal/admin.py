"""Admin of the catalogue: corrections. The daily work has its own pages; materials are withdrawn, never deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from netwerk.kern.beheer import Blijvend, Uitvoer

from . import models
from .actions import werk_zoekwoorden_bij
from .inventaris import ververs_cellen

TAAK = "Aanbod en materiaal"


@admin.register(models.Materiaal)
class MateriaalAdmin(Blijvend, Uitvoer):
    taak = TAAK
    csvvelden = ["titel", "uitgever", "status", "kosten", "gecontroleerd_op"]
    list_display = ["titel", "uitgever", "status", "gecontroleerd_op"]
    list_filter = ["status", "toon", "kosten"]
    search_fields = ["titel", "uitgever"]
    filter_horizontal = ["leervragen", "doelgroepen", "talen"]
    autocomplete_fields = ["bewerking_van"]

    def save_model(self, request: HttpRequest, obj: models.Materiaal, form: Any, change: bool) -> None:
        if change:
            obj.versie += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        werk_zoekwoorden_bij(form.instance)
        ververs_cellen()  # the form may have taken needs away


@admin.register(models.Inventarisatieoordeel)
class OordeelAdmin(Blijvend):
    taak = TAAK
    search_fields = ["leervraag__tekst", "leervraag__code"]
    list_display = ["leervraag", "niveau", "doelgroep", "oordeel", "op", "herzien_op"]
    list_filter = ["oordeel", "niveau"]
    list_select_related = ["leervraag", "doelgroep"]


@admin.register(models.MateriaalMelding)
class MeldingAdmin(Blijvend):
    taak = TAAK
    search_fields = ["materiaal__titel"]
    date_hierarchy = "aangemaakt_op"
    list_display = ["materiaal", "soort", "aangemaakt_op", "afgehandeld_op"]
    list_filter = ["soort"]
    list_select_related = ["materiaal"]


@admin.register(models.Gemis)
class GemisAdmin(Blijvend):
    taak = TAAK
    list_filter = ["niveau"]
    list_select_related = ["leervraag"]
    search_fields = ["tekst", "leervraag__tekst"]
    date_hierarchy = "aangemaakt_op"
    list_display = ["tekst", "leervraag", "niveau", "aangemaakt_op", "afgehandeld_op"]
