"""Addresses of the network's room, under /overleg/."""

from django.urls import path

from .views import agenda, bijeenkomsten, contact, datum, signalen, suggesties, taken, verslag

app_name = "overleg"

urlpatterns = [
    path("", bijeenkomsten.home, name="home"),
    path("bijeenkomst/nieuw/", bijeenkomsten.bijeenkomst_bewerk, name="bijeenkomst_nieuw"),
    path("bijeenkomst/<slug:slug>/", bijeenkomsten.bijeenkomst, name="bijeenkomst"),
    path("bijeenkomst/<slug:slug>/wijzigen/", bijeenkomsten.bijeenkomst_bewerk, name="bijeenkomst_wijzig"),
    path("bijeenkomst/<slug:slug>/thema/", bijeenkomsten.thema_nieuw, name="thema_nieuw"),
    path("bijeenkomst/<slug:slug>/thema/<int:thema>/punt/", bijeenkomsten.punt_nieuw, name="punt_nieuw"),
    path("bijeenkomst/<slug:slug>/datum/", datum.prikker, name="prikker"),
    path("bijeenkomst/<slug:slug>/datum/nieuw/", datum.optie_nieuw, name="datumoptie_nieuw"),
    path("bijeenkomst/<slug:slug>/datum/<int:pk>/<slug:wat>/", datum.optie, name="datumoptie"),
    path("bijeenkomst/<slug:slug>/uitnodigen/", datum.uitnodigen, name="uitnodigen"),
    path("bijeenkomst/<slug:slug>/komst/", datum.komst, name="komst"),
    path("bijeenkomst/<slug:slug>/aanwezig/", datum.aanwezig, name="aanwezig"),
    path("bijeenkomst/<slug:slug>/gaat-niet-door/", datum.afgelasten, name="afgelasten"),
    path("bijeenkomst/<slug:slug>/afspraak.ics", datum.agendabestand, name="agendabestand"),
    path("bijeenkomst/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("bijeenkomst/<slug:slug>/agenda/nieuw/", agenda.punt, name="agendapunt_nieuw"),
    path("bijeenkomst/<slug:slug>/agenda/<int:pk>/", agenda.punt, name="agendapunt"),
    path("bijeenkomst/<slug:slug>/agenda/<int:pk>/<slug:wat>/", agenda.punt_actie, name="agendapunt_actie"),
    path("bijeenkomst/<slug:slug>/agenda/uit/<slug:bron>/<int:pk>/", agenda.neem_over, name="agenda_neem_over"),
    path("bijeenkomst/<slug:slug>/presentatie/", verslag.presentatie, name="presentatie_nieuw"),
    path("verslag/<slug:soort>/<int:pk>/", verslag.deel, name="verslagdeel"),
    path("verslag/<slug:soort>/<int:pk>/weg/", verslag.deel_weg, name="verslagdeel_weg"),
    path("bestand/<uuid:uuid>/", verslag.bestand, name="bestand"),
    path("contact/", contact.lijst, name="contacten"),
    path("contact/nieuw/", contact.bewerk, name="contact_nieuw"),
    path("contact/<int:pk>/", contact.detail, name="contact"),
    path("contact/<int:pk>/wijzigen/", contact.bewerk, name="contact_wijzig"),
    path("contact/<int:pk>/gesproken/", contact.gesproken, name="contact_gesproken"),
    path("contact/<int:pk>/stoppen/", contact.stop, name="contact_stop"),
    path("suggesties/", suggesties.lijst, name="suggesties"),
    path("suggesties/nieuw/", suggesties.nieuw, name="suggestie_nieuw"),
    path("suggesties/<int:pk>/steun/", suggesties.steun, name="steun"),
    path("suggesties/<int:pk>/stand/", suggesties.zet_stand, name="suggestie_stand"),
    path("signalen/", signalen.lijst, name="signalen"),
    path("signalen/nieuw/", signalen.nieuw, name="signaal_nieuw"),
    path("signalen/<int:pk>/", signalen.detail, name="signaal"),
    path("signalen/<int:pk>/steun/", signalen.steun, name="signaal_steun"),
    path("signalen/<int:pk>/cijfer/", signalen.cijfer, name="signaal_cijfer"),
    path("signalen/<int:pk>/<slug:naam>/", signalen.overgang, name="signaal_overgang"),
    path("taken/", taken.lijst, name="taken"),
    path("taken/nieuw/", taken.nieuw, name="taak_nieuw"),
    path("taken/<int:pk>/", taken.detail, name="taak"),
    path("taken/<int:pk>/<slug:naam>/", taken.overgang, name="taak_overgang"),
]
