"""From rows in the database to a stored proposal for all open requests. The one place that reads the whole city.

It writes no name: a line holds keys, a score and the organisation that may see it. Requests with a proposal in
progress are left alone, and an open proposal keeps its volunteer's place.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker, Stadsdeel
from netwerk.kern.profiel import Plaats

from . import koppelen, stadsgegevens, toewijzen
from .models import RegelStand, Toewijzingsregel, Toewijzingsronde
from .scorematrix import DUIZENDSTEN, Aanvraag, Helper
from .weging import Kandidaat, beoordeel

#: Lines of older rounds are thrown away: a proposal is about today.
BEWAAR_RONDES = 20
#: One round at a time, whoever asks; any number that nothing else uses.
SLOT = 4_815_162_342


@transaction.atomic
def maak_ronde(
    *, stadsdeel: Stadsdeel | None = None, door: Gebruiker | None = None, k: int | None = toewijzen.BESTE
) -> Toewijzingsronde:
    """Compute and store a proposal. Two people who ask at once get one after the other, not a mix."""
    begin = time.perf_counter()
    vandaag = timezone.localdate()
    with bereik(alles=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        gebieden = stadsgegevens.plaatsen()
        vragen = stadsgegevens.hulpvragen(gebieden, vandaag, stadsdeel.pk if stadsdeel else None)
        mensen = stadsgegevens.vrijwilligers(gebieden, vandaag)
        uit = toewijzen.verdeel([a for a, _ in vragen], [h for h, _ in mensen], k=k)
        ronde = _bewaar(uit, {a.pk: org for a, org in vragen}, mensen, stadsdeel, door)
        ronde.duur_ms = round((time.perf_counter() - begin) * 1000)
        ronde.save(update_fields=["duur_ms"])
    return ronde


#: One statement for all lines, whatever their number; columns of numbers and codes come as joined text.
REGELS = """
INSERT INTO vrijwilligers_toewijzingsregel (ronde_id, hulpvraag_id, organisatie_id, vrijwilliger_id, bij_id, score,
       passend, wachtdagen, op_volgorde, waarom, stand)
SELECT %s, hulpvraag, organisatie, wie, bij, score, passend, dagen, coalesce(anders, ''), waarom, 'open'
  FROM unnest(string_to_array(%s, ',')::bigint[], string_to_array(%s, ',')::bigint[],
              string_to_array(%s, ',', '')::bigint[], string_to_array(%s, ',', '')::bigint[],
              string_to_array(%s, ',', '')::float8[], string_to_array(%s, ',')::int[], string_to_array(%s, ',')::int[],
              string_to_array(%s, ','), %s::text[])
       AS u(hulpvraag, organisatie, wie, bij, score, passend, dagen, anders, waarom)
"""


def _bewaar(
    uit: toewijzen.Verdeling,
    zoekt: dict[int, int],
    mensen: list[tuple[Helper, int | None]],
    stadsdeel: Stadsdeel | None,
    door: Gebruiker | None,
) -> Toewijzingsronde:
    ronde = Toewijzingsronde.objects.create(
        stadsdeel=stadsdeel,
        gemaakt_door=door,
        vragen=len(uit.aanvragen),
        plekken=sum(helper.plekken for helper, _ in mensen),
        geholpen=uit.beste.geholpen,
        geholpen_op_volgorde=uit.op_volgorde.geholpen,
        totaal=uit.beste.totaal,
        totaal_op_volgorde=uit.op_volgorde.totaal,
        gemiddeld=_gemiddeld(uit.beste),
        gemiddeld_op_volgorde=_gemiddeld(uit.op_volgorde),
        langst_zonder=_langst_zonder(uit.aanvragen, uit.beste),
        langst_zonder_op_volgorde=_langst_zonder(uit.aanvragen, uit.op_volgorde),
    )
    _ruim_op(ronde)
    bij = {helper.pk: org for helper, org in mensen}
    # Lists, because a numpy array gives its elements one by one ten times slower.
    pks: list[int | None] = [*uit.pks.tolist(), None]  # NIEMAND is -1, so the last one
    wie = [pks[plek] for plek in uit.beste.keuze.tolist()]
    anders = [pks[plek] for plek in uit.op_volgorde.keuze.tolist()]
    scores, passend = (uit.beste.scores / DUIZENDSTEN).tolist(), uit.graaf.passend.tolist()
    regels = [
        (
            aanvraag.pk, zoekt[aanvraag.pk], wie[n], None if wie[n] is None else bij[wie[n]],
            None if wie[n] is None else scores[n], passend[n], aanvraag.wachtdagen,
            "" if anders[n] is None else "zelfde" if anders[n] == wie[n] else "ander",
            toewijzen.waarom_niemand(uit.graaf, n) if wie[n] is None else "",
        )
        for n, aanvraag in enumerate(uit.aanvragen)
    ]  # fmt: skip
    if regels:
        with connection.cursor() as cursor:
            *kolommen, waarom = zip(*regels, strict=True)
            cursor.execute(REGELS, [ronde.pk, *map(_als_tekst, kolommen), list(waarom)])
    return ronde


def _als_tekst(kolom: tuple[Any, ...]) -> str:
    """A column as one parameter: quoting thousands of numbers one by one takes longer than storing them.

    One single empty value gives an empty list, which ``unnest`` fills up with NULL: hence the ``coalesce`` above.
    """
    return ",".join("" if waarde is None else str(waarde) for waarde in kolom)


def redenen_bij(regels: Iterable[Toewijzingsregel]) -> dict[int, list[str]]:
    """Why these two, in words, per line: for the lines of one page, so that a round of thousands waits for no words.

    Judged with the rows of this moment. Reads past the reader's scope and gives words only, never who it is.
    """
    rijen = [r for r in regels if r.vrijwilliger_id is not None]
    if not rijen:
        return {}
    namen, gebieden = koppelen.namen(), stadsgegevens.plaatsen()
    with bereik(alles=True):
        mensen = {
            h.pk: h
            for h, _ in stadsgegevens.vrijwilligers(
                gebieden, timezone.localdate(), [r.vrijwilliger_id for r in rijen if r.vrijwilliger_id]
            )
        }
        vragen = {r.pk: koppelen.vraag_van(r.hulpvraag, gebieden) for r in rijen}
    uit = {}
    for r in rijen:
        helper = mensen.get(r.vrijwilliger_id or 0)
        if helper is not None:
            oordeel = beoordeel(vragen[r.pk], _kandidaat(helper), namen)
            uit[r.pk] = [*oordeel.redenen, *(f"let op: {tekst}" for tekst in oordeel.let_op)]
    return uit


def _kandidaat(h: Helper) -> Kandidaat:
    plaats = Plaats(h.lat, h.lon) if h.lat is not None and h.lon is not None else None
    return Kandidaat(
        pk=h.pk, talen=frozenset(h.talen), plaats=plaats, reisafstand_m=h.reisafstand_m,
        dagdelen=frozenset(h.dagdelen), capaciteit=h.capaciteit, lopend=h.lopend,
        vaardigheden=frozenset(h.vaardigheden), doelgroepen=frozenset(h.doelgroepen), vormen=frozenset(h.vormen),
        wachtdagen=h.wachtdagen, ik_ben=h.ik_ben, ervaring=h.ervaring,
    )  # fmt: skip


def _gemiddeld(uitslag: toewijzen.Uitslag) -> float:
    return round(float(uitslag.scores.sum()) / DUIZENDSTEN / uitslag.geholpen, 1) if uitslag.geholpen else 0.0


def _langst_zonder(aanvragen: Iterable[Aanvraag], uitslag: toewijzen.Uitslag) -> int | None:
    zonder = [a.wachtdagen for n, a in enumerate(aanvragen) if uitslag.keuze[n] == toewijzen.NIEMAND]
    return max(zonder, default=None)


def _ruim_op(ronde: Toewijzingsronde) -> None:
    """Lines that nobody took up in an earlier round for the same area go; the totals stay for a while."""
    eerder = Toewijzingsronde.objects.filter(stadsdeel=ronde.stadsdeel).exclude(pk=ronde.pk)
    Toewijzingsregel.objects.filter(ronde__in=eerder, stand=RegelStand.OPEN).delete()
    oud = Toewijzingsronde.objects.order_by("-pk").values_list("pk", flat=True)[BEWAAR_RONDES:]
    Toewijzingsronde.objects.filter(pk__in=list(oud)).delete()


def nieuwste(stadsdeel: Stadsdeel | None = None) -> Toewijzingsronde | None:
    """The newest proposal for this area."""
    return (
        Toewijzingsronde.objects.filter(stadsdeel=stadsdeel)
        .select_related("stadsdeel", "gemaakt_door")
        .order_by(F("pk").desc())
        .first()
    )
