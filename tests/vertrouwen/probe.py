"""Asks for pages of a random city as each of its people, and looks for what belongs to others."""

from __future__ import annotations

import itertools
import random
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from aanbod.models import Aanbod, Doorverwijzing
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.privacy import REGISTER
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import OrganisatieFabriek

from .wereld import Merk, Wereld, vul

MERK = re.compile(rb"(zq[0-9]{5}[bcdfgh]q)", re.IGNORECASE)
#: Left out by name: leaving is no page to look at, and these only start something elsewhere.
ZONDER = {"account_logout", "account_reauthenticate"}
#: Query strings under which a list may show more than it should.
VRAGEN = ("?q=zq", "?page=2", "?q=1024&sort=naam", "?status=alles&alles=1&archief=1")


@dataclass
class Uitslag:
    """What was tried and what was found."""

    verzoeken: int = 0
    lekken: list[str] = field(default_factory=list)
    fouten: list[str] = field(default_factory=list)
    #: Places of markers that somebody who may read them did see: a probe that sees nothing proves nothing.
    gezien: Counter[str] = field(default_factory=Counter)
    adressen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Adres:
    """One pattern of the resolver with values filled in."""

    naam: str
    pad: str
    heeft_nummer: bool


def patronen() -> list[tuple[str, str, dict[str, Any]]]:
    """Every address of the house, Django's admin and allauth included: (name, route, converters)."""

    def loop(rij: Iterable[Any], ruimte: str, route: str, omzetters: dict[str, Any]) -> Iterator[Any]:
        for patroon in rij:
            deel = str(patroon.pattern).removeprefix("^").removesuffix(r"\Z").removesuffix("$")
            samen = omzetters | getattr(patroon.pattern, "converters", {})
            if isinstance(patroon, URLResolver):
                yield from loop(patroon.url_patterns, patroon.namespace or ruimte, route + deel, samen)
            elif isinstance(patroon, URLPattern):
                yield f"{ruimte}:{patroon.name}" if ruimte else str(patroon.name), route + deel, samen

    return [p for p in loop(get_resolver().url_patterns, "", "", {}) if p[0] not in ZONDER]


def waarden(wereld: Wereld) -> dict[type, list[Any]]:
    """What to fill in for each kind of parameter: every record there is, and some that are not."""
    with bereik(alles=True):
        uuids = list(Doorverwijzing.objects.values_list("uuid", flat=True))
        slugs = [*Aanbod.objects.values_list("slug", flat=True), *Organisatie.objects.values_list("slug", flat=True)]
    hoogste = 12
    return {
        IntConverter: [*range(1, hoogste + 1), 999_999],
        UUIDConverter: [*uuids, uuid.UUID(int=7)],
        SlugConverter: [*slugs, "bestaat-niet"],
    }


def adressen(wereld: Wereld, *, per_patroon: int, rng: random.Random) -> list[Adres]:
    """Addresses with parameters filled in: at most ``per_patroon`` of each pattern."""
    per_soort = waarden(wereld)
    uit = []
    for naam, route, omzetters in patronen():
        namen = re.findall(r"<(?:\w+:)?(\w+)>", route)
        if "(?P" in route:
            continue
        keuzes = [per_soort.get(type(omzetters[deel]), ["iets"]) for deel in namen]
        ruimte = list(itertools.islice(itertools.product(*keuzes), 2000)) if namen else [()]
        for combinatie in rng.sample(ruimte, k=min(len(ruimte), per_patroon)):
            pad = route
            for deel, waarde in zip(namen, combinatie, strict=True):
                pad = re.sub(rf"<(?:\w+:)?{deel}>", str(waarde), pad)
            uit.append(Adres(naam, "/" + pad, bool(namen)))
    return uit


def inhoud(antwoord: HttpResponseBase) -> bytes:
    """The whole answer: address it leads to, file name, and body."""
    kop = " ".join(f"{antwoord.get(naam, '')}" for naam in ("Location", "Content-Disposition", "HX-Trigger")).encode()
    lijf = b"".join(antwoord) if getattr(antwoord, "streaming", False) else antwoord.content
    return kop + lijf


def als(gebruiker: Gebruiker | None) -> Client:
    """A browser of this person; answers with 500 instead of raising."""
    client = Client(raise_request_exception=False)
    if gebruiker:
        client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass(frozen=True, slots=True)
class Poging:
    """One request: who, where, and with which query string and headers."""

    gebruiker: Gebruiker | None
    adres: Adres
    vraag: str
    htmx: bool


def pogingen(
    wereld: Wereld, *, per_patroon: int, wie: Iterable[Gebruiker | None] | None = None, hooguit: int | None = None
) -> list[Poging]:
    """Everything as everybody, htmx fragments and searches of the lists too; a random part when ``hooguit`` is set.

    A part leaves out what has a test of its own for everybody (``test_toegang``): pages without a record in them, and
    the admin as anybody but its users.
    """
    rng = random.Random(wereld.zaad)
    uit = []
    for gebruiker in wereld.mensen if wie is None else wie:
        beheer = gebruiker is not None and gebruiker.is_staff
        for adres in adressen(wereld, per_patroon=per_patroon, rng=rng):
            if hooguit and (adres.naam.startswith("admin:") != beheer or adres.naam.startswith("hsds:")):
                continue
            uit.append(Poging(gebruiker, adres, "", False))
            if not adres.heeft_nummer:
                uit += [Poging(gebruiker, adres, rng.choice(VRAGEN), htmx) for htmx in (False, True)]
    return uit if hooguit is None else rng.sample(uit, k=min(hooguit, len(uit)))


def kijk(wereld: Wereld, uitslag: Uitslag, lijst: Iterable[Poging]) -> None:
    """GET each of these. What a GET logs is rolled back: numbers and counts would shift for the next."""
    clients: dict[Gebruiker | None, Client] = {}
    vreemd: dict[Gebruiker | None, dict[str, Merk]] = {}
    for poging in lijst:
        wie = poging.gebruiker
        if wie not in clients:
            clients[wie], vreemd[wie] = als(wie), wereld.vreemd_voor(wie)
        with transaction.atomic():
            antwoord = clients[wie].get(
                poging.adres.pad + poging.vraag, headers={"HX-Request": "true"} if poging.htmx else {}
            )
            transaction.set_rollback(True)
        wat = f"GET {poging.adres.pad}{poging.vraag}{' (htmx)' if poging.htmx else ''}"
        beoordeel(wereld, uitslag, wie, vreemd[wie], wat, antwoord)
        uitslag.adressen.add(poging.adres.naam)


@contextmanager
def zonder_rijbeleid() -> Iterator[None]:
    """The net of the database taken away, until the transaction around it is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in REGISTER:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for model in REGISTER:
                cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE ROW LEVEL SECURITY")


@contextmanager
def zonder_querysets(monkeypatch: Any) -> Iterator[None]:
    """The net of the querysets taken away: ``zichtbaar_voor`` filters nothing."""
    with monkeypatch.context() as m:
        for model in REGISTER:
            klasse = type(model._default_manager.all())
            if hasattr(klasse, "zichtbaar_voor"):
                m.setattr(klasse, "zichtbaar_voor", lambda self, gebruiker: self)
        yield


def beoordeel(
    wereld: Wereld, uitslag: Uitslag, gebruiker: Gebruiker | None, vreemd: dict[str, Any], wat: str, antwoord: Any
) -> None:
    """Count, and note markers of others and server errors."""
    uitslag.verzoeken += 1
    wie = f"{gebruiker} {sorted(gebruiker.rollen)}" if gebruiker else "bezoeker"
    if antwoord.status_code >= 500:
        uitslag.fouten.append(f"zaad {wereld.zaad}: {wie} {wat}: {antwoord.status_code}")
    for ruw in set(MERK.findall(inhoud(antwoord))):
        tekst = ruw.decode().lower()
        if tekst in vreemd:
            uitslag.lekken.append(f"zaad {wereld.zaad}: {wie} {wat}: {vreemd[tekst].plek}")
        elif tekst in wereld.merken:
            uitslag.gezien[wereld.merken[tekst].plek] += 1


def rijen_van(organisatie_id: int) -> dict[str, list[str]]:
    """Every row of the guarded tables that is this organisation's alone, as text; what it shares, both may change."""
    uit = {}
    with bereik([organisatie_id]), connection.cursor() as cursor:
        for model in REGISTER:
            tabel = model._meta.db_table
            if REGISTER[model].zonder_beleid or tabel == "kern_gebeurtenis":
                continue
            kolommen = [f.column for f in model._meta.concrete_fields if f.column.endswith("organisatie_id")]
            if kolommen:
                waar = " AND ".join(f"{kolom} = {int(organisatie_id)}" for kolom in kolommen)
                cursor.execute(f"SELECT t::text FROM {tabel} t WHERE {waar} ORDER BY 1")
                uit[tabel] = [rij[0] for rij in cursor.fetchall()]
    return uit


#: Tables in which a stranger may leave a new row with an organisation, and why. What stood there stays as it was.
MAG_ERBIJ = {"aanbod_aanbodmelding": "everybody may say that public provision is not right"}


def gewijzigd(voor: dict[str, list[str]], na: dict[str, list[str]]) -> list[str]:
    """What is not as it was, of two answers of :func:`rijen_van`."""
    uit = []
    for tabel, rijen in na.items():
        anders = set(voor[tabel]) - set(rijen)
        if tabel not in MAG_ERBIJ:
            anders |= set(rijen) - set(voor[tabel])
        uit += [f"{tabel}: {rij[:200]}" for rij in sorted(anders)]
    return uit


def stuur(wereld: Wereld, lijst: Iterable[Poging]) -> tuple[int, list[str]]:
    """POST plausible fields to each; what it changed stays. Gives how many, and server errors."""
    clients: dict[Gebruiker | None, Client] = {}
    fouten = []
    gedaan = 0
    for poging in lijst:
        wie = poging.gebruiker
        client = clients.setdefault(wie, als(wie))
        with transaction.atomic():
            antwoord = client.post(poging.adres.pad, VELDEN)
            if antwoord.status_code >= 500:
                transaction.set_rollback(True)
                fouten.append(f"zaad {wereld.zaad}: {wie} POST {poging.adres.pad}: {antwoord.status_code}")
        gedaan += 1
    return gedaan, fouten


#: Values that many of our forms take, so that a stranger's POST gets as far as it can.
VELDEN = {
    "voornaam": "Vreemd", "naam": "Vreemd", "telefoon": "0612345678", "tekst": "Een bericht van een vreemde",
    "wat": "We bellen haar morgen op", "wie": "Een vreemde", "wanneer": "2026-12-01", "status": "klaar",
    "stand": "klaar",
    "versie": "1", "titel": "Vreemd", "doel": "Vreemd", "toelichting": "Vreemd", "reden": "vol", "score": "niet",
    "vraag": "ict-starter-1", "zeker": "ja", "bevestig": "ja", "naar": "1", "vrijwilliger": "1", "organisatie": "1",
    "richting": "1", "code": "email-lezen", "wat_doen": "erbij", "soort": "notitie", "rol": "computerhulp",
    "stopreden": "Vreemd", "dag": "2026-11-25", "aanwezig": "ja", "module": "basis", "domein": "ict", "niveau": "2",
}  # fmt: skip

#: Private lists: what they show depends on rows of the guarded tables only.
LIJSTEN = frozenset(
    "portaal:home portaal:zoeken intake:leerders aanbod:inbak aanbod:verstuurd aanbod:beheer vrijwilligers:bord"
    " vrijwilligers:lijst vrijwilligers:hulpvragen vrijwilligers:checkins vrijwilligers:terugvragen"
    " leermateriaal:verzamelingen portaal:leden kern:logboek".split()
)
#: Differs from page to page by itself: tokens, keys, and how long it took.
WISSELT = re.compile(rb'(name="(csrfmiddlewaretoken|sleutel)" value="[^"]*")|(nonce="[^"]*")|("csrfToken": "[^"]*")')


@dataclass
class Verschil:
    """Pages asked for twice, and those that were not the same."""

    bekeken: int = 0
    anders: list[str] = field(default_factory=list)


def verschil_door_anderen(wereld: Wereld) -> Verschil:
    """Ask private lists as each person, add records of organisations that are not theirs, and ask again."""
    uit = Verschil()
    nieuw = [OrganisatieFabriek(naam=f"Aaa nieuw {n}", email="nieuw@demo.example") for n in range(2)]
    with bereik(alles=True):
        for organisatie in nieuw:
            wereld.aanbod[organisatie.pk] = maak_aanbod(naam=f"Aaa nieuw {organisatie.pk}", organisatie=organisatie)

    def kijk() -> dict[tuple[int, str], bytes]:
        gezien = {}
        for gebruiker in wereld.mensen[:4]:
            client = als(gebruiker)
            for naam in sorted(LIJSTEN):
                antwoord = client.get(reverse(naam))
                gezien[gebruiker.pk, naam] = WISSELT.sub(b"", inhoud(antwoord))
        return gezien

    kijk()  # once for what a first visit changes by itself
    voor = kijk()
    with bereik(alles=True):
        vul(wereld, nieuw[0], anderen=nieuw)
        vul(wereld, nieuw[1], anderen=nieuw)
    for sleutel, na in kijk().items():
        uit.bekeken += 1
        if na != voor[sleutel]:
            uit.anders.append(f"{sleutel}: {_eerste_verschil(voor[sleutel], na)}")
    return uit


def _eerste_verschil(voor: bytes, na: bytes) -> str:
    plek = next((i for i, (a, b) in enumerate(zip(voor, na, strict=False)) if a != b), min(len(voor), len(na)))
    return f"…{voor[max(0, plek - 80) : plek + 60]!r} → {na[max(0, plek - 10) : plek + 60]!r}"
