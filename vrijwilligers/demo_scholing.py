"""The demo's training: sessions past and coming, a full one with a waiting list, certificates, self-checks, teachers.

Certificates for what the rest of the demo wrote down directly; the sessions run through the room's own actions.
"""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from netwerk.kern.choices import Domein
from netwerk.kern.demo import Demostad
from netwerk.kern.workflow import WerkstroomFout

from .actions import scholing
from .models import Certificaat, Deelname, Resultaat, Sessie, Vrijwilliger

#: organisation, module, days from today, hour, places, where, trainer
SESSIES: tuple[tuple[str, str, int, int, int, str, str], ...] = (
    ("brug", "organisatie", -12, 10, 10, "Buurthuis De Brug, grote zaal (demo)", "Anna Demo"),
    ("brug", "basis", 6, 19, 4, "Buurthuis De Brug, leslokaal (demo)", "Anna Demo"),
    ("brug", "basis", 34, 10, 12, "Buurthuis De Brug, leslokaal (demo)", "Anna Demo"),
    ("bieb", "privacy", 13, 14, 12, "Bibliotheek Oost, zaal 2 (demo)", "Mirjam Demo"),
    ("linde", "coach-nt2", 20, 19, 10, "De Linde, taalcafé (demo)", "Yusuf Demo"),
    ("bieb", "trainer", 27, 9, 8, "Bibliotheek Oost, zaal 1 (demo)", "Mirjam Demo"),
)


def vul_scholing(stad: Demostad) -> None:
    """Call when the volunteers and their results are there."""
    _certificaten()
    coordinator = {"brug": "coordinator", "linde": "coach-west", "bieb": "bieb"}
    for sleutel, module, dagen, uur, plekken, plaats, trainer in SESSIES:
        begin = timezone.make_aware(datetime.combine(stad.vandaag + timedelta(days=dagen), time(uur)))
        sessie = Sessie.objects.create(
            organisatie=stad.organisaties[sleutel], module_id=module, plaats=plaats, trainer=trainer, plekken=plekken,
            begint_op=begin if dagen > 0 else timezone.now() + timedelta(days=1), duur_minuten=180,
            toelichting="Neem uw eigen telefoon of laptop mee." if module == "basis" else "",
        )  # fmt: skip
        _deelnemers(stad, sessie, 6 if plekken == 4 else 3)
        if dagen < 0:
            Sessie.objects.filter(pk=sessie.pk).update(begint_op=begin)
            sessie.refresh_from_db()
            er_was = set(Deelname.objects.filter(sessie=sessie).order_by("pk").values_list("pk", flat=True)[1:])
            scholing.leg_aanwezigheid_vast(sessie=sessie, aanwezig=er_was, door=stad.gebruikers[coordinator[sleutel]])
    for naam in ("aanbieder",):
        trainer_sessie = Sessie.objects.get(module_id="trainer")
        scholing.schrijf_docent_in(sessie=trainer_sessie, door=stad.gebruikers[naam])


def _certificaten() -> None:
    rijen = Resultaat.objects.filter(status="behaald", vrijwilliger__demo=True, organisatie__isnull=False)
    Certificaat.objects.bulk_create(
        Certificaat(
            module=r.module, vrijwilliger=r.vrijwilliger, organisatie_id=r.organisatie_id,
            uitgegeven_door_id=r.organisatie_id, naam=r.vrijwilliger.naam, modulenaam=r.module.naam,
            uren=r.module.uren, behaald_op=r.behaald_op,
        )
        for r in rijen.select_related("module", "vrijwilliger").order_by("pk")
        if r.organisatie_id and r.behaald_op
    )  # fmt: skip


def _deelnemers(stad: Demostad, sessie: Sessie, aantal: int) -> None:
    """The first who may, of the own organisation and then of others; who did no self-check does it first."""
    mensen = list(
        Vrijwilliger.objects.filter(demo=True, organisatie__isnull=False)
        .exclude(status="gestopt")
        .exclude(resultaten__module=sessie.module, resultaten__status="behaald")
        .order_by("pk")
    )
    mensen.sort(key=lambda v: v.organisatie_id != sessie.organisatie_id)
    gelukt = 0
    for wie in mensen:
        if gelukt == aantal:
            return
        if sessie.module_id == "basis" and not wie.zelfchecks.exists():
            rng = random.Random(wie.naam)
            niveaus = {d: rng.choice([2, 3, 3, 4]) for d in Domein.values}
            scholing.doe_zelfcheck(vrijwilliger=wie, niveaus=niveaus, door=None)
        try:
            scholing.schrijf_in(sessie=sessie, vrijwilliger=wie, door=None)
        except WerkstroomFout:
            continue
        gelukt += 1
