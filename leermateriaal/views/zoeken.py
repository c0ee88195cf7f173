"""Search for a learner: what fits and why, what nearly fits and what stands in the way. And doubles while typing."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from netwerk.kern.choices import Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.profiel import Uitkomst, Zoekprofiel
from netwerk.kern.verzoek import Verzoek

from ..aanbevelen import adviseer
from ..begrijp import Begrepen, begrijp, zoektermen_lang
from ..forms import PassendFormulier
from ..models import Materiaal
from ..querysets import OPENBAAR
from ..taal import zoektermen

AANTAL = 10


def profiel_van(schoon: dict, leervragen: tuple[str, ...]) -> Zoekprofiel:
    """The profile of a filled form. Who speaks another language and of whom no Dutch is known: a few words."""
    talen = tuple(code for code in (schoon.get("spreekt"),) if code)
    nederlands = schoon.get("nederlands") or ("a0" if talen and talen != ("nl",) else "b1")
    niveau = schoon.get("niveau")
    return Zoekprofiel(
        leervragen=leervragen,
        niveaus=dict.fromkeys(Domein.values, Niveau(int(niveau))) if niveau else {},
        talen=talen,
        nederlands=NederlandsNiveau(nederlands),
        leest=Leesniveau(schoon.get("leest") or "goed"),
        doelgroepen=frozenset(groep for groep in (schoon.get("doelgroep"),) if groep),
        een_op_een={"een_op_een": True, "groep": False}.get(schoon.get("vorm", "")),
        apparaten=frozenset(apparaat for apparaat in (schoon.get("apparaat"),) if apparaat),
    )


@login_not_required
def passend(request: HttpRequest) -> HttpResponse:
    """Search by the profile of a learner, without a name: the address holds need, level, language and reading only."""
    form = PassendFormulier(request.GET or None)
    geldig = form.is_bound and form.is_valid()
    vragen: dict[str, Leervraag] = {}
    uitkomst = None
    if geldig:
        bekend = Leervraag.objects.vragen().in_bulk(request.GET.getlist("leervraag")[:5])
        vragen = {code: bekend[code] for code in dict.fromkeys(request.GET.getlist("leervraag")) if code in bekend}
        uitkomst = adviseer(profiel_van(form.cleaned_data, tuple(vragen)), limiet=AANTAL)
    schoon = form.cleaned_data if geldig else {}
    afgevallen = uitkomst.afgevallen if uitkomst else []
    slugs = dict(Materiaal.objects.filter(pk__in=[punt.pk for punt in afgevallen]).values_list("pk", "slug"))
    context = {
        "form": form,
        "uitkomst": uitkomst,
        "net_niet": [
            (punt, reverse("leermateriaal:detail", args=[slugs[punt.pk]]))
            for punt in afgevallen
            if punt.pk in slugs
        ],
        "eerst": next((punt for punt in afgevallen if not punt.pk), None),
        "vragen": list(vragen.values()),
        "aanname": bool(schoon.get("spreekt") not in (None, "", "nl") and not schoon.get("nederlands")),
        "gemis_url": reverse("leermateriaal:gemis")
        + "?"
        + urlencode({"leervraag": next(iter(vragen), ""), "niveau": schoon.get("niveau", "")}),
    }
    return render(request, "leermateriaal/passend.html", context)


def lees_regel(tekst: str) -> Begrepen:
    """What a typed line says about a learner; four queries."""
    vragen = {
        vraag.pk: [vraag.kort, vraag.tekst, *vraag.woorden]
        for vraag in Leervraag.objects.vragen().only("code", "kort", "tekst", "woorden", "thema")
    }
    return begrijp(
        tekst,
        vragen=vragen,
        talen=dict(Taal.objects.values_list("code", "naam")),
        doelgroepen=dict(Doelgroep.objects.values_list("code", "naam")),
    )


def in_woorden(gelezen: Begrepen) -> list[str]:
    """What was read, in words, so that a coach sees whether it was understood."""
    uit = [f"‘{kort}’" for kort in Leervraag.objects.filter(pk__in=gelezen.leervragen).values_list("kort", flat=True)]
    if gelezen.niveau is not None:
        uit.append(f"niveau {Niveau(gelezen.niveau).label}")
    if gelezen.taal:
        uit.append(f"spreekt {Taal.objects.get(pk=gelezen.taal).naam}")
    if gelezen.leest:
        uit.append(str(Leesniveau(gelezen.leest).label).lower())
    if gelezen.doelgroep:
        uit.append(f"doelgroep {Doelgroep.objects.get(pk=gelezen.doelgroep).naam}")
    return uit


def past_bij(gelezen: Begrepen, limiet: int = 3) -> Uitkomst:
    """The first few that fit a line that was read."""
    velden = {
        "niveau": "" if gelezen.niveau is None else str(gelezen.niveau),
        "spreekt": gelezen.taal,
        "leest": gelezen.leest,
        "doelgroep": gelezen.doelgroep,
    }
    return adviseer(profiel_van(velden, gelezen.leervragen), limiet=limiet)


def lijkende_vragen(tekst: str, limiet: int = 5) -> list[Leervraag]:
    """Needs whose words look like what was typed, nearest first: for who found nothing. One query over a short list."""
    termen = zoektermen(tekst)
    punten: list[tuple[float, int, Leervraag]] = []
    for plek, vraag in enumerate(Leervraag.objects.vragen()):
        woorden = set(zoektermen_lang([vraag.kort, vraag.tekst, *vraag.woorden]))
        raak = sum(max((_gelijk(term, woord) for woord in woorden), default=0.0) for term in termen)
        if raak >= 0.75:
            punten.append((-raak, plek, vraag))
    return [vraag for _, _, vraag in sorted(punten, key=lambda punt: punt[:2])[:limiet]]


def _gelijk(een: str, ander: str) -> float:
    """How alike two words are, 0-1; what differs much counts for nothing."""
    if een == ander:
        return 1.0
    if abs(len(een) - len(ander)) > 3 or len(een) < 4 or een[0] != ander[0]:
        return 0.0
    gelijk = SequenceMatcher(None, een, ander).ratio()
    return gelijk if gelijk >= 0.75 else 0.0


def passend_url(gelezen: Begrepen) -> str:
    """The search by profile for what was read."""
    velden: list[tuple[str, str]] = [("leervraag", code) for code in gelezen.leervragen]
    velden += [
        ("niveau", "" if gelezen.niveau is None else str(gelezen.niveau)),
        ("spreekt", gelezen.taal),
        ("leest", gelezen.leest),
        ("doelgroep", gelezen.doelgroep),
    ]
    return reverse("leermateriaal:passend") + "?" + urlencode([paar for paar in velden if paar[1]])


def lijkt(request: Verzoek) -> HttpResponse:
    """A fragment while typing a title or a link: what is there already. Saving checks it again, without scripts too."""
    titel, link = request.GET.get("titel", "").strip()[:200], request.GET.get("link", "").strip()[:300]
    return render(request, "leermateriaal/_dubbelen.html", {"dubbelen": Materiaal.objects.dubbelen(titel, link)})


def origineel(request: Verzoek) -> HttpResponse:
    """A fragment while typing what a material was adapted from: options by title, at most eight."""
    tekst = request.GET.get("origineel", "").strip()[:200]
    zoek = Materiaal.objects.filter(OPENBAAR, samengevoegd_met=None).filter(titel__icontains=tekst)
    gevonden = zoek.order_by("titel").values_list("titel", "uitgever")[:8] if len(tekst) > 1 else []
    return render(request, "leermateriaal/_origineel.html", {"gevonden": gevonden})
