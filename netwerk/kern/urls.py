from django.urls import path

from .views import gezondheid, metingen, ontwerp, paginas

app_name = "kern"

urlpatterns = [
    path("favicon.ico", paginas.favicon, name="favicon"),
    path(".well-known/security.txt", paginas.security_txt, name="security_txt"),
    path("gezond/", gezondheid.leeft, name="leeft"),
    path("klaar/", gezondheid.klaar, name="klaar"),
    path("metrics/", metingen.metingen, name="metingen"),
    path("netwerk.webmanifest", paginas.manifest, name="manifest"),
    path("ontwerp/", ontwerp.overzicht, name="ontwerp"),
    path("toegankelijkheid/", paginas.toegankelijkheid, name="toegankelijkheid"),
]
