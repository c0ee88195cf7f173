"""Composition root of the addresses: names the apps by string only."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

# Login to the admin goes past allauth, so that its limits and the second factor hold there too.
# Before the patterns, which take the view as it is.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

urlpatterns = [
    path("", include("netwerk.portaal.urls")),
    path("", include("netwerk.kern.urls")),
    path("account/", include("allauth.urls")),
    path("aanbod/", include("aanbod.urls")),
    path("hsds/", include("aanbod.hsds_urls")),
    path("materiaal/", include("leermateriaal.urls")),
    path("vrijwilligers/", include("vrijwilligers.urls")),
    path("intake/", include("intake.urls")),
    path("overleg/", include("netwerk.overleg.urls")),
    path("cijfers/", include("netwerk.rapportage.urls")),
    path("beheer/", admin.site.urls),
]

handler400 = "netwerk.kern.views.fouten.fout_400"
handler429 = "netwerk.kern.views.fouten.fout_429"  # allauth asks for it
handler403 = "netwerk.kern.views.fouten.fout_403"
handler404 = "netwerk.kern.views.fouten.fout_404"
handler500 = "netwerk.kern.views.fouten.fout_500"

admin.site.site_header = "Netwerk Digitaal beheer"
admin.site.site_title = "Netwerk Digitaal"
admin.site.index_title = "Beheer"
admin.site.site_url = f"{settings.PORTAAL_URL}/" if settings.HTTPS else "/"
