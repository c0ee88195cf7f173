"""manage.py and make as a person meets them when something is missing: one clear sentence, never a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from netwerk import beheer

REPO = Path(__file__).resolve().parents[2]


def draai(*opdracht: str | Path, **omgeving: str | None) -> subprocess.CompletedProcess[str]:
    """Run with these environment variables changed; None takes one away."""
    env = {k: v for k, v in (os.environ | omgeving).items() if v is not None}
    return subprocess.run(opdracht, cwd=REPO, env=env, capture_output=True, text=True, timeout=60)


def manage(*woorden: str, **omgeving: str | None) -> subprocess.CompletedProcess[str]:
    return draai(sys.executable, "manage.py", *woorden, **omgeving)


@pytest.fixture
def dichte_poort() -> int:
    """A port on which nobody answers."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def test_dode_database_geeft_een_zin_zonder_wachtwoord(dichte_poort: int) -> None:
    klaar = manage("migrate", DATABASE_URL=f"postgresql://ik:geheim123@127.0.0.1:{dichte_poort}/x")
    assert klaar.returncode == 2
    assert f"127.0.0.1:{dichte_poort}" in klaar.stderr
    assert "antwoordt geen PostgreSQL" in klaar.stderr
    assert len(klaar.stderr.strip().splitlines()) == 1
    assert "geheim123" not in klaar.stdout + klaar.stderr


@pytest.mark.parametrize("url", ["mysql://ik:geheim123@host/x", "geheim123", "postgresql://[geheim123"])
def test_adres_dat_geen_postgresql_is(url: str) -> None:
    klaar = manage("migrate", DATABASE_URL=url)
    assert klaar.returncode == 2
    assert len(klaar.stderr.strip().splitlines()) == 1
    assert "geheim123" not in klaar.stderr


def test_onbekende_database_en_werkende_server() -> None:
    url = os.environ["DATABASE_URL"]
    assert beheer.probleem_met(url) is None
    fout = beheer.probleem_met(url.replace("/netwerk?", "/bestaat_niet?"))
    if fout is None:
        pytest.skip("DATABASE_URL has another form here")
    assert "geen database 'bestaat_niet'" in fout


def test_wat_geen_database_nodig_heeft_vraagt_er_geen(dichte_poort: int) -> None:
    klaar = manage("help", DATABASE_URL=f"postgresql://ik@127.0.0.1:{dichte_poort}/x")
    assert klaar.returncode == 0, klaar.stderr


@pytest.mark.parametrize("opdracht", ["reservekopie", "herstel", "collectstatic"])
def test_wie_zelf_zegt_welke_database_krijgt_er_geen_van_de_demo(
    opdracht: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(beheer, "_gebruik_embedded", lambda: pytest.fail("a server was started"))
    beheer.zorg_voor_database(["manage.py", opdracht])


def test_zonder_django_verwijst_manage_naar_make() -> None:
    klaar = draai(sys.executable, "-S", "manage.py", "migrate", DATABASE_URL=None, PYTHONPATH=None)
    assert klaar.returncode == 1
    assert "make demo" in klaar.stderr and "Traceback" not in klaar.stderr


def test_zonder_embedded_pakket_verwijst_manage_naar_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda naam: None)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("NETWERK_POSTGRES_DIR", "/tmp/netwerk-zonder-pakket")
    with pytest.raises(SystemExit) as einde:
        beheer.zorg_voor_database(["manage.py", "migrate"])
    assert einde.value.code == 2
    shutil.rmtree("/tmp/netwerk-zonder-pakket")


def nep_python(map_: Path, versie: str) -> Path:
    """A `bin` with only an old python3 (a script that says so) and the tools that the shell script needs."""
    for naam in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (map_ / naam).write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "Python {versie}" && exit 0\nexit 1\n')
        (map_ / naam).chmod(0o755)
    return map_


def test_te_oude_python_geeft_een_zin_in_twee_talen(tmp_path: Path) -> None:
    klaar = draai("make", "demo", PATH=f"{nep_python(tmp_path, '3.9.2')}:{os.environ['PATH']}", PYTHON=None)
    assert klaar.returncode == 2
    zinnen = [regel for regel in klaar.stderr.splitlines() if not regel.startswith("make")]
    assert len(zinnen) == 2
    assert "Python 3.11 of nieuwer is nodig (gevonden: Python 3.9.2)" in zinnen[0]
    assert "Python 3.11 or newer is needed" in zinnen[1]


def test_geen_python_geeft_dezelfde_zin(tmp_path: Path) -> None:
    for naam in ("sh", "dirname", "make"):
        (tmp_path / naam).symlink_to(shutil.which(naam) or f"/bin/{naam}")
    klaar = draai("sh", "scripts/omgeving.sh", "basis", PATH=str(tmp_path), PYTHON=None)
    assert klaar.returncode == 2
    assert "gevonden: geen / none" in klaar.stderr
    assert len(klaar.stderr.strip().splitlines()) == 2


def test_een_nieuwere_python_onder_een_andere_naam_wordt_gevonden(tmp_path: Path) -> None:
    nep_python(tmp_path, "3.9.2")
    (tmp_path / "python3.12").write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "gekozen: $0 $*"\n')
    klaar = draai("sh", "scripts/omgeving.sh", "dev", PATH=f"{tmp_path}:{os.environ['PATH']}", PYTHON=None)
    assert klaar.returncode == 0
    assert klaar.stdout.strip() == f"gekozen: {tmp_path}/python3.12 scripts/omgeving.py dev"


@pytest.mark.parametrize("poort", ["abc", "0", "65536", "-1", "80 80", ""])
def test_geen_poort(poort: str) -> None:
    klaar = manage("demo", f"--port={poort}")
    assert klaar.returncode == 2
    assert "is geen poort" in klaar.stderr and "Traceback" not in klaar.stderr


def test_poort_in_gebruik_noemt_een_andere() -> None:
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        klaar = manage("demo", "--port", str(poort))
    assert klaar.returncode == 2
    assert f"Poort {poort} is al in gebruik" in klaar.stderr
    assert "PORT=" in klaar.stderr


def test_demo_reset_blijft_van_een_eigen_database_af() -> None:
    klaar = draai(sys.executable, "-m", "netwerk.embedded", "wis", DATABASE_URL="postgresql://ik@ergens/echt")
    assert klaar.returncode == 2
    assert "DATABASE_URL" in klaar.stderr
