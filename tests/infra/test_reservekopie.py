"""The restore drill: the demo city goes out encrypted and comes back, on a fresh server, equal in every row."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pyrage
import pytest

from netwerk import embedded, postgres
from netwerk.kern import reservekopie
from netwerk.kern.reservekopie import Kopie, KopieFout
from tests.browser import hulp

NU = datetime(2026, 11, 24, 3, 0)


def als_beheer(url: str, database: str = "") -> str:
    """The same server as its superuser, who sees every row."""
    delen = urlsplit(url)
    pad = f"/{database}" if database else delen.path
    return urlunsplit(delen._replace(netloc=delen.netloc.replace("netwerk@", "postgres@"), path=pad))


@pytest.fixture(scope="module")
def bron(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Superuser's address of the demo city, on the server of this run."""
    if "netwerk@/" not in os.environ["DATABASE_URL"]:
        pytest.skip("needs the embedded server: only there do we know a role that sees every row")
    naam = f"{os.environ['NETWERK_TESTSTAD']}_kopie"
    hulp.maak_stad(naam)
    return als_beheer(os.environ["DATABASE_URL"], naam)


@pytest.fixture(scope="module")
def ander() -> Iterator[str]:
    """A second, fresh server."""
    import shutil
    import tempfile

    map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-herstel-", dir=postgres.tijdelijke_plek()))
    server = embedded.doe_mee(map_, snel=True)
    yield als_beheer(server.url)
    server.verlaat()
    shutil.rmtree(map_, ignore_errors=True)


def leeg(url: str, naam: str) -> str:
    verbinding = psycopg2.connect(als_beheer(url, "postgres"))
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {naam} OWNER netwerk TEMPLATE template0")
    verbinding.close()
    return als_beheer(url, naam)


def test_out_and_back_on_a_fresh_server(bron: str, ander: str, tmp_path: Path) -> None:
    sleutel = pyrage.x25519.Identity.generate()
    kopie = reservekopie.maak(bron, tmp_path, str(sleutel.to_public()), nu=NU)
    assert sorted(pad.name for pad in tmp_path.iterdir()) == [
        "netwerk-20261124-030000.dump.age",
        "netwerk-20261124-030000.inhoud.age",
    ]
    ruw = kopie.dump.read_bytes()
    assert b"PGDMP" not in ruw and b"Samira" not in ruw

    verbinding = reservekopie.verbind(bron)
    voor = reservekopie.lees_inhoud(verbinding)
    verbinding.close()
    doel = leeg(ander, "terug")
    na = reservekopie.zet_terug(kopie, doel, f"# public key\n{sleutel}\n")
    assert na == voor
    assert na["intake_leerder"][0] > 0, "a dump that row-level security emptied would be equal to nothing"

    # The policies came along: the portal's own role without a scope sees nobody.
    gewoon = psycopg2.connect(doel.replace("postgres@", "netwerk@"))
    with gewoon.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake_leerder")
        assert cursor.fetchone() == (0,)
    gewoon.close()

    with pytest.raises(KopieFout, match="staan al tabellen"):
        reservekopie.zet_terug(kopie, doel, str(sleutel))


def test_what_cannot_be_trusted_is_refused(bron: str, ander: str, tmp_path: Path) -> None:
    sleutel = pyrage.x25519.Identity.generate()
    openbaar = str(sleutel.to_public())
    with pytest.raises(KopieFout, match="ziet niet alle rijen"):
        reservekopie.maak(bron.replace("postgres@", "netwerk@"), tmp_path, openbaar, nu=NU)
    with pytest.raises(KopieFout, match="geen openbare sleutel"):
        reservekopie.maak(bron, tmp_path, "age1fout", nu=NU)
    with pytest.raises(KopieFout, match="antwoordt niet"):
        reservekopie.maak("postgresql://postgres@/x?host=/bestaat/niet", tmp_path, openbaar, nu=NU)
    with pytest.raises(KopieFout, match="lukte niet"):
        reservekopie.maak(bron, tmp_path / "weg", openbaar, nu=NU)
    assert list(tmp_path.iterdir()) == []

    kopie = reservekopie.maak(bron, tmp_path, openbaar, nu=NU)
    doel = leeg(ander, "weiger")
    with pytest.raises(KopieFout, match="past niet"):
        reservekopie.zet_terug(kopie, doel, str(pyrage.x25519.Identity.generate()))
    with pytest.raises(KopieFout, match="geen geheime sleutel"):
        reservekopie.zet_terug(kopie, doel, "hallo")
    bytes_ = bytearray(kopie.dump.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    kopie.dump.write_bytes(bytes_)
    with pytest.raises(KopieFout, match="beschadigd"):
        reservekopie.zet_terug(kopie, doel, str(sleutel))
    verbinding = reservekopie.verbind(doel)
    assert reservekopie.lees_inhoud(verbinding) == {}
    verbinding.close()


def test_a_difference_after_restoring_is_told(bron: str, ander: str, tmp_path: Path) -> None:
    """Known to bite: a manifest of another moment does not pass."""
    sleutel = pyrage.x25519.Identity.generate()
    kopie = reservekopie.maak(bron, tmp_path, str(sleutel.to_public()), nu=NU)
    vals = tmp_path / "vals.inhoud.age"
    vals.write_bytes(pyrage.encrypt(b'{"intake_leerder": [1, "2"]}', [sleutel.to_public()]))
    with pytest.raises(KopieFout, match="Niet gelijk na terugzetten: .*intake_leerder"):
        reservekopie.zet_terug(Kopie(kopie.dump, vals), leeg(ander, "verschil"), str(sleutel))


def test_a_program_that_does_not_tell_its_version_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's wrapper stands in the path without any PostgreSQL behind it, and answers on stderr only."""
    for map_, tekst in (("stom", "echo 'Error: install a client' >&2; exit 1"), ("goed", "echo 'pg_dump (X) 17.2'")):
        pad = tmp_path / map_ / "pg_dump"
        pad.parent.mkdir()
        pad.write_text(f"#!/bin/sh\n{tekst}\n")
        pad.chmod(0o755)
    monkeypatch.setattr(reservekopie, "find_spec", lambda naam: None)
    monkeypatch.setenv("PATH", str(tmp_path / "stom"), prepend=os.pathsep)
    with pytest.raises(KopieFout, match="is er niet"):
        reservekopie.programma("pg_dump", 17)
    monkeypatch.setenv("PATH", str(tmp_path / "goed"), prepend=os.pathsep)
    assert reservekopie.programma("pg_dump", 17) == str(tmp_path / "goed" / "pg_dump")
