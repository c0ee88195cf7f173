"""Addresses of the room. What is public stands in urls_werving; the rest asks a role (see the views)."""

from django.urls import URLPattern, path

from . import urls_werving
from .urls_begeleiding import urlpatterns as begeleiding
from .urls_scholing import urlpatterns as scholing
from .views import eigen_gegevens, hulp, mensen, papieren

app_name = "vrijwilligers"

urlpatterns: list[URLPattern] = [
    *urls_werving.urlpatterns,
    *begeleiding,
    *scholing,
    path("", mensen.bord, name="bord"),
    path("lijst/", mensen.lijst, name="lijst"),
    path("nieuw/", mensen.nieuw, name="nieuw"),
    path("pool/", mensen.pool, name="pool"),
    path("pool/<int:pk>/haal/", mensen.haal, name="haal"),
    path("hulpvragen/", hulp.hulpvragen, name="hulpvragen"),
    path("hulpvragen/<int:pk>/", hulp.hulpvraag, name="hulpvraag"),
    path("hulpvragen/<int:pk>/stel-voor/", hulp.stel_voor, name="stel_voor"),
    path("hulpvragen/<int:pk>/doorzetten/", hulp.doorzetten, name="doorzetten"),
    path("hulpvragen/<int:pk>/wens/", hulp.wens, name="wens"),
    path("hulpvragen/<int:pk>/trek-in/", hulp.trek_in, name="trek_in"),
    path("koppelingen/<int:pk>/", hulp.koppeling, name="koppeling"),
    path("koppelingen/<int:pk>/<slug:naam>/", hulp.koppeling_stap, name="koppeling_stap"),
    path("<int:pk>/", mensen.detail, name="vrijwilliger"),
    path("<int:pk>/wijzig/", mensen.wijzig, name="wijzig"),
    path("<int:pk>/screening/", papieren.screening, name="screening"),
    path("<int:pk>/opleiding/", papieren.module, name="module"),
    path("<int:pk>/stop/", papieren.stop, name="stop"),
    path("<int:pk>/wis/", eigen_gegevens.wis, name="wis"),
    path("mijn/<str:token>/gegevens/", eigen_gegevens.gegevens, name="mijn_gegevens"),
    path("mijn/<str:token>/gegevens/kopie/", eigen_gegevens.kopie, name="mijn_kopie"),
    path("mijn/<str:token>/gegevens/wissen/", eigen_gegevens.wissen, name="mijn_wissen"),
    path("<int:pk>/stand/<slug:naam>/", mensen.verzet, name="verzet"),
]
