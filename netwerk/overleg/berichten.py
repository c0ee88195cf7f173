"""Mails about a signal: to the officials when one comes in, to every supporter when there is an answer."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from netwerk.kern.choices import Rol
from netwerk.kern.datums import datum
from netwerk.kern.models import Gebruiker, Lidmaatschap

from .models import Signaal
from .workflow import signaalstroom

logger = logging.getLogger(__name__)

#: Transition → what the supporters hear.
ANTWOORDEN = {
    "zeg_toe": "De gemeente heeft geantwoord, met een toezegging.",
    "wijs_af": "De gemeente heeft geantwoord.",
    "stel_uit": "De gemeente heeft een andere datum genoemd.",
    "voer_uit": "De gemeente zegt dat het gebeurd is.",
}


def mail(aan: list[str], onderwerp: str, regels: list[str], pad: str) -> bool:
    """One mail per address; a mail server that is down is logged and never stops the work."""
    tekst = "\n\n".join([*regels, settings.PORTAAL_URL + pad, "Netwerk Digitaal"])
    gelukt = bool(aan)
    for adres in aan:
        try:
            send_mail(onderwerp, tekst, None, [adres])
        except (SMTPException, OSError):
            logger.exception("message not sent")
            gelukt = False
    return gelukt


def ambtenaren() -> list[str]:
    """Addresses of who speaks for the municipality."""
    leden = Lidmaatschap.objects.met_rol(Rol.REGIE).filter(organisatie__actief=True)
    return sorted(set(leden.values_list("gebruiker__email", flat=True)))


def meld_ingediend(signaal: Signaal) -> None:
    """Tell the officials, after the commit."""
    transaction.on_commit(
        lambda: mail(
            ambtenaren(),
            f"Nieuw signaal uit het netwerk: {signaal.titel}",
            [
                f"{signaal.organisatie} vraagt: {signaal.gevraagd}",
                f"Antwoord graag uiterlijk {datum(signaal.uiterlijk)}.",
            ],
            signaal.get_absolute_url(),
        )
    )


def meld_overgang(signaal: Signaal, overgang: Any, door: Gebruiker | None) -> None:
    """Tell who handed it in and who supports it; or the officials, when it is not solved."""
    if overgang.naam == "zet_terug":
        aan = [signaal.behandelaar.email] if signaal.behandelaar else ambtenaren()
        mail(aan, f"Nog niet opgelost: {signaal.titel}", [signaal.reden], signaal.get_absolute_url())
    elif overgang.naam in ANTWOORDEN:
        gebruikers = Gebruiker.objects.filter(is_active=True)
        ids = {signaal.door_id, *signaal.steunen.values_list("door_id", flat=True)}
        adressen = sorted(gebruikers.filter(pk__in=[pk for pk in ids if pk]).values_list("email", flat=True))
        mail(
            adressen,
            f"Antwoord op uw signaal: {signaal.titel}",
            [ANTWOORDEN[overgang.naam]],
            signaal.get_absolute_url(),
        )


signaalstroom.haken.append(meld_overgang)
