"""Filters of the coach's list of learners: what waits, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Lidmaatschap

from .models import Leerder
from .querysets import LeerderQuerySet, dossier_organisaties

ACTIEF = Q(gearchiveerd_op__isnull=True)
#: Code → (label, condition), in the order of the buttons. ``wacht`` is everything that asks something of the coach.
STANDEN: dict[str, tuple[str, Q]] = {
    "": ("Iedereen", ACTIEF),
    "wacht": (
        "Wacht op actie",
        ACTIEF
        & (
            Q(dossier_mag=False)
            | Q(loopt=True)
            | Q(gemeten=False)
            | Q(klaar=True, open_stap=False)
            | Q(stap_laat=True)
            | Q(stil=True)
        ),
    ),
    "nieuw": ("Nog geen intake", ACTIEF & Q(gemeten=False)),
    "intake": ("Intake niet af", ACTIEF & Q(loopt=True)),
    "geen-plan": ("Geen stap loopt", ACTIEF & Q(klaar=True, open_stap=False)),
    "te-laat": ("Stap te laat", ACTIEF & Q(stap_laat=True)),
    "stil": ("30 dagen geen nieuws", ACTIEF & Q(stil=True)),
    "wissen": ("Dossier wissen", Q(dossier_mag=False)),
    "archief": ("Archief", Q(gearchiveerd_op__isnull=False)),
}


@dataclass(frozen=True, slots=True)
class Knop:
    """One filter button with the number of learners behind it."""

    code: str
    label: str
    aantal: int
    aan: bool


class LeerderFilter:
    """Reads the query string; an unknown value is no filter at all."""

    def __init__(self, data: QueryDict, gebruiker: Gebruiker) -> None:
        self.q = data.get("q", "").strip()[:60]
        self.stand = data.get("stand", "") if data.get("stand", "") in STANDEN else ""
        self.gebruiker = gebruiker
        self.coaches = self._coaches()
        van = data.get("van", "")
        self.van = van if van in {code for code, _ in self.coaches} else ""

    def _coaches(self) -> list[tuple[str, str]]:
        """Whose learners: everybody's, one's own, nobody's, or a colleague's."""
        leden = Lidmaatschap.objects.van(dossier_organisaties(self.gebruiker)).met_rol(Rol.COACH)
        anderen = Gebruiker.objects.filter(pk__in=leden.values("gebruiker")).exclude(pk=self.gebruiker.pk)
        return [
            ("", "Alle coaches"),
            ("mij", "Alleen van mij"),
            ("niemand", "Nog geen coach"),
            *((str(coach.pk), str(coach)) for coach in anderen.order_by("naam", "pk")),
        ]

    @property
    def van_naam(self) -> str:
        """Whose learners, in the words of the choice."""
        return dict(self.coaches)[self.van]

    def _basis(self) -> LeerderQuerySet:
        basis = Leerder.objects.zichtbaar_voor(self.gebruiker).zoek(self.q)
        if self.van == "niemand":
            basis = basis.zonder_coach()
        elif self.van:
            basis = basis.filter(coach=self.gebruiker.pk if self.van == "mij" else int(self.van))
        return basis.met_stand()

    def gevonden(self) -> LeerderQuerySet:
        """The learners to show; who waits longest for contact first where that is the question."""
        volgorde = ("laatste_contact", "pk") if self.stand in ("stil", "wacht") else ("voornaam", "pk")
        return (
            self._basis().filter(STANDEN[self.stand][1]).select_related("coach", "pc4__stadsdeel").order_by(*volgorde)
        )

    def knoppen(self) -> list[Knop]:
        """All buttons with their numbers, in one query."""
        codes = list(STANDEN)
        telling = self._basis().aggregate(
            **{f"n{nr}": Count("pk", filter=STANDEN[code][1]) for nr, code in enumerate(codes)}
        )
        return [
            Knop(code, STANDEN[code][0], telling[f"n{nr}"], code == self.stand)
            for nr, code in enumerate(codes)
            if code not in ("archief", "wissen") or telling[f"n{nr}"] or code == self.stand
        ]
