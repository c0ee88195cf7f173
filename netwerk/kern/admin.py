"""Admin of the ground floor: accounts, organisations, vocabularies. Dossiers are not here (docs/adr/0005)."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest

from . import models


class LidmaatschapInline(admin.TabularInline):
    model = models.Lidmaatschap
    extra = 0
    autocomplete_fields = ["organisatie", "gebruiker"]


class LocatieInline(admin.StackedInline):
    model = models.Locatie
    extra = 0
    autocomplete_fields = ["pc4"]
    exclude = ["bron"]


class GebruikerMaken(AdminUserCreationForm):
    class Meta:
        model = models.Gebruiker
        fields = ("email", "naam")


class GebruikerWijzigen(UserChangeForm):
    class Meta:
        model = models.Gebruiker
        fields = "__all__"


@admin.register(models.Gebruiker)
class GebruikerAdmin(UserAdmin):
    form = GebruikerWijzigen
    add_form = GebruikerMaken
    ordering = ["naam"]
    list_display = ["naam", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "lidmaatschappen__rol"]
    search_fields = ["naam", "email"]
    filter_horizontal = ["groups", "user_permissions"]
    inlines = [LidmaatschapInline]
    fieldsets = [
        (None, {"fields": ["email", "naam", "password"]}),
        ("Toegang", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("Data", {"fields": ["last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "naam", "usable_password", "password1", "password2"]})
    ]


@admin.register(models.Organisatie)
class OrganisatieAdmin(admin.ModelAdmin):
    list_display = ["naam", "soort", "actief", "demo", "bron"]
    list_filter = ["soort", "actief", "demo"]
    search_fields = ["naam", "omschrijving"]
    prepopulated_fields = {"slug": ["naam"]}
    inlines = [LocatieInline, LidmaatschapInline]


@admin.register(models.Locatie)
class LocatieAdmin(admin.ModelAdmin):
    list_display = ["naam", "organisatie", "postcode", "stadsdeel", "gratis_wifi", "computers"]
    list_filter = ["stadsdeel", "gratis_wifi", "rolstoel"]
    list_select_related = ["organisatie", "stadsdeel"]
    search_fields = ["naam", "straat", "postcode", "organisatie__naam"]
    autocomplete_fields = ["organisatie", "pc4"]


@admin.register(models.Leervraag)
class LeervraagAdmin(admin.ModelAdmin):
    list_display = ["tekst", "thema", "domein", "niveau", "actief"]
    list_filter = ["thema", "domein", "niveau", "privacygevoelig", "actief"]
    list_select_related = ["thema"]
    search_fields = ["code", "tekst", "kort"]
    filter_horizontal = ["competenties"]


@admin.register(models.Postcodegebied)
class PostcodegebiedAdmin(admin.ModelAdmin):
    list_display = ["pc4", "plaats", "stadsdeel", "gedeeld"]
    list_filter = ["stadsdeel", "gedeeld"]
    list_select_related = ["stadsdeel"]
    search_fields = ["pc4", "plaats"]


@admin.register(models.Stadsdeel, models.Doelgroep, models.Domeinuitleg, models.Niveauuitleg)
class VolgordeAdmin(admin.ModelAdmin):
    list_display = ["naam", "code"]
    search_fields = ["naam"]


@admin.register(models.Taal)
class TaalAdmin(admin.ModelAdmin):
    list_display = ["naam", "eigen_naam", "code", "richting"]
    list_filter = ["richting", "schrift"]
    search_fields = ["naam", "eigen_naam", "code"]


@admin.register(models.Competentie)
class CompetentieAdmin(admin.ModelAdmin):
    list_display = ["nummer", "naam", "gebied"]
    search_fields = ["nummer", "naam", "naam_en"]


@admin.register(models.Uitvoering)
class UitvoeringAdmin(admin.ModelAdmin):
    """Read-only: what the scheduler did, for whoever keeps the portal running."""

    list_display = ["naam", "begonnen", "klaar", "gelukt"]
    list_filter = ["gelukt", "naam"]
    date_hierarchy = "begonnen"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Uitvoering | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Uitvoering | None = None) -> bool:
        return False
