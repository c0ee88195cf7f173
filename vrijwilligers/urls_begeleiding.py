"""Addresses of matching, the learning line and keeping volunteers; part of urls.py."""

from django.urls import URLPattern, path

from .views import begeleiding, houden, mijn, mijn_meer, verdeling

urlpatterns: list[URLPattern] = [
    path("verdeling/", verdeling.verdeling, name="verdeling"),
    path("verdeling/maak/", verdeling.maak, name="verdeling_maak"),
    path("verdeling/<int:pk>/kies/", verdeling.kies, name="verdeling_kies"),
    path("check-ins/", begeleiding.checkins, name="checkins"),
    path("koppelingen/<int:pk>/stuur/vraag/", mijn.stuur_vraag, name="stuur_vraag"),
    path("koppelingen/<int:pk>/stuur/hoe-gaat-het/", houden.terugkoppeling, name="terugkoppeling"),
    path("<int:pk>/uren/", houden.uren, name="uren"),
    path("<int:pk>/bedank/", houden.bedank, name="bedank"),
    path("<int:pk>/overdragen/", houden.overdragen, name="overdragen"),
    path("<int:pk>/niet-meer-bij/", houden.stop_bij, name="stop_bij"),
    path("overdracht/<int:pk>/trek-in/", houden.overdracht_in, name="overdracht_in"),
    path("mijn/", mijn.zelf, name="mijn_zelf"),
    path("mijn/<str:token>/", mijn.pagina, name="mijn"),
    path("mijn/<str:token>/pauze/", mijn.pauze, name="mijn_pauze"),
    path("mijn/<str:token>/wanneer/", mijn.beschikbaar, name="mijn_beschikbaar"),
    path("mijn/<str:token>/uren/", mijn_meer.uren, name="mijn_uren"),
    path("mijn/<str:token>/<int:pk>/hoe-gaat-het/", mijn_meer.hoe_gaat_het, name="mijn_hoe_gaat_het"),
    *(
        path(
            f"mijn/<str:token>/overdracht/<int:pk>/{keuze}/",
            mijn_meer.overdracht_antwoord,
            {"keuze": keuze},
            name=f"mijn_overdracht_{keuze}",
        )
        for keuze in ("ja", "nee")
    ),
    path("mijn/<str:token>/<int:pk>/ja/", mijn.antwoord, {"keuze": "ja"}, name="mijn_ja"),
    path("mijn/<str:token>/<int:pk>/nee/", mijn.antwoord, {"keuze": "nee"}, name="mijn_nee"),
]
