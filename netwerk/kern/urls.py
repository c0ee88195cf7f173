from django.urls import path

from .views import ontwerp, paginas

app_name = "kern"

urlpatterns = [
    path("favicon.ico", paginas.favicon, name="favicon"),
    path("ontwerp/", ontwerp.overzicht, name="ontwerp"),
    path("toegankelijkheid/", paginas.toegankelijkheid, name="toegankelijkheid"),
]
