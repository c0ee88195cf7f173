"""An issue on its way: what each subscriber gets, the headers a mailbox wants, and when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker

from . import abonnees
from .choices import Abonneestand, Briefstand, Verzendstand
from .models import Abonnee, Bezorging, Nieuwsbrief, Nieuwsregel
from .opmaak import als_html, als_tekst
from .verzenden import Uitslag, verstuur
from .workflow import briefstroom

SLOT = "overleg.nieuwsbrief"


@transaction.atomic
def start(brief: Nieuwsbrief, *, door: Gebruiker, versie: int | None = None) -> Nieuwsbrief:
    """Send it: one row per confirmed subscriber, whoever subscribes later gets the next one."""
    gestart: Nieuwsbrief = briefstroom.voer_uit(
        brief, "start", door=door, versie=versie, velden={"gestart_op": timezone.now()}
    )
    with bereik(alles=True):
        ids = Abonnee.objects.filter(status=Abonneestand.ACTIEF).values_list("pk", flat=True)
        Bezorging.objects.bulk_create(
            (Bezorging(nieuwsbrief=gestart, abonnee_id=pk, verzendstand=Verzendstand.WACHT) for pk in ids.iterator()),
            batch_size=1000,
            ignore_conflicts=True,
        )
    return gestart


@dataclass(frozen=True, slots=True)
class Voortgang:
    """Counts of one issue."""

    totaal: int
    verzonden: int
    wacht: int
    mislukt: int
    geweigerd: int
    onzeker: int
    teruggekomen: int

    @property
    def procent(self) -> int:
        """How far, in whole percents; 100 only when nothing waits."""
        klaar = self.totaal - self.wacht
        return 100 if self.totaal == 0 or not self.wacht else min(99, klaar * 100 // self.totaal)


def voortgang(brief: Nieuwsbrief) -> Voortgang:
    """Counts only; no address leaves this function."""
    with bereik(alles=True):
        per = dict(brief.bezorgingen.values_list("verzendstand").annotate(n=Count("pk")).order_by())
        terug = brief.bezorgingen.filter(teruggekomen_op__isnull=False).count()
    return Voortgang(
        totaal=sum(per.values()),
        verzonden=per.get(Verzendstand.VERZONDEN, 0),
        wacht=per.get(Verzendstand.WACHT, 0) + per.get(Verzendstand.BEZIG, 0),
        mislukt=per.get(Verzendstand.MISLUKT, 0),
        geweigerd=per.get(Verzendstand.GEWEIGERD, 0),
        onzeker=per.get(Verzendstand.ONZEKER, 0),
        teruggekomen=terug,
    )


class Maker:
    """Builds the mails of one run. What many share (the same lines) is made once."""

    def __init__(self) -> None:
        self._regels: dict[int, list[Nieuwsregel]] = {}
        self._inhoud: dict[tuple[int, tuple[int, ...]], tuple[str, str]] = {}

    def bouw(self, rij: Bezorging) -> EmailMultiAlternatives:
        """The mail of one row."""
        return self.mail(rij.nieuwsbrief, rij.abonnee)

    def mail(self, brief: Nieuwsbrief, abonnee: Abonnee) -> EmailMultiAlternatives:
        """What this subscriber gets, with headers to unsubscribe in one click (RFC 2369, RFC 8058)."""
        if brief.pk not in self._regels:
            self._regels[brief.pk] = list(brief.regels.all())
        regels = [r for r in self._regels[brief.pk] if r.past_bij(abonnee.stadsdelen, abonnee.themas)]
        sleutel = (brief.pk, tuple(regel.pk for regel in regels))
        if sleutel not in self._inhoud:
            self._inhoud[sleutel] = _inhoud(brief, regels)
        tekst, html = self._inhoud[sleutel]
        af, keuze = settings.PORTAAL_URL + abonnee.afmeld_url, settings.PORTAAL_URL + abonnee.voorkeuren_url
        voet = {"afmeld_url": af, "voorkeuren_url": keuze}
        mail = EmailMultiAlternatives(
            brief.titel,
            tekst + render_to_string("overleg/mail/nieuwsbrief_voet.txt", voet),
            settings.DEFAULT_FROM_EMAIL,
            [abonnee.email],
            headers={
                "List-Unsubscribe": f"<{af}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "List-Id": f"Nieuwsbrief <nieuwsbrief.{urlsplit(settings.PORTAAL_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "Precedence": "bulk",
            },
        )
        mail.attach_alternative(html + render_to_string("overleg/mail/nieuwsbrief_voet.html", voet), "text/html")
        return mail


def _inhoud(brief: Nieuwsbrief, regels: list[Nieuwsregel]) -> tuple[str, str]:
    context: dict[str, Any] = {
        "brief": brief,
        "groepen": groepeer(regels),
        "basis": settings.PORTAAL_URL,
        "web_url": settings.PORTAAL_URL + brief.get_absolute_url(),
    }
    tekst = render_to_string(
        "overleg/mail/nieuwsbrief.txt",
        context | {"inleiding": als_tekst(brief.inleiding), "slot": als_tekst(brief.slot)},
    )
    html = render_to_string(
        "overleg/mail/nieuwsbrief.html",
        context | {"inleiding": als_html(brief.inleiding), "slot": als_html(brief.slot)},
    )
    return tekst, html


def groepeer(regels: list[Nieuwsregel]) -> list[tuple[str, list[Nieuwsregel]]]:
    """Lines under the heading of their kind, in the order in which the kinds first come."""
    groepen: dict[str, list[Nieuwsregel]] = {}
    for regel in regels:
        groepen.setdefault(regel.get_soort_display(), []).append(regel)
    return list(groepen.items())


def bezorg(**hoe: Any) -> Uitslag:
    """Send what waits of every issue under way, and close the issues that are done. Outside a transaction."""
    rijen = Bezorging.objects.filter(
        nieuwsbrief__status=Briefstand.BEZIG, abonnee__status=Abonneestand.ACTIEF
    ).select_related("nieuwsbrief", "abonnee")
    uitslag = verstuur(SLOT, rijen, Maker().bouw, na=_na, **hoe)
    with bereik(alles=True):
        for brief in Nieuwsbrief.objects.filter(status=Briefstand.BEZIG):
            sluit_af(brief)
    return uitslag


def _na(rij: Bezorging) -> None:
    if rij.verzendstand == Verzendstand.GEWEIGERD:
        abonnees.weiger(rij.abonnee_id, voorgoed=True)
    elif rij.verzendstand == Verzendstand.VERZONDEN and rij.abonnee.teruggekomen:
        Abonnee.objects.filter(pk=rij.abonnee_id).update(teruggekomen=0)


def sluit_af(brief: Nieuwsbrief) -> None:
    """Close an issue of which nothing waits any more. Who unsubscribed meanwhile gets nothing."""
    brief.bezorgingen.filter(verzendstand=Verzendstand.WACHT).exclude(abonnee__status=Abonneestand.ACTIEF).update(
        verzendstand=Verzendstand.NIET
    )
    stand = voortgang(brief)
    if stand.wacht:
        return
    velden = {
        "verzonden_op": timezone.now(),
        "aantal_verzonden": stand.verzonden,
        "aantal_mislukt": stand.mislukt + stand.geweigerd + stand.onzeker,
    }
    briefstroom.voer_uit(brief, "klaar", door=None, door_tekst="verzender", velden=velden)


def stuur_onzekere_opnieuw(brief: Nieuwsbrief) -> int:
    """Somebody decided: those of whom nobody knows whether they got it, get it (perhaps again)."""
    with bereik(alles=True):
        return brief.bezorgingen.filter(verzendstand__in=(Verzendstand.ONZEKER, Verzendstand.MISLUKT)).update(
            verzendstand=Verzendstand.WACHT, pogingen=0, opnieuw_na=timezone.now(), verzendfout=""
        )


def stuur_proef(brief: Nieuwsbrief, aan: Gebruiker) -> None:
    """One copy to oneself, whole, with links to unsubscribe that belong to nobody."""
    mail = Maker().mail(brief, Abonnee(email=aan.email))
    mail.subject = f"Proef: {brief.titel}"
    mail.send(fail_silently=False)
