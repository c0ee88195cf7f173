"""Every page of a city in which one organisation has 10,000 of everything: how long, how heavy, which lists are endless.

    python -m benchmarks.volle_stad [--rijen 10000] [--platen MAP] [--wie coach ...] [--bewaar NAAM | --bestaand NAAM]

Copies the demo city's own rows with everything that hangs on them, so that all stay as true to each other as they were:
learners with intakes, plans and referrals, volunteers with papers and matches, provision, materials, tasks, signals, people
with a login, organisations. Copy n of row i has id i + n × STAP. Then it walks all links as every kind of user, also as
the first people of an organisation that has nothing yet ("nieuw"), and prints per kind of page: milliseconds (the second
time), kB of HTML, elements, the longest select. Exit status 1 with a page over a second, over 300 kB, with a select of
more than 300, or too wide. ``--bewaar`` keeps the database under that name; ``--bestaand`` walks one that was kept.
"""
# ruff: noqa: E501, S608

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STAP = 1_000_000
LANG = "van den Arbeidsongeschiktheidsverzekeringsmaatschappij"
TE_LANG_MS, TE_ZWAAR_KB, TE_VEEL = 1000, 300, 300
NIEUW = ("coach", "coordinator", "aanbieder", "beheerder")
WIE = ["", "coach", "coordinator", "aanbieder", "curator", "regie", "secretaris", "beheerder", *(f"nieuw.{rol}" for rol in NIEUW)]

#: group: [(model, rows to copy, columns of the copy)]. The first model of a group says how often; {brug} and {roc} are ids.
Regel = tuple[str, str, dict[str, str]]
VAN_BRUG = "organisatie_id = {brug}"
GROEPEN: dict[str, list[Regel]] = {
    "aanbod": [
        ("aanbod.Aanbod", "organisatie_id = {roc}", {"naam": "naam"}), ("aanbod.AanbodLocatie", "ouder", {}),
        ("aanbod.Openingstijd", "ouder", {}), ("aanbod.AanbodMelding", "ouder", {}),
    ],
    "doorverwijzing": [
        ("aanbod.Doorverwijzing", "van_organisatie_id = {brug} OR naar_organisatie_id = {roc}", {"voornaam": "naam"}),
        ("aanbod.DoorverwijzingAntwoord", "ouder", {}), ("aanbod.DoorverwijzingBericht", "ouder", {}),
        ("aanbod.Aanwezigheid", "ouder", {}),
    ],
    "vrijwilliger": [
        ("vrijwilligers.Campagne", "eigenaar_id = {brug} OR organisatie_id = {brug}", {"naam": "naam"}),
        ("vrijwilligers.Vacature", VAN_BRUG, {"titel": "naam"}),
        ("vrijwilligers.Sessie", VAN_BRUG, {"begint_op": "begint_op + n * interval '1 hour'"}),
    ],
    "mensen": [
        ("vrijwilligers.Vrijwilliger", VAN_BRUG, {"naam": "naam", "email": "'v' || id || '-' || n || '@demo.example'"}),
        ("vrijwilligers.Screening", "ouder", {}), ("vrijwilligers.Resultaat", "ouder", {}),
        ("vrijwilligers.Certificaat", "ouder", {}), ("vrijwilligers.Zelfcheck", "ouder", {}),
        ("vrijwilligers.Uren", "ouder", {}), ("vrijwilligers.Terugvraag", "ouder", {}),
    ],
    "hulpvraag": [
        ("vrijwilligers.Hulpvraag", "van_organisatie_id = {brug} AND naar_organisatie_id = {brug}", {"voornaam": "naam"}),
    ],
    "koppeling": [
        ("vrijwilligers.Koppeling", "organisatie_id = {brug} AND van_organisatie_id = {brug}", {}),
        ("vrijwilligers.Terugkoppeling", "ouder", {}),
    ],
    "leerder": [
        ("intake.Leerder", VAN_BRUG, {"voornaam": "naam"}), ("intake.Toestemming", "ouder", {}),
        ("intake.Intake", "ouder", {}), ("intake.Antwoord", "ouder", {}), ("intake.Domeinniveau", "ouder", {}),
        ("intake.Leerplan", "ouder", {}), ("intake.Stap", "ouder", {}),
    ],
    "materiaal": [
        ("leermateriaal.Materiaal", "TRUE", {"titel": "naam", "startcode": "NULL", "samengevoegd_met_id": "NULL"}),
        ("leermateriaal.Ervaring", "ouder", {}), ("leermateriaal.MateriaalMelding", "ouder", {}),
        ("leermateriaal.Gemis", "TRUE", {}),
    ],
    "overleg": [
        ("overleg.Bijeenkomst", "TRUE", {"titel": "naam"}), ("overleg.Agendasuggestie", "TRUE", {"titel": "naam"}),
        ("overleg.Taak", "TRUE", {"titel": "naam"}), ("overleg.Signaal", "TRUE", {"titel": "naam"}),
        ("overleg.Signaalsteun", "ouder", {}), ("overleg.Artikel", "soort <> 'handleiding'", {"titel": "naam"}),
        ("overleg.Praktijkvraag", "TRUE", {}), ("overleg.Contactafspraak", "TRUE", {"titel": "naam"}),
        ("overleg.Nieuwsbrief", "TRUE", {"titel": "naam"}),
    ],
}  # fmt: skip
#: How many of some is still a city: a part of ``--rijen``.
DEEL = {"vrijwilliger": 0.05, "overleg": 0.1, "koppeling": 0.2}
M2M = {"aanbod.Aanbod": ("leervragen", "talen", "doelgroepen"), "leermateriaal.Materiaal": ("leervragen", "talen", "doelgroepen")}


def vul(rijen: int) -> None:
    """Fill the database of DATABASE_URL, which holds a demo city."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    from netwerk.kern.bereik import bereik
    from netwerk.kern.models import Organisatie

    plek = {
        naam: Organisatie.objects.get(slug__startswith=begin).pk
        for naam, begin in (("brug", "buurthuis-de-brug"), ("roc", "roc-voorbeeldstad"))
    }
    with bereik(alles=True), connection.cursor() as cursor:
        mensen_en_organisaties(cursor, rijen)
        for groep, regels in GROEPEN.items():
            begin, keer = time.perf_counter(), 0
            gekopieerd = []
            for label, waar, anders in regels:
                model = apps.get_model(label)
                if waar != "ouder":
                    waar = waar.format(**plek)
                    cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} WHERE id < {STAP} AND ({waar})")
                    aantal = cursor.fetchone()[0]
                    keer = max(1, round(rijen * DEEL.get(groep, 1) / max(1, aantal)))
                cursor.execute(opdracht(model, waar, anders, keer))
                gekopieerd.append(f"{model.__name__} {cursor.rowcount}")
                for naam in M2M.get(label, ()):
                    cursor.execute(opdracht_m2m(model, naam, keer))
            print(f"{groep}: {', '.join(gekopieerd)}; {time.perf_counter() - begin:.0f} s", flush=True)
        logboek(cursor, plek["brug"], 10)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    call_command("ververs_cijfers", verbosity=0)
    nieuw_huis()


def opdracht(model: Any, waar: str, anders: dict[str, str], keer: int) -> str:
    """INSERT … SELECT of the copies. A foreign key follows the copy of what it points at, where there is one."""
    tabel = model._meta.db_table
    velden = [v for v in model._meta.local_concrete_fields if not v.generated]
    kolommen = {v.column: kolom(model, v) for v in velden}
    for naam, hoe in anders.items():
        kolommen[naam] = naamkolom(model, naam) if hoe == "naam" else hoe
    if waar == "ouder":
        ouder = next(v for v in velden if v.is_relation and v.column in kolommen and _van_ons(v))
        kolommen[ouder.column] = f"t.{ouder.column} + n * {STAP}"
        waar = f"EXISTS (SELECT 1 FROM {ouder.related_model._meta.db_table} o WHERE o.id = t.{ouder.column} + n * {STAP})"
    return (
        f"INSERT INTO {tabel} ({', '.join(kolommen)}) SELECT {', '.join(kolommen.values())}"
        f" FROM {tabel} t, generate_series(1::bigint, {keer}) n WHERE t.id < {STAP} AND ({waar})"
    )


def _van_ons(veld: Any) -> bool:
    """Whether the row belongs to what this key points at."""
    from django.db import models

    weg = veld.remote_field.on_delete
    return weg is models.CASCADE and veld.related_model._meta.label in {r[0] for g in GROEPEN.values() for r in g}


def kolom(model: Any, veld: Any) -> str:
    """The copy's value of one column."""
    from django.db import models

    naam = f"t.{veld.column}"
    if veld.primary_key:
        return f"{naam} + n * {STAP}"
    if veld.is_relation:
        doel = veld.related_model._meta
        if doel.label not in {r[0] for g in GROEPEN.values() for r in g}:
            return "NULL" if veld.unique else naam
        anders = "NULL" if veld.unique and veld.null else naam
        if veld.related_model is model:
            return anders
        kopie = f"{naam} + n * {STAP}"
        return f"CASE WHEN EXISTS (SELECT 1 FROM {doel.db_table} o WHERE o.id = {kopie}) THEN {kopie} ELSE {anders} END"
    if isinstance(veld, models.UUIDField) and veld.unique:
        return "gen_random_uuid()"
    if veld.unique and isinstance(veld, models.CharField):
        return f"left(md5({naam} || n), 12)" if veld.max_length <= 12 else f"left({naam}, {veld.max_length - 8}) || '-' || n"
    return naam


def naamkolom(model: Any, naam: str) -> str:
    """A name of its own; one in fifty with the longest word that Dutch people know."""
    lengte = model._meta.get_field(naam).max_length
    kop = f"CASE WHEN (t.id + n) %% 50 = 0 THEN t.{naam} || ' {LANG}' ELSE t.{naam} END".replace("%%", "%")
    return f"CASE WHEN t.{naam} = '' THEN '' ELSE left({kop}, {lengte - 8}) || ' ' || n END"


def opdracht_m2m(model: Any, naam: str, keer: int) -> str:
    tussen = model._meta.get_field(naam).m2m_db_table()
    bron, doel = model._meta.get_field(naam).m2m_column_name(), model._meta.get_field(naam).m2m_reverse_name()
    return (
        f"INSERT INTO {tussen} ({bron}, {doel}) SELECT t.{bron} + n * {STAP}, t.{doel} FROM {tussen} t, generate_series(1::bigint, {keer}) n"
        f" WHERE t.{bron} < {STAP} AND EXISTS (SELECT 1 FROM {model._meta.db_table} o WHERE o.id = t.{bron} + n * {STAP})"
    )


def mensen_en_organisaties(cursor: Any, rijen: int) -> None:
    """A fifth as many organisations with a place each; a tenth as many people with a login, half of them at De Brug."""
    cursor.execute(
        "INSERT INTO kern_organisatie (id, uuid, naam, slug, soort, omschrijving, website, email, telefoon, actief, demo, bron,"
        f" aangemaakt_op, gewijzigd_op, versie) SELECT id + n * {STAP}, gen_random_uuid(), left(naam, 150) || ' ' || n,"
        " slug || '-' || n, soort, omschrijving, website, email, telefoon, TRUE, TRUE, bron, now(), now(), 1"
        f" FROM kern_organisatie, generate_series(1, {rijen // 70}) n WHERE id < {STAP}"
    )
    cursor.execute(
        "INSERT INTO kern_locatie (id, uuid, organisatie_id, naam, straat, postcode, plaats, pc4_id, stadsdeel_id, lat, lon, route,"
        f" bron, aangemaakt_op, gewijzigd_op, versie) SELECT id + n * {STAP}, gen_random_uuid(), organisatie_id + n * {STAP},"
        " naam || ' ' || n, straat, postcode, plaats, pc4_id, stadsdeel_id, lat + (n % 30) * 0.0007, lon + (n % 37) * 0.0009, route, bron, now(), now(), 1"
        f" FROM kern_locatie, generate_series(1, {rijen // 70}) n WHERE id < {STAP}"
    )
    cursor.execute(
        "INSERT INTO kern_gebruiker (id, email, naam, password, is_active, is_staff, is_superuser, aangemaakt_op)"
        f" SELECT id + n * {STAP}, n || email, naam || ' ' || n, '!', TRUE, FALSE, FALSE, now()"
        f" FROM kern_gebruiker, generate_series(1, {rijen // 160}) n WHERE id < {STAP} AND NOT is_staff"
    )
    cursor.execute(
        "INSERT INTO kern_lidmaatschap (gebruiker_id, organisatie_id, rol, sinds) SELECT g.id, CASE WHEN g.id % 2 = 0 THEN"
        " (SELECT id FROM kern_organisatie WHERE slug LIKE 'buurthuis-de-brug%' ORDER BY id LIMIT 1) ELSE l.organisatie_id END, l.rol, l.sinds"
        f" FROM kern_gebruiker g JOIN kern_lidmaatschap l ON l.gebruiker_id = g.id % {STAP} WHERE g.id > {STAP}"
        " AND l.rol IN ('coach', 'coordinator', 'aanbieder') ON CONFLICT DO NOTHING"
    )


def logboek(cursor: Any, brug: int, keer: int) -> None:
    """So many lines of the log about each learner of De Brug, as reading leaves them."""
    cursor.execute(
        "INSERT INTO kern_gebeurtenis (id, wanneer, door_id, door_tekst, soort, model, object_id, organisaties, gegevens)"
        " SELECT gen_random_uuid(), now() - row_number() OVER () * interval '3 minutes', g.id, '', 'ingezien', 'intake.leerder',"
        " l.id::text, ARRAY[l.organisatie_id]::bigint[], '{}' FROM intake_leerder l, kern_gebruiker g, generate_series(1, %s)"
        " WHERE l.organisatie_id = %s AND g.email = 'coach@demo.example'",
        [keer, brug],
    )


def nieuw_huis() -> None:
    """An organisation that began this morning: one person per role, and nothing else."""
    from netwerk.kern.demo import _account
    from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie

    if Gebruiker.objects.filter(email="nieuw.coach@demo.example").exists():
        return
    huis = Organisatie.objects.create(naam="Nieuw Huis (demo)", soort="informeel", demo=True)
    for rol in NIEUW:
        wie = _account(f"Nieuwe {rol}", f"nieuw.{rol}@demo.example")
        Lidmaatschap.objects.create(gebruiker=wie, organisatie=huis, rol=rol)
    # Made by the server's own hasher: this process, which knows pytest, has the quick one of the tests.
    wachtwoord = Gebruiker.objects.get(email="coach@demo.example").password
    Gebruiker.objects.filter(email__startswith="nieuw.").update(password=wachtwoord)


@dataclass
class Pagina:
    """One kind of page. ``ms``: from asking to the last byte; ``keuzes``: the longest select."""

    wie: str
    pad: str
    ms: float
    kb: float
    elementen: int
    keuzes: int
    keuzelijst: str
    hoog: float

    @property
    def klacht(self) -> str:
        mis = [
            f"{self.ms:.0f} ms" * (self.ms > TE_LANG_MS), f"{self.kb:.0f} kB" * (self.kb > TE_ZWAAR_KB),
            f"a select of {self.keuzes} ({self.keuzelijst})" * (self.keuzes > TE_VEEL),
        ]  # fmt: skip
        return ", ".join(filter(None, mis))


METEN = """() => { const n = performance.getEntriesByType("navigation")[0];
  const lang = [...document.querySelectorAll("main select, main fieldset")].map(s => [s.tagName === "SELECT" ? s.options.length
    : s.querySelectorAll("input[type=checkbox], input[type=radio]").length, s.name || s.id || s.querySelector("legend")?.innerText || ""])
    .sort((a, b) => b[0] - a[0])[0] || [0, ""];
  return [n.responseEnd - n.requestStart, n.decodedBodySize / 1024, document.querySelectorAll("*").length, lang[0], lang[1]] }"""


def loop(url: str, wie: list[str], platen: Path | None) -> list[Pagina]:
    """Walk all links as these people; each kind of page once."""
    from playwright.sync_api import Page, sync_playwright

    from scripts.keuring import Keuring
    from tests.browser import hulp
    from tests.browser.conftest import VLAGGEN

    gemeten: list[Pagina] = []

    class Meting(Keuring):
        def bekijk(self, wie: str, pad: str, pagina: Page) -> None:
            pagina.reload()
            pagina.wait_for_timeout(30)
            ms, kb, elementen, keuzes, lijst = pagina.evaluate(METEN)
            for breed in (1280, 390, 320):
                pagina.set_viewport_size({"width": breed, "height": 844})
                pagina.wait_for_timeout(80)
                if (werkelijk := pagina.evaluate("document.documentElement.scrollWidth")) > breed:
                    self.meld(wie, pad, f"{werkelijk} wide in a window of {breed}")
                if breed == 390:
                    hoog = pagina.evaluate("document.documentElement.scrollHeight / innerHeight")
                if self.platen and breed > 320:
                    naam = re.sub(r"\W+", "_", f"{wie}_{pad.removeprefix(self.url)}").strip("_")[:90]
                    deel = {"x": 0, "y": 0, "width": breed, "height": min(8000, pagina.evaluate("document.documentElement.scrollHeight"))}
                    pagina.screenshot(path=self.platen / f"{naam}-{breed}.png", full_page=True, clip=deel)  # type: ignore[arg-type]
            pagina.set_viewport_size({"width": 1280, "height": 844})
            gemeten.append(Pagina(wie or "bezoeker", pad.removeprefix(self.url), ms, kb, elementen, keuzes, lijst, hoog))
            if gemeten[-1].klacht:
                self.meld(wie, pad, gemeten[-1].klacht)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=VLAGGEN)
        for een in wie:
            meting = Meting(browser, url, platen)
            if een == wie[0] or een.startswith("nieuw"):
                al_gezien: dict[str, str] = {}  # what is empty looks otherwise: those pages are looked at again
            meting.gezien = al_gezien
            meting.loop(een)
        browser.close()
    return gemeten


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--rijen", type=int, default=10_000)
    vraag.add_argument("--platen", type=Path)
    vraag.add_argument("--wie", nargs="*", default=WIE)
    vraag.add_argument("--bewaar", default="", help="keep the database under this name (needs DATABASE_URL)")
    vraag.add_argument("--bestaand", default="", help="walk this database, kept before")
    keuze = vraag.parse_args()
    os.environ.setdefault("NETWERK_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
    from tests import databaseplugin

    if not os.environ.get("DATABASE_URL"):
        databaseplugin.start()
    from tests.browser import hulp

    naam = keuze.bestaand or keuze.bewaar or f"vol_{uuid.uuid4().hex[:8]}"
    if not keuze.bestaand:
        hulp.maak_stad(naam)
    with tempfile.TemporaryDirectory() as map_:
        hoofd = os.environ["DATABASE_URL"]
        os.environ["DATABASE_URL"] = hulp.url_van(naam)
        import django

        django.setup()
        if not keuze.bestaand:
            begin = time.perf_counter()
            vul(keuze.rijen)
            print(f"filled in {time.perf_counter() - begin:.0f} s", flush=True)
        os.environ["DATABASE_URL"] = hoofd
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        if keuze.platen:
            keuze.platen.mkdir(parents=True, exist_ok=True)
        server = hulp.start_server(naam, Path(map_) / "server.log")
        try:
            gemeten = loop(server.url, keuze.wie, keuze.platen)
        finally:
            server.stop()
            if not (keuze.bewaar or keuze.bestaand):
                hulp.sql(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")
    print(f"{'ms':>6} {'kB':>6} {'elements':>8} {'select':>6} {'windows at 390':>14}  who, page")
    for p in sorted(gemeten, key=lambda p: -p.ms):
        print(f"{p.ms:6.0f} {p.kb:6.0f} {p.elementen:8} {p.keuzes:6} {p.hoog:14.1f}  {p.wie} {p.pad}")
    klachten = sum(bool(p.klacht) for p in gemeten)
    print(f"{len(gemeten)} pages, {klachten} with something to mend")
    return int(klachten > 0)


if __name__ == "__main__":
    sys.exit(main())
