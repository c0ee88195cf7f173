"""The overview by e-mail: how much waits, of what kind, and what is new in my district. Nobody's name stands in it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.vandaag import Wachtpunt
from netwerk.kern.werkdagen import is_werkdag

from .meldingen import mijn_stadsdelen
from .models import Ritme, Voorkeur
from .nieuws import nieuws_in
from .vandaag import alle_punten

logger = logging.getLogger(__name__)
AFMELDEN = "portaal.afmelden"
#: Kind of point → (one, more). What is not here counts as "ander punt": a room may add kinds of its own.
WOORDEN: dict[str, tuple[str, str]] = {
    "doorverwijzing": ("doorverwijzing", "doorverwijzingen"),
    "aanbod": ("keer aanbod om na te kijken", "keer aanbod om na te kijken"),
    "intake": ("intake om af te maken", "intakes om af te maken"),
    "geen_stap": ("leerder zonder volgende stap", "leerders zonder volgende stap"),
    "stap": ("stap in een leerplan", "stappen in leerplannen"),
    "antwoord": ("antwoord van een aanbieder", "antwoorden van aanbieders"),
    "stil": ("leerder om te bellen", "leerders om te bellen"),
    "hulpvraag": ("hulpvraag", "hulpvragen"),
    "voorstel": ("voorstel aan een vrijwilliger", "voorstellen aan vrijwilligers"),
    "checkin": ("check-in", "check-ins"),
    "aanmelding": ("nieuwe vrijwilliger om te bellen", "nieuwe vrijwilligers om te bellen"),
    "vog": ("VOG die afloopt", "VOG's die aflopen"),
    "materiaal": ("punt over lesmateriaal", "punten over lesmateriaal"),
    "taak": ("taak", "taken"),
    "overleg": ("punt over het overleg", "punten over het overleg"),
    "signaal": ("signaal aan de gemeente", "signalen aan de gemeente"),
}
ANDERS = ("ander punt", "andere punten")


def is_nodig(voorkeur: Voorkeur, vandaag: date) -> bool:
    """Whether an overview is due: on working days, or on Mondays (later in the week when a Monday was missed)."""
    laatst = voorkeur.laatst_op
    if voorkeur.ritme == Ritme.NOOIT or (laatst is not None and laatst >= vandaag):
        return False
    if voorkeur.ritme == Ritme.DAGELIJKS:
        return is_werkdag(vandaag)
    return vandaag.weekday() == 0 or (laatst is not None and vandaag - laatst > timedelta(days=7))


def samenvatting(punten: Iterable[Wachtpunt]) -> list[str]:
    """Lines such as "3 doorverwijzingen, waarvan 1 te laat"; the kinds with something late first."""
    alle: Counter[tuple[str, str]] = Counter()
    laat: Counter[tuple[str, str]] = Counter()
    for punt in punten:
        woord = WOORDEN.get(punt.soort, ANDERS)
        alle[woord] += 1
        laat[woord] += punt.laat
    regels = sorted(alle.items(), key=lambda paar: (-laat[paar[0]], -paar[1], paar[0]))
    te_laat = {woord: f", waarvan {aantal} te laat" for woord, aantal in laat.items() if aantal}
    return [f"{aantal} {woord[aantal != 1]}{te_laat.get(woord, '')}" for woord, aantal in regels]


def stuur_alle(vandaag: date) -> dict[str, int]:
    """Send who is due. One person's failing mail stops nobody; it is tried again with the next run."""
    telling = {"verstuurd": 0, "niets te melden": 0, "mislukt": 0}
    mensen = Gebruiker.objects.filter(is_active=True, lidmaatschappen__organisatie__actief=True).distinct()
    for gebruiker in mensen.order_by("pk"):
        uitkomst = stuur(gebruiker, vandaag)
        if uitkomst:
            telling[uitkomst] += 1
    return telling


def stuur(gebruiker: Gebruiker, vandaag: date) -> str:
    """Send one overview when it is due. Returns what happened; empty when it was not due."""
    with transaction.atomic():
        Voorkeur.objects.get_or_create(gebruiker=gebruiker)
        voorkeur = Voorkeur.objects.select_for_update().get(gebruiker=gebruiker)
        if not is_nodig(voorkeur, vandaag):
            return ""
        vorige, voorkeur.laatst_op = voorkeur.laatst_op, vandaag
        voorkeur.save(update_fields=["laatst_op"])
        bericht = maak_bericht(gebruiker, voorkeur)
    if bericht is None:
        return "niets te melden"
    try:
        bericht.send()
    except (SMTPException, OSError) as fout:
        logger.warning("overview of user %s not sent: %s", gebruiker.pk, type(fout).__name__)
        Voorkeur.objects.filter(gebruiker=gebruiker, laatst_op=vandaag).update(laatst_op=vorige)
        return "mislukt"
    return "verstuurd"


def maak_bericht(gebruiker: Gebruiker, voorkeur: Voorkeur) -> EmailMessage | None:
    """The mail, read in the scope of its reader; None when nothing waits and nothing is new."""
    with bereik(gebruiker.organisatie_ids):
        punten = alle_punten(gebruiker)
        delen = mijn_stadsdelen(gebruiker, voorkeur)
        nieuw = nieuws_in(gebruiker, delen)
    if not punten and not nieuw:
        return None
    afmelden = settings.PORTAAL_URL + reverse("portaal:afmelden", args=[maak_token(AFMELDEN, gebruiker.pk)])
    tekst = render_to_string(
        "portaal/overzichtmail.txt",
        {
            "gebruiker": gebruiker,
            "regels": samenvatting(punten),
            "nieuws": nieuw,
            "delen": delen,
            "portaal": settings.PORTAAL_URL,
            "start": settings.PORTAAL_URL + reverse("portaal:home"),
            "instellen": settings.PORTAAL_URL + reverse("portaal:meldingen_instellen"),
            "afmelden": afmelden,
        },
    )
    laat = sum(punt.laat for punt in punten)
    onderwerp = f"Netwerk Digitaal: {len(punten)} {'punt wacht' if len(punten) == 1 else 'punten wachten'} op u"
    return EmailMessage(
        f"{onderwerp}{f', {laat} te laat' if laat else ''}" if punten else "Netwerk Digitaal: nieuw in uw stadsdeel",
        tekst, None, [gebruiker.email],
        headers={"List-Unsubscribe": f"<{afmelden}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip
