"""What the day brings: reminders of promises that are late. Safe to repeat; nobody is reminded twice a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from netwerk.kern.datums import datum
from netwerk.kern.logboek import noteer

from .berichten import ambtenaren, mail
from .models import Contactafspraak, Signaal, Taak

#: Days between two reminders of the same thing.
HERINNER_NA = timedelta(days=7)


def _rijp(rijen: QuerySet, vandaag: date) -> Iterable[Any]:
    """Those of which nobody was reminded this week, one by one under a lock."""
    zoek = rijen.filter(Q(herinnerd_op=None) | Q(herinnerd_op__lte=vandaag - HERINNER_NA))
    for pk in list(zoek.values_list("pk", flat=True)):
        rij = zoek.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
        if rij is not None:
            yield rij


def _taak(taak: Taak) -> tuple[list[str], str, list[str]]:
    return (
        [taak.eigenaar.email] if taak.eigenaar else [],
        f"Te laat: {taak.titel}",
        [
            f"De afspraak was: klaar op {datum(taak.uiterlijk)}.",
            "Is het klaar? Schrijf op wat het heeft opgeleverd. Lukt het niet? Spreek een andere datum af, "
            "of geef de taak terug. Dan kan een ander verder.",
        ],
    )


def _contact(afspraak: Contactafspraak) -> tuple[list[str], str, list[str]]:
    return (
        [afspraak.trekker.email] if afspraak.trekker else [],
        f"Tijd om elkaar te spreken: {afspraak.titel}",
        [
            f"De afspraak was: spreek elkaar voor {datum(afspraak.volgende_op)}.",
            "Hebt u elkaar al gesproken? Schrijf op wat u afsprak. Dan begint de tijd opnieuw.",
        ],
    )


def _signaal(signaal: Signaal) -> tuple[list[str], str, list[str]]:
    return (
        [signaal.behandelaar.email] if signaal.behandelaar else ambtenaren(),
        f"Te laat: {signaal.titel}",
        [f"Het netwerk wacht sinds {datum(signaal.uiterlijk)}. Geef antwoord, of noem een andere datum."],
    )


def herinner(vandaag: date) -> dict[str, int]:
    """Mail owners of late tasks, of contact that is due, and of signals: how many each. Needs ``bereik(alles=True)``.

    Whom no mail reached is tried again tomorrow.
    """
    uit = {}
    for naam, rijen, maak in (
        ("taken", Taak.objects.te_laat(vandaag), _taak),
        ("contactmomenten", Contactafspraak.objects.te_laat(vandaag), _contact),
        ("signalen", Signaal.objects.te_laat(vandaag), _signaal),
    ):
        uit[naam] = 0
        for rij in _rijp(rijen, vandaag):
            aan, onderwerp, regels = maak(rij)
            if mail(aan, onderwerp, regels, rij.get_absolute_url()):
                rij.herinnerd_op = vandaag
                rij.save(update_fields=["herinnerd_op"])
                noteer("herinnerd", rij, door=None, door_tekst="klok")
                uit[naam] += 1
    return uit
