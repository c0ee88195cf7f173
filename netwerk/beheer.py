"""What manage.py does before Django starts: see to it that there is a database, or say in one sentence why not.

Without DATABASE_URL the embedded server of netwerk.embedded is started or joined. With it, the server is asked once:
a wrong address gives a sentence instead of a traceback of sixty lines. Imports no Django.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

#: Commands that never touch the database, or say themselves which one; for these none is started.
ZONDER_DATABASE = {
    "help",
    "version",
    "compilemessages",
    "makemessages",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "startapp",
    "startproject",
    "reservekopie",
    "herstel",
}
MINIMALE_VERSIE = 150000  # PostgreSQL 15, as server_version counts


def zorg_voor_database(argv: list[str]) -> None:
    """Set DATABASE_URL (and for `demo` what goes with it); exits with 2 when there is no database."""
    if len(argv) < 2 or argv[1] in ZONDER_DATABASE or argv[1].startswith("-") or {"-h", "--help"} & set(argv[2:]):
        return
    if argv[1] == "demo":
        os.environ["NETWERK_DEMO"] = "1"
        os.environ.setdefault("PORTAAL_URL", f"http://127.0.0.1:{_poort(argv)}")
    if not os.environ.get("DATABASE_URL"):
        _gebruik_embedded()
    else:
        fout = probleem_met(os.environ["DATABASE_URL"])
        if fout:
            stop(fout)


def stop(melding: str) -> NoReturn:
    """End with exit code 2 and one message."""
    print(melding, file=sys.stderr)
    sys.exit(2)


def _poort(argv: list[str]) -> str:
    for nummer, woord in enumerate(argv):
        if woord == "--port" and nummer + 1 < len(argv):
            return argv[nummer + 1]
        if woord.startswith("--port="):
            return woord.removeprefix("--port=")
    return "8000"


def _gebruik_embedded() -> None:
    try:
        from netwerk import embedded
    except ModuleNotFoundError as fout:
        # fcntl exists on Linux and macOS only
        stop(f"De demo-database werkt hier niet ({fout.name} ontbreekt). Zet DATABASE_URL naar een PostgreSQL ≥ 15.")
    _maak_stoppen_netjes()
    try:
        os.environ["DATABASE_URL"] = embedded.doe_mee().url
        os.environ.setdefault("NETWERK_DEMO", "1")  # this server holds nothing but a demo
    except embedded.EmbeddedFout as fout:
        stop(str(fout))
    except KeyboardInterrupt:
        stop("Gestopt.")


def _maak_stoppen_netjes() -> None:
    """SIGTERM and a closed terminal leave through SystemExit, so that the last user of the server stops it."""

    def ga_uit(sein: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + sein)

    signal.signal(signal.SIGTERM, ga_uit)
    signal.signal(signal.SIGHUP, ga_uit)


def probleem_met(url: str) -> str | None:
    """One Dutch sentence when this DATABASE_URL cannot be used, without the password; None when it can."""
    try:
        import environ
        import psycopg2
    except ModuleNotFoundError as fout:
        return f"Het pakket {fout.name} ontbreekt. Draai `make demo`."
    try:
        is_postgres = urlsplit(url).scheme in {"postgres", "postgresql", "pgsql", "psql"}
        instelling: dict[str, Any] = environ.Env.db_url_config(url) if is_postgres else {}
    except ValueError:
        instelling = {}
    if not instelling:
        return "DATABASE_URL is geen adres van PostgreSQL: verwacht postgresql://gebruiker:wachtwoord@host:5432/naam."
    opties = instelling.get("OPTIONS", {})
    host = instelling["HOST"] or opties.get("host") or os.environ.get("PGHOST", "")
    poort = instelling["PORT"] or opties.get("port") or os.environ.get("PGPORT", 5432)
    waar = f"{host}:{poort}" if host else f"de lokale socket (poort {poort})"
    velden = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    gevraagd = {"connect_timeout": 5} | opties
    gevraagd |= {naam: instelling[sleutel] for naam, sleutel in velden.items() if instelling[sleutel]}
    try:
        verbinding = psycopg2.connect(**gevraagd)
    except psycopg2.Error as fout:
        return _uitleg(str(fout), waar, instelling)
    versie: int = verbinding.server_version
    verbinding.close()
    if versie < MINIMALE_VERSIE:
        return f"Op {waar} draait PostgreSQL {versie // 10000}; het portaal heeft minstens 15 nodig."
    return None


def _uitleg(fout: str, waar: str, instelling: dict[str, Any]) -> str:
    if "authentication failed" in fout or "no password supplied" in fout:
        return f"De database op {waar} laat gebruiker '{instelling['USER']}' niet toe. Kijk DATABASE_URL na."
    if "database" in fout and "does not exist" in fout:
        return f"Op {waar} bestaat geen database '{instelling['NAME']}'. Kijk DATABASE_URL na."
    if "too many" in fout:
        return f"De database op {waar} heeft geen verbinding meer vrij. Probeer het straks opnieuw."
    return f"Op {waar} antwoordt geen PostgreSQL. Start die server, of haal DATABASE_URL weg voor de demo-database."
