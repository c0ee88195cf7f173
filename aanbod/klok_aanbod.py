"""The clock over provision: ask owners to look it over, warn half a year before it ends, mail what searches find.

What is said is written down before the mail leaves, so that a run that dies says nothing twice. One mail per person and
kind, however many provisions it is about.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Least
from django.urls import reverse

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.datums import datum
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Lidmaatschap

from .bladwijzers import mail_nieuws
from .models import Aanbod, BewaardeZoekvraag
from .querysets import AanbodQuerySet

logger = logging.getLogger(__name__)

#: How long before the end of money or provision the network hears it (issue: six months).
VOORAF_DAGEN = 183
#: Days between two questions to look the same provision over.
OPNIEUW_DAGEN = 30


def loop(vandaag: date) -> dict[str, int]:
    """Do all three; safe to repeat on the same day."""
    telling = {"nakijken": 0, "loopt_af": 0, "zoekvragen": 0, "mislukt": 0}
    with bereik(alles=True), transaction.atomic():
        vragen = _vraag_na(vandaag)
    with bereik(alles=True), transaction.atomic():
        waarschuwingen = _waarschuw(vandaag)
    for soort, berichten in (("nakijken", vragen), ("loopt_af", waarschuwingen)):
        for aan, onderwerp, tekst in berichten:
            gelukt = _mail(aan, onderwerp, tekst)
            telling[soort if gelukt else "mislukt"] += 1
    with bereik(alles=True):
        pks = list(BewaardeZoekvraag.objects.filter(mailen=True).order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        try:
            with bereik(alles=True):
                rij = BewaardeZoekvraag.objects.select_related("gebruiker").filter(pk=pk).first()
                telling["zoekvragen"] += rij is not None and mail_nieuws(rij)
        except (SMTPException, OSError):
            # Rolled back with the scope: the next run tries again.
            logger.exception("zoekvraag %s niet gemaild", pk)
            telling["mislukt"] += 1
    return telling


def loopt_af(vandaag: date) -> AanbodQuerySet:
    """Published provision whose money or own last day comes within half a year, the first to end on top."""
    return (
        Aanbod.objects.gepubliceerd(vandaag)
        .annotate(einde=Least("tijdelijk_tot", "financiering_tot"))
        .filter(einde__lte=vandaag + timedelta(days=VOORAF_DAGEN))
        .order_by("einde", "naam", "pk")
    )


def _vraag_na(vandaag: date) -> list[tuple[str, str, str]]:
    zoek = (
        Aanbod.objects.gepubliceerd(vandaag)
        .na_te_kijken(vandaag)
        .filter(Q(herinnerd_op=None) | Q(herinnerd_op__lte=vandaag - timedelta(days=OPNIEUW_DAGEN)))
        .select_related("organisatie", "gecontroleerd_door")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    per_adres: dict[str, list[Aanbod]] = defaultdict(list)
    for aanbod in zoek:
        for adres in _eigenaren(aanbod):
            per_adres[adres].append(aanbod)
        noteer("herinnerd", aanbod, door=None, door_tekst="Systeem", organisaties=[aanbod.organisatie_id])
        Aanbod.objects.filter(pk=aanbod.pk).update(herinnerd_op=vandaag)
    return [
        (
            adres,
            f"Klopt dit nog? {_en_meer(rijen)}",
            "\n".join(
                [
                    "Kijk na of dit aanbod nog klopt. Klopt alles? Kies dan ‘Klopt nog’.",
                    "Na een half jaar zien bezoekers dat het lang niet is nagekeken. Na een jaar staat het onderaan.",
                    "",
                    *(f"- {rij.naam}: {_adres('aanbod:wijzig', rij.slug)}" for rij in rijen),
                ]
            ),
        )
        for adres, rijen in per_adres.items()
    ]


def _waarschuw(vandaag: date) -> list[tuple[str, str, str]]:
    netwerk = sorted(
        set(
            Lidmaatschap.objects.filter(rol__in=[Rol.REGIE, Rol.SECRETARIS], gebruiker__is_active=True).values_list(
                "gebruiker__email", flat=True
            )
        )
    )
    per_adres: dict[str, list[Aanbod]] = defaultdict(list)
    for aanbod in loopt_af(vandaag).select_related("organisatie", "gecontroleerd_door"):
        einde = aanbod.loopt_af_op
        if aanbod.gewaarschuwd_voor == einde:
            continue
        for adres in {*_eigenaren(aanbod), *netwerk}:
            per_adres[adres].append(aanbod)
        noteer("gewaarschuwd", aanbod, door=None, door_tekst="Systeem", organisaties=[aanbod.organisatie_id])
        Aanbod.objects.filter(pk=aanbod.pk).update(gewaarschuwd_voor=einde)
    return [
        (
            adres,
            f"Loopt binnen een half jaar af: {_en_meer(rijen)}",
            "\n".join(
                [
                    "Dit aanbod, of het geld ervoor, loopt binnen een half jaar af:",
                    "",
                    *(f"- {rij.naam} ({rij.organisatie}): {datum(rij.loopt_af_op)}" for rij in rijen),
                    "",
                    f"Alles wat afloopt: {_adres('aanbod:loopt_af')}",
                ]
            ),
        )
        for adres, rijen in sorted(per_adres.items())
    ]


def _eigenaren(aanbod: Aanbod) -> list[str]:
    """Who looked it over last when still a member, else the providers, else the address of the organisation."""
    leden = Lidmaatschap.objects.filter(
        organisatie_id=aanbod.organisatie_id, rol=Rol.AANBIEDER, gebruiker__is_active=True
    )
    adressen = dict(leden.order_by("pk").values_list("gebruiker_id", "gebruiker__email"))
    if aanbod.gecontroleerd_door_id in adressen:
        return [adressen[aanbod.gecontroleerd_door_id]]
    return sorted(adressen.values()) or [adres for adres in (aanbod.beste_email,) if adres]


def _en_meer(rijen: list[Aanbod]) -> str:
    return rijen[0].naam + (f" en {len(rijen) - 1} meer" if len(rijen) > 1 else "")


def _adres(naam: str, *args: str) -> str:
    return f"{settings.PORTAAL_URL}{reverse(naam, args=args)}"


def _mail(aan: str, onderwerp: str, tekst: str) -> bool:
    try:
        send_mail(onderwerp, tekst, None, [aan])
    except (SMTPException, OSError):
        logger.exception("bericht over aanbod niet gemaild")
        return False
    return True


