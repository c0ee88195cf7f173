"""The addresses of the front door."""

from django.urls import path

from .views import beginnen, leden, meldingen, paginas, plekken, start, zoeken

app_name = "portaal"

urlpatterns = [
    path("", start.home, name="home"),
    path("zoeken/", zoeken.zoeken, name="zoeken"),
    path("beginnen/", beginnen.begin, name="beginnen"),
    path("beginnen/verberg/", beginnen.verberg, name="begin_verberg"),
    path("over/", paginas.over, name="over"),
    path("mijn-account/", paginas.account, name="account"),
    path("meldingen/", meldingen.lijst, name="meldingen"),
    path("meldingen/gezien/", meldingen.alles_gezien, name="meldingen_gezien"),
    path("meldingen/instellen/", meldingen.instellen, name="meldingen_instellen"),
    path("meldingen/afmelden/<str:token>/", meldingen.afmelden, name="afmelden"),
    path("meldingen/<slug:sleutel>/", meldingen.bekijk, name="melding"),
    path("organisatie/plekken/", plekken.plekken, name="plekken"),
    path("organisatie/<slug:slug>/plekken/", plekken.plekken, name="plekken_van"),
    path("organisatie/<slug:slug>/gegevens/", plekken.gegevens, name="organisatie"),
    path("organisatie/mensen/", leden.leden, name="leden"),
    path("organisatie/<slug:slug>/mensen/", leden.leden, name="leden_van"),
    path("organisatie/<slug:slug>/mensen/nieuw/", leden.uitnodigen, name="uitnodigen"),
    path("organisatie/<slug:slug>/mensen/<int:pk>/", leden.rollen, name="rollen"),
    path("organisatie/<slug:slug>/mensen/<int:pk>/weg/", leden.weg, name="lid_weg"),
]
