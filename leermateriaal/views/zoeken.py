"""Search for a learner: what fits and why, what nearly fits and what stands in the way. And doubles while typing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from netwerk.kern.choices import Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.profiel import Zoekprofiel

from ..aanbevelen import adviseer
from ..begrijp import Begrepen, begrijp
from ..forms import PassendFormulier
from ..models import Materiaal

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
    context = {
        "form": form,
        "uitkomst": uitkomst,
        "net_niet": [punt for punt in uitkomst.afgevallen if punt.pk] if uitkomst else [],
        "eerst": next((punt for punt in uitkomst.afgevallen if not punt.pk), None) if uitkomst else None,
        "slugs": dict(
            Materiaal.objects.filter(pk__in=[punt.pk for punt in uitkomst.afgevallen]).values_list("pk", "slug")
        )
        if uitkomst
        else {},
        "vragen": list(vragen.values()),
        "aanname": bool(schoon.get("spreekt") not in (None, "", "nl") and not schoon.get("nederlands")),
        "gemis_url": reverse("leermateriaal:gemis")
        + "?"
        + urlencode({"leervraag": next(iter(vragen), ""), "niveau": schoon.get("niveau", "")}),
    }
    context["net_niet"] = [
        (punt, reverse("leermateriaal:detail", args=[context["slugs"][punt.pk]]))
        for punt in context["net_niet"]
        if punt.pk in context["slugs"]
    ]
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


def lijkt(request: HttpRequest) -> HttpResponse:
    """A fragment while typing a title or a link: what is there already. Saving checks it again, without scripts too."""
    titel, link = request.GET.get("titel", "").strip()[:200], request.GET.get("link", "").strip()[:300]
    gevonden = list(Materiaal.objects.filter(samengevoegd_met=None).lijkt_op(titel)[:5]) if len(titel) > 3 else []
    if len(link) > 12:
        gevonden += Materiaal.objects.filter(link__iexact=link).exclude(pk__in=[rij.pk for rij in gevonden])[:5]
    return render(request, "leermateriaal/_dubbelen.html", {"dubbelen": gevonden})
