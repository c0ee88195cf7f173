"""The embedded PostgreSQL under real processes: started, shared, killed and stopped as people do it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from netwerk import embedded, postgres
from netwerk.embedded import EmbeddedFout, doe_mee, wis

REPO = Path(__file__).resolve().parents[2]
GEBRUIKER = """
import sys, signal, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell hands it down ignored
from netwerk import beheer, embedded
beheer._maak_stoppen_netjes()
print(embedded.doe_mee(Path(sys.argv[1]), snel="snel" in sys.argv).url, flush=True)
try:
    time.sleep(60)
except KeyboardInterrupt:
    pass
"""


@pytest.fixture
def map_() -> Iterator[Path]:
    """A folder for one server. Not tmp_path: that is closed to the system user PostgreSQL runs as under root."""
    pad = Path(tempfile.mkdtemp(prefix="netwerk-pg-test-infra-", dir=postgres.tijdelijke_plek()))
    pad.chmod(0o755)
    yield pad
    for proces in servers_op(pad):
        proces.kill()
        proces.wait(5)
    shutil.rmtree(pad)


def servers_op(map_: Path) -> list[psutil.Process]:
    """The postmasters that really run on this folder."""
    doel = str(map_ / "data")
    return [p for p in psutil.process_iter(["cmdline"]) if (p.info["cmdline"] or [])[1:] == ["-D", doel]]


def start_gebruiker(map_: Path, soort: str = "snel") -> tuple[subprocess.Popen[str], str]:
    """A process that uses the server until it is stopped; returns once it is connected."""
    proces = subprocess.Popen(
        [sys.executable, "-c", GEBRUIKER, str(map_), soort],
        cwd=REPO,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert proces.stdout
    url = proces.stdout.readline().strip()
    assert url.startswith("postgresql://"), f"did not start: rc {proces.poll()}"
    return proces, url


def vraag(url: str, sql: str) -> list[tuple[object, ...]]:
    verbinding = psycopg2.connect(url)
    verbinding.autocommit = True
    try:
        with verbinding.cursor() as cur:
            cur.execute(sql)
            return cur.fetchall() if cur.description else []
    finally:
        verbinding.close()


def wacht_tot_gestopt(map_: Path) -> None:
    einde = time.monotonic() + 10
    while servers_op(map_) and time.monotonic() < einde:
        time.sleep(0.05)
    assert servers_op(map_) == []


def test_de_rol_van_het_portaal_kan_rijbeveiliging_niet_omzeilen(map_: Path) -> None:
    server = doe_mee(map_, snel=True)
    rij = vraag(
        server.url,
        "select current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba)"
        " from pg_roles, pg_database where rolname = current_user and datname = current_database()",
    )
    server.verlaat()
    assert rij == [("netwerk", False, False, False, True, "postgres")]
    assert servers_op(map_) == []


def test_het_logboek_is_ook_tegen_de_rol_van_het_portaal_beschermd(map_: Path) -> None:
    """Whatever would take the guard away is refused; adding a line and reading it are not."""
    server = doe_mee(map_, snel=True)
    url, tabel = server.url, "kern_gebeurtenis"
    with psycopg2.connect(url) as app, app.cursor() as cur:
        cur.execute(f"CREATE TABLE {tabel} (id int, wanneer timestamptz DEFAULT now())")
        cur.execute(f"""
            CREATE FUNCTION {tabel}_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'nee' USING ERRCODE = 'integrity_constraint_violation'; END $$;
            CREATE TRIGGER rij BEFORE UPDATE OR DELETE ON {tabel} FOR EACH ROW
            EXECUTE FUNCTION {tabel}_alleen_toevoegen()""")
        cur.execute("SELECT netwerk_beheer.bescherm_logboek(), netwerk_beheer.bescherm_logboek()")
        assert cur.fetchone() == (True, False)
    vraag(url, f"INSERT INTO {tabel} VALUES (1)")
    for poging in (
        f"UPDATE {tabel} SET id = 2", f"DELETE FROM {tabel}", f"TRUNCATE {tabel}", f"DROP TABLE {tabel}",
        f"ALTER TABLE {tabel} DISABLE TRIGGER rij", f"DROP TRIGGER rij ON {tabel}",
        f"CREATE OR REPLACE FUNCTION {tabel}_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$", f"DROP FUNCTION {tabel}_alleen_toevoegen() CASCADE",
        "DROP SCHEMA public CASCADE", "SET session_replication_role = replica", "SET ROLE netwerk_logboek",
        "SELECT netwerk_beheer.geef_logboek_vrij('netwerk')", f"ALTER TABLE {tabel} OWNER TO netwerk",
        f"CREATE RULE stil AS ON DELETE TO {tabel} DO INSTEAD NOTHING", f"ALTER TABLE {tabel} RENAME TO weg",
    ):  # fmt: skip
        with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.IntegrityError)):
            vraag(url, poging)
    assert vraag(url, f"SELECT id FROM {tabel}") == [(1,)]
    assert vraag(url, "CREATE TABLE nog_een (id int); SELECT 1") == [(1,)]
    server.verlaat()


def test_gegevens_blijven_na_een_gewone_stop_en_verdwijnen_na_wissen(map_: Path) -> None:
    server = doe_mee(map_)
    vraag(server.url, "create table blijft as select 42 as n")
    assert vraag(server.url, "select current_setting('fsync'), current_setting('jit')") == [("on", "off")]
    server.verlaat()
    server.verlaat()  # twice is harmless
    tweede = doe_mee(map_)
    assert vraag(tweede.url, "select n from blijft") == [(42,)]
    with pytest.raises(EmbeddedFout, match="draait nog"):
        wis(map_)
    assert vraag(tweede.url, "select n from blijft") == [(42,)]
    tweede.verlaat()
    wis(map_)
    derde = doe_mee(map_, snel=True)
    assert vraag(derde.url, "select to_regclass('blijft')") == [(None,)]
    derde.verlaat()


def test_twee_tegelijk_delen_een_server_en_de_laatste_stopt_hem(map_: Path) -> None:
    een, twee = (
        subprocess.Popen(
            [sys.executable, "-c", GEBRUIKER, str(map_), "snel"],
            cwd=REPO,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        for _ in range(2)
    )
    assert een.stdout and twee.stdout
    adressen = {een.stdout.readline(), twee.stdout.readline()}
    assert len(adressen) == 1
    (url,) = adressen
    assert url.startswith("postgresql://")
    assert len(servers_op(map_)) == 1
    een.send_signal(signal.SIGINT)
    een.wait(10)
    assert vraag(url.strip(), "select 1") == [(1,)]
    os.killpg(twee.pid, signal.SIGINT)  # Ctrl-C goes to everything in the terminal
    assert twee.wait(10) == 0
    assert servers_op(map_) == []
    assert not (map_ / "data" / "postmaster.pid").exists(), "not a clean stop"


@pytest.mark.parametrize("sein", [signal.SIGTERM, signal.SIGHUP])
def test_beeindigen_stopt_de_server_netjes(map_: Path, sein: signal.Signals) -> None:
    proces, _url = start_gebruiker(map_)
    proces.send_signal(sein)
    assert proces.wait(10) == 128 + sein
    assert servers_op(map_) == []


def test_na_kill_9_van_de_gebruiker_gaat_de_volgende_gewoon_verder(map_: Path) -> None:
    proces, url = start_gebruiker(map_)
    vraag(url, "create table blijft as select 7 as n")
    proces.kill()
    proces.wait(5)
    assert len(servers_op(map_)) == 1, "the server is left behind, running"
    volgende = doe_mee(map_, snel=True)
    assert vraag(volgende.url, "select n from blijft") == [(7,)]
    volgende.verlaat()
    assert servers_op(map_) == [], "the killed process must not count as a user"


def test_na_kill_9_van_alles_herstelt_de_volgende_start(map_: Path) -> None:
    proces, url = start_gebruiker(map_, "duurzaam")  # as the demo is: what was committed, is there
    vraag(url, "create table blijft as select 7 as n")
    proces.kill()
    proces.wait(5)
    for server in servers_op(map_):
        server.kill()
    wacht_tot_gestopt(map_)
    assert (map_ / "data" / "postmaster.pid").exists(), "nothing tidied up: the case this is about"
    volgende = doe_mee(map_, snel=True)
    assert vraag(volgende.url, "select n from blijft") == [(7,)]
    volgende.verlaat()


def test_een_hergebruikt_procesnummer_houdt_de_start_niet_tegen(map_: Path) -> None:
    doe_mee(map_, snel=True).verlaat()
    # As after a reboot: the number in postmaster.pid now belongs to something else, of the same user.
    ander = subprocess.Popen(["sleep", "60"], cwd="/", **postgres._als())
    try:
        pidbestand = map_ / "data" / "postmaster.pid"
        pidbestand.write_text(f"{ander.pid}\n{map_}/data\n1700000000\n5432\n{map_}/data\n\n  5432  0\nready\n")
        server = doe_mee(map_, snel=True)
        assert vraag(server.url, "select 1") == [(1,)]
        server.verlaat()
        assert ander.poll() is None, "the other process is left alone"
    finally:
        ander.kill()
        ander.wait()


def test_een_afgebroken_aanmaak_wordt_overgedaan(map_: Path) -> None:
    (map_ / "data.nieuw").mkdir()
    (map_ / "data.nieuw" / "PG_VERSION").write_text("18\n")
    server = doe_mee(map_, snel=True)
    assert vraag(server.url, "select 1") == [(1,)]
    server.verlaat()


def test_een_te_lang_of_vreemd_pad_werkt_ook(map_: Path) -> None:
    diep = map_ / ("lang-" * 12) / "met spatie & 'quote' $HOME é" / ("pad-" * 12)
    server = doe_mee(diep, snel=True)
    assert vraag(server.url, "select 1") == [(1,)]
    socketmap = postgres._lees_postmaster(diep)[1]  # type: ignore[index]
    assert len(os.fsencode(socketmap)) < 80
    server.verlaat()
    assert not socketmap.exists()


def test_gegevens_van_een_andere_postgresql_worden_niet_aangeraakt(map_: Path) -> None:
    doe_mee(map_, snel=True).verlaat()
    (map_ / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedFout, match=r"van PostgreSQL 15; hier draait \d+.*make demo-reset"):
        doe_mee(map_, snel=True)
    assert (map_ / "data" / "base").exists()


def test_de_datamap_van_een_gewone_postgresql_wordt_geweigerd(map_: Path) -> None:
    (map_ / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedFout, match="andere PostgreSQL"):
        doe_mee(map_)
    assert sorted(p.name for p in map_.iterdir()) == ["PG_VERSION"]


def test_een_map_waarin_niet_geschreven_kan_worden(map_: Path) -> None:
    (map_ / "bestand").write_text("geen map")
    with pytest.raises(EmbeddedFout, match="kan niet worden geschreven.*NETWERK_POSTGRES_DIR"):
        doe_mee(map_ / "bestand" / "onder")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_als_root_blijft_een_gesloten_map_gesloten(map_: Path) -> None:
    dicht = map_ / "dicht"
    dicht.mkdir(mode=0o700)
    with pytest.raises(EmbeddedFout, match="gesloten map"):
        doe_mee(dicht / "pg", snel=True)
    assert dicht.stat().st_mode & 0o777 == 0o700


def test_volle_schijf_wordt_bij_de_naam_genoemd(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nep = map_ / "bin"
    nep.mkdir()
    map_.chmod(0o755)
    (nep / "initdb").write_text(
        "#!/bin/sh\necho 'initdb: error: could not write file \"x\": No space left on device' >&2\nexit 1\n"
    )
    (nep / "initdb").chmod(0o755)
    nep.chmod(0o755)
    monkeypatch.setattr(postgres, "programmas", lambda: nep)
    with pytest.raises(EmbeddedFout, match="schijf is vol"):
        doe_mee(map_ / "pg")
    assert not (map_ / "pg" / "data.nieuw").exists()


def test_opruimen_raakt_alleen_verlaten_testservers(map_: Path) -> None:
    voorvoegsel = f"netwerk-pg-opruim-{os.getpid()}-"
    verlaten, gebruikt, vers = (
        Path(tempfile.mkdtemp(prefix=voorvoegsel, dir=postgres.tijdelijke_plek())) for _ in range(3)
    )
    try:
        proces, _ = start_gebruiker(verlaten)
        proces.kill()
        proces.wait()
        server = doe_mee(gebruikt, snel=True)
        for pad in (verlaten, gebruikt):
            os.utime(pad, (time.time() - 300, time.time() - 300))
        embedded.ruim_op(f"{voorvoegsel}*")
        assert not verlaten.exists() and servers_op(verlaten) == []
        assert vraag(server.url, "select 1") == [(1,)]
        assert vers.exists()
        server.verlaat()
    finally:
        for pad in (verlaten, gebruikt, vers):
            shutil.rmtree(pad, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_als_root_onder_een_gesloten_map_draait_een_leesbare_kopie(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "ELDERS", map_ / "elders")
    echt = postgres.bereikbaar
    # As for a repository below /root: the programs cannot be reached where they are.
    monkeypatch.setattr(postgres, "bereikbaar", lambda pad: "site-packages" not in str(pad) and echt(pad))
    assert postgres.programmas().is_relative_to(map_ / "elders")
    server = doe_mee(map_ / "pg", snel=True)
    assert vraag(server.url, "select 1") == [(1,)]
    server.verlaat()
