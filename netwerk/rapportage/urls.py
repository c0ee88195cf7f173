"""Addresses of the figures, under /cijfers/."""

from django.urls import path

from .views import behoefte, cijfers, verslag

app_name = "rapportage"

urlpatterns = [
    path("", cijfers.cijfers, name="cijfers"),
    path("verslag/", verslag.verslag, name="verslag"),
    path("verslag.pdf", verslag.verslag_pdf, name="verslag_pdf"),
    path("behoefte/", behoefte.behoefte, name="behoefte"),
    path("behoefte/<slug:code>/", behoefte.behoefte_wijzig, name="behoefte_wijzig"),
    path("<slug:code>/", cijfers.onderwerp, name="onderwerp"),
    path("<slug:pagina>/<slug:code>.csv", cijfers.als_csv, name="csv"),
]
