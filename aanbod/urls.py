"""Addresses of this room; names are stable, templates of other rooms link to them."""

from __future__ import annotations

from django.urls import path

from .views import antwoord, beheer, doorverwijzingen, inlezen, lijsten, lus, openbaar

app_name = "aanbod"

urlpatterns = [
    path("", openbaar.lijst, name="lijst"),
    path("vergelijk/", openbaar.vergelijk, name="vergelijk"),
    path("beheer/", beheer.lijst, name="beheer"),
    path("beheer/nieuw/", beheer.nieuw, name="nieuw"),
    path("beheer/inlezen/", inlezen.inlezen, name="inlezen"),
    path("beheer/inlezen/voorbeeld.xlsx", inlezen.voorbeeldblad, name="inlezen_voorbeeld"),
    path("beheer/<slug:slug>/", beheer.wijzig, name="wijzig"),
    path("beheer/<slug:slug>/stand/<slug:overgang>/", beheer.zet_status, name="zet_status"),
    path("beheer/<slug:slug>/klopt/", beheer.klopt, name="klopt"),
    path("doorverwijzingen/", lijsten.begin, name="doorverwijzingen"),
    path("doorverwijzingen/ontvangen/", lijsten.inbak, name="inbak"),
    path("doorverwijzingen/verstuurd/", lijsten.verstuurd, name="verstuurd"),
    path("doorverwijzingen/prestaties/", lus.prestaties, name="prestaties"),
    path("doorverwijzingen/tweede-persoon/", lus.tweede, name="tweede"),
    path("doorverwijzingen/<uuid:uuid>/", doorverwijzingen.detail, name="doorverwijzing"),
    path("doorverwijzingen/<uuid:uuid>/ontvang/", doorverwijzingen.ontvang, name="ontvang"),
    path("doorverwijzingen/<uuid:uuid>/antwoord/", doorverwijzingen.antwoord, name="beantwoord"),
    path("doorverwijzingen/<uuid:uuid>/intrekken/", doorverwijzingen.intrekken, name="intrekken"),
    path("doorverwijzingen/<uuid:uuid>/bericht/", lus.bericht, name="bericht"),
    path("doorverwijzingen/<uuid:uuid>/navraag/", lus.navraag, name="navraag"),
    path("doorverwijzingen/<uuid:uuid>/aanwezig/", lus.aanwezig, name="aanwezig"),
    path("doorverwijzingen/<uuid:uuid>/aan-de-leerder/", lus.aan_de_leerder, name="aan_de_leerder"),
    path("doorverwijzingen/<uuid:uuid>/opnieuw/<int:aanbod>/", lus.opnieuw, name="opnieuw"),
    path("doorverwijzingen/<uuid:uuid>/nieuwe-link/", lus.nieuwe_link, name="nieuwe_link"),
    path("antwoord/<str:token>/", antwoord.met_link, name="antwoord"),
    path("antwoord/<str:token>/bericht/", antwoord.bericht, name="antwoord_bericht"),
    path("antwoord/<str:token>/nieuwe-link/", antwoord.nieuwe_link, name="antwoord_link"),
    path("plek/<slug:slug>/", openbaar.detail, name="detail"),
    path("plek/<slug:slug>/agenda.ics", openbaar.agenda, name="agenda"),
    path("plek/<slug:slug>/klopt-niet/", openbaar.klopt_niet, name="klopt_niet"),
]
