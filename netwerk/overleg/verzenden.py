"""Send to many without sending twice, also when the sender is killed half-way.

Each recipient is a row. A row is claimed in a transaction of its own (state ``bezig``), then the mail is handed over,
then the outcome is written. A sender that dies between the last two leaves a row on ``bezig``; the next run finds it,
calls it ``onzeker`` and does not send it again, since nobody knows whether the mail left. A person decides about those.
Two senders at once share the queue: a claimed row is skipped (SKIP LOCKED).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.planning import slot

from .choices import Verzendstand as S

logger = logging.getLogger(__name__)

MEESTE_POGINGEN = 4
#: Wait after each failed attempt; a mail server that is full is not asked again at once.
WACHT = timedelta(minutes=10)
#: The scheduler has other work: a run stops after this many seconds and goes on in the next.
HOOGUIT_SECONDEN = 45.0

Bouw = Callable[[Any], EmailMessage | None]
NaAfloop = Callable[[Any], None]


@dataclass(slots=True)
class Uitslag:
    """What one run did."""

    verzonden: int = 0
    mislukt: int = 0
    geweigerd: int = 0
    onzeker: int = 0


def bericht_id(rij: Any) -> str:
    """The Message-ID of this row: known before sending, so that a bounce can name it."""
    domein = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "netwerk-digitaal.invalid"
    return f"<{rij.bericht_id}@{domein}>"


def verstuur(
    naam: str, rijen: QuerySet[Any], bouw: Bouw, *, na: NaAfloop | None = None, seconden: float = HOOGUIT_SECONDEN
) -> Uitslag:
    """Send what waits in ``rijen`` (a queryset over a model with ``MetVerzending``), one by one.

    ``naam`` is the lock: only one sender works a queue, so a row on ``bezig`` at the start was left by a dead one.
    ``na`` is called with each row that was sent or refused, in its transaction. Must run outside a transaction.
    """
    uitslag = Uitslag()
    with slot(naam) as van_ons:
        if not van_ons:
            return uitslag
        with bereik(alles=True):
            uitslag.onzeker = rijen.filter(verzendstand=S.BEZIG).update(
                verzendstand=S.ONZEKER, verzendfout="De verzending werd afgebroken."
            )
        einde = time.monotonic() + seconden
        with closing(get_connection(fail_silently=False)) as postbus:
            while time.monotonic() < einde and (rij := _claim(rijen)) is not None:
                _verstuur_een(rij, bouw, postbus, na, uitslag)
    return uitslag


def _claim(rijen: QuerySet[Any]) -> Any | None:
    with bereik(alles=True):
        rij = (
            rijen.filter(verzendstand=S.WACHT, opnieuw_na__lte=timezone.now())
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("pk")
            .first()
        )
        if rij is not None:
            rij.verzendstand = S.BEZIG
            rij.pogingen += 1
            rij.save(update_fields=["verzendstand", "pogingen"])
    return rij


def _verstuur_een(rij: Any, bouw: Bouw, postbus: Any, na: NaAfloop | None, uitslag: Uitslag) -> None:
    with bereik(alles=True):
        mail = bouw(rij)
    if mail is None:
        _noteer(rij, S.NIET, "", None)
        return
    mail.connection = postbus
    mail.extra_headers["Message-ID"] = bericht_id(rij)
    try:
        mail.send(fail_silently=False)
    except SMTPRecipientsRefused as fout:
        code = next(iter(fout.recipients.values()))[0] if fout.recipients else 550
        _mislukt(rij, code >= 500, f"{code}", na, uitslag)
    except SMTPResponseException as fout:
        _mislukt(rij, False, f"{fout.smtp_code}", na, uitslag)
    except (SMTPException, OSError) as fout:
        _mislukt(rij, False, type(fout).__name__, na, uitslag)
    except Exception as fout:  # a mail that cannot be made must not stop the others
        logger.exception("mail %s of queue cannot be made", rij.pk)
        _mislukt(rij, False, type(fout).__name__, na, uitslag)
    else:
        uitslag.verzonden += 1
        _noteer(rij, S.VERZONDEN, "", na)


def _mislukt(rij: Any, voorgoed: bool, fout: str, na: NaAfloop | None, uitslag: Uitslag) -> None:
    if voorgoed:
        uitslag.geweigerd += 1
        _noteer(rij, S.GEWEIGERD, fout, na)
        return
    uitslag.mislukt += 1
    _noteer(rij, S.WACHT if rij.pogingen < MEESTE_POGINGEN else S.MISLUKT, fout, None)


def _noteer(rij: Any, stand: str, fout: str, na: NaAfloop | None) -> None:
    with bereik(alles=True):
        rij.verzendstand, rij.verzendfout = stand, fout
        if stand == S.VERZONDEN:
            rij.verzonden_op = timezone.now()
        elif stand == S.WACHT:
            rij.opnieuw_na = timezone.now() + WACHT * rij.pogingen
        rij.save(update_fields=["verzendstand", "verzendfout", "verzonden_op", "opnieuw_na"])
        if na is not None:
            na(rij)
