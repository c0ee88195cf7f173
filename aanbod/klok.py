"""Silence runs into a reminder, a second person, and an end: the rules as a pure function, and the run over the table.

The clock is an argument everywhere, so that a test (or a person with ``--op``) can move it. Every referral is its own
transaction: a run that is killed has done some of them wholly and the rest not at all, and the next run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie
from netwerk.kern.werkdagen import is_werkdag, na_werkdagen

from .actions import verloop
from .berichten import mail_sein
from .choices import BIJ_VERZENDER, OPEN, Kant, Seinsoort, Stand
from .models import Doorverwijzing, Sein, TweedePersoon

logger = logging.getLogger(__name__)

#: Days between two reminders to one side, and how many of them one round of waiting holds.
RUST = timedelta(days=3)
HOOGSTENS = 3
#: Working days after the due date: when a second person hears it, and when a referral ends by itself.
ESCALATIE_NA = 3
VERLOOPT_NA: dict[str, int] = {
    Stand.VERSTUURD: 8,
    Stand.ONTVANGEN: 8,
    Stand.NIET_VERSCHENEN: 10,
    Stand.NIET_BEREIKBAAR: 10,
    Stand.UITGENODIGD: 20,
    Stand.WACHTLIJST: 20,
    Stand.GESTART: 40,
}
#: The second person has at least this many working days, however late the clock itself was.
RESPIJT = 3


@dataclass(frozen=True, slots=True)
class Gestuurd:
    """A message that went out. ``nu``: it was about the present due date and the same side's move."""

    soort: str
    kant: str
    dag: date
    nu: bool = True


def aan_zet(stand: str) -> Kant:
    """Which side has the next move."""
    return Kant.VERZENDER if stand in BIJ_VERZENDER else Kant.ONTVANGER


def te_sturen(stand: str, uiterlijk: date, vandaag: date, gestuurd: Iterable[Gestuurd]) -> list[tuple[str, str]]:
    """What the clock has to say today about one open referral, as (kind, side). Pure; nothing on days off.

    The working day before the due date the side that must act is reminded; once it is late both sides are. After
    ``ESCALATIE_NA`` working days a second person hears it, and after ``VERLOOPT_NA`` it ends, but never without a
    reminder and an escalation that lay some days apart, so that a clock that stood still does not cut anybody off.
    """
    if stand not in OPEN or not is_werkdag(vandaag):
        return []
    gestuurd = list(gestuurd)
    deze = [sein for sein in gestuurd if sein.nu]
    zet = aan_zet(stand)
    ander = Kant.VERZENDER if zet == Kant.ONTVANGER else Kant.ONTVANGER

    def rust(kant: str) -> bool:
        dagen = [s.dag for s in gestuurd if s.kant == kant and s.soort != Seinsoort.VERLOPEN]
        return all(abs(vandaag - dag) >= RUST for dag in dagen)

    def aantal(kant: str) -> int:
        return sum(sein.kant == kant and sein.soort == Seinsoort.HERINNERING for sein in deze)

    escalaties = [sein.dag for sein in deze if sein.soort == Seinsoort.ESCALATIE]
    if escalaties:
        einde = max(na_werkdagen(uiterlijk, VERLOOPT_NA[stand]), na_werkdagen(max(escalaties), RESPIJT))
        if vandaag >= einde:
            return [(Seinsoort.VERLOPEN, Kant.VERZENDER), (Seinsoort.VERLOPEN, Kant.ONTVANGER)]
    uit: list[tuple[str, str]] = []
    eerder = [s.dag for s in deze if s.kant == zet and s.soort == Seinsoort.HERINNERING]
    if na_werkdagen(vandaag, 1) >= uiterlijk and aantal(zet) < HOOGSTENS and rust(zet):
        uit.append((Seinsoort.HERINNERING, zet))
    if vandaag > uiterlijk and aantal(ander) < HOOGSTENS and rust(ander):
        uit.append((Seinsoort.HERINNERING, ander))
    gewaarschuwd = bool(eerder) and min(eerder) < vandaag
    if not escalaties and gewaarschuwd and vandaag >= na_werkdagen(uiterlijk, ESCALATIE_NA) and rust(Kant.TWEEDE):
        uit.append((Seinsoort.ESCALATIE, Kant.TWEEDE))
    return uit


# --- the run ------------------------------------------------------------------------------------------------------
def loop(vandaag: date) -> dict[str, int]:
    """Go over everything open, write what must be said, then mail it. Returns how many of each; safe to repeat."""
    telling = dict.fromkeys([*Seinsoort.values, "gemaild", "mislukt"], 0)
    with bereik(alles=True):
        # The earliest a reminder can be due is the working day before the due date.
        grens = na_werkdagen(vandaag, 1)
        pks = list(
            Doorverwijzing.objects.open().filter(uiterlijk__lte=grens).order_by("pk").values_list("pk", flat=True)
        )
    for pk in pks:
        with bereik(alles=True):
            for sein in een(pk, vandaag):
                telling[sein.soort] += 1
    for gelukt in verstuur_mail():
        telling["gemaild" if gelukt else "mislukt"] += 1
    return telling


@transaction.atomic
def een(pk: int, vandaag: date) -> list[Sein]:
    """What is due for one referral, written down under its row lock; a clock running beside this one finds it done."""
    d = Doorverwijzing.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if d is None or d.uiterlijk is None or not d.is_open:
        return []
    uiterlijk = d.uiterlijk
    seinen = list(Sein.objects.filter(doorverwijzing=d))
    zet = aan_zet(d.status)
    # A due date is a round: an answer on or after the day of the first reminder always gives a later one.
    gestuurd = [Gestuurd(s.soort, s.kant, s.dag, s.uiterlijk == uiterlijk) for s in seinen]
    nieuw = []
    for soort, kant in te_sturen(d.status, uiterlijk, vandaag, gestuurd):
        aan, naam = _wie(d, kant, zet)
        nieuw.append(
            Sein.objects.create(
                doorverwijzing=d,
                van_organisatie_id=d.van_organisatie_id,
                naar_organisatie_id=d.naar_organisatie_id,
                soort=soort,
                kant=kant,
                dag=vandaag,
                uiterlijk=uiterlijk,
                aan=aan,
                naam=naam,
            )
        )
    if any(sein.soort == Seinsoort.VERLOPEN for sein in nieuw):
        verloop(doorverwijzing=d, moment=_moment(vandaag))
    return nieuw


def _moment(dag: date) -> datetime:
    """Now, or noon of the day the clock was set to."""
    if dag == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(dag, time(12)))


def _wie(d: Doorverwijzing, kant: str, zet: str) -> tuple[Gebruiker | None, str]:
    """The person (None: only a mail address) and the name to show."""
    if kant == Kant.TWEEDE:
        van_zender = zet == Kant.VERZENDER
        organisatie = d.van_organisatie if van_zender else d.naar_organisatie
        eerste = d.eigenaar_verzender_id if van_zender else d.eigenaar_ontvanger_id
        tweede = tweede_persoon(organisatie, eerste)
        return tweede, str(tweede or organisatie)
    if kant == Kant.VERZENDER:
        return d.eigenaar_verzender, str(d.eigenaar_verzender or d.van_organisatie)
    return d.eigenaar_ontvanger, d.eigenaar_ontvanger_naam or str(d.naar_organisatie)


def tweede_persoon(organisatie: Organisatie, eerste: int | None) -> Gebruiker | None:
    """The person the organisation chose, when still a member and not the first; else a manager, else nobody by name."""
    gekozen = TweedePersoon.objects.filter(organisatie=organisatie).values_list("gebruiker_id", flat=True).first()
    leden = Lidmaatschap.objects.van([organisatie.pk]).filter(gebruiker__is_active=True).select_related("gebruiker")
    anderen = [lid for lid in leden.order_by("pk") if lid.gebruiker_id != eerste]
    for lid in anderen:
        if lid.gebruiker_id == gekozen:
            return lid.gebruiker
    return next((lid.gebruiker for lid in anderen if lid.rol == Rol.BEHEERDER), None)


def verstuur_mail() -> list[bool]:
    """Mail what was written and not tried yet, one transaction each; True per mail that went out.

    The attempt is committed before the mail leaves, so that nothing goes out twice; what the mail server refused is
    put back and tried on the next run.
    """
    uitslag = []
    with bereik(alles=True):
        pks = list(Sein.objects.filter(poging_op=None).order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        with bereik(alles=True):
            geclaimd = Sein.objects.filter(pk=pk, poging_op=None).update(poging_op=timezone.now())
        if not geclaimd:
            continue
        with bereik(alles=True):
            sein = Sein.objects.select_related(
                "aan", "doorverwijzing__aanbod__organisatie", "doorverwijzing__van_organisatie",
                "doorverwijzing__naar_organisatie", "doorverwijzing__eigenaar_ontvanger",
            ).get(pk=pk)  # fmt: skip
            # Answered between the writing and the mailing: there is nothing left to remind of.
            achterhaald = sein.soort != Seinsoort.VERLOPEN and sein.doorverwijzing.uiterlijk != sein.uiterlijk
        if achterhaald:
            continue
        try:
            gemaild = mail_sein(sein)
        except (SMTPException, OSError):
            logger.exception("sein %s niet gemaild", pk)
            with bereik(alles=True):
                Sein.objects.filter(pk=pk).update(poging_op=None)
            uitslag.append(False)
            continue
        if gemaild:
            with bereik(alles=True):
                Sein.objects.filter(pk=pk).update(gemaild_op=timezone.now())
            uitslag.append(True)
    return uitslag
