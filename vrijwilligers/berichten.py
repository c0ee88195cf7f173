"""Mail of the room. A mail server that is down is logged and stops nobody. No learner is ever named."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from netwerk.kern.ondertekend import maak_token
from netwerk.kern.talen import BRON, PARAMETER, is_vertaald

from .choices import DeelnameStatus
from .models import Deelname, Overdracht, Terugvraag, Vrijwilliger

BEVESTIG = "vrijwilligers.bevestig"
TERUG = "vrijwilligers.terug"
BEVESTIG_GELDIG = timedelta(days=14)
TERUG_GELDIG = timedelta(days=60)
logger = logging.getLogger(__name__)


def mail_aanmelding(vrijwilliger: Vrijwilliger, *, nieuw: bool) -> None:
    """Ask to confirm the address, or say kindly that we know this person. Only the owner of the box sees which.

    In the language that the person signed up in, with the Dutch below it: no native speaker read the translations yet.
    """
    if not vrijwilliger.email:
        return
    link = _adres(reverse("vrijwilligers:bevestig", args=[maak_token(BEVESTIG, vrijwilliger.pk, vrijwilliger.email)]))
    if is_vertaald():
        link += f"?{PARAMETER}={translation.get_language()}"
    onderwerp, regels = _aanmelding(vrijwilliger, link, nieuw=nieuw)
    if is_vertaald():
        with translation.override(BRON):
            regels += ["Nederlands", *_aanmelding(vrijwilliger, link, nieuw=nieuw)[1]]
    _verstuur(vrijwilliger.email, onderwerp, regels)


def _aanmelding(vrijwilliger: Vrijwilliger, link: str, *, nieuw: bool) -> tuple[str, list[str]]:
    """Subject and paragraphs in the language of the page."""
    aanhef = _("Beste %(naam)s,") % {"naam": vrijwilliger.voornaam}
    if nieuw:
        regels = [
            aanhef,
            _("Dank u wel voor uw aanmelding als vrijwilliger. Bevestig met deze link dat dit uw e-mailadres is:"),
            link, _("De link werkt 14 dagen. Heeft u zich niet aangemeld? Dan hoeft u niets te doen."),
        ]  # fmt: skip
    else:
        regels = [
            aanhef, _("U meldde zich aan als vrijwilliger. We kennen u al: u hoeft niets opnieuw in te vullen."),
            _("Uw coördinator ziet dat u zich weer meldde. Met deze link bevestigt u dat dit uw adres is:"), link,
            _("Heeft u zich niet aangemeld? Dan hoeft u niets te doen."),
        ]  # fmt: skip
    return _("Uw aanmelding als vrijwilliger"), regels


def mail_eigen_pagina(vrijwilliger: Vrijwilliger) -> bool:
    """The link to the own page, asked for by the coordinator. False when it could not be sent."""
    from .mijn import GELDIG, link

    return _mail(
        vrijwilliger,
        "Uw eigen pagina als vrijwilliger",
        [
            "Op uw eigen pagina vult u in wat u zelf al kunt, kiest u een training en zegt u wanneer u kunt helpen. "
            "Inloggen hoeft niet:",
            link(vrijwilliger.pk),
            f"De link is alleen voor u en werkt {GELDIG.days} dagen. Geef hem niet door.",
            f"Groet van {vrijwilliger.organisatie}",
        ],
    )


def mail_terugvraag(terugvraag: Terugvraag, tekst: str) -> None:
    """Ask somebody who stopped, with a signed link to say yes or no."""
    link = _adres(reverse("vrijwilligers:terug", args=[maak_token(TERUG, terugvraag.pk)]))
    _mail(
        terugvraag.vrijwilliger,
        f"{terugvraag.organisatie} vraagt u terug als vrijwilliger",
        [
            tekst.strip(), "Zeg ja of nee met deze link. Inloggen hoeft niet:", link,
            "Zegt u nee, dan vragen we het niet nog eens.", f"Groet van {terugvraag.organisatie}",
        ],
    )  # fmt: skip


def mail_vog(vrijwilliger: Vrijwilliger, tot: date, vandaag: date) -> None:
    """The VOG ends soon or ended: what the volunteer does now. The coordinator sees the same on the start page."""
    dag = date_format(tot, "j F Y")
    eerste = (
        f"Uw VOG geldt tot en met {dag}. Vraag op tijd een nieuwe aan."
        if tot >= vandaag
        else f"Uw VOG gold tot en met {dag}. U krijgt geen nieuwe leerders tot u een nieuwe VOG laat zien."
    )
    _mail(
        vrijwilliger,
        "Uw VOG loopt af" if tot >= vandaag else "Uw VOG is verlopen",
        [
            eerste,
            "Helpt u nu iemand? Overleg met uw coördinator hoe u verder gaat.",
            "Uw coördinator kan de VOG voor u aanvragen. U laat hem zien en neemt hem mee: wij bewaren geen kopie.",
        ],
    )


def mail_bedankje(vrijwilliger: Vrijwilliger, tekst: str) -> None:
    """The coordinator's own words."""
    _mail(vrijwilliger, "Bedankt", [tekst.strip(), f"Groet van {vrijwilliger.organisatie}"])


def mail_overdracht(overdracht: Overdracht) -> None:
    """May another organisation have your data: answered on the own page."""
    from .mijn import link

    soort = "wilt overgaan naar" if overdracht.soort == "over" else "ook wilt helpen bij"
    _mail(
        overdracht.vrijwilliger,
        f"{overdracht.organisatie} heeft een vraag",
        [
            f"We willen u vragen of u {soort} {overdracht.naar}.",
            *([overdracht.toelichting] if overdracht.toelichting else []),
            "Zegt u ja, dan krijgt die organisatie uw gegevens, uw screening en uw opleiding. Zonder uw ja gebeurt er "
            "niets. Antwoord op uw eigen pagina:",
            link(overdracht.vrijwilliger_id), f"Groet van {overdracht.organisatie}",
        ],
    )  # fmt: skip


def mail_inschrijving(deelname: Deelname, *, doorgeschoven: bool = False) -> None:
    """A place, the waiting list, or a place that came free; to the volunteer or the teacher."""
    sessie = deelname.sessie
    wanneer = date_format(timezone.localtime(sessie.begint_op), "l j F Y, H.i")
    plek = deelname.status == DeelnameStatus.INGESCHREVEN
    eerste = (
        "Er kwam een plek vrij: u kunt meedoen." if doorgeschoven
        else "U hebt een plek." if plek
        else "De sessie is vol. U staat op de wachtlijst; komt er een plek vrij, dan krijgt u bericht."
    )  # fmt: skip
    _mail_deelnemer(
        deelname,
        f"{sessie.module}: {'u doet mee' if plek else 'u staat op de wachtlijst'}",
        [
            eerste, f"{sessie.module}\n{wanneer} uur\n{sessie.plaats}",
            *([sessie.toelichting] if sessie.toelichting else []),
            "Kunt u niet? Meld u dan af op uw eigen pagina, dan kan iemand anders mee.",
        ],
    )  # fmt: skip


def mail_afgelast(deelname: Deelname) -> None:
    """The session will not happen."""
    wanneer = date_format(timezone.localtime(deelname.sessie.begint_op), "l j F Y")
    _mail_deelnemer(
        deelname,
        f"{deelname.sessie.module} gaat niet door",
        [f"{deelname.sessie.module} op {wanneer} gaat niet door. Kies op uw eigen pagina een andere dag."],
    )


def _mail_deelnemer(deelname: Deelname, onderwerp: str, regels: list[str]) -> None:
    wie = deelname.vrijwilliger or deelname.gebruiker
    adres = wie.email if wie else ""
    _verstuur(adres, onderwerp, [f"Beste {deelname.naam.split(' ')[0]},", *regels, f"Groet van {deelname.bij}"])


def _mail(vrijwilliger: Vrijwilliger, onderwerp: str, regels: list[str]) -> bool:
    return _verstuur(vrijwilliger.email, onderwerp, [f"Beste {vrijwilliger.voornaam},", *regels])


def _verstuur(adres: str, onderwerp: str, regels: list[str]) -> bool:
    """Whether it went to the mail server."""
    if not adres:
        return False
    try:
        send_mail(onderwerp, "\n\n".join(regels), settings.DEFAULT_FROM_EMAIL, [adres])
    except (OSError, SMTPException):
        logger.exception("Mail over '%s' ging niet weg", onderwerp)
        return False
    return True


def _adres(pad: str) -> str:
    return f"{settings.PORTAAL_URL}{pad}"
