"""Which published materials fit a profile: fetches the candidates, ``rangschikken`` ranks them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce

from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.profiel import Uitkomst, Zoekprofiel

from .models import Celscore, Materiaal
from .querysets import MateriaalQuerySet
from .rangschikken import Ervaringscijfer, Kandidaat, Namen, rangschik

#: The rules are weighed in Python; more candidates than this make a page slow and an advice no better.
MAX_KANDIDATEN = 400


def adviseer(profiel: Zoekprofiel, *, limiet: int = 5) -> Uitkomst:
    """The published materials that fit a learner best, with reasons; what nearly fits, with the one thing against it.

    Eight queries, however many candidates. For a true starter the first of ``afgevallen`` (pk 0) says that one-to-one
    guidance comes first.
    """
    zoek = Materiaal.objects.gepubliceerd()
    if profiel.leervragen:
        themas = Leervraag.objects.filter(pk__in=profiel.leervragen).values("thema_id")
        koppeling = Materiaal.leervragen.through.objects
        raak = koppeling.filter(leervraag__in=profiel.leervragen).values("materiaal_id")
        zoek = zoek.filter(pk__in=koppeling.filter(leervraag__thema_id__in=themas).values("materiaal_id"))
        # In a large catalogue the rules weigh the most promising: about the need itself, near the level, best told of.
        score = Celscore.objects.filter(per=Celscore.Per.MATERIAAL, materiaal_id=OuterRef("pk")).values("score")[:1]
        zoek = zoek.annotate(raak=Case(When(pk__in=raak, then=1), default=0)).order_by("-raak")
        if (niveau := profiel.niveau) is not None:
            past = Q(niveau_van__lte=niveau + 1, niveau_tot__gte=niveau - 1)
            zoek = zoek.annotate(dichtbij=Case(When(past, then=1), default=0)).order_by("-raak", "-dichtbij")
        zoek = zoek.annotate(lof=Coalesce(Subquery(score), 0.5)).order_by(*zoek.query.order_by, "-lof", "pk")[
            :MAX_KANDIDATEN
        ]
    return rangschik(profiel, kandidaten(zoek), namen=namen(), limiet=limiet)


def kandidaten(zoek: MateriaalQuerySet) -> Iterable[Kandidaat]:
    """What the rules see of these materials, in five queries."""
    per_vraag = Prefetch("celscores", Celscore.objects.filter(per=Celscore.Per.VRAAG), to_attr="vraagscores")
    for materiaal in zoek.met_alles().prefetch_related(per_vraag):
        yield kandidaat_van(materiaal, materiaal.vraagscores)


def kandidaat_van(materiaal: Materiaal, vraagscores: Iterable[Celscore]) -> Kandidaat:
    """What the rules see of one material, with its scores per need."""
    return Kandidaat(
        pk=materiaal.pk,
        titel=materiaal.titel,
        uitgever=materiaal.uitgever,
        url=materiaal.get_absolute_url(),
        leervragen=frozenset(vraag.pk for vraag in materiaal.leervragen.all()),
        niveau_van=materiaal.niveau_van,
        niveau_tot=materiaal.niveau_tot,
        doelgroepen=frozenset(doelgroep.pk for doelgroep in materiaal.doelgroepen.all()),
        talen=frozenset(taal.pk for taal in materiaal.talen.all()),
        nederlands_nodig=materiaal.nederlands_nodig,
        lezen_nodig=materiaal.lezen_nodig,
        vormen=frozenset(materiaal.vormen),
        apparaten=frozenset(materiaal.apparaten),
        offline=materiaal.offline,
        kosten=materiaal.kosten,
        toon=materiaal.toon,
        cijfers={
            str(cel.leervraag_id): Ervaringscijfer(cel.score, cel.aantal, cel.weinig, cel.spreiding_kort)
            for cel in vraagscores
            if cel.aantal
        },
    )


def namen() -> Namen:
    """Dutch words for the codes, in three queries."""
    vragen = list(Leervraag.objects.vragen().values_list("code", "kort", "domein"))
    return Namen(
        leervragen={code: kort for code, kort, _ in vragen},
        domeinen={code: domein for code, _, domein in vragen},
        doelgroepen=dict(Doelgroep.objects.values_list("code", "naam")),
        talen=dict(Taal.objects.values_list("code", "naam")),
    )
