"""What is new for the newsletter: what other rooms hand down, and what this room has itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from .choices import Briefstand, Netwerkthema, Nieuwssoort, TaakStatus
from .models import Artikel, Bijeenkomst, Nieuwsaanvoer, Nieuwsregel, Taak


@dataclass(frozen=True, slots=True)
class Nieuws:
    """Something new, as any room can say it; ``url`` is a path of this portal."""

    code: str
    soort: str
    titel: str
    url: str
    sinds: date
    tekst: str = ""
    thema: str = Netwerkthema.OVERIG
    stadsdelen: tuple[str, ...] = ()


@transaction.atomic
def zet_aanvoer(nieuws: Iterable[Nieuws]) -> int:
    """Store what is new now, this room's own news with it; what is no longer new goes. Safe to repeat."""
    rijen = [Nieuwsaanvoer(code=n.code, **_velden(n)) for n in nieuws]
    velden = ["soort", "titel", "tekst", "url", "thema", "stadsdelen", "sinds"]
    Nieuwsaanvoer.objects.bulk_create(rijen, update_conflicts=True, unique_fields=["code"], update_fields=velden)
    Nieuwsaanvoer.objects.exclude(code__in=[rij.code for rij in rijen]).delete()
    return len(rijen)


def _velden(n: Nieuws) -> dict[str, Any]:
    return {
        "soort": Nieuwssoort(n.soort).value, "titel": n.titel[:200], "tekst": n.tekst[:600], "url": n.url,
        "thema": n.thema, "stadsdelen": list(n.stadsdelen), "sinds": n.sinds,
    }  # fmt: skip


def _van_bijeenkomst(b: Bijeenkomst) -> Nieuws:
    return Nieuws(
        f"bijeenkomst:{b.pk}", Nieuwssoort.BIJEENKOMST, f"{b.titel}: {b.datum_in_woorden.lower()}",
        b.get_absolute_url(), timezone.localdate(b.aangemaakt_op), b.plaats,
    )  # fmt: skip


@transaction.atomic
def werk_nieuws_bij(bijeenkomst: Bijeenkomst) -> None:
    """Say now what changed about a meeting, in what is new and in issues that are still being made.

    Otherwise an issue of this evening would say that the date is open which was chosen this morning. A line that its
    maker wrote over stays as it is.
    """
    code = f"bijeenkomst:{bijeenkomst.pk}"
    oud = Nieuwsaanvoer.objects.filter(code=code).first()
    if not Bijeenkomst.objects.komend().filter(pk=bijeenkomst.pk).exists():
        Nieuwsaanvoer.objects.filter(code=code).delete()
        return
    velden = _velden(_van_bijeenkomst(bijeenkomst))
    Nieuwsaanvoer.objects.update_or_create(code=code, defaults=velden)
    if oud is not None:
        in_de_maak = Nieuwsregel.objects.filter(code=code, nieuwsbrief__status=Briefstand.CONCEPT)
        in_de_maak.filter(titel=oud.titel).update(titel=velden["titel"])
        in_de_maak.filter(tekst=oud.tekst).update(tekst=velden["tekst"])


def eigen_nieuws(sinds: date) -> list[Nieuws]:
    """What this room has: meetings to come, new articles, tasks that look for somebody."""
    nieuws = [_van_bijeenkomst(b) for b in Bijeenkomst.objects.komend()[:10]]
    nieuws += [
        Nieuws(
            f"artikel:{a.pk}", Nieuwssoort.ARTIKEL, a.titel, a.get_absolute_url(), a.gepubliceerd_op or sinds,
            a.samenvatting, a.thema,
        )
        for a in Artikel.objects.gepubliceerd().filter(gepubliceerd_op__gte=sinds, bron="")[:20]
    ]  # fmt: skip
    nieuws += [
        Nieuws(
            f"taak:{t.pk}", Nieuwssoort.TAAK, t.titel, t.get_absolute_url(), timezone.localdate(t.aangemaakt_op), "",
            t.thema, (t.stadsdeel_id,) if t.stadsdeel_id else (),
        )
        for t in Taak.objects.filter(status=TaakStatus.GEVRAAGD, aangemaakt_op__date__gte=sinds)[:10]
    ]  # fmt: skip
    return nieuws
