"""The table of settings in docs/ is true, and what must never be deployed is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import Warning
from django.core.exceptions import ImproperlyConfigured

from netwerk.kern import checks

WORTEL = Path(settings.BASE_DIR)


def test_table_names_exactly_what_settings_read() -> None:
    gelezen = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (WORTEL / "netwerk/settings.py").read_text()))
    genoemd = set(re.findall(r"^\| `([A-Z_]+)` \|", (WORTEL / "docs/instellingen.md").read_text(), re.MULTILINE))
    assert genoemd == gelezen


def test_every_example_is_named_where_somebody_looks_for_it() -> None:
    voorbeelden = sorted((WORTEL / "docs/voorbeelden").iterdir())
    waar = "".join((WORTEL / pad).read_text() for pad in ("docs/installeren.md", "compose.yaml", "Dockerfile"))
    waar = waar.replace("netwerk-web.*", "netwerk-web.service netwerk-web.socket")
    waar = waar.replace("netwerk-reservekopie.*", "netwerk-reservekopie.service netwerk-reservekopie.timer")
    assert [pad.name for pad in voorbeelden if pad.suffix != ".pyc" and pad.is_file() and pad.name not in waar] == []
    # The services differ in what they run and not in what they are shut off from.
    dicht = {
        pad.name: re.findall(r"^(?:Protect|Restrict|Private|SystemCall|Cap|NoNew).*", pad.read_text(), re.MULTILINE)
        for pad in voorbeelden
        if pad.suffix == ".service"
    }
    assert len(dicht) == 3 and len(set(map(tuple, dicht.values()))) == 1


@pytest.mark.parametrize(
    ("instelling", "controle", "code"),
    [
        ({"DEBUG": True, "ALLOWED_HOSTS": ["portaal.example"]}, checks.geen_debug_op_openbare_host, "netwerk.E002"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["portaal.example"]}, checks.geen_debug_op_openbare_host, "netwerk.E004"),
        (
            {"SECRET_KEY": settings.ONVEILIGE_SLEUTEL, "TEST": False, "DEMO": False},
            checks.geheime_sleutel_gezet,
            "netwerk.E003",
        ),
    ],
)
def test_refuses_what_must_not_be_deployed(settings, instelling: dict, controle, code: str) -> None:
    for naam, waarde in instelling.items():
        setattr(settings, naam, waarde)
    assert [fout.id for fout in controle(None)] == [code]


def test_accepts_a_sound_deployment(settings) -> None:
    settings.DEBUG = settings.DEMO = settings.TEST = False
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "x" * 50, ["portaal.example"]
    assert checks.geen_debug_op_openbare_host(None) == checks.geheime_sleutel_gezet(None) == []


@pytest.mark.django_db
def test_refuses_a_role_that_sees_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *fout):
            return None

        def execute(self, opdracht):
            assert "rolsuper OR rolbypassrls" in opdracht or "relowner" in opdracht

        def fetchone(self):
            return True, "postgres"

    monkeypatch.setattr(checks.connection, "cursor", Cursor)
    assert [fout.id for fout in checks.rol_zonder_overmacht(None, databases=["default"])] == ["netwerk.E001"]
    with pytest.raises(ImproperlyConfigured, match="E001"):
        checks._eis_gewone_rol(None, checks.connection)


def test_a_worker_that_starts_while_the_database_is_away_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """gunicorn stops altogether when a worker does not; the role is looked at with the first connection."""
    weg = [Warning("De database is niet te bereiken.", id="netwerk.W001")]
    monkeypatch.setattr(checks, "rol_zonder_overmacht", lambda *_, **__: weg)
    assert checks.rol_zonder_overmacht() == weg and weg[0] not in checks.fouten_bij_starten()


def test_web_process_does_not_start_without_a_secret_and_its_cookies_are_of_this_host_alone() -> None:
    """gunicorn runs no checks, so wsgi.py does."""
    omgeving = {**os.environ, "NETWERK_DEMO": "0", "DEBUG": "0", "HTTPS": "true", "SECRET_KEY": ""}
    omgeving.pop("SECRET_KEY")
    programma = (
        "from netwerk import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, hasattr(s, 'SESSION_COOKIE_DOMAIN'), hasattr(s, 'SESSION_COOKIE_PATH'));"
        "import netwerk.wsgi"
    )
    uitslag = subprocess.run(
        [sys.executable, "-c", programma],
        cwd=WORTEL,
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
    )
    assert uitslag.returncode != 0
    assert "netwerk.E003" in uitslag.stderr
    assert uitslag.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "False", "False"]
