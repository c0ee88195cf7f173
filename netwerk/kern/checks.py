"""System checks with ids, for what must never be deployed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.utils import Error as DatabaseFout

LOKAAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


def _is_openbaar() -> bool:
    return any(host not in LOKAAL for host in settings.ALLOWED_HOSTS)


@register(Tags.security)
def geen_debug_op_openbare_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """DEBUG shows source and settings to whoever can reach the page; demo logins are known to everyone."""
    fouten: list[CheckMessage] = []
    if settings.DEBUG and _is_openbaar():
        fouten.append(
            Error(
                "DEBUG staat aan terwijl ALLOWED_HOSTS een openbaar adres heeft.",
                hint="Zet DEBUG uit.",
                id="netwerk.E002",
            )
        )
    if settings.DEMO and _is_openbaar():
        fouten.append(
            Error(
                "NETWERK_DEMO staat aan terwijl ALLOWED_HOSTS een openbaar adres heeft.",
                hint="De demo heeft bekende wachtwoorden: alleen op 127.0.0.1.",
                id="netwerk.E004",
            )
        )
    return fouten


@register(Tags.security)
def geheime_sleutel_gezet(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a secret of its own, anybody could sign links and sessions."""
    if settings.SECRET_KEY == settings.ONVEILIGE_SLEUTEL and not (settings.DEMO or settings.DEBUG or settings.TEST):
        return [
            Error(
                "SECRET_KEY ontbreekt.",
                hint="Zet SECRET_KEY in de omgeving: 50 willekeurige tekens.",
                id="netwerk.E003",
            )
        ]
    return []


@register(Tags.database)
def rol_zonder_overmacht(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A superuser or BYPASSRLS role sees every row, whatever the policies say."""
    if not databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls, current_user FROM pg_roles WHERE rolname = current_user")
            overmacht, rol = cursor.fetchone()
            cursor.execute(
                "SELECT relowner = current_user::regrole FROM pg_class WHERE oid = to_regclass('kern_gebeurtenis')"
            )
            bezit_logboek = cursor.fetchone() == (True,)
            versie = connection.get_database_version()
    except DatabaseFout as fout:
        return [Warning(f"De database is niet te bereiken: {type(fout).__name__}.", id="netwerk.W001")]
    fouten: list[CheckMessage] = []
    if overmacht:
        fouten.append(
            Error(
                f"De databaserol '{rol}' is superuser of heeft BYPASSRLS: dan beschermt RLS niets.",
                hint="Verbind als een rol met NOSUPERUSER NOBYPASSRLS die eigenaar is van de database.",
                id="netwerk.E001",
            )
        )
    if bezit_logboek and not (settings.DEBUG or settings.TEST):
        fouten.append(
            Warning(
                f"De databaserol '{rol}' is eigenaar van het logboek en kan de bescherming ervan weghalen.",
                hint="Laat de beheerder van de database netwerk/logboek.sql draaien, en daarna manage.py migrate.",
                id="netwerk.W002",
            )
        )
    if versie < (15,):
        fouten.append(Error("PostgreSQL is te oud: 15 of nieuwer is nodig.", id="netwerk.E005"))
    return fouten


def fouten_bij_starten() -> list[CheckMessage]:
    """What stops the web process: gunicorn runs no checks by itself.

    A database that is away stops nothing: a worker that starts at that moment would take the whole of gunicorn down
    with it. The role is then looked at with the first connection (:func:`bewaak_rol`).
    """
    gevonden = [
        *geen_debug_op_openbare_host(None),
        *geheime_sleutel_gezet(None),
        *rol_zonder_overmacht(None, databases=["default"]),
    ]
    return [fout for fout in gevonden if fout.is_serious(ERROR)]


def bewaak_rol() -> None:
    """Look at the role of every new connection: a role that sees every row serves no request, whenever it appears."""
    connection_created.connect(_eis_gewone_rol, dispatch_uid="netwerk.rol")


def _eis_gewone_rol(sender: Any, connection: Any, **kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            raise ImproperlyConfigured("De databaserol is superuser of heeft BYPASSRLS (netwerk.E001).")
