"""Admin of the figures: the estimates, in and out as a file, and what was published when. Raw counts are not here."""

from __future__ import annotations

from django.contrib import admin

from netwerk.kern.beheer import AlleenLezen, Invoer

from .models import Behoefte, Publicatie

TAAK = "Cijfers"


@admin.register(Behoefte)
class BehoefteAdmin(Invoer):
    taak = TAAK
    csvvelden = ["stadsdeel", "aantal", "bron", "bron_url", "peiljaar"]
    csvsleutel = "stadsdeel"
    list_display = ["stadsdeel", "aantal", "bron", "peiljaar", "gewijzigd_op"]
    list_filter = ["peiljaar"]
    list_select_related = ["stadsdeel"]
    search_fields = ["stadsdeel__naam", "bron"]


@admin.register(Publicatie)
class PublicatieAdmin(AlleenLezen):
    taak = TAAK
    list_display = ["groep", "kwartaal", "definitief", "berekend_op"]
    list_filter = ["groep", "definitief", "kwartaal"]
    search_fields = ["groep", "kwartaal"]
