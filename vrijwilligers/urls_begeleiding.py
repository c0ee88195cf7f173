"""Addresses of matching, the learning line and keeping volunteers; part of urls.py."""

from django.urls import URLPattern, path

from .views import begeleiding, mijn, verdeling

urlpatterns: list[URLPattern] = [
    path("verdeling/", verdeling.verdeling, name="verdeling"),
    path("verdeling/maak/", verdeling.maak, name="verdeling_maak"),
    path("verdeling/<int:pk>/kies/", verdeling.kies, name="verdeling_kies"),
    path("check-ins/", begeleiding.checkins, name="checkins"),
    path("koppelingen/<int:pk>/stuur/vraag/", mijn.stuur_vraag, name="stuur_vraag"),
    path("mijn/", mijn.zelf, name="mijn_zelf"),
    path("mijn/<str:token>/", mijn.pagina, name="mijn"),
    path("mijn/<str:token>/pauze/", mijn.pauze, name="mijn_pauze"),
    path("mijn/<str:token>/wanneer/", mijn.beschikbaar, name="mijn_beschikbaar"),
    path("mijn/<str:token>/<int:pk>/ja/", mijn.antwoord, {"keuze": "ja"}, name="mijn_ja"),
    path("mijn/<str:token>/<int:pk>/nee/", mijn.antwoord, {"keuze": "nee"}, name="mijn_nee"),
]
