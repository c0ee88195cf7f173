"""Stores judged rows of a spreadsheet in bulk, while the rows behind them are still being judged.

What is new goes by COPY straight into the table and its links, under ids that were reserved beforehand. What is there
already is compared through a staging table: a row that says the same is left alone, and a column that the sheet does
not have stays as it was. New provision comes in as a draft: a person looks at it and publishes.

Either everything is stored or nothing; one import at a time (an advisory lock), so that a double click cannot meet
itself and what is new is still new when it is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from netwerk.kern.logboek import noteer_alle
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Locatie, Organisatie, Postcodegebied, Taal

from .copyregels import als_copy, cel, kopieer, om_en_om
from .models import Aanbod, AanbodLocatie
from .rekenblad import TEKSTEN, Foutregel, Plek, Rij, Uitslag, Woorden, keur_een_voor_een, kolommen_van
from .taal import zoekwoorden
from .zoekindex import eigen_teksten, leer_woorden, werk_bij

BRON = "Spreadsheet"
#: Rows that go to the database at once; the first ones sooner, so that it has something to do.
PER_PARTIJ, EERST = 2_500, 500
#: Columns that a row may fill.
VELDEN: tuple[str, ...] = (
    *TEKSTEN, "soort", "kosten_soort", "begeleiding", "nederlands_nodig", "niveau_van", "niveau_tot", "capaciteit",
    "wachttijd_weken", "startdatum", "tijdelijk_tot", "formeel", "online", "aan_huis", "lezen_nodig", "dagdelen",
    "doorlopend", "structureel",
)  # fmt: skip
#: A column that another one decides.
VOLGT = {"doorlopend": "startdatum", "structureel": "tijdelijk_tot"}
#: What comes from the row itself.
STAPEL: tuple[str, ...] = ("uuid", "organisatie_id", "slug", *VELDEN, "zoekwoorden")
#: Kind of link → (table, column).
LINKS: dict[str, tuple[str, str]] = {
    "leervragen": (Aanbod.leervragen.through._meta.db_table, "leervraag_id"),
    "talen": (Aanbod.talen.through._meta.db_table, "taal_id"),
    "doelgroepen": (Aanbod.doelgroepen.through._meta.db_table, "doelgroep_id"),
}
#: One import at a time; any number that nothing else locks.
SLOT = 6_065


def lees_in(
    rijen: Sequence[Mapping[str, str]], woorden: Woorden, *, door: Gebruiker | None
) -> tuple[Counter[str], list[Foutregel]]:
    """Judge and store the rows of a sheet at once; the counts, and the rows that stayed out with what is wrong."""
    fout: list[Foutregel] = []

    def goede() -> Iterator[Rij]:
        for een in keur_een_voor_een(rijen, woorden):
            if isinstance(een, Rij):
                yield een
            else:
                fout.append(een)

    organisaties = {een.pk for een in woorden.organisaties.values()}
    return _bewaar(goede(), len(rijen), kolommen_van(rijen), organisaties, door), fout


def bewaar(uitslag: Uitslag, *, door: Gebruiker | None) -> Counter[str]:
    """Store rows that were judged before; how many were nieuw, bijgewerkt, ongewijzigd. ``door`` None is a command."""
    organisaties = {rij.organisatie_id for rij in uitslag.goed}
    return _bewaar(iter(uitslag.goed), len(uitslag.goed), uitslag.kolommen, organisaties, door)


@transaction.atomic
def _bewaar(
    rijen: Iterator[Rij], hoogstens: int, kolommen: frozenset[str], organisaties: set[int], door: Gebruiker | None
) -> Counter[str]:
    if not hoogstens:
        return Counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        stad = _Stad(kolommen, organisaties)
        nieuw = _Nieuw(cursor, hoogstens, stad)
        om_en_om(nieuw.zet, nieuw.partijen(rijen))
        stad.plekken.bewaar()
        nieuw.zet_plekken(cursor)
        bijgewerkt = _vergelijk(cursor, stad) if stad.eerder else set()
    leer_woorden([" ".join(sorted(stad.alle_woorden))])
    werk_bij(Aanbod.objects.filter(pk__in=bijgewerkt))
    tellingen = Counter(nieuw=nieuw.aantal, bijgewerkt=len(bijgewerkt), ongewijzigd=len(stad.eerder) - len(bijgewerkt))
    _noteer(stad.gezien, bijgewerkt, tellingen, door)
    return tellingen


@dataclass(slots=True)
class _Stad:
    """What the rows are held against, read before the first of them; ``eerder`` are the rows that are here already."""

    kolommen: frozenset[str]
    organisaties: set[int]
    bekend: set[UUID] = field(init=False)
    plekken: _Plekken = field(init=False)
    woorden: _Woordenboek = field(init=False)
    alle_woorden: set[str] = field(default_factory=set)
    gezien: set[int] = field(default_factory=set)
    eerder: list[Rij] = field(default_factory=list)

    def __post_init__(self) -> None:
        van_ons = Q(organisatie__in=self.organisaties) | Q(bron=BRON)
        self.bekend = set(Aanbod.objects.filter(van_ons).values_list("uuid", flat=True))
        self.plekken = _Plekken(self.organisaties)
        self.woorden = _Woordenboek(self.plekken)

    def regel(self, rij: Rij) -> tuple[Any, ...]:
        """The row as the columns of ``STAPEL``."""
        tekst = self.woorden.van(rij)
        self.alle_woorden.update(tekst.split())
        slug = f"{slugify(rij.velden['naam'])[:190] or 'aanbod'}-{rij.uuid.hex[:8]}"
        return (rij.uuid, rij.organisatie_id, slug, *[rij.velden[veld] for veld in VELDEN], tekst)


class _Nieuw:
    """Rows that are not here yet: straight into the table and its links. ``partijen`` runs here, ``zet`` beside it."""

    def __init__(self, cursor: Any, hoogstens: int, stad: _Stad) -> None:
        self.cursor, self.stad, self.aantal = cursor, stad, 0
        self.op_plek: list[tuple[int, Locatie]] = []
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('aanbod_aanbod', 'id')) FROM generate_series(1, %s)", [hoogstens]
        )
        self.nummers = iter([nummer for (nummer,) in cursor.fetchall()])
        nu = timezone.now().isoformat()
        vast = {veld.column: veld.get_default() for veld in _vast()} | {"bron": BRON, "aangemaakt_op": nu}
        vast |= {"gewijzigd_op": nu}
        self.kolommen = f"{', '.join(('id', *STAPEL, *vast))}"
        self.staart = tuple(cel(waarde) for waarde in vast.values())
        self.links = [soort for soort in LINKS if soort in stad.kolommen]

    def partijen(self, rijen: Iterator[Rij]) -> Iterator[dict[str, bytes]]:
        """Per some thousands of rows what goes into which table; what is here already is set aside."""
        grootte = min(EERST, PER_PARTIJ)
        while partij := list(islice(rijen, grootte)):
            grootte = PER_PARTIJ
            regels: list[Sequence[Any]] = []
            links: dict[str, list[Sequence[Any]]] = {soort: [] for soort in self.links}
            for rij in partij:
                self.stad.gezien.add(rij.organisatie_id)
                if rij.uuid in self.stad.bekend:
                    self.stad.eerder.append(rij)
                    continue
                nummer = next(self.nummers)
                regels.append((nummer, *self.stad.regel(rij)))
                for soort in self.links:
                    links[soort] += [(nummer, code) for code in getattr(rij, soort)]
                if rij.plek is not None:
                    self.op_plek.append((nummer, self.stad.plekken.van(rij.organisatie_id, rij.plek)))
            self.aantal += len(regels)
            yield {"": als_copy(regels, self.staart), **{soort: als_copy(paren) for soort, paren in links.items()}}

    def zet(self, partij: dict[str, bytes]) -> None:
        # Names of columns and tables only, all of this module and the model.
        kopieer(self.cursor, f"aanbod_aanbod ({self.kolommen})", partij[""])
        for soort in self.links:
            tabel, kolom = LINKS[soort]
            kopieer(self.cursor, f"{tabel} (aanbod_id, {kolom})", partij[soort])

    def zet_plekken(self, cursor: Any) -> None:
        """Where it is given; by now every place has an id."""
        regels = als_copy([(uuid4(), nummer, plek.pk) for nummer, plek in self.op_plek], ("{}",))
        tabel = AanbodLocatie._meta.db_table
        kopieer(cursor, f"{tabel} (uuid, aanbod_id, locatie_id, extern)", regels)


def _vast() -> list[Any]:
    """Fields that a row does not fill and that may not be empty: a new one gets the default of the model."""
    velden = [veld for veld in Aanbod._meta.concrete_fields if not (veld.null or veld.primary_key or veld.generated)]
    return [v for v in velden if v.column not in (*STAPEL, "aangemaakt_op", "gewijzigd_op")]


# --- what is here already ---------------------------------------------------------------------------------------------
def _vergelijk(cursor: Any, stad: _Stad) -> set[int]:
    """Write what the sheet says differently; the ids of what changed."""
    rijen = stad.eerder
    wijzig = [veld for veld in VELDEN if VOLGT.get(veld, veld) in stad.kolommen]
    cursor.execute(
        f"CREATE TEMP TABLE inlezen ON COMMIT DROP AS SELECT {', '.join(STAPEL)} FROM aanbod_aanbod LIMIT 0"  # noqa: S608
    )
    opdracht = (
        f"UPDATE aanbod_aanbod a SET {', '.join(f'{veld} = n.{veld}' for veld in wijzig)},"  # noqa: S608
        " versie = a.versie + 1, gewijzigd_op = now() FROM inlezen n WHERE a.uuid = n.uuid"
        f" AND ({', '.join(f'a.{veld}' for veld in wijzig)}) IS DISTINCT FROM ({', '.join(f'n.{v}' for v in wijzig)})"
        " RETURNING a.id"
    )

    def zet(partij: bytes) -> set[int]:
        cursor.execute("TRUNCATE inlezen")
        kopieer(cursor, f"inlezen ({', '.join(STAPEL)})", partij)
        cursor.execute(opdracht)
        return {pk for (pk,) in cursor.fetchall()}

    bron = iter(rijen)
    partijen = iter(lambda: [stad.regel(rij) for rij in islice(bron, PER_PARTIJ)], [])
    bijgewerkt = set[int]().union(*om_en_om(zet, (als_copy(partij) for partij in partijen)))
    cursor.execute("DROP TABLE inlezen")
    for soort in LINKS:
        if soort in stad.kolommen:
            bijgewerkt |= _koppel(cursor, soort, rijen)
    if "plek" in stad.kolommen or "postcode" in stad.kolommen:
        bijgewerkt |= _zet_plekken(cursor, rijen, stad.plekken)
    return bijgewerkt


def _koppel(cursor: Any, soort: str, rijen: list[Rij]) -> set[int]:
    """Make the links of one kind as the sheet has them; the ids whose links changed."""
    tabel, kolom = LINKS[soort]
    cursor.execute("CREATE TEMP TABLE inlezen_link (uuid uuid, code text) ON COMMIT DROP")
    regels = [(rij.uuid, code) for rij in rijen for code in getattr(rij, soort)]
    kopieer(cursor, "inlezen_link", als_copy(regels))
    cursor.execute(
        f"DELETE FROM {tabel} t USING aanbod_aanbod a WHERE a.uuid = ANY(%s::uuid[]) AND t.aanbod_id = a.id"  # noqa: S608
        f" AND NOT EXISTS (SELECT FROM inlezen_link k WHERE k.uuid = a.uuid AND k.code = t.{kolom}) RETURNING a.id",
        [[str(rij.uuid) for rij in rijen]],
    )
    veranderd = {pk for (pk,) in cursor.fetchall()}
    cursor.execute(
        f"INSERT INTO {tabel} (aanbod_id, {kolom}) SELECT a.id, k.code FROM inlezen_link k"  # noqa: S608
        " JOIN aanbod_aanbod a ON a.uuid = k.uuid ON CONFLICT DO NOTHING RETURNING aanbod_id"
    )
    veranderd |= {pk for (pk,) in cursor.fetchall()}
    cursor.execute("DROP TABLE inlezen_link")
    return veranderd


def _zet_plekken(cursor: Any, rijen: list[Rij], plekken: _Plekken) -> set[int]:
    """The place of the sheet is added; a provision may have more places, which a person entered."""
    cursor.execute("CREATE TEMP TABLE inlezen_plek (uuid uuid, locatie bigint) ON COMMIT DROP")
    regels = [(rij.uuid, plekken.van(rij.organisatie_id, rij.plek).pk) for rij in rijen if rij.plek is not None]
    kopieer(cursor, "inlezen_plek", als_copy(regels))
    cursor.execute(
        "INSERT INTO aanbod_aanbodlocatie (uuid, aanbod_id, locatie_id, extern)"
        " SELECT gen_random_uuid(), a.id, k.locatie, '{}'::jsonb FROM inlezen_plek k"
        " JOIN aanbod_aanbod a ON a.uuid = k.uuid ON CONFLICT (aanbod_id, locatie_id) DO NOTHING RETURNING aanbod_id"
    )
    veranderd = {pk for (pk,) in cursor.fetchall()}
    cursor.execute("DROP TABLE inlezen_plek")
    return veranderd


# --- places and words -------------------------------------------------------------------------------------------------
class _Plekken:
    """The places the rows name, per organisation: the ones there by name and postcode, else new ones."""

    def __init__(self, organisaties: Iterable[int]) -> None:
        self.gebieden = {gebied.pk: gebied for gebied in Postcodegebied.objects.select_related("stadsdeel")}
        self.bekend = {
            (plek.organisatie_id, plek.naam.lower(), plek.postcode[:4]): plek
            for plek in Locatie.objects.filter(organisatie__in=organisaties).select_related("stadsdeel").order_by("-pk")
        }
        self.nieuw: list[Locatie] = []

    def van(self, organisatie: int, plek: Plek) -> Locatie:
        sleutel = (organisatie, plek.naam.lower(), plek.postcode[:4])
        if (er_is := self.bekend.get(sleutel)) is not None:
            return er_is
        gebied = self.gebieden[plek.postcode[:4]]
        locatie = self.bekend[sleutel] = Locatie(
            organisatie_id=organisatie, naam=plek.naam, straat=plek.straat, postcode=plek.postcode, pc4=gebied,
            stadsdeel=gebied.stadsdeel, plaats=gebied.plaats, lat=gebied.lat, lon=gebied.lon, bron=BRON,
        )  # fmt: skip
        self.nieuw.append(locatie)
        return locatie

    def bewaar(self) -> None:
        """Store the new ones."""
        Locatie.objects.bulk_create(self.nieuw, batch_size=1_000)
        self.nieuw = []


class _Woordenboek:
    """Search words of a row that is no record yet, as :mod:`aanbod.zoekindex` makes them of a record."""

    def __init__(self, plekken: _Plekken) -> None:
        self.plekken = plekken
        self.vragen = {
            vraag.pk: [
                f"{vraag.tekst} {vraag.kort} {' '.join(vraag.woorden)}",
                *([vraag.thema.tekst] if vraag.thema else []),
            ]
            for vraag in Leervraag.objects.select_related("thema")
        }
        self.talen = {taal.pk: [f"{taal.naam} {taal.eigen_naam}"] for taal in Taal.objects.all()}
        self.doelgroepen = {groep.pk: [groep.naam] for groep in Doelgroep.objects.all()}

    def van(self, rij: Rij) -> str:
        velden = rij.velden
        teksten = list(
            eigen_teksten(
                velden["naam"], velden["soort"], rij.organisatie, velden["omschrijving"], velden["formeel"],
                velden["kosten_soort"],
            )
        )  # fmt: skip
        for codes, woorden in (
            (rij.leervragen, self.vragen), (rij.talen, self.talen), (rij.doelgroepen, self.doelgroepen)
        ):  # fmt: skip
            for code in codes:
                teksten += woorden[code]
        if rij.plek is not None:
            plek = self.plekken.van(rij.organisatie_id, rij.plek)
            teksten += [f"{plek.naam} {plek.straat} {plek.plaats}", plek.stadsdeel.naam if plek.stadsdeel else ""]
        return zoekwoorden(teksten)


def _noteer(gezien: set[int], bijgewerkt: set[int], tellingen: Counter[str], door: Gebruiker | None) -> None:
    """One line per organisation, and one per provision that was there and changed."""
    wie = "" if door else "Opdracht"
    organisaties = Organisatie.objects.filter(pk__in=gezien)
    noteer_alle("aanbod_ingelezen", [(o, [o.pk]) for o in organisaties], door=door, door_tekst=wie, **tellingen)
    veranderd = Aanbod.objects.filter(pk__in=bijgewerkt).only("pk", "organisatie_id")
    noteer_alle("gewijzigd", [(a, [a.organisatie_id]) for a in veranderd], door=door, door_tekst=wie, uit=BRON)
