"""What waits in this room: referrals to answer, referrals that came back, provision that nobody has checked."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .choices import BIJ_VERZENDER, AanbodStatus, Stand, Vak
from .klok_aanbod import loopt_af
from .models import Aanbod, Doorverwijzing
from .permissions import BEHEERT, VERZENDT

#: An invitation or a course that runs waits for nobody until its date comes near.
BINNENKORT = timedelta(days=3)
#: More than these of one kind are on the list itself.
MAXIMUM = 8


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """At most four queries, none for who has no part in provision or referrals."""
    punten: list[Wachtpunt] = []
    if gebruiker.heeft_rol(*BEHEERT):
        punten += _te_beantwoorden(gebruiker) + _te_controleren(gebruiker)
    if gebruiker.heeft_rol(*VERZENDT):
        punten += _terug_bij_ons(gebruiker)
    if gebruiker.heeft_rol(*BEHEERT, Rol.REGIE, Rol.SECRETARIS):
        punten += _loopt_af(gebruiker)
    return punten


def _loopt_af(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """One line, however much ends: the list itself says what. The network's roles see everything."""
    zoek = loopt_af(timezone.localdate())
    if not gebruiker.heeft_rol(Rol.REGIE, Rol.SECRETARIS):
        zoek = zoek.filter(pk__in=Aanbod.objects.te_beheren_door(gebruiker).values("pk"))
    aantal = zoek.count()
    if not aantal:
        return []
    return [
        Wachtpunt(
            titel=f"{aantal} keer aanbod loopt af" if aantal > 1 else "Aanbod loopt af",
            url=reverse("aanbod:loopt_af"),
            actie="Bekijk",
            toelichting="Het aanbod stopt, of het geld houdt op, binnen een half jaar.",
            icoon="hourglass-split",
            soort="aanbod",
        )
    ]


def _te_beantwoorden(gebruiker: Gebruiker) -> list[Wachtpunt]:
    rijen = (
        Doorverwijzing.objects.ontvangen_door(gebruiker)
        .bij_ontvanger()
        .filter(Q(status__in=[Stand.VERSTUURD, Stand.ONTVANGEN]) | Q(uiterlijk__lte=timezone.localdate() + BINNENKORT))
        .select_related("aanbod", "van_organisatie")
        .order_by("uiterlijk", "pk")[:MAXIMUM]
    )
    return [
        Wachtpunt(
            titel=f"{rij.voornaam} voor {rij.aanbod}",
            url=reverse("aanbod:beantwoord", args=[rij.uuid]),
            actie="Beantwoorden",
            toelichting=f"Van {rij.van_organisatie}. {rij.get_status_display()}.",
            wanneer=rij.uiterlijk,
            laat=rij.te_laat,
            icoon="inbox",
            soort="doorverwijzing",
        )
        for rij in rijen
    ]


def _terug_bij_ons(gebruiker: Gebruiker) -> list[Wachtpunt]:
    vandaag = timezone.localdate()
    zoek = Doorverwijzing.objects.verstuurd_door(gebruiker)
    rijen = (
        # What expired is ours to act on until the same card went somewhere else; a no the intake shows by itself.
        zoek.niet_voorbij()
        .met_vak(gebruiker, vandaag)
        .filter(Q(status__in=BIJ_VERZENDER) | Q(vak=Vak.STIL) | Q(vak=Vak.AAN_ZET, status=Stand.VERLOPEN))
        .select_related("aanbod", "naar_organisatie", "van_organisatie", "eigenaar_verzender")
        .order_by("uiterlijk", "pk")[:MAXIMUM]
    )
    return [
        Wachtpunt(
            titel=f"{rij.voornaam}: {rij.get_status_display().lower()}",
            url=rij.get_absolute_url(),
            actie="Kijk wat past" if not rij.is_open else "Bekijk" if rij.te_laat else "Vraag na",
            toelichting=f"{rij.aanbod}, {rij.naar_organisatie}.",
            wanneer=rij.uiterlijk,
            laat=rij.te_laat,
            icoon="send",
            soort="doorverwijzing",
        )
        for rij in rijen
    ]


def _te_controleren(gebruiker: Gebruiker) -> list[Wachtpunt]:
    if not gebruiker.heeft_rol(Rol.AANBIEDER):
        return []
    zoek = Aanbod.objects.te_beheren_door(gebruiker).filter(status=AanbodStatus.GEPUBLICEERD)
    rijen = zoek.na_te_kijken(timezone.localdate()).order_by("naam")[:MAXIMUM]
    return [
        Wachtpunt(
            titel=f"Klopt ‘{rij.naam}’ nog?",
            url=reverse("aanbod:wijzig", args=[rij.slug]),
            actie="Nakijken",
            toelichting="Lang niet nagekeken. Bezoekers zien dat.",
            icoon="patch-check",
            soort="aanbod",
        )
        for rij in rijen
    ]
