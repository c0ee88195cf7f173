"""Admin of the ground floor: accounts, organisations, vocabularies. Dossiers are not here (docs/adr/0005)."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest

from . import models
from .beheer import AlleenLezen, Blijvend, Invoer, Uitvoer
from .logboek import noteer
from .verzoek import Verzoek

MENSEN, WOORDEN, DRAAIT = "Mensen en organisaties", "Woordenlijsten", "Hoe het portaal draait"


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
    """Accounts. Somebody who left is switched off: what he or she recorded stays under the name."""

    taak = MENSEN
    actions = ["zet_uit", "zet_aan"]
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

    def has_delete_permission(self, request: HttpRequest, obj: models.Gebruiker | None = None) -> bool:
        return False

    @admin.action(description="Zet de gekozen accounts uit", permissions=["change"])
    def zet_uit(self, request: Verzoek, queryset: QuerySet[models.Gebruiker]) -> None:
        if queryset.filter(pk=request.user.pk).exists():
            self.message_user(request, "Uw eigen account kunt u hier niet uitzetten.", messages.ERROR)
            return
        self._zet(request, queryset, False)

    @admin.action(description="Zet de gekozen accounts weer aan", permissions=["change"])
    def zet_aan(self, request: Verzoek, queryset: QuerySet[models.Gebruiker]) -> None:
        self._zet(request, queryset, True)

    def _zet(self, request: Verzoek, queryset: QuerySet[models.Gebruiker], aan: bool) -> None:
        anders = list(queryset.exclude(is_active=aan))
        for gebruiker in anders:
            gebruiker.is_active = aan
            gebruiker.save(update_fields=["is_active"])
            noteer(f"gebruiker:{'aan' if aan else 'uit'}", gebruiker, door=request.user)
        self.message_user(request, f"{len(anders)} accounts {'aan' if aan else 'uit'}gezet.", messages.SUCCESS)


@admin.register(models.Organisatie)
class OrganisatieAdmin(Invoer, Blijvend):
    """Organisations: one that stops is switched off, so that its history keeps its name."""

    taak = MENSEN
    csvvelden = ["naam", "soort", "omschrijving", "email", "telefoon", "website", "actief"]
    csvsleutel = "naam"
    actions = ["zet_uit", "zet_aan"]
    list_display = ["naam", "soort", "actief", "demo", "bron"]
    list_filter = ["soort", "actief", "demo"]
    search_fields = ["naam", "omschrijving"]
    prepopulated_fields = {"slug": ["naam"]}
    inlines = [LocatieInline, LidmaatschapInline]

    @admin.action(description="Zet de gekozen organisaties uit", permissions=["change"])
    def zet_uit(self, request: Verzoek, queryset: QuerySet[models.Organisatie]) -> None:
        self._zet(request, queryset, False)

    @admin.action(description="Zet de gekozen organisaties weer aan", permissions=["change"])
    def zet_aan(self, request: Verzoek, queryset: QuerySet[models.Organisatie]) -> None:
        self._zet(request, queryset, True)

    def _zet(self, request: Verzoek, queryset: QuerySet[models.Organisatie], aan: bool) -> None:
        anders = list(queryset.exclude(actief=aan))
        for organisatie in anders:
            organisatie.actief = aan
            organisatie.save(update_fields=["actief"])
            noteer(
                f"organisatie:{'aan' if aan else 'uit'}", organisatie, door=request.user, organisaties=[organisatie.pk]
            )
        self.message_user(request, f"{len(anders)} organisaties {'aan' if aan else 'uit'}gezet.", messages.SUCCESS)


@admin.register(models.Locatie)
class LocatieAdmin(Uitvoer):
    taak = MENSEN
    csvvelden = [
        "naam",
        "organisatie",
        "straat",
        "postcode",
        "plaats",
        "gratis_wifi",
        "computers",
        "prive_ruimte",
        "rolstoel",
    ]
    list_display = ["naam", "organisatie", "postcode", "stadsdeel", "gratis_wifi", "computers"]
    list_filter = ["stadsdeel", "gratis_wifi", "rolstoel"]
    list_select_related = ["organisatie", "stadsdeel"]
    search_fields = ["naam", "straat", "postcode", "organisatie__naam"]
    autocomplete_fields = ["organisatie", "pc4"]


@admin.register(models.Leervraag)
class LeervraagAdmin(Uitvoer):
    taak = WOORDEN
    csvvelden = ["code", "tekst", "kort", "thema", "domein", "niveau", "privacygevoelig", "actief"]
    list_display = ["tekst", "thema", "domein", "niveau", "actief"]
    list_filter = ["thema", "domein", "niveau", "privacygevoelig", "actief"]
    list_select_related = ["thema"]
    search_fields = ["code", "tekst", "kort"]
    filter_horizontal = ["competenties"]


@admin.register(models.Postcodegebied)
class PostcodegebiedAdmin(Invoer):
    taak = WOORDEN
    csvvelden = ["pc4", "plaats", "stadsdeel", "gedeeld", "lat", "lon"]
    csvsleutel = "pc4"
    list_display = ["pc4", "plaats", "stadsdeel", "gedeeld"]
    list_filter = ["stadsdeel", "gedeeld"]
    list_select_related = ["stadsdeel"]
    search_fields = ["pc4", "plaats"]


@admin.register(models.Stadsdeel, models.Doelgroep, models.Domeinuitleg, models.Niveauuitleg)
class VolgordeAdmin(admin.ModelAdmin):
    taak = WOORDEN
    list_display = ["naam", "code"]
    search_fields = ["naam"]


@admin.register(models.Taal)
class TaalAdmin(admin.ModelAdmin):
    taak = WOORDEN
    list_display = ["naam", "eigen_naam", "code", "richting"]
    list_filter = ["richting", "schrift"]
    search_fields = ["naam", "eigen_naam", "code"]


@admin.register(models.Competentie)
class CompetentieAdmin(admin.ModelAdmin):
    taak = WOORDEN
    list_filter = ["gebied"]
    list_display = ["nummer", "naam", "gebied"]
    search_fields = ["nummer", "naam", "naam_en"]


@admin.register(models.Uitvoering)
class UitvoeringAdmin(AlleenLezen):
    """What the scheduler did, for whoever keeps the portal running."""

    taak = DRAAIT
    list_display = ["naam", "begonnen", "klaar", "gelukt"]
    list_filter = ["gelukt", "naam"]
    search_fields = ["naam", "melding"]
    date_hierarchy = "begonnen"


@admin.register(LogEntry)
class WatInBeheerGebeurdeAdmin(AlleenLezen):
    """Who changed what in the admin. What happens in the portal itself stands in the log of its own records."""

    taak = DRAAIT
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag"]
    list_filter = ["action_flag", "content_type"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "user__naam", "user__email"]
    date_hierarchy = "action_time"
