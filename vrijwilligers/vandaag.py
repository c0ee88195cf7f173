"""What waits in this room for somebody today."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .beleidswijziging import aflopende_vogs
from .choices import DeelnameStatus, HulpvraagStatus, KoppelingStatus, SessieStatus, VrijwilligerStatus
from .models import Hulpvraag, Koppeling, Overdracht, Sessie, Vrijwilliger
from .querysets import eigen_organisaties

#: Who asked for help should have a proposal within two weeks; who signed up should be called within one.
VOORSTEL_BINNEN = timedelta(days=14)
BELLEN_BINNEN = timedelta(days=7)
ANTWOORD_BINNEN = timedelta(days=7)
KENNISMAKEN_BINNEN = timedelta(days=14)
BEDANKEN_BINNEN = timedelta(days=30)
#: A month from the question (AVG art. 12).
WISSEN_BINNEN = timedelta(days=30)
#: Per kind at most so many lines; the lists show all.
MAX = 5


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """The coordinator's open ends, in eleven queries; nothing for others."""
    eigen = eigen_organisaties(gebruiker, Rol.COORDINATOR)
    if not eigen:
        return []
    vandaag = timezone.localdate()
    return [
        *_wissen(eigen, vandaag),
        *_hulpvragen(eigen, vandaag),
        *_voorstellen(eigen, vandaag),
        *_checkins(eigen, vandaag),
        *_aanmeldingen(eigen, vandaag),
        *_vog(eigen, vandaag),
        *_nieuw_hier(eigen, vandaag),
        *_dank(eigen, vandaag),
        *_aanwezigheid(eigen),
    ]


def _wissen(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    """Who asked to be erased: the law gives a month."""
    rijen = Vrijwilliger.objects.filter(organisatie__in=eigen, wissen_gevraagd_op__isnull=False)
    return [
        Wachtpunt(
            titel=f"{v.naam} vroeg om alle gegevens te wissen",
            url=v.get_absolute_url(),
            actie="Wis de gegevens",
            wanneer=timezone.localdate(v.wissen_gevraagd_op) + WISSEN_BINNEN,
            laat=timezone.localdate(v.wissen_gevraagd_op) + WISSEN_BINNEN < vandaag,
            icoon="trash",
            soort="wissen",
        )
        for v in rijen.order_by("wissen_gevraagd_op", "pk")[:MAX]
    ]


def _hulpvragen(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    rijen = Hulpvraag.objects.filter(naar_organisatie__in=eigen, status=HulpvraagStatus.OPEN).order_by(
        "gevraagd_op", "pk"
    )
    return [
        Wachtpunt(
            titel=f"{h.roepnaam} wacht op een vrijwilliger",
            url=h.get_absolute_url(),
            actie="Zoek een vrijwilliger",
            toelichting=f"Gevraagd {h.wachtdagen} dagen geleden",
            wanneer=h.gevraagd_op + VOORSTEL_BINNEN,
            laat=h.gevraagd_op + VOORSTEL_BINNEN < vandaag,
            icoon="life-preserver",
            soort="hulpvraag",
        )
        for h in rijen[:MAX]
    ]


def _voorstellen(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    rijen = (
        Koppeling.objects.filter(organisatie__in=eigen, status=KoppelingStatus.VOORGESTELD)
        .select_related("hulpvraag")
        .order_by("voorgesteld_op", "pk")
    )
    return [
        Wachtpunt(
            titel=f"Heeft {k.voornaam} al ja gezegd tegen {k.hulpvraag.roepnaam}?",
            url=k.get_absolute_url(),
            actie="Leg het antwoord vast",
            wanneer=k.voorgesteld_op + ANTWOORD_BINNEN,
            laat=k.voorgesteld_op + ANTWOORD_BINNEN < vandaag,
            icoon="telephone",
            soort="voorstel",
        )
        for k in rijen[:MAX]
    ]


def _checkins(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    rijen = (
        Koppeling.objects.filter(organisatie__in=eigen, volgende_checkin__lte=vandaag + timedelta(days=3))
        .select_related("hulpvraag")
        .order_by("volgende_checkin", "pk")
    )
    return [
        Wachtpunt(
            titel=f"Vraag {k.voornaam} hoe het gaat met {k.hulpvraag.roepnaam}",
            url=k.get_absolute_url(),
            actie="Leg de check-in vast",
            wanneer=k.volgende_checkin,
            laat=k.volgende_checkin is not None and k.volgende_checkin < vandaag,
            icoon="chat-dots",
            soort="checkin",
        )
        for k in rijen[:MAX]
    ]


def _aanmeldingen(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    rijen = Vrijwilliger.objects.filter(organisatie__in=eigen, status=VrijwilligerStatus.AANGEMELD)
    punten = []
    for v in rijen.order_by("status_sinds", "pk")[:MAX]:
        uiterlijk = timezone.localdate(v.status_sinds) + BELLEN_BINNEN
        punten.append(
            Wachtpunt(
                titel=f"{v.naam} wil vrijwilliger worden",
                url=v.get_absolute_url(),
                actie="Bel voor een kennismaking",
                wanneer=uiterlijk,
                laat=uiterlijk < vandaag,
                icoon="person-plus",
                soort="aanmelding",
            )
        )
    return punten


def _nieuw_hier(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    """Who said yes to coming here from another organisation."""
    rijen = Overdracht.objects.filter(
        naar__in=eigen, antwoord="ja", beantwoord_op__date__gt=vandaag - KENNISMAKEN_BINNEN
    ).select_related("vrijwilliger", "organisatie")
    return [
        Wachtpunt(
            titel=f"{r.vrijwilliger.naam} komt van {r.organisatie}",
            url=r.vrijwilliger.get_absolute_url(),
            actie="Maak kennis",
            wanneer=timezone.localdate(r.beantwoord_op) + KENNISMAKEN_BINNEN,
            laat=False,
            icoon="arrow-left-right",
            soort="overdracht",
        )
        for r in rijen.order_by("beantwoord_op", "pk")[:MAX]
        if r.beantwoord_op
    ]


def _dank(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    """Who finished helping somebody in the last month and was not thanked since."""
    rijen = (
        Vrijwilliger.objects.filter(
            organisatie__in=eigen, koppelingen__status=KoppelingStatus.AFGEROND,
            koppelingen__geeindigd_op__gt=vandaag - BEDANKEN_BINNEN,
        )
        .annotate(klaar=Max("koppelingen__geeindigd_op"))
        .filter(Q(bedankt_op__isnull=True) | Q(bedankt_op__lt=F("klaar")))
    )  # fmt: skip
    return [
        Wachtpunt(
            titel=f"Bedank {v.naam}",
            url=reverse("vrijwilligers:bedank", args=[v.pk]),
            actie="Schrijf een bedankje",
            toelichting="De hulp is afgerond",
            wanneer=v.klaar + BEDANKEN_BINNEN,
            laat=False,
            icoon="heart",
            soort="dank",
        )
        for v in rijen.order_by("klaar", "pk")[:MAX]
    ]


def _aanwezigheid(eigen: list[int]) -> list[Wachtpunt]:
    """Sessions that have been, with people on the list, and no attendance yet."""
    rijen = (
        Sessie.objects.filter(
            organisatie__in=eigen, status=SessieStatus.GEPLAND, begint_op__lt=timezone.now(),
            deelnames__status=DeelnameStatus.INGESCHREVEN,
        )
        .select_related("module")
        .distinct()
        .order_by("begint_op", "pk")
    )  # fmt: skip
    return [
        Wachtpunt(
            titel=f"Wie was er bij {s.module}?",
            url=s.get_absolute_url(),
            actie="Vul de aanwezigheid in",
            wanneer=timezone.localdate(s.begint_op),
            laat=timezone.localdate(s.begint_op) < timezone.localdate() - timedelta(days=3),
            icoon="mortarboard",
            soort="scholing",
        )
        for s in rijen[:MAX]
    ]


def _vog(eigen: list[int], vandaag: date) -> list[Wachtpunt]:
    return [
        Wachtpunt(
            titel=f"De VOG van {a.naam} {'is verlopen' if a.verlopen else 'verloopt'}",
            url=reverse("vrijwilligers:screening", args=[a.pk]),
            actie="Vraag een nieuwe VOG aan",
            toelichting=f"Lopende hulp: regel het uiterlijk {date_format(a.uiterlijk, 'j F')}" if a.lopend else "",
            wanneer=a.tot,
            laat=a.verlopen,
            icoon="shield-exclamation",
            soort="vog",
        )
        for a in aflopende_vogs(eigen, vandaag, MAX)
    ]
