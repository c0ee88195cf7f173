"""Addresses of the catalogue. Fixed words come before the slug of a material."""

from django.urls import path

from .views import curator, ervaring, inventaris, invoer, mijn, openbaar, verzamelingen, voorstel, zoeken

app_name = "leermateriaal"

urlpatterns = [
    path("", openbaar.lijst, name="lijst"),
    path("voorstellen/", voorstel.stel_voor, name="voorstellen"),
    path("voorstellen/lijkt/", zoeken.lijkt, name="lijkt"),
    path("voorstellen/origineel/", zoeken.origineel, name="origineel"),
    path("mijn/", mijn.mijn, name="mijn"),
    path("passend/", zoeken.passend, name="passend"),
    path("ontbreekt/", voorstel.gemis, name="gemis"),
    path("beoordelen/", curator.beoordelen, name="beoordelen"),
    path("melding/<int:pk>/afhandelen/", curator.melding_af, name="melding_af"),
    path("gemis/<int:pk>/afhandelen/", curator.gemis_af, name="gemis_af"),
    path("inventaris/", inventaris.inventaris, name="inventaris"),
    path("inventaris/export/", inventaris.inventaris_export, name="inventaris_export"),
    path("inventaris/wijzigingen/", inventaris.wijzigingen, name="wijzigingen"),
    path("inventaris/herzien/", inventaris.herzien, name="herzien"),
    path("inventaris/<slug:code>/", inventaris.kruisvakken, name="kruis"),
    path("inventaris/<slug:code>/<int:niveau>/", inventaris.cel, name="cel"),
    path("inventaris/<slug:code>/groep/<slug:groep>/", inventaris.groepcel, name="groepcel"),
    path("wat-ontbreekt/", inventaris.wat_ontbreekt, name="wat_ontbreekt"),
    path("belangen/", inventaris.belangen, name="belangen"),
    path("belangen/<int:pk>/einde/", inventaris.belang_einde, name="belang_einde"),
    path("controleren/", curator.controleren, name="controleren"),
    path("export/", invoer.export, name="export"),
    path("invoer/", invoer.invoer, name="invoer"),
    path("invoer/<int:pk>/", invoer.invoer_voorbeeld, name="invoer_voorbeeld"),
    path("verzamelingen/", verzamelingen.lijst, name="verzamelingen"),
    path("verzamelingen/nieuw/", verzamelingen.nieuw, name="verzameling_nieuw"),
    path("verzamelingen/<int:pk>/", verzamelingen.detail, name="verzameling"),
    path("verzamelingen/<int:pk>/wijzigen/", verzamelingen.wijzig, name="verzameling_wijzigen"),
    path("verzamelingen/<int:pk>/weg/", verzamelingen.verwijder, name="verzameling_weg"),
    path("verzamelingen/<int:pk>/kopie/", verzamelingen.kopieer, name="verzameling_kopie"),
    path("verzamelingen/met-link/<str:token>/", verzamelingen.met_link, name="verzameling_link"),
    path("verzamelingen/<int:pk>/handout/", verzamelingen.handout, name="handout"),
    path("verzamelingen/stuk/<int:pk>/<slug:wat>/", verzamelingen.stuk, name="stuk"),
    path("bij/<slug:code>/", openbaar.leervraag, name="leervraag"),
    path("<slug:slug>/", openbaar.detail, name="detail"),
    path("<slug:slug>/ervaring/", ervaring.deel, name="ervaring"),
    path("<slug:slug>/ervaring/<int:pk>/", ervaring.wijzig, name="ervaring_wijzigen"),
    path("<slug:slug>/ervaring/<int:pk>/intrekken/", ervaring.trek_in, name="ervaring_intrekken"),
    path("<slug:slug>/melden/", voorstel.meld, name="melden"),
    path("<slug:slug>/verzamel/", verzamelingen.voeg_toe, name="verzamel"),
    path("<slug:slug>/nagekeken/", curator.nagekeken, name="nagekeken"),
    path("<slug:slug>/samenvoegen/", curator.samenvoegen, name="samenvoegen"),
    path("<slug:slug>/wijzigen/", curator.wijzig, name="wijzigen"),
    path("<slug:slug>/stand/<slug:overgang>/", curator.stand, name="stand"),
]
