"""Admin of the room: policy, modules and campaigns. Volunteers and requests are not here (ADR 0005)."""

from __future__ import annotations

from django.contrib import admin

from .models import Campagne, Eis, Module


@admin.register(Campagne)
class CampagneAdmin(admin.ModelAdmin):
    list_display = ["naam", "organisatie", "kanaal", "bereik", "van", "tot", "code"]
    list_filter = ["kanaal", "bereik"]
    list_select_related = ["organisatie"]
    search_fields = ["naam", "partner", "code"]
    readonly_fields = ["code"]


@admin.register(Eis)
class EisAdmin(admin.ModelAdmin):
    """Rows are added, not changed: an old match is judged by the policy of its day."""

    list_display = ["rol", "organisatie", "geldig_vanaf", "vog", "geheimhouding", "referentie", "modules"]
    list_filter = ["rol"]
    list_select_related = ["organisatie"]

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    list_display = ["naam", "code", "uren", "volgorde", "actief"]
    filter_horizontal = ["vooraf"]
