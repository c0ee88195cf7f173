"""`manage.py demo`: everything between an empty database and a portal in the browser. What `make demo` runs."""

from __future__ import annotations

import io
import socket
import threading
import time
import warnings
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.db import DatabaseError, close_old_connections, connection

from netwerk.beheer import stop
from netwerk.portaal.demo import INLOGS, is_gevuld

#: Seconds between two looks in the outbox.
POST_SECONDEN = 5
HOST = "127.0.0.1"  # never another: the demo's passwords are printed


class Command(BaseCommand):
    help = "Zet de demo-stad klaar en start het portaal op deze computer. Stoppen: Ctrl-C."
    requires_system_checks: list[str] = []  # the tables may not exist yet; checked after migrate

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="poort op 127.0.0.1 (standaard 8000)")
        parser.add_argument("--alleen-vullen", action="store_true", help="vul de database en start geen server")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            stop("De demo start met `make demo` of `manage.py demo`, niet vanuit een ander programma.")
        try:
            poort = 0 if options["alleen_vullen"] else vrije_poort(options["port"])
            vul(self)
        except CommandError as fout:
            stop(str(fout))  # one sentence, without Django's prefix
        if options["alleen_vullen"]:
            return
        warnings.filterwarnings("ignore", "No directory at")  # STATIC_ROOT: not used with finders
        serveer(poort)


def vrije_poort(tekst: str) -> int:
    """The port as a number, free to listen on. Raises CommandError that names PORT=."""
    if not tekst.isascii() or not tekst.isdigit() or not 1 <= int(tekst) <= 65535:
        raise CommandError(f"PORT={tekst} is geen poort: kies een getal van 1024 tot en met 65535.")
    poort = int(tekst)
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((HOST, poort))
        except PermissionError as fout:
            raise CommandError(f"Poort {poort} mag hier niet. Kies een hogere: make demo PORT=8001") from fout
        except OSError as fout:
            raise CommandError(
                f"Poort {poort} is al in gebruik; misschien draait de demo al. "
                f"Kies een andere: make demo PORT={poort + 1 if poort < 65535 else 8000}",
            ) from fout
    return poort


def vul(command: BaseCommand) -> None:
    """Migrate, load the vocabularies, and lay the demo city where there is nothing yet; safe to repeat."""
    weiger_echte_gegevens()
    toon(command, "Database klaarzetten…")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("laad_basis", verbosity=0)
    if not is_gevuld():
        toon(command, "Demo-stad bouwen…")
        call_command("demostad", verbosity=0)
    command.check()


def toon(command: BaseCommand, tekst: str) -> None:
    command.stdout.write(tekst)
    command.stdout.flush()


def weiger_echte_gegevens() -> None:
    """The demo has printed passwords: it never enters a database in which people already work."""
    gebruikers = get_user_model()
    if gebruikers._meta.db_table not in connection.introspection.table_names():
        return
    if gebruikers._default_manager.exists() and not is_gevuld():
        raise CommandError(
            "In de database van DATABASE_URL staan gegevens die niet van de demo zijn. De demo blijft daar vanaf.",
        )


def welkom(poort: int) -> str:
    """What the person at the keyboard needs: the address and how to get in."""
    regels = ["", f"  Netwerk Digitaal draait op  http://{HOST}:{poort}", ""]
    breed = [max(len(rij[kolom]) for rij in INLOGS) for kolom in range(2)]
    regels.append("  Inloggen als:")
    regels += [f"    {rol:<{breed[0]}}   {email:<{breed[1]}}   {wachtwoord}" for rol, email, wachtwoord in INLOGS]
    regels.append("")
    regels += ["  Alles in deze demo is verzonnen. Stoppen: Ctrl-C", ""]
    return "\n".join(regels)


class StilleVerzoeken(WSGIRequestHandler):
    """Keeps the addresses readable: no line per request, only for errors of ours."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if str(code).startswith("5"):
            super().log_request(code, size)


def post() -> None:
    """Send what waits, as the scheduler would: without it a newsletter of the demo would never leave."""
    while True:
        time.sleep(POST_SECONDEN)
        close_old_connections()
        try:
            call_command("verstuur_berichten", stdout=io.StringIO())
        except DatabaseError:  # the database is going down with us
            return


def serveer(poort: int) -> None:
    """Serve until Ctrl-C. Django's own threaded server: one process, so that there is one place where it stops.

    DEBUG stays off, so error pages look as they will; WhiteNoise serves the static files.
    """
    server = ThreadedWSGIServer((HOST, poort), StilleVerzoeken)
    server.daemon_threads = True  # a slow request must not hold up the stop
    server.set_app(get_internal_wsgi_application())
    threading.Thread(target=post, daemon=True, name="post").start()
    print(welkom(poort), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nGestopt. Wat is ingevoerd, blijft bewaard.", flush=True)
    finally:
        server.server_close()
