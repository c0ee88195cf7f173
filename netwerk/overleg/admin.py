"""Admin of the network's room: corrections. The daily work has its own pages."""

from __future__ import annotations

from django.contrib import admin

from . import models


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
    list_display = ["titel", "datum", "plaats"]
    search_fields = ["titel", "verslag"]
    date_hierarchy = "datum"
    inlines = [PresentatieInline, ThemaInline]


@admin.register(models.BijeenkomstThema)
class BijeenkomstThemaAdmin(admin.ModelAdmin):
    list_display = ["titel", "bijeenkomst", "thema"]
    list_filter = ["thema"]
    list_select_related = ["bijeenkomst"]
    inlines = [PuntInline]


@admin.register(models.Agendasuggestie)
class AgendasuggestieAdmin(admin.ModelAdmin):
    list_display = ["titel", "bijeenkomst", "organisatie", "status"]
    list_filter = ["status", "thema"]
    list_select_related = ["bijeenkomst", "organisatie"]
    search_fields = ["titel", "toelichting"]
    autocomplete_fields = ["bijeenkomst", "organisatie", "door"]


@admin.register(models.Taak)
class TaakAdmin(admin.ModelAdmin):
    """The status is read-only: it changes through the workflow only."""

    list_display = ["titel", "status", "thema", "stadsdeel", "eigenaar_organisatie", "uiterlijk"]
    list_filter = ["status", "thema", "stadsdeel"]
    list_select_related = ["stadsdeel", "eigenaar_organisatie"]
    search_fields = ["titel", "wat", "resultaat"]
    readonly_fields = ["status", "eigenaar", "eigenaar_organisatie", "resultaat", "gesloten_op"]
    exclude = ["punt"]
    autocomplete_fields = ["bijeenkomst", "ingebracht_door"]
