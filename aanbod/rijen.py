"""The rows of the directory as HTML: one statement, and each row made once for what it says.

Twenty rows through a template took a third of a page's time, and the same few thousand provisions come back all day. So
a row is kept under its whole content (``kern.eenmaal``): whatever changes, in the provision, its organisation, a place
or a language, is another key. Only the distance, which differs per visitor, and whether it is open now are filled in
afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from netwerk.kern.eenmaal import Bewaard, bevroren
from netwerk.kern.models import Organisatie
from netwerk.kern.rijen import voor_sjabloon

from .models import Aanbod
from .rangschikken import in_de_buurt
from .rooster import nog_vandaag

#: A row is about 2 KB, so at most some 8 MB per process.
RIJEN: Bewaard[SafeString] = Bewaard(4_000)
#: Stands for the distance in a kept row; no text of ours can hold it, since a text in the database has no NUL.
AFSTAND = "\x00afstand\x00"
#: Stands for whether it is open now.
NU = "\x00nu\x00"
NU_PILLEN: Bewaard[SafeString] = Bewaard(1_000)
#: What hours depend on besides themselves.
LOOPTIJD = ("niet_in_vakantie", "tijdelijk_tot", "doorlopend", "startdatum")
#: Not shown in a row, and long.
ZONDER = frozenset(("zoekvector", "zoekwoorden", "extern"))


def als_html(
    pks: Sequence[int], afstanden: Sequence[float | None], vandaag: date, *, kiezen: bool = False
) -> list[SafeString]:
    """``aanbod/_rij.html`` for these provisions, in this order; ``afstanden`` in metres, or empty without a place.

    The template may show what the provision holds and the day, and nothing about who looks or what time it is.
    """
    if not pks:
        return []
    velden, sql = _opdracht()
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(pks)])
        rijen = {rij[0]: rij for rij in cursor.fetchall()}
    taal, nu, uit = get_language(), timezone.now(), []
    for nummer, pk in enumerate(pks):
        if (rij := rijen.get(pk)) is None:  # gone since the count, a moment ago
            continue
        ver = afstanden[nummer] if afstanden else None
        afstand = AFSTAND if ver is not None else ""
        *inhoud, tijden, anders = rij
        sleutel = (bevroren(inhoud), bool(afstand), vandaag, kiezen, taal)
        stuk = RIJEN.haal(sleutel, partial(_stuk, velden, inhoud, afstand, vandaag, kiezen))
        wie = SimpleNamespace(**{naam: inhoud[velden.index(naam)] for naam in LOOPTIJD})
        stuk = SafeString(stuk.replace(NU, open_pil(wie, nu, tijden, anders)))
        uit.append(SafeString(stuk.replace(AFSTAND, escape(in_de_buurt(ver)))) if ver is not None else stuk)
    return uit


def _stuk(velden: list[str], inhoud: list[Any], afstand: str, vandaag: date, kiezen: bool) -> SafeString:
    aanbod = _aanbod(velden, inhoud, afstand)
    return render_to_string("aanbod/_rij.html", {"aanbod": aanbod, "vandaag": vandaag, "kiezen": kiezen})


@cache
def _opdracht() -> tuple[list[str], str]:
    """The columns, and the statement that the queryset of a row compiles to: the same every time but for the ids."""
    namen = [veld.attname for veld in Aanbod._meta.concrete_fields if veld.name not in ZONDER]
    zoek = Aanbod.objects.voor_rijen().order_by().filter(pk=0)
    kolommen = [*namen, "organisatie__naam", "plekken_kort", "andere_talen", "tijden_kort", "anders_kort"]
    sql, waarden = zoek.values_list(*kolommen).query.sql_with_params()
    # Everything but the ids is a constant of the queryset; psycopg2 writes those in, and the id becomes a parameter.
    voor, midden, na = sql.rpartition('"aanbod_aanbod"."id" = %s')
    with connection.cursor() as cursor:
        vast = cursor.mogrify(voor, waarden[:-1]).decode().replace("%", "%%")
    return namen, f'{vast}"aanbod_aanbod"."id" = ANY(%s){na}'


def open_pil(aanbod: Any, nu: datetime, tijden: list[Any], anders: list[Any]) -> SafeString:
    """Open now till when, or when today; nothing when it is closed for today or when we do not know its hours."""
    blok = nog_vandaag(aanbod, nu, tijden, anders)
    if blok is None:
        return SafeString("")
    is_open = blok.van <= timezone.localtime(nu).time()
    maak = partial(render_to_string, "aanbod/_nu.html", {"blok": blok, "open": is_open})
    return NU_PILLEN.haal((blok.van, blok.tot, is_open, get_language()), maak)


def met_nu(rijen: Sequence[Aanbod]) -> Sequence[Aanbod]:
    """Rows that a template shows one by one, with what they need besides ``voor_rijen``."""
    nu = timezone.now()
    for rij in rijen:
        voor_sjabloon(rij, nu_pil=open_pil(rij, nu, rij.tijden_kort, rij.anders_kort))
    return rijen


def _aanbod(velden: list[str], rij: Sequence[Any], afstand: str) -> Aanbod:
    """The provision as an object, for the template."""
    aanbod = Aanbod.from_db("default", velden, rij[: len(velden)])
    naam, plekken, talen = rij[len(velden) :]
    aanbod.organisatie = Organisatie(pk=aanbod.organisatie_id, naam=naam)
    return voor_sjabloon(
        aanbod,
        plekken_kort=[json.loads(plek) for plek in plekken],
        andere_talen=talen,
        afstand_tekst=afstand,
        nu_pil=SafeString(NU),
    )
