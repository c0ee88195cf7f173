"""Who gets the newsletter. The only place that reads and writes subscribers: each function opens the scope for itself.

Nobody can find out through these whether an address is on the list: asking gives the same answer every time, and what
differs is in the mail that only the owner of the address reads.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from netwerk.kern.bereik import bereik
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.talen import BRON, PARAMETER, is_vertaald

from .choices import Abonneestand, Netwerkthema
from .models import Abonnee, Bezorging

logger = logging.getLogger(__name__)

LINK = "overleg.nieuwsbrief"
BRIEF = "overleg/mail/bevestig.txt"
#: How long the link in the mail works, and how long an unconfirmed address is kept.
LINK_GELDIG, ONBEVESTIGD_BEWAREN = timedelta(days=7), timedelta(days=14)
AFGEMELD_BEWAREN, BEZORGING_BEWAREN = timedelta(days=30), timedelta(days=90)
#: Nobody gets more than one of these mails per address in so much time, however often the form is sent.
NIET_VAKER_DAN = timedelta(minutes=10)
#: Addresses that come back so often in a row without a hard refusal are no longer mailed.
MEESTE_TERUGKOMERS = 3


def vraag_aan(email: str, *, stadsdelen: Iterable[str] = (), themas: Iterable[str] = ()) -> None:
    """Ask for the newsletter: a mail with a link to confirm, or to one's preferences when it is known already."""
    email = email.strip().lower()
    with bereik(alles=True):
        abonnee, nieuw = Abonnee.objects.select_for_update().get_or_create(
            email__iexact=email, defaults={"email": email}
        )
        nu = timezone.now()
        if abonnee.gemaild_op and abonnee.gemaild_op > nu - NIET_VAKER_DAN:
            return
        if abonnee.status != Abonneestand.ACTIEF:
            # Only what is not confirmed takes the choices of whoever filled in the form.
            abonnee.stadsdelen, abonnee.themas = _goed(stadsdelen, themas)
            abonnee.status, abonnee.aangevraagd_op, abonnee.afgemeld_op = Abonneestand.AANGEVRAAGD, nu, None
        abonnee.gemaild_op = nu
        abonnee.save()
    bekend = abonnee.status == Abonneestand.ACTIEF
    pad = (
        abonnee.voorkeuren_url
        if bekend
        else reverse("overleg:nieuwsbrief_bevestig", args=[maak_token(LINK, str(abonnee.sleutel))])
    )
    kop, tekst = _brief(settings.PORTAAL_URL + pad, bekend=bekend)
    transaction.on_commit(lambda: _mail(kop, tekst, email))


def _brief(url: str, *, bekend: bool) -> tuple[str, str]:
    """Subject and text in the language of the page, with the Dutch below: no native speaker read the translations."""
    kop = gettext("U krijgt de nieuwsbrief al") if bekend else gettext("Bevestig uw aanmelding voor de nieuwsbrief")
    inhoud = {"url": url, "bekend": bekend, "dagen": LINK_GELDIG.days}
    if not is_vertaald():
        return kop, render_to_string(BRIEF, inhoud)
    inhoud["url"] = f"{url}?{PARAMETER}={translation.get_language()}"
    eigen = render_to_string(BRIEF, inhoud)
    with translation.override(BRON):
        return kop, f"{eigen}\n\nNederlands\n\n{render_to_string(BRIEF, inhoud | {'url': url})}"


def _mail(kop: str, tekst: str, aan: str) -> None:
    try:
        send_mail(kop, tekst, None, [aan])
    except (SMTPException, OSError):
        logger.exception("confirmation mail not sent")


def _goed(stadsdelen: Iterable[str], themas: Iterable[str]) -> tuple[list[str], list[str]]:
    return sorted(set(stadsdelen)), [thema for thema in Netwerkthema.values if thema in set(themas)]


def vind(sleutel: uuid.UUID | str) -> Abonnee | None:
    """The subscriber with this key."""
    with bereik(alles=True):
        return Abonnee.objects.filter(sleutel=sleutel).first()


def bevestig(sleutel: str) -> bool:
    """Confirm; False when the address is gone. Confirming twice is confirming once."""
    with bereik(alles=True):
        abonnee = Abonnee.objects.select_for_update().filter(sleutel=sleutel).first()
        if abonnee is None or abonnee.status in (Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD):
            return False
        if abonnee.status != Abonneestand.ACTIEF:
            abonnee.status, abonnee.bevestigd_op, abonnee.teruggekomen = Abonneestand.ACTIEF, timezone.now(), 0
            abonnee.save()
        return True


def meld_af(sleutel: uuid.UUID | str) -> bool:
    """Unsubscribe at once; False for an unknown key. Again is no error: mail programs press twice."""
    with bereik(alles=True):
        gevonden = Abonnee.objects.filter(sleutel=sleutel)
        gevonden.exclude(status__in=(Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD)).update(
            status=Abonneestand.AFGEMELD, afgemeld_op=timezone.now()
        )
        return gevonden.exists()


def zet_voorkeuren(sleutel: uuid.UUID, *, stadsdelen: Iterable[str], themas: Iterable[str]) -> None:
    """Which districts and themes; empty is everything."""
    delen, gekozen = _goed(stadsdelen, themas)
    with bereik(alles=True):
        Abonnee.objects.filter(sleutel=sleutel).update(stadsdelen=delen, themas=gekozen)


def noteer_teruggekomen(bericht_id: uuid.UUID, *, voorgoed: bool) -> bool:
    """A mail came back. For good, or often: the address is not mailed any more. False when we never sent it."""
    with bereik(alles=True):
        rij = Bezorging.objects.select_for_update().filter(bericht_id=bericht_id).first()
        if rij is None:
            return False
        if rij.teruggekomen_op is None:
            rij.teruggekomen_op = timezone.now()
            rij.save(update_fields=["teruggekomen_op"])
            weiger(rij.abonnee_id, voorgoed=voorgoed)
        return True


def weiger(abonnee_id: int, *, voorgoed: bool) -> None:
    """Count a refusal, and stop mailing the address when that is enough. Needs ``bereik(alles=True)``."""
    abonnee = Abonnee.objects.select_for_update().get(pk=abonnee_id)
    abonnee.teruggekomen += 1
    if abonnee.status == Abonneestand.ACTIEF and (voorgoed or abonnee.teruggekomen >= MEESTE_TERUGKOMERS):
        abonnee.status, abonnee.afgemeld_op = Abonneestand.GEWEIGERD, timezone.now()
    abonnee.save()


def zet_uit(email: str) -> bool:
    """The secretary takes an address off the list at its owner's request; False when it is not on it."""
    with bereik(alles=True):
        abonnee = Abonnee.objects.filter(email__iexact=email.strip(), status=Abonneestand.ACTIEF).first()
        return bool(abonnee and meld_af(abonnee.sleutel))


def tel() -> dict[str, int]:
    """How many per state; no addresses."""
    with bereik(alles=True):
        rijen = dict(Abonnee.objects.values_list("status").annotate(aantal=Count("pk")).order_by())
    return {stand: rijen.get(stand, 0) for stand in Abonneestand.values}


def ruim_op() -> int:
    """Wipe addresses that were not confirmed, unsubscribed or refused, and old rows of who got what."""
    nu = timezone.now()
    with bereik(alles=True):
        weg, _ = Abonnee.objects.filter(
            Q(status=Abonneestand.AANGEVRAAGD, aangevraagd_op__lt=nu - ONBEVESTIGD_BEWAREN)
            | Q(status__in=(Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD), afgemeld_op__lt=nu - AFGEMELD_BEWAREN)
        ).delete()
        Bezorging.objects.filter(verzonden_op__lt=nu - BEZORGING_BEWAREN).delete()
    return weg
