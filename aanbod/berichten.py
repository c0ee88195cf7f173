"""Mail after a transition: the other side hears at once that something moved. No learner's name ever stands in it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.formats import date_format

from netwerk.kern.datums import datum
from netwerk.kern.models import Gebruiker
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.workflow import Overgang

from .choices import BIJ_VERZENDER, Kant, Seinsoort
from .models import Doorverwijzing, Sein
from .workflow import ANTWOORDEN

ANTWOORDLINK = "aanbod.antwoord"
logger = logging.getLogger(__name__)


def na_overgang(doorverwijzing: Doorverwijzing, overgang: Overgang, door: Gebruiker | None) -> None:
    """Hook after commit. A mail server that is down is logged and stops nobody: the portal itself shows it too."""
    if overgang.naam in ("verstuur", "trek_in", "vraag_na"):
        aan, onderwerp, regels = _aan_ontvanger(doorverwijzing, overgang)
    elif overgang.naam in ANTWOORDEN:  # expiry has its own message, see mail_sein
        aan, onderwerp, regels = _aan_verzender(doorverwijzing)
    else:
        return
    if not aan or (door is not None and door.email == aan):
        return
    _mail_of_log(doorverwijzing, aan, onderwerp, regels)


def _aan_ontvanger(d: Doorverwijzing, overgang: Overgang) -> tuple[str, str, list[str]]:
    eigenaar = d.eigenaar_ontvanger
    aan = eigenaar.email if eigenaar else d.aanbod.beste_email
    if overgang.naam == "trek_in":
        return aan, "Doorverwijzing ingetrokken", [
            f"{d.van_organisatie} heeft een doorverwijzing naar ‘{d.aanbod}’ ingetrokken.",
            "De gegevens op de kaart zijn gewist. U hoeft niets te doen.",
        ]  # fmt: skip
    uiterlijk = datum(d.uiterlijk, "l j F")
    if overgang.naam == "vraag_na":
        return aan, f"Weer bij u: antwoord uiterlijk {uiterlijk}", [
            f"{d.van_organisatie} sprak de leerder over ‘{d.aanbod}’. Lees het bericht bij de kaart.",
            f"Antwoord uiterlijk {uiterlijk}: wat gebeurt er, wie doet het en wanneer?",
            *_weg_naar_kaart(d),
        ]  # fmt: skip
    return aan, f"Nieuwe doorverwijzing: antwoord uiterlijk {uiterlijk}", [
        f"{d.van_organisatie} verwijst iemand naar ‘{d.aanbod}’.",
        f"Antwoord uiterlijk {uiterlijk}: wat gebeurt er, wie doet het en wanneer?",
        *_weg_naar_kaart(d),
    ]  # fmt: skip


def _weg_naar_kaart(d: Doorverwijzing) -> list[str]:
    if d.eigenaar_ontvanger is None:
        return [antwoordadres(d), "Deze link werkt 14 dagen en is alleen voor u."]
    return [_adres(d.get_absolute_url()), "Log in om de kaart te lezen."]


def _aan_verzender(d: Doorverwijzing) -> tuple[str, str, list[str]]:
    aan = d.eigenaar_verzender.email if d.eigenaar_verzender else ""
    kern = f"Er is nieuws over uw doorverwijzing naar ‘{d.aanbod}’: {d.get_status_display().lower()}."
    return aan, "Nieuws over uw doorverwijzing", [kern, _adres(d.get_absolute_url())]


def mail_bericht(d: Doorverwijzing, *, van_zender: bool) -> None:
    """Tell the other side that there is a message on the card; the words themselves stay in the portal."""
    eigenaar = d.eigenaar_ontvanger if van_zender else d.eigenaar_verzender
    aan = eigenaar.email if eigenaar else (d.aanbod.beste_email if van_zender else d.van_organisatie.email)
    weg = _weg_naar_kaart(d) if van_zender else [_adres(d.get_absolute_url())]
    van = d.van_organisatie if van_zender else d.naar_organisatie
    _mail_of_log(d, aan, "Nieuw bericht bij een doorverwijzing", [f"{van} schreef over ‘{d.aanbod}’.", *weg])


def mail_nieuwe_link(d: Doorverwijzing) -> None:
    """A new signed link, to the address in the directory and to no other."""
    _mail_of_log(
        d,
        d.aanbod.beste_email,
        "Nieuwe link om te antwoorden",
        [
            f"Hiermee antwoordt u op de doorverwijzing van {d.van_organisatie} naar ‘{d.aanbod}’.",
            antwoordadres(d),
            "Deze link werkt 14 dagen en is alleen voor u.",
        ],
    )


def _mail_of_log(d: Doorverwijzing, aan: str, onderwerp: str, regels: list[str]) -> None:
    if not aan:
        return
    try:
        send_mail(onderwerp, "\n\n".join([*regels, "Netwerk Digitaal"]), settings.DEFAULT_FROM_EMAIL, [aan])
    except (SMTPException, OSError):
        logger.exception("bericht over doorverwijzing %s niet verstuurd", d.pk)


def mail_sein(sein: Sein) -> bool:
    """Mail what the clock has to say (klok.verstuur_mail); False when there is no address to mail to.

    Errors of the mail server are the caller's.
    """
    d = sein.doorverwijzing
    onderwerp, regels = sein_in_woorden(sein)
    ontvanger = sein.kant == Kant.ONTVANGER
    if sein.aan:
        aan = sein.aan.email
    elif ontvanger:
        aan = d.aanbod.beste_email
    else:
        aan = (d.van_organisatie if sein.naam == str(d.van_organisatie) else d.naar_organisatie).email
    if not aan:
        return False
    open_kaart = ontvanger and sein.soort != Seinsoort.VERLOPEN
    weg = _weg_naar_kaart(d) if open_kaart else [_adres(d.get_absolute_url())] if sein.aan else []
    send_mail(onderwerp, "\n\n".join([*regels, *weg, "Netwerk Digitaal"]), settings.DEFAULT_FROM_EMAIL, [aan])
    return True


def sein_in_woorden(sein: Sein) -> tuple[str, list[str]]:
    """Subject and sentences per kind and side, for the mail and never with a learner's name."""
    d = sein.doorverwijzing
    dag = date_format(sein.uiterlijk, "l j F")
    laat = sein.dag > sein.uiterlijk
    if sein.soort == Seinsoort.VERLOPEN:
        if sein.kant == Kant.VERZENDER:
            return "Doorverwijzing gesloten: er kwam niets meer", [
                f"Over uw doorverwijzing naar ‘{d.aanbod}’ kwam niets meer. Er was afgesproken: uiterlijk {dag}.",
                "De doorverwijzing is nu gesloten. In het portaal staat wat ook past. "
                "Met één klik stuurt u de kaart daarheen.",
            ]
        return "Doorverwijzing gesloten", [
            f"Over een doorverwijzing van {d.van_organisatie} naar ‘{d.aanbod}’ kwam niets meer. Zij is nu gesloten.",
            "Wilt u de leerder toch helpen? Bel dan met de organisatie die doorverwees.",
        ]
    if sein.soort == Seinsoort.ESCALATIE:
        return f"Wilt u dit oppakken? Uiterlijk was {dag}", [
            f"Een doorverwijzing van {d.van_organisatie} naar ‘{d.aanbod}’ wacht op een antwoord. Dat moest {dag}.",
            "U bent de tweede persoon van uw organisatie. Pak het op, of vraag een collega die dat doet.",
        ]
    zet_ontvanger = d.status not in BIJ_VERZENDER
    if (sein.kant == Kant.ONTVANGER) == zet_ontvanger:
        wat = "Sprak u de leerder? Schrijf wat u afsprak."
        if zet_ontvanger:
            wat = "Zeg wat er gebeurt, wie het doet en wanneer."
        begin = "Te laat: dit moest" if laat else "Dit moet uiterlijk"
        return f"Herinnering: {'te laat, ' if laat else ''}uiterlijk {dag}", [
            f"Het gaat om de doorverwijzing van {d.van_organisatie} naar ‘{d.aanbod}’.",
            f"{begin} {dag}. {wat}",
        ]
    wie = d.eigenaar_ontvanger_naam if zet_ontvanger else str(d.van_organisatie)
    return "Nog geen antwoord op een doorverwijzing", [
        f"Het gaat om de doorverwijzing van {d.van_organisatie} naar ‘{d.aanbod}’. Aan zet is {wie}, uiterlijk {dag}.",
        "Wij herinneren wie aan zet is. Blijft het stil, dan krijgt een tweede persoon bericht. "
        "U kunt ook zelf bellen.",
    ]


def antwoordlink(doorverwijzing: Doorverwijzing) -> str:
    """The token of the signed link through which a provider without an account answers this one referral."""
    return maak_token(ANTWOORDLINK, doorverwijzing.pk)


def antwoordadres(doorverwijzing: Doorverwijzing) -> str:
    """The whole address of the signed link."""
    return _adres(reverse("aanbod:antwoord", args=[antwoordlink(doorverwijzing)]))


def _adres(pad: str) -> str:
    return f"{settings.PORTAAL_URL}{pad}"
