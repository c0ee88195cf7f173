"""Addresses of the open data interface; no trailing slash, as the specification writes them."""

from __future__ import annotations

from django.urls import path

from .views import hsds

app_name = "hsds"

urlpatterns = [
    path("", hsds.begin, name="begin"),
    path("openapi.json", hsds.beschrijving, name="openapi"),
    path("services", hsds.diensten, name="services"),
    path("services/<str:nummer>", hsds.dienst, name="service"),
    path("organizations", hsds.organisaties, name="organizations"),
    path("organizations/<str:nummer>", hsds.organisatie, name="organization"),
    path("service_at_locations", hsds.plekken, name="service_at_locations"),
    path("service_at_locations/<str:nummer>", hsds.plek, name="service_at_location"),
    path("taxonomies", hsds.taxonomieen, name="taxonomies"),
    path("taxonomies/<str:nummer>", hsds.taxonomie, name="taxonomy"),
    path("taxonomy_terms", hsds.termen, name="taxonomy_terms"),
    path("taxonomy_terms/<str:nummer>", hsds.term, name="taxonomy_term"),
    path("<path:rest>", hsds.onbekend, name="onbekend"),
]
