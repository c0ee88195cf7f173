"""Addresses of recruitment and policy; part of urls.py. Public: signing up, its links, and the vacancies."""

from django.urls import URLPattern, path

from .views import aanmelden, beleid, inlezen, werving

urlpatterns: list[URLPattern] = [
    path("aanmelden/", aanmelden.aanmelden, name="aanmelden"),
    path("aanmelden/bedankt/", aanmelden.bedankt, name="bedankt"),
    path("aanmelden/bevestig/<str:token>/", aanmelden.bevestig, name="bevestig"),
    path("aanmelden/terug/<str:token>/", aanmelden.terug, name="terug"),
    path("aanmelden/<slug:code>/", aanmelden.aanmelden, name="aanmelden_code"),
    path("vacatures/", aanmelden.vacatures, name="vacatures"),
    path("vacatures/<int:pk>/", aanmelden.vacature, name="vacature"),
    path("vacatures/beheer/", werving.vacaturebeheer, name="vacaturebeheer"),
    path("vacatures/nieuw/", werving.vacature_nieuw, name="vacature_nieuw"),
    path("vacatures/<int:pk>/beeld.png", aanmelden.deelbeeld, name="deelbeeld"),
    path("vacatures/<int:pk>/wijzig/", werving.vacature_wijzig, name="vacature_wijzig"),
    path("campagnes/", werving.campagnes, name="campagnes"),
    path("campagnes/nieuw/", werving.campagne_nieuw, name="campagne_nieuw"),
    path("campagnes/opbrengst/", werving.opbrengsten, name="opbrengst"),
    path("campagnes/<int:pk>/", werving.campagne, name="campagne"),
    path("campagnes/<int:pk>/poster/", werving.poster, name="poster"),
    path("campagnes/<int:pk>/wijzig/", werving.campagne_wijzig, name="campagne_wijzig"),
    path("campagnes/<int:pk>/sluit/", werving.campagne_sluit, name="campagne_sluit"),
    path("kom-terug/", werving.terugvragen, name="terugvragen"),
    path("eisen/", beleid.eisen, name="eisen"),
    path("eisen/<slug:rol>/", beleid.eis_wijzig, name="eis_wijzig"),
    path("inlezen/", inlezen.importeer, name="importeer"),
]
