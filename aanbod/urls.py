"""Addresses of this room; names are stable, templates of other rooms link to them."""

from __future__ import annotations

from django.urls import path

from .views import antwoord, beheer, bewaard, doorverwijzingen, inlezen, lijsten, lus, netwerk, openbaar, vinden

app_name = "aanbod"

urlpatterns = [
    path("", openbaar.lijst, name="lijst"),
    path("vergelijk/", openbaar.vergelijk, name="vergelijk"),
    path("kaart/", vinden.kaart, name="kaart"),
    path("bij-mij/", vinden.bij_mij, name="bij_mij"),
    path("past-bij/", vinden.passend, name="passend"),
    path("apparaten/", vinden.apparaten, name="apparaten"),
    path("meenemen/", vinden.meenemen, name="meenemen"),
    path("bewaard/", bewaard.bewaard, name="bewaard"),
    path("bewaard/zoekvraag/", bewaard.zoekvraag_nieuw, name="zoekvraag_nieuw"),
    path("bewaard/zoekvraag/<int:pk>/open/", bewaard.zoekvraag_open, name="zoekvraag_open"),
    path("bewaard/zoekvraag/<int:pk>/weg/", bewaard.zoekvraag_weg, name="zoekvraag_weg"),
    path("loopt-af/", netwerk.loopt_af, name="loopt_af"),
    path("leenvragen/", netwerk.leenvragen, name="leenvragen"),
    path("beheer/", beheer.lijst, name="beheer"),
    path("beheer/nieuw/", beheer.nieuw, name="nieuw"),
    path("beheer/inlezen/", inlezen.inlezen, name="inlezen"),
    path("beheer/inlezen/voorbeeld.xlsx", inlezen.voorbeeldblad, name="inlezen_voorbeeld"),
    path("beheer/plek/<int:pk>/", beheer.plek, name="plek"),
    path("beheer/plek/nieuw/<slug:slug>/", beheer.plek, name="plek_nieuw"),
    path("beheer/<slug:slug>/", beheer.wijzig, name="wijzig"),
    path("beheer/<slug:slug>/stand/<slug:overgang>/", beheer.zet_status, name="zet_status"),
    path("beheer/<slug:slug>/klopt/", beheer.klopt, name="klopt"),
    path("beheer/<slug:slug>/tijden/", beheer.tijden, name="tijden"),
    path("beheer/<slug:slug>/veilig/", beheer.veilig, name="veilig"),
    path("beheer/<slug:slug>/wijzigingen/", beheer.wijzigingen, name="wijzigingen"),
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
    path("plek/<slug:slug>/bewaar/", bewaard.zet_bladwijzer, name="bladwijzer"),
    path("plek/<slug:slug>/klopt-niet/", openbaar.klopt_niet, name="klopt_niet"),
]
