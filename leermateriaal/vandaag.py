"""What waits for the curator today."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .choices import Staat
from .models import Gemis, Inventarisatieoordeel, Materiaal, MateriaalMelding
from .permissions import is_curator

#: Verdicts are announced this many days before their review date.
VOORUIT = 14
#: What was checked longer ago than this many days stands on the list again.
NAKIJKEN_NA = 365


def te_herzien(vandaag: date) -> models.QuerySet[Inventarisatieoordeel]:
    """Verdicts whose review date has come or is near; only the newest verdict of a cell counts."""
    nieuwer = Inventarisatieoordeel.objects.filter(
        Q(niveau=OuterRef("niveau")) | Q(niveau=None, doelgroep=OuterRef("doelgroep")),
        Q(op__gt=OuterRef("op")) | Q(op=OuterRef("op"), pk__gt=OuterRef("pk")),
        leervraag=OuterRef("leervraag"),
    )
    return (
        Inventarisatieoordeel.objects.filter(herzien_op__lte=vandaag + timedelta(days=VOORUIT))
        .exclude(Exists(nieuwer))
        .order_by("herzien_op", "pk")
    )


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """Proposals, reports and gaps to look at, and verdicts due for review; five queries, none for who is no curator."""
    if not is_curator(gebruiker):
        return []
    vandaag, punten = timezone.localdate(), []
    voorstellen = Materiaal.objects.filter(status__in=[Staat.VOORGESTELD, Staat.IN_BEOORDELING]).aggregate(
        n=Count("pk"), eerste=Min("aangemaakt_op")
    )
    if voorstellen["n"]:
        dagen = (vandaag - timezone.localtime(voorstellen["eerste"]).date()).days
        punten.append(
            Wachtpunt(
                titel=_aantal(voorstellen["n"], "voorstel voor lesmateriaal", "voorstellen voor lesmateriaal"),
                url=reverse("leermateriaal:beoordelen"),
                actie="Beoordelen",
                toelichting="Sinds vandaag" if dagen == 0 else f"Het oudste wacht {_aantal(dagen, 'dag', 'dagen')}",
                icoon="inbox",
                soort="materiaal",
            )
        )
    meldingen = MateriaalMelding.objects.filter(afgehandeld_op__isnull=True).count()
    gemis = Gemis.objects.filter(afgehandeld_op__isnull=True).count()
    if meldingen or gemis:
        delen = [_aantal(meldingen, "melding", "meldingen")] if meldingen else []
        delen += [_aantal(gemis, "gemis", "keer gemist")] if gemis else []
        punten.append(
            Wachtpunt(
                titel=f"Over lesmateriaal: {' en '.join(delen)}",
                url=reverse("leermateriaal:beoordelen") + ("?deel=meldingen" if meldingen else "?deel=gemis"),
                actie="Bekijken",
                icoon="flag",
                soort="materiaal",
            )
        )
    laatste = te_herzien(vandaag).aggregate(n=Count("pk"), eerste=Min("herzien_op"))
    if laatste["n"]:
        punten.append(
            Wachtpunt(
                titel=_aantal(laatste["n"], "oordeel opnieuw bekijken", "oordelen opnieuw bekijken"),
                url=reverse("leermateriaal:herzien"),
                actie="Bekijken",
                wanneer=laatste["eerste"],
                laat=laatste["eerste"] < vandaag,
                icoon="grid",
                soort="materiaal",
            )
        )
    jaar_geleden = vandaag - timedelta(days=NAKIJKEN_NA)
    nakijken = Materiaal.objects.gepubliceerd().aggregate(
        oud=Count("pk", filter=Q(gecontroleerd_op=None) | Q(gecontroleerd_op__lte=jaar_geleden)),
        stuk=Count("pk", filter=Q(linkcontrole__keer_fout__gte=2)),
    )
    if nakijken["oud"] or nakijken["stuk"]:
        delen = [_aantal(nakijken["oud"], "materiaal", "materialen")] if nakijken["oud"] else []
        delen += [_aantal(nakijken["stuk"], "dode link", "dode links")] if nakijken["stuk"] else []
        punten.append(
            Wachtpunt(
                titel=f"Opnieuw nakijken: {' en '.join(delen)}",
                url=reverse("leermateriaal:controleren"),
                actie="Nakijken",
                toelichting="Langer dan een jaar geleden nagekeken" if nakijken["oud"] else "",
                icoon="clock-history",
                soort="materiaal",
            )
        )
    return punten


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"
