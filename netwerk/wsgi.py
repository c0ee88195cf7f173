"""WSGI entry point. Refuses to start with settings that must never be deployed: gunicorn runs no system checks."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

application = get_wsgi_application()

from netwerk.kern.tijdslimieten import voor_het_web  # noqa: E402 - needs the loaded apps

voor_het_web()

from netwerk.kern.checks import bewaak_rol, fouten_bij_starten  # noqa: E402 - needs the loaded apps

if fouten := fouten_bij_starten():
    raise ImproperlyConfigured("\n".join(str(fout) for fout in fouten))
bewaak_rol()
