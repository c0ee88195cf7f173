from django.urls import path

from .views import concept, gezondheid, logboek, metingen, ontwerp, paginas

app_name = "kern"

urlpatterns = [
    path("favicon.ico", paginas.favicon, name="favicon"),
    path(".well-known/security.txt", paginas.security_txt, name="security_txt"),
    path("gezond/", gezondheid.leeft, name="leeft"),
    path("klaar/", gezondheid.klaar, name="klaar"),
    path("metrics/", metingen.metingen, name="metingen"),
    path("netwerk.webmanifest", paginas.manifest, name="manifest"),
    path("ontwerp/", ontwerp.overzicht, name="ontwerp"),
    path("privacy/", paginas.verwerkingen, name="verwerkingen"),
    path("logboek/", logboek.logboek, name="logboek"),
    path("logboek/<str:model>/<str:nummer>/", logboek.logboek_over, name="logboek_over"),
    path("bewaard/stil/", concept.stil, name="stil"),
    path("bewaard/<uuid:pk>/", concept.concept, name="concept"),
    path("toegankelijkheid/", paginas.toegankelijkheid, name="toegankelijkheid"),
]
