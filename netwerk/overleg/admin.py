"""Admin of the network's room: corrections. The daily work has its own pages."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from netwerk.kern.beheer import AlleenLezen, Uitvoer

from . import models

TAAK = "Overleg"


class ThemaInline(admin.StackedInline):
    model = models.BijeenkomstThema
    extra = 0


class PresentatieInline(admin.TabularInline):
    model = models.Presentatie
    exclude = ["bestand"]
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
    readonly_fields = ["status", "eigenaar", "eigenaar_organisatie", "resultaat", "gesloten_op", "herinnerd_op"]
    exclude = ["punt"]
    autocomplete_fields = ["bijeenkomst", "ingebracht_door"]


class CijferInline(admin.TabularInline):
    model = models.Signaalcijfer
    extra = 0


@admin.register(models.Signaal)
class SignaalAdmin(Uitvoer):
    """State and answer are read-only: they change through the workflow only."""

    taak = TAAK
    csvvelden = ["titel", "status", "soort", "stadsdeel", "organisatie", "uiterlijk", "toezegging", "gesloten_op"]
    list_display = ["titel", "status", "soort", "stadsdeel", "organisatie", "uiterlijk"]
    list_filter = ["status", "soort", "stadsdeel"]
    list_select_related = ["stadsdeel", "organisatie"]
    search_fields = ["titel", "omschrijving"]
    readonly_fields = [
        "status", "behandelaar", "behandelaar_naam", "antwoord", "toezegging", "uiterlijk", "beantwoord_op",
        "resultaat", "reden", "gesloten_op",
    ]  # fmt: skip
    autocomplete_fields = ["organisatie", "door"]
    inlines = [CijferInline]


@admin.register(models.Contactafspraak)
class ContactafspraakAdmin(admin.ModelAdmin):
    taak = TAAK
    list_display = ["titel", "formeel", "elke_weken", "volgende_op", "gestopt_op"]
    list_filter = ["volgende_op", "gestopt_op"]
    list_select_related = ["formeel"]
    search_fields = ["titel"]
    autocomplete_fields = ["formeel", "informeel", "trekker"]


class VerwijzingInline(admin.TabularInline):
    model = models.Verwijzing
    extra = 0


@admin.register(models.Artikel)
class ArtikelAdmin(admin.ModelAdmin):
    taak = TAAK
    list_display = ["titel", "status", "soort", "thema", "organisatie", "openbaar", "nakijken_op"]
    list_filter = ["status", "soort", "thema", "openbaar"]
    list_select_related = ["organisatie"]
    search_fields = ["titel", "samenvatting", "tekst"]
    readonly_fields = ["status", "gepubliceerd_op", "bron"]
    autocomplete_fields = ["auteur", "organisatie"]
    filter_horizontal = ["leervragen"]
    inlines = [VerwijzingInline]


class AntwoordInline(admin.StackedInline):
    model = models.Praktijkantwoord
    extra = 0
    autocomplete_fields = ["door", "organisatie"]


@admin.register(models.Praktijkvraag)
class PraktijkvraagAdmin(admin.ModelAdmin):
    """For moderation: what must go can go here."""

    taak = TAAK
    list_display = ["titel", "thema", "organisatie", "aangemaakt_op"]
    list_filter = ["thema"]
    list_select_related = ["organisatie"]
    search_fields = ["titel", "tekst"]
    autocomplete_fields = ["door", "organisatie"]
    inlines = [AntwoordInline]


class NieuwsregelInline(admin.TabularInline):
    model = models.Nieuwsregel
    extra = 0
    fields = ["soort", "titel", "url"]


@admin.register(models.Nieuwsbrief)
class NieuwsbriefAdmin(AlleenLezen):
    """History. Who reads it is in no admin (ADR 5)."""

    taak = TAAK
    list_display = ["titel", "status", "verzonden_op", "aantal_verzonden", "aantal_mislukt"]
    list_filter = ["status"]
    search_fields = ["titel"]
    inlines = [NieuwsregelInline]


@admin.register(models.Agendavoorstel)
class AgendavoorstelAdmin(AlleenLezen):
    """What the figures proposed, and when."""

    taak = TAAK
    list_display = ["titel", "waarde", "thema", "stadsdeel", "actueel", "berekend_op"]
    list_filter = ["actueel", "thema"]
    search_fields = ["titel", "toelichting"]
    list_select_related = ["stadsdeel"]


@admin.register(models.Bestand)
class BestandAdmin(admin.ModelAdmin):
    """To find what takes room, and to take a file away."""

    taak = TAAK
    list_display = ["naam", "soort", "grootte_in_woorden", "openbaar", "aangemaakt_op"]
    list_filter = ["soort", "openbaar"]
    search_fields = ["naam"]
    readonly_fields = ["naam", "soort", "grootte", "sha256", "openbaar", "door", "aangemaakt_op"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
