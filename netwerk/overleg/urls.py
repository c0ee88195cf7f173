"""Addresses of the network's room, under /overleg/."""

from django.urls import path

from .views import bijeenkomsten, suggesties, taken

app_name = "overleg"

urlpatterns = [
    path("", bijeenkomsten.home, name="home"),
    path("bijeenkomst/nieuw/", bijeenkomsten.bijeenkomst_bewerk, name="bijeenkomst_nieuw"),
    path("bijeenkomst/<slug:slug>/", bijeenkomsten.bijeenkomst, name="bijeenkomst"),
    path("bijeenkomst/<slug:slug>/wijzigen/", bijeenkomsten.bijeenkomst_bewerk, name="bijeenkomst_wijzig"),
    path("bijeenkomst/<slug:slug>/thema/", bijeenkomsten.thema_nieuw, name="thema_nieuw"),
    path("bijeenkomst/<slug:slug>/thema/<int:thema>/punt/", bijeenkomsten.punt_nieuw, name="punt_nieuw"),
    path("suggesties/", suggesties.lijst, name="suggesties"),
    path("suggesties/nieuw/", suggesties.nieuw, name="suggestie_nieuw"),
    path("suggesties/<int:pk>/steun/", suggesties.steun, name="steun"),
    path("suggesties/<int:pk>/stand/", suggesties.zet_stand, name="suggestie_stand"),
    path("taken/", taken.lijst, name="taken"),
    path("taken/nieuw/", taken.nieuw, name="taak_nieuw"),
    path("taken/<int:pk>/", taken.detail, name="taak"),
    path("taken/<int:pk>/<slug:naam>/", taken.overgang, name="taak_overgang"),
]
