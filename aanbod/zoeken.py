"""Finding provision: by profile (what the intake calls) and by words and place (what the directory calls)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from netwerk.kern.choices import NederlandsNiveau
from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.models.organisatie import METER_NOORD, METER_OOST
from netwerk.kern.profiel import Plaats, Uitkomst, Zoekprofiel

from .choices import LEERSOORTEN
from .models import Aanbod
from .querysets import AanbodQuerySet
from .rangschikken import Kandidaat, Namen, Plek, rangschik
from .taal import stuk, zoektermen

#: Trigram similarity of whole words; below this they only look alike by chance ("tablett" ~ "tablet" is 0.67).
LIJKT_OP = 0.4
#: With fewer than this that have all words, what has some of them follows.
GENOEG = 3


def adviseer(profiel: Zoekprofiel, *, limiet: int = 5, zonder: Iterable[int] = ()) -> Uitkomst:
    """The published provision that fits a learner best, with reasons; what nearly fits, with the one thing against it.

    ``zonder`` are ids to leave out (the provision that just said no). Eight queries at most, however many candidates.
    """
    vandaag = timezone.localdate()
    zoek = Aanbod.objects.gepubliceerd(vandaag).filter(soort__in=LEERSOORTEN).exclude(pk__in=list(zonder))
    if profiel.leervragen:
        zoek = zoek.filter(pk__in=Aanbod.leervragen.through.objects.filter(
            leervraag_id__in=_met_themas(profiel.leervragen)
        ).values("aanbod_id"))  # fmt: skip
    kandidaten = [kandidaat_van(aanbod) for aanbod in met_kenmerken(zoek)]
    return rangschik(profiel, kandidaten, vandaag=vandaag, namen=namen_voor(profiel), limiet=limiet)


def _met_themas(leervragen: Iterable[str]) -> list[str]:
    """The needs and every code that may be the theme of one (``veilig-online-x`` → veilig, veilig-online)."""
    codes = set(leervragen)
    for code in leervragen:
        delen = code.split("-")
        codes.update("-".join(delen[:n]) for n in range(1, len(delen)))
    return sorted(codes)


def met_kenmerken(zoek: AanbodQuerySet) -> AanbodQuerySet:
    """With everything a :class:`Kandidaat` holds."""
    return zoek.select_related("organisatie").prefetch_related("leervragen", "talen", "doelgroepen", "locaties")


def kandidaat_van(aanbod: Aanbod) -> Kandidaat:
    """What the ranking rules see of provision fetched through :func:`met_kenmerken`."""
    return Kandidaat(
        pk=aanbod.pk,
        titel=aanbod.naam,
        organisatie=aanbod.organisatie.naam,
        url=aanbod.get_absolute_url(),
        soort=aanbod.soort,
        leervragen=frozenset(vraag.pk for vraag in aanbod.leervragen.all()),
        niveau_van=aanbod.niveau_van,
        niveau_tot=aanbod.niveau_tot,
        doelgroepen=frozenset(doelgroep.pk for doelgroep in aanbod.doelgroepen.all()),
        talen=frozenset(taal.pk for taal in aanbod.talen.all()) or frozenset({"nl"}),
        nederlands_nodig=NederlandsNiveau(aanbod.nederlands_nodig),
        lezen_nodig=aanbod.lezen_nodig,
        begeleiding=aanbod.begeleiding,
        plekken=tuple(Plek(locatie.lat, locatie.lon, locatie.naam) for locatie in aanbod.locaties.all()),
        online=aanbod.online,
        aan_huis_in=frozenset(plek.stadsdeel_id for plek in aanbod.locaties.all() if plek.stadsdeel_id)
        if aanbod.aan_huis
        else frozenset(),
        dagdelen=frozenset(aanbod.dagdelen),
        wachttijd_weken=aanbod.wachttijd_weken,
        startdatum=aanbod.startdatum,
        doorlopend=aanbod.doorlopend,
        tijdelijk_tot=aanbod.tijdelijk_tot,
        gecontroleerd_op=aanbod.gecontroleerd_op,
        kosten=aanbod.kosten_soort,
        toelating=aanbod.toelating,
    )


def namen_voor(profiel: Zoekprofiel) -> Namen:
    """Words for the codes in a profile: three queries at most."""
    return Namen(
        dict(Leervraag.objects.filter(pk__in=profiel.leervragen).values_list("pk", "kort"))
        if profiel.leervragen
        else {},
        dict(Taal.objects.filter(pk__in=profiel.talen).values_list("pk", "naam")) if profiel.talen else {},
        dict(Doelgroep.objects.filter(pk__in=profiel.doelgroepen).values_list("pk", "naam"))
        if profiel.doelgroepen
        else {},
    )


def op_woorden(zoek: AanbodQuerySet, tekst: str) -> AanbodQuerySet:
    """Provision with all the typed words, in whichever form, best match first (annotation ``treffer``)."""
    termen = zoektermen(tekst)
    if not termen:
        return zoek.none() if tekst.strip() else zoek
    return _met_treffer(zoek, termen, " & ")


def is_weinig(aantal: int, tekst: str) -> bool:
    """Whether to look for what has only some of the words too: nothing has them all, or hardly anything."""
    return aantal == 0 or (aantal < GENOEG and len(zoektermen(tekst)) > 1)


def tel(zoek: AanbodQuerySet) -> int:
    """How many have these words, up to ``GENOEG``. Materialised: for a few rows the planner reads from the start."""
    try:
        sql, waarden = zoek.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        opdracht = f"WITH k AS MATERIALIZED ({sql}) SELECT count(*) FROM (SELECT FROM k LIMIT %s) t"  # noqa: S608
        cursor.execute(opdracht, [*waarden, GENOEG])
        return cursor.fetchone()[0]


def op_gelijkenis(zoek: AanbodQuerySet, tekst: str) -> AanbodQuerySet:
    """Provision with some of the typed words, after putting typing errors right; most and best matches first."""
    getypt = zoektermen(tekst)
    termen = [verbeterd or term for term, verbeterd in verbeter(getypt).items()]
    if not termen:
        return zoek.none()
    return _met_treffer(zoek, list(dict.fromkeys([*termen, *getypt])), " | ")


def heeft_alle(tekst: str) -> Q:
    """What :func:`op_woorden` finds, as a condition."""
    return Q(zoekvector=_vraag(" & ".join(stuk(term) for term in zoektermen(tekst))))


def _met_treffer(zoek: AanbodQuerySet, termen: list[str], tussen: str) -> AanbodQuerySet:
    """Rank: every word that stands in the name counts one, every word found a half, and then PostgreSQL's own rank.

    A word in the name says what something is; a word in the search words only that it is in it somewhere.
    """
    vraag = _vraag(tussen.join(stuk(term) for term in termen))
    rang: Any = SearchRank(F("zoekvector"), vraag, weights=[0.05, 0.1, 0.2, 1.0])
    for term in termen:
        rang = rang + _telt(stuk(term, "A"), 1.0)
        if tussen == " | ":
            rang = rang + _telt(stuk(term), 0.5)
    return zoek.filter(zoekvector=vraag).annotate(treffer=ExpressionWrapper(rang, output_field=FloatField()))


def _vraag(opdracht: str) -> SearchQuery:
    return SearchQuery(opdracht, config="nl_zoek", search_type="raw")


def _telt(opdracht: str, punten: float) -> Any:
    raak = Q(zoekvector=_vraag(opdracht))
    return Case(When(raak, then=Value(punten)), default=Value(0.0), output_field=FloatField())


def verbeter(termen: Iterable[str]) -> dict[str, str]:
    """Per word that nobody here uses: the known word that looks most like it, "" when it is known or nothing does.

    One query over the lexicon of search words (``Zoekwoord``), which a trigram index answers in a fraction of the time
    that the same question over all provision would take.
    """
    uit = dict.fromkeys(termen, "")
    if not uit:
        return uit
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.woord, b.woord FROM unnest(%s) AS t(woord) CROSS JOIN LATERAL ("
            " SELECT z.woord FROM aanbod_zoekwoord z WHERE z.woord %% t.woord AND similarity(z.woord, t.woord) >= %s"
            " ORDER BY similarity(z.woord, t.woord) DESC, z.woord LIMIT 1) b",
            [list(uit), LIJKT_OP],
        )
        for woord, beste in cursor.fetchall():
            if beste != woord:
                uit[woord] = beste
    return uit


class Afstand(RawSQL):
    """Metres from a place to the nearest place of a provision; NULL when none is known.

    On the flat: within a city the error stays under a fifth of a percent, and the database needs no extension for it.
    The formula is that of the index ``kern_locatie_punt``.
    """

    def __init__(self, plaats: Plaats) -> None:
        self.plaats = plaats
        per_plek, waarden = self.per_plek("l")
        super().__init__(
            f"(SELECT min({per_plek})"  # noqa: S608 - a formula of this class
            " FROM aanbod_aanbodlocatie p JOIN kern_locatie l ON l.id = p.locatie_id"
            " WHERE p.aanbod_id = aanbod_aanbod.id)",
            waarden,
            output_field=FloatField(),
        )

    def per_plek(self, tabel: str) -> tuple[str, tuple[float, ...]]:
        """The formula for one row of ``kern_locatie`` under this name, with its parameters."""
        return (
            f"(point({tabel}.lon * {METER_OOST}, {tabel}.lat * {METER_NOORD}) <-> point(%s, %s))",
            (self.plaats.lon * METER_OOST, self.plaats.lat * METER_NOORD),
        )


def op_afstand(zoek: AanbodQuerySet, plaats: Plaats) -> AanbodQuerySet:
    """With ``afstand`` in metres to the nearest place; None for provision without a known place."""
    return zoek.annotate(afstand=Afstand(plaats))


def zoek_namen(tekst: str, limiet: int = 10) -> list[str]:
    """The names that the directory shows first for these words (for measuring, see :mod:`aanbod.zoekkwaliteit`)."""
    from .filters import AanbodFilter

    filter_ = AanbodFilter({"q": tekst}, queryset=Aanbod.objects.gepubliceerd())
    return list(filter_.qs.values_list("naam", flat=True)[:limiet])
