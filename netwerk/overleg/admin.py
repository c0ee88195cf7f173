"""Admin of the network's room: corrections. The daily work has its own pages."""

from __future__ import annotations

from django.contrib import admin

from netwerk.kern.beheer import Uitvoer

from . import models

TAAK = "Overleg"


class ThemaInline(admin.StackedInline):
    model = models.BijeenkomstThema
    extra = 0


class PresentatieInline(admin.TabularInline):
    model = models.Presentatie
    extra = 0
    autocomplete_fields = ["organisatie"]


class PuntInline(admin.TabularInline):
    model = models.Punt
    extra = 0


@admin.register(models.Bijeenkomst)
class BijeenkomstAdmin(admin.ModelAdmin):
    taak = TAAK
    list_display = ["titel", "datum", "plaats"]
    list_filter = ["datum"]
    search_fields = ["titel", "verslag"]
    date_hierarchy = "datum"
    inlines = [PresentatieInline, ThemaInline]


@admin.register(models.BijeenkomstThema)
class BijeenkomstThemaAdmin(admin.ModelAdmin):
    taak = TAAK
    list_display = ["titel", "bijeenkomst", "thema"]
    list_filter = ["thema"]
    list_select_related = ["bijeenkomst"]
    search_fields = ["titel", "bijeenkomst__titel"]
    inlines = [PuntInline]


@admin.register(models.Agendasuggestie)
class AgendasuggestieAdmin(admin.ModelAdmin):
    taak = TAAK
    list_display = ["titel", "bijeenkomst", "organisatie", "status"]
    list_filter = ["status", "thema"]
    list_select_related = ["bijeenkomst", "organisatie"]
    search_fields = ["titel", "toelichting"]
    autocomplete_fields = ["bijeenkomst", "organisatie", "door"]


@admin.register(models.Taak)
class TaakAdmin(Uitvoer):
    """The status is read-only: it changes through the workflow only."""

    taak = TAAK
    csvvelden = ["titel", "status", "thema", "stadsdeel", "eigenaar_organisatie", "uiterlijk", "gesloten_op"]
    list_display = ["titel", "status", "thema", "stadsdeel", "eigenaar_organisatie", "uiterlijk"]
    list_filter = ["status", "thema", "stadsdeel"]
    list_select_related = ["stadsdeel", "eigenaar_organisatie"]
    search_fields = ["titel", "wat", "resultaat"]
    readonly_fields = ["status", "eigenaar", "eigenaar_organisatie", "resultaat", "gesloten_op"]
    exclude = ["punt"]
    autocomplete_fields = ["bijeenkomst", "ingebracht_door"]
