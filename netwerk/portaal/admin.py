"""Admin of the front door: who gets how much mail, to answer "why do I get this?". No content of any message."""

from __future__ import annotations

from django.contrib import admin

from .models import Voorkeur


@admin.register(Voorkeur)
class VoorkeurAdmin(admin.ModelAdmin):
    taak = "Hoe het portaal draait"
    list_display = ["gebruiker", "ritme", "laatst_op"]
    list_filter = ["ritme"]
    list_select_related = ["gebruiker"]
    search_fields = ["gebruiker__naam", "gebruiker__email"]
    autocomplete_fields = ["gebruiker"]
