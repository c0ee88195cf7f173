"""Addresses of training; part of urls.py. Public: the check of a certificate."""

from django.urls import URLPattern, path

from .views import leren, opleiden, scholing

urlpatterns: list[URLPattern] = [
    path("certificaat/", leren.controle, name="certificaat_controle"),
    path("certificaat/<int:pk>/", scholing.certificaat, name="certificaat"),
    path("scholing/", scholing.sessies, name="sessies"),
    path("scholing/nieuw/", scholing.sessie_nieuw, name="sessie_nieuw"),
    path("scholing/docent/", leren.docent, name="docent"),
    path("scholing/docent/<int:pk>/inschrijven/", leren.docent_inschrijven, name="docent_inschrijven"),
    path("scholing/docent/<int:pk>/afmelden/", leren.docent_afmelden, name="docent_afmelden"),
    path("scholing/docent/<int:pk>/certificaat/", leren.docent_certificaat, name="docent_certificaat"),
    path("scholing/deelname/<int:pk>/afmelden/", scholing.deelname_af, name="deelname_af"),
    path("scholing/<int:pk>/", scholing.sessie, name="sessie"),
    path("scholing/<int:pk>/wijzig/", scholing.sessie_wijzig, name="sessie_wijzig"),
    path("scholing/<int:pk>/inschrijven/", scholing.inschrijven, name="sessie_inschrijven"),
    path("scholing/<int:pk>/aanwezig/", scholing.aanwezig, name="sessie_aanwezig"),
    path("scholing/<int:pk>/gaat-niet-door/", scholing.afgelasten, name="sessie_afgelast"),
    path("<int:pk>/leren/", opleiden.leren, name="leren"),
    path("<int:pk>/zelfcheck/", opleiden.zelfcheck_samen, name="zelfcheck_samen"),
    path("<int:pk>/stuur-link/", opleiden.stuur_link, name="stuur_link"),
    path("mijn/<str:token>/leren/", leren.voortgang, name="mijn_scholing"),
    path("mijn/<str:token>/zelfcheck/", leren.zelfcheck, name="mijn_zelfcheck"),
    path("mijn/<str:token>/sessie/<int:pk>/inschrijven/", leren.inschrijven, name="mijn_inschrijven"),
    path("mijn/<str:token>/sessie/<int:pk>/afmelden/", leren.afmelden, name="mijn_afmelden"),
    path("mijn/<str:token>/certificaat/<int:pk>/", leren.certificaat, name="mijn_certificaat"),
]
