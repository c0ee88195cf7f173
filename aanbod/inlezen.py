"""Stores judged rows of a spreadsheet in bulk: per batch COPY into a staging table, then one INSERT … ON CONFLICT.

A row that says what is there already is left alone; a column that the sheet does not have stays as it was. New
provision comes in as a draft: a person looks at it and publishes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import slugify

from netwerk.kern.logboek import noteer_alle
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Locatie, Organisatie, Postcodegebied, Taal

from .models import Aanbod
from .rekenblad import TEKSTEN, Plek, Rij, Uitslag
from .taal import zoekwoorden
from .zoekindex import eigen_teksten, leer_woorden, werk_bij

BRON = "Rekenblad"
T = TypeVar("T")
#: Rows that go to the database at once.
PER_PARTIJ = 5_000
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


@transaction.atomic
def bewaar(uitslag: Uitslag, *, door: Gebruiker | None) -> Counter[str]:
    """Store the good rows; how many were nieuw, bijgewerkt, ongewijzigd. ``door`` None is a command."""
    rijen = uitslag.goed
    if not rijen:
        return Counter()
    plekken = _plekken(rijen)
    woorden = _Woordenboek(rijen, plekken)
    alle_woorden: set[str] = set()

    def regels() -> Iterable[Sequence[Any]]:
        for rij in rijen:
            tekst = woorden.van(rij)
            alle_woorden.update(tekst.split())
            slug = f"{slugify(rij.velden['naam'])[:190] or 'aanbod'}-{rij.uuid.hex[:8]}"
            yield (rij.uuid, rij.organisatie_id, slug, *[rij.velden[veld] for veld in VELDEN], tekst)

    wijzig = [veld for veld in VELDEN if VOLGT.get(veld, veld) in uitslag.kolommen]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE inlezen ON COMMIT DROP AS SELECT {', '.join(STAPEL)} FROM aanbod_aanbod LIMIT 0"  # noqa: S608
        )
        vast = _vast()
        # Names of columns only, all of this module and the model.
        opdracht = (
            f"INSERT INTO aanbod_aanbod AS a ({', '.join(STAPEL)}, {', '.join(vast)}, aangemaakt_op, gewijzigd_op)"  # noqa: S608
            f" SELECT {', '.join(STAPEL)}, {', '.join(['%s'] * len(vast))}, now(), now() FROM inlezen"
            f" ON CONFLICT (uuid) DO UPDATE SET {', '.join(f'{veld} = excluded.{veld}' for veld in wijzig)},"
            " versie = a.versie + 1, gewijzigd_op = now()"
            f" WHERE ({', '.join(f'a.{veld}' for veld in wijzig)})"
            f" IS DISTINCT FROM ({', '.join(f'excluded.{veld}' for veld in wijzig)})"
            " RETURNING id, xmax = 0"
        )

        def zet(partij: bytes) -> list[tuple[int, bool]]:
            cursor.execute("TRUNCATE inlezen")
            cursor.copy_expert(f"COPY inlezen ({', '.join(STAPEL)}) FROM STDIN", io.BytesIO(partij))
            cursor.execute(opdracht, list(vast.values()))
            return cursor.fetchall()

        gedaan = _om_en_om(zet, _partijen(regels()))
        nieuw = {pk for pk, is_nieuw in gedaan if is_nieuw}
        bijgewerkt = {pk for pk, is_nieuw in gedaan if not is_nieuw}
        eerder = [rij.uuid for rij in rijen] if len(nieuw) < len(rijen) else []
        for soort in LINKS:
            if soort in uitslag.kolommen:
                bijgewerkt |= _koppel(cursor, soort, rijen, eerder) - nieuw
        if "plek" in uitslag.kolommen or "postcode" in uitslag.kolommen:
            bijgewerkt |= _zet_plekken(cursor, rijen, plekken) - nieuw
        cursor.execute("DROP TABLE inlezen")
    leer_woorden([" ".join(sorted(alle_woorden))])
    werk_bij(Aanbod.objects.filter(pk__in=bijgewerkt))
    tellingen = Counter(
        nieuw=len(nieuw), bijgewerkt=len(bijgewerkt), ongewijzigd=len(rijen) - len(nieuw) - len(bijgewerkt)
    )
    _noteer(rijen, bijgewerkt, tellingen, door)
    return tellingen


def _vast() -> dict[str, Any]:
    """Column → value of what a new row gets besides: the defaults of the model for what may not be empty."""
    velden = [veld for veld in Aanbod._meta.concrete_fields if not (veld.null or veld.primary_key or veld.generated)]
    over = [v for v in velden if v.column not in (*STAPEL, "aangemaakt_op", "gewijzigd_op")]
    return {v.column: v.get_db_prep_save(v.get_default(), connection) for v in over} | {"bron": BRON}


# --- what hangs on a row --------------------------------------------------------------------------------------------
def _koppel(cursor: Any, soort: str, rijen: list[Rij], eerder: list[UUID]) -> set[int]:
    """Make the links of one kind as the sheet has them; the ids whose links changed. ``eerder`` may have others."""
    tabel, kolom = LINKS[soort]
    cursor.execute("CREATE TEMP TABLE inlezen_link (uuid uuid, code text) ON COMMIT DROP")
    regels = [(rij.uuid, code) for rij in rijen for code in getattr(rij, soort)]
    cursor.copy_expert("COPY inlezen_link FROM STDIN", io.BytesIO(_als_copy(regels)))
    veranderd: set[int] = set()
    if eerder:
        cursor.execute(
            f"DELETE FROM {tabel} t USING aanbod_aanbod a WHERE a.uuid = ANY(%s::uuid[]) AND t.aanbod_id = a.id"  # noqa: S608
            f" AND NOT EXISTS (SELECT FROM inlezen_link k WHERE k.uuid = a.uuid AND k.code = t.{kolom}) RETURNING a.id",
            [[str(nummer) for nummer in eerder]],
        )
        veranderd |= {pk for (pk,) in cursor.fetchall()}
    cursor.execute(
        f"INSERT INTO {tabel} (aanbod_id, {kolom}) SELECT a.id, k.code FROM inlezen_link k"  # noqa: S608
        " JOIN aanbod_aanbod a ON a.uuid = k.uuid ON CONFLICT DO NOTHING RETURNING aanbod_id"
    )
    veranderd |= {pk for (pk,) in cursor.fetchall()}
    cursor.execute("DROP TABLE inlezen_link")
    return veranderd


def _plekken(rijen: list[Rij]) -> dict[tuple[int, Plek], Locatie]:
    """The places the rows name, per organisation: the ones that are there by name and postcode, else made now."""
    nodig = dict.fromkeys((rij.organisatie_id, rij.plek) for rij in rijen if rij.plek is not None)
    if not nodig:
        return {}
    gebieden = {gebied.pk: gebied for gebied in Postcodegebied.objects.select_related("stadsdeel")}
    organisaties = {organisatie for organisatie, _ in nodig}
    bekend = {
        (plek.organisatie_id, plek.naam.lower(), plek.postcode[:4]): plek
        for plek in Locatie.objects.filter(organisatie__in=organisaties).select_related("stadsdeel").order_by("-pk")
    }
    nieuw: list[Locatie] = []
    uit: dict[tuple[int, Plek], Locatie] = {}
    for organisatie, plek in nodig:
        sleutel = (organisatie, plek.naam.lower(), plek.postcode[:4])
        if sleutel not in bekend:
            gebied = gebieden[plek.postcode[:4]]
            bekend[sleutel] = Locatie(
                organisatie_id=organisatie, naam=plek.naam, straat=plek.straat, postcode=plek.postcode, pc4=gebied,
                stadsdeel=gebied.stadsdeel, plaats=gebied.plaats, lat=gebied.lat, lon=gebied.lon, bron=BRON,
            )  # fmt: skip
            nieuw.append(bekend[sleutel])
        uit[organisatie, plek] = bekend[sleutel]
    Locatie.objects.bulk_create(nieuw, batch_size=1_000)
    return uit


def _zet_plekken(cursor: Any, rijen: list[Rij], plekken: dict[tuple[int, Plek], Locatie]) -> set[int]:
    """The place of the sheet is added; a provision may have more places, which a person entered."""
    cursor.execute("CREATE TEMP TABLE inlezen_plek (uuid uuid, locatie bigint) ON COMMIT DROP")
    regels = [(rij.uuid, plekken[rij.organisatie_id, rij.plek].pk) for rij in rijen if rij.plek is not None]
    cursor.copy_expert("COPY inlezen_plek FROM STDIN", io.BytesIO(_als_copy(regels)))
    cursor.execute(
        "INSERT INTO aanbod_aanbodlocatie (uuid, aanbod_id, locatie_id, extern)"
        " SELECT gen_random_uuid(), a.id, k.locatie, '{}'::jsonb FROM inlezen_plek k"
        " JOIN aanbod_aanbod a ON a.uuid = k.uuid ON CONFLICT (aanbod_id, locatie_id) DO NOTHING RETURNING aanbod_id"
    )
    veranderd = {pk for (pk,) in cursor.fetchall()}
    cursor.execute("DROP TABLE inlezen_plek")
    return veranderd


class _Woordenboek:
    """Search words of a row that is no record yet, as :mod:`aanbod.zoekindex` makes them of a record."""

    def __init__(self, rijen: list[Rij], plekken: dict[tuple[int, Plek], Locatie]) -> None:
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
            plek = self.plekken[rij.organisatie_id, rij.plek]
            teksten += [f"{plek.naam} {plek.straat} {plek.plaats}", plek.stadsdeel.naam if plek.stadsdeel else ""]
        return zoekwoorden(teksten)


def _noteer(rijen: list[Rij], bijgewerkt: set[int], tellingen: Counter[str], door: Gebruiker | None) -> None:
    """One line per organisation, and one per provision that was there and changed."""
    wie = "" if door else "Opdracht"
    organisaties = Organisatie.objects.filter(pk__in={rij.organisatie_id for rij in rijen})
    noteer_alle("aanbod_ingelezen", [(o, [o.pk]) for o in organisaties], door=door, door_tekst=wie, **tellingen)
    veranderd = Aanbod.objects.filter(pk__in=bijgewerkt).only("pk", "organisatie_id")
    noteer_alle("gewijzigd", [(a, [a.organisatie_id]) for a in veranderd], door=door, door_tekst=wie, uit=BRON)


# --- COPY -----------------------------------------------------------------------------------------------------------
_ONTSNAP = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _cel(waarde: Any) -> str:
    """One value in the text format of COPY."""
    if isinstance(waarde, str):
        return waarde.translate(_ONTSNAP)
    if waarde is None:
        return "\\N"
    if isinstance(waarde, bool):
        return "t" if waarde else "f"
    if isinstance(waarde, (int, UUID, date)):
        return str(waarde)
    return "{" + ",".join(waarde) + "}"  # codes of parts of the day: no commas or quotes in them


def _als_copy(regels: Iterable[Sequence[Any]]) -> bytes:
    """Rows in the text format of COPY."""
    return "".join(["\t".join([_cel(waarde) for waarde in regel]) + "\n" for regel in regels]).encode()


def _partijen(regels: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Some thousands of rows at a time."""
    bron = iter(regels)
    while partij := list(islice(bron, PER_PARTIJ)):
        yield _als_copy(partij)


def _om_en_om(zet: Callable[[bytes], list[T]], partijen: Iterable[bytes]) -> list[T]:
    """Hand each batch to the database while the next is made here: two processes, each of which has a core.

    One thread, one statement at a time, all in the transaction of the caller; an error in a batch is raised here.
    """
    uit: list[T] = []
    with ThreadPoolExecutor(1) as hand:
        bezig: Future[list[T]] | None = None
        for partij in partijen:
            if bezig is not None:
                uit += bezig.result()
            bezig = hand.submit(zet, partij)
        if bezig is not None:
            uit += bezig.result()
    return uit
