"""What other rooms show of the network's affairs, without knowing this room (``netwerk.kern.taken``)."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse

from netwerk.kern.models import Gebruiker
from netwerk.kern.taken import OpenTaak, Taken

from .choices import TAAK_OPEN
from .models import Taak

#: So many are shown; the list has the rest.
TOON = 5


def open_taken(gebruiker: Gebruiker, thema: str) -> Taken:
    """Open tasks of one theme, soonest first, in two queries."""
    rijen = Taak.objects.zichtbaar_voor(gebruiker).filter(thema=thema, status__in=TAAK_OPEN)
    eerste = rijen.select_related("eigenaar_organisatie").order_by(F("uiterlijk").asc(nulls_last=True), "pk")[:TOON]
    return Taken(
        lijst=tuple(
            OpenTaak(
                t.titel, t.get_absolute_url(), t.get_status_display(), t.toon, str(t.eigenaar_organisatie or ""),
                t.uiterlijk,
            )
            for t in eerste
        ),
        totaal=rijen.count(),
        alle_url=f"{reverse('overleg:taken')}?thema={thema}",
        nieuw_url=f"{reverse('overleg:taak_nieuw')}?thema={thema}",
    )  # fmt: skip
