"""The volunteer's own page, without an account: a signed link that opens one volunteer's own rows, nothing else.

The scope is ``bereik(kaart="vrijwilliger:<id>")`` (migration 0008): own record, papers, training and matches. Of a
learner the page shows first name and what is asked; how to reach the learner appears after the yes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Leervraag, Taal
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.workflow import WerkstroomFout

from . import workflow
from .actions.koppelingen import ZELF, accepteer, wijs_af
from .choices import KoppelingStatus, VrijwilligerStatus
from .models import Hulpvraag, Koppeling, Module, Resultaat, Vrijwilliger

LINK = "vrijwilligers.mijn"
GELDIG = timedelta(days=30)
#: Without an answer a proposal lapses after this; half-way both sides are reminded.
VERLOOPT_NA = timedelta(days=14)
HERINNER_NA = timedelta(days=7)
OPEN = (KoppelingStatus.VOORGESTELD, KoppelingStatus.GEACCEPTEERD, KoppelingStatus.GESTART)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leerder:
    """One match as the volunteer sees it. ``contact`` and ``toelichting`` stay empty until the yes."""

    koppeling: Koppeling
    voornaam: str
    talen: tuple[str, ...]
    vragen: tuple[tuple[str, str], ...]  # (code, text)
    wijk: str
    contact: str
    toelichting: str

    @property
    def vraagt(self) -> bool:
        return self.koppeling.status == KoppelingStatus.VOORGESTELD


def link(vrijwilliger_id: int) -> str:
    """The address of somebody's own page, absolute; works for 30 days."""
    return f"{settings.PORTAAL_URL}{pad(vrijwilliger_id)}"


def pad(vrijwilliger_id: int) -> str:
    """The same, as a path."""
    return reverse("vrijwilligers:mijn", args=[maak_token(LINK, vrijwilliger_id)])


def mijn_bereik(vrijwilliger_id: int) -> Any:
    """The scope of one volunteer's own rows."""
    return bereik(kaart=f"vrijwilliger:{vrijwilliger_id}")


def leerders(vrijwilliger: Vrijwilliger) -> list[Leerder]:
    """Open proposals and running matches, in four queries. Call inside :func:`mijn_bereik`."""
    rijen = list(Koppeling.objects.filter(vrijwilliger=vrijwilliger, status__in=OPEN).order_by("-pk"))
    with bereik(_partijen(rijen)):
        vragen = {h.pk: h for h in Hulpvraag.objects.filter(pk__in=[k.hulpvraag_id for k in rijen])}
    talen = dict(Taal.objects.values_list("code", "naam"))
    teksten = dict(Leervraag.objects.values_list("code", "tekst"))
    uit = []
    for k in rijen:
        h = vragen.get(k.hulpvraag_id)
        if h is None or h.kaart_gewist_op is not None:
            continue
        ja = k.status != KoppelingStatus.VOORGESTELD
        uit.append(
            Leerder(
                koppeling=k,
                voornaam=h.roepnaam,
                talen=tuple(talen.get(code, code) for code in h.talen),
                vragen=tuple((code, teksten.get(code, code)) for code in h.leervragen),
                wijk=h.pc4,
                contact=h.contact if ja else "",
                toelichting=h.toelichting if ja else "",
            )
        )
    return uit


def leerlijn(vrijwilliger: Vrijwilliger) -> list[tuple[Module, Resultaat | None]]:
    """Every module with the own result, in two queries."""
    mijne = {r.module_id: r for r in Resultaat.objects.filter(vrijwilliger=vrijwilliger)}
    return [(m, mijne.get(m.pk)) for m in Module.objects.filter(actief=True)]


def antwoord(*, vrijwilliger: Vrijwilliger, koppeling_id: int, ja: bool, reden: str = "") -> Koppeling:
    """Say yes or no to a proposal, by own hand. Works in the scope of the two organisations of that one match."""
    koppeling = Koppeling.objects.filter(vrijwilliger=vrijwilliger, pk=koppeling_id).first()
    if koppeling is None:
        raise WerkstroomFout("Deze vraag is er niet meer.")
    with bereik(_partijen([koppeling])):
        if ja:
            return accepteer(koppeling=koppeling, door=None)
        return wijs_af(koppeling=koppeling, reden=reden, door=None)


def _partijen(koppelingen: Iterable[Koppeling]) -> list[int]:
    rijen = list(koppelingen)
    ids = {k.organisatie_id for k in rijen} | {k.van_organisatie_id for k in rijen}
    # Whoever looks for a volunteer may be a third: the volunteer's organisation at the moment of proposing.
    return sorted(ids)


@transaction.atomic
def pauzeer(*, vrijwilliger: Vrijwilliger, versie: int | None = None) -> Vrijwilliger:
    """Take a break: no new proposals; what runs goes on. Coming back is one press."""
    naam = "hervat_zelf" if vrijwilliger.status == VrijwilligerStatus.PAUZE else "pauzeer_zelf"
    return workflow.vrijwilliger.voer_uit(
        vrijwilliger, naam, door=None, door_tekst=ZELF, versie=versie, velden={"status_sinds": timezone.now()}
    )


@transaction.atomic
def bewaar_beschikbaarheid(
    *, vrijwilliger: Vrijwilliger, dagdelen: list[str], capaciteit: int, ik_ben: str
) -> Vrijwilliger:
    """When, for how many and what somebody says of the own sex, changed by the volunteer."""
    from .actions.regels import regels_van_de_database

    vers = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
    vers.dagdelen, vers.capaciteit, vers.ik_ben = dagdelen, capaciteit, ik_ben
    vers.versie += 1
    with regels_van_de_database():
        vers.save()
    noteer(
        "gewijzigd", vers, door=None, door_tekst=ZELF, organisaties=[vers.organisatie_id],
        velden=["capaciteit", "dagdelen", "ik_ben"],
    )  # fmt: skip
    return vers


def mail_voorstel(koppeling: Koppeling, *, nog_eens: bool = False) -> bool:
    """Ask the volunteer, with the link. A mail server that is down stops nobody; nothing of the learner is in it."""
    aan = koppeling.vrijwilliger.email
    if not aan:
        return False
    regels = [
        f"Dag {koppeling.voornaam},",
        "Er is iemand die u misschien kunt helpen." if not nog_eens else "Er wacht nog iemand op uw antwoord.",
        "Bekijk de vraag en zeg ja of nee. Inloggen hoeft niet:",
        link(koppeling.vrijwilliger_id),
        "De link is alleen voor u en werkt 30 dagen. Geef hem niet door.",
        f"Groet van {koppeling.organisatie}",
    ]
    try:
        send_mail("Kunt u iemand helpen?", "\n\n".join(regels), settings.DEFAULT_FROM_EMAIL, [aan])
    except (SMTPException, OSError):
        logger.exception("voorstel %s niet gemaild", koppeling.pk)
        return False
    return True


def _vraag_hoe_het_gaat(vandaag: date) -> int:
    """On the day of a check-in the volunteer is asked too: two taps on the own page. No learner is named."""
    with bereik(alles=True):
        wie = {
            k.vrijwilliger
            for k in Koppeling.objects.filter(status=KoppelingStatus.GESTART, volgende_checkin=vandaag).select_related(
                "vrijwilliger__organisatie"
            )
            if k.vrijwilliger.email
        }
    for vrijwilliger in sorted(wie, key=lambda v: v.pk):
        tekst = "\n\n".join(
            [
                f"Dag {vrijwilliger.voornaam},", "Hoe gaat het met wie u helpt? Vertel het met twee tikken:",
                link(vrijwilliger.pk), "Gaat het niet goed? Dan belt uw coördinator.",
                f"Groet van {vrijwilliger.organisatie}",
            ]
        )  # fmt: skip
        try:
            send_mail("Hoe gaat het?", tekst, settings.DEFAULT_FROM_EMAIL, [vrijwilliger.email])
        except (SMTPException, OSError):
            logger.exception("vraag hoe het gaat niet gemaild")
    return len(wie)


def verloop(vandaag: date) -> dict[str, int]:
    """The clock: remind after a week, let lapse after two. Each match in a transaction of its own; safe to repeat."""
    from .actions.hulpvragen import heropen_als_niemand

    telling = {"herinnerd": 0, "verlopen": 0, "gevraagd": _vraag_hoe_het_gaat(vandaag)}
    with bereik(alles=True):
        open_ = list(
            Koppeling.objects.filter(
                status=KoppelingStatus.VOORGESTELD, voorgesteld_op__lte=vandaag - HERINNER_NA
            ).select_related("vrijwilliger", "organisatie")
        )
    for koppeling in open_:
        if koppeling.voorgesteld_op > vandaag - VERLOOPT_NA:
            # Exactly on the day, so that a clock that runs twice a day later does not nag; a missed day is no reminder.
            if koppeling.voorgesteld_op == vandaag - HERINNER_NA and mail_voorstel(koppeling, nog_eens=True):
                telling["herinnerd"] += 1
            continue
        with bereik(alles=True):
            try:
                klaar = workflow.koppeling.voer_uit(
                    koppeling, "vervalt", door=None, door_tekst="de klok", velden={"geeindigd_op": vandaag}
                )
            except WerkstroomFout:  # answered in the meantime
                continue
            heropen_als_niemand(klaar.hulpvraag, None)
            telling["verlopen"] += 1
    return telling
