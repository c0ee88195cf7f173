"""Bookmarks and saved searches: what somebody keeps of the directory, and hearing what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.talen import PARAMETER
from netwerk.kern.workflow import WerkstroomFout

from .filters import AanbodFilter
from .models import Aanbod, BewaardeZoekvraag, Bladwijzer

#: In the session of a visitor without login: slugs, the newest first.
SESSIE = "aanbod_bewaard"
MEESTE = 50
MEESTE_ZOEKVRAGEN = 20
#: How many new ones a mail names; the rest is behind its link.
IN_DE_MAIL = 10


def bewaarde_slugs(request: HttpRequest) -> list[str]:
    """The bookmarks of this visitor, newest first. No query for who never kept anything without a login."""
    if request.user.is_authenticated:
        zoek = Bladwijzer.objects.filter(gebruiker=request.user, aanbod__in=Aanbod.objects.gepubliceerd())
        return list(zoek.values_list("aanbod__slug", flat=True)[:MEESTE])
    return list(request.session.get(SESSIE, []))


def is_bewaard(request: HttpRequest, aanbod: Aanbod) -> bool:
    """Whether this visitor kept it."""
    if request.user.is_authenticated:
        return Bladwijzer.objects.filter(gebruiker=request.user, aanbod=aanbod).exists()
    return aanbod.slug in request.session.get(SESSIE, [])


def zet_bladwijzer(request: HttpRequest, aanbod: Aanbod, *, aan: bool) -> None:
    """Keep it or not; doing it twice is doing it once."""
    if request.user.is_authenticated:
        if aan:
            Bladwijzer.objects.get_or_create(gebruiker=request.user, aanbod=aanbod)
        else:
            Bladwijzer.objects.filter(gebruiker=request.user, aanbod=aanbod).delete()
        return
    rest = [slug for slug in request.session.get(SESSIE, []) if slug != aanbod.slug]
    request.session[SESSIE] = ([aanbod.slug, *rest] if aan else rest)[:MEESTE]


def schone_zoekvraag(tekst: str) -> str:
    """The query string without page, language and empty fields, in one order: the same search is the same text."""
    velden = QueryDict(tekst[:2000])
    paren = sorted(
        (naam, waarde)
        for naam, waarden in velden.lists()
        if naam in AanbodFilter.base_filters and naam != PARAMETER
        for waarde in waarden
        if waarde
    )
    uit = QueryDict(mutable=True)
    for naam, waarde in paren:
        uit.appendlist(naam, waarde)
    return uit.urlencode()


def _filter(zoekvraag: str) -> AanbodFilter:
    """Only what has all words: what merely looks like them is no news to mail."""
    return AanbodFilter(QueryDict(zoekvraag) or None, queryset=Aanbod.objects.gepubliceerd(), precies=True)


def werkt_nog(zoekvraag: str) -> bool:
    """Whether every choice in it still exists: a need, language or postcode may have left the lists since."""
    filter_ = _filter(zoekvraag)
    return not filter_.is_bound or filter_.form.is_valid()


def gevonden(zoekvraag: str) -> Any:
    """What a search finds now; nothing when a choice in it is no longer understood (:func:`werkt_nog`)."""
    filter_ = _filter(zoekvraag)
    if filter_.is_bound and not filter_.form.is_valid():
        return Aanbod.objects.none()
    return filter_.qs


def naam_voor(zoekvraag: str) -> str:
    """A name for a search: its choices in words."""
    filter_ = AanbodFilter(QueryDict(zoekvraag) or None, queryset=Aanbod.objects.none())
    return ", ".join(filter_.actief().values())[:120] if filter_.is_bound else ""


@transaction.atomic
def bewaar_zoekvraag(*, zoekvraag: str, naam: str, mailen: bool, door: Gebruiker) -> BewaardeZoekvraag:
    """Keep a search; what it finds at this moment is not new any more. Raises WerkstroomFout past the maximum."""
    tekst = schone_zoekvraag(zoekvraag)
    eigen = BewaardeZoekvraag.objects.filter(gebruiker=door)
    if not eigen.filter(zoekvraag=tekst).exists() and eigen.count() >= MEESTE_ZOEKVRAGEN:
        raise WerkstroomFout(f"U hebt al {MEESTE_ZOEKVRAGEN} zoekvragen bewaard. Haal er eerst een weg.")
    rij, _ = BewaardeZoekvraag.objects.update_or_create(
        gebruiker=door,
        zoekvraag=tekst,
        defaults={
            "naam": naam.strip() or naam_voor(tekst) or "Al het aanbod",
            "mailen": mailen,
            "gezien": sorted(gevonden(tekst).order_by().values_list("pk", flat=True)),
        },
    )
    return rij


def nieuw_voor(rij: BewaardeZoekvraag) -> list[Aanbod]:
    """What the search finds now and did not hold before, in the order of the directory."""
    gezien = set(rij.gezien)
    return [aanbod for aanbod in gevonden(rij.zoekvraag).select_related("organisatie") if aanbod.pk not in gezien]


@transaction.atomic
def markeer_gezien(rij: BewaardeZoekvraag, nieuwe: Iterable[Aanbod] = ()) -> None:
    """From now on only what comes later is new. What disappeared may come back as new."""
    if not werkt_nog(rij.zoekvraag):
        return  # what it found stays known, should the choice come back
    nu = set(gevonden(rij.zoekvraag).order_by().values_list("pk", flat=True))
    BewaardeZoekvraag.objects.filter(pk=rij.pk).update(gezien=sorted(nu | {a.pk for a in nieuwe}))


def mail_nieuws(rij: BewaardeZoekvraag) -> bool:
    """Mail what is new to its owner; False when nothing is. Remembered first: a second mail is worse than none."""
    if not rij.gebruiker.is_active:
        return False
    if not werkt_nog(rij.zoekvraag):
        return _mail_werkt_niet(rij)
    nieuwe = nieuw_voor(rij)
    if not nieuwe:
        return False
    markeer_gezien(rij, nieuwe)
    BewaardeZoekvraag.objects.filter(pk=rij.pk).update(gemaild_op=timezone.now())
    aantal = len(nieuwe)
    site = settings.PORTAAL_URL
    regels = [f"- {a.naam} ({a.organisatie}): {site}{a.get_absolute_url()}" for a in nieuwe[:IN_DE_MAIL]]
    if aantal > IN_DE_MAIL:
        regels.append(f"En nog {aantal - IN_DE_MAIL} meer.")
    alles = f"{settings.PORTAAL_URL}{reverse('aanbod:lijst')}?{rij.zoekvraag}"
    send_mail(
        f"Nieuw aanbod bij uw zoekvraag ‘{rij.naam}’",
        "\n".join(
            [
                f"Bij uw bewaarde zoekvraag ‘{rij.naam}’ kwam {aantal} keer nieuw aanbod:" if aantal > 1
                else f"Bij uw bewaarde zoekvraag ‘{rij.naam}’ kwam nieuw aanbod:",
                "",
                *regels,
                "",
                f"De hele zoekvraag: {alles}",
                f"Geen mail meer? Haal de zoekvraag weg: {settings.PORTAAL_URL}{reverse('aanbod:bewaard')}",
            ]
        ),
        None,
        [rij.gebruiker.email],
    )  # fmt: skip
    return True


def _mail_werkt_niet(rij: BewaardeZoekvraag) -> bool:
    """Say once that this search finds nothing any more, and why; silence would look like no news."""
    BewaardeZoekvraag.objects.filter(pk=rij.pk).update(mailen=False, gemaild_op=timezone.now())
    lijst = f"{settings.PORTAAL_URL}{reverse('aanbod:lijst')}?{rij.zoekvraag}"
    send_mail(
        f"Uw zoekvraag ‘{rij.naam}’ werkt niet meer",
        f"Een keuze in uw bewaarde zoekvraag ‘{rij.naam}’ bestaat niet meer. Daarom vindt hij niets.\n\n"
        f"Kies opnieuw en bewaar hem weer: {lijst}\n\n"
        "U krijgt over deze zoekvraag geen mail meer.",
        None,
        [rij.gebruiker.email],
    )
    return True
