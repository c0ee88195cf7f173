"""Brings the starter catalogue into the database, and keeps what a curator changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from netwerk.kern.basisgegevens import lees_basisgegevens
from netwerk.kern.choices import Niveau

from .actions import werk_zoekwoorden_bij
from .choices import Staat
from .inventaris import ververs_cellen
from .models import Materiaal
from .startcatalogus import Codes, Startmateriaal, lees

_GEWOON = (
    "titel",
    "omschrijving",
    "uitgever",
    "nederlands_nodig",
    "lezen_nodig",
    "offline",
    "duur",
    "kosten",
    "licentie",
    "toon",
    "link",
    "jaar",
    "zekerheid_bron",
)


@dataclass(slots=True)
class Verslag:
    """What loading did, in numbers of materials; ``behouden`` were changed by a curator and are left alone."""

    nieuw: int = 0
    bijgewerkt: int = 0
    gelijk: int = 0
    behouden: int = 0


def _inhoud_bestand(start: Startmateriaal) -> dict[str, Any]:
    return {
        **{veld: getattr(start, veld) for veld in _GEWOON},
        "niveau_van": int(Niveau.van_code(start.niveau_van)),
        "niveau_tot": int(Niveau.van_code(start.niveau_tot)),
        "vormen": sorted(start.vormen),
        "apparaten": sorted(start.apparaten),
        "leervragen": sorted(start.leervragen),
        "doelgroepen": sorted(start.doelgroepen),
        "talen": sorted(start.talen),
        "bewerking_van": start.bewerking_van,
    }


def _inhoud_record(materiaal: Materiaal) -> dict[str, Any]:
    return {
        **{veld: getattr(materiaal, veld) for veld in _GEWOON},
        "niveau_van": materiaal.niveau_van,
        "niveau_tot": materiaal.niveau_tot,
        "vormen": sorted(materiaal.vormen),
        "apparaten": sorted(materiaal.apparaten),
        "leervragen": sorted(vraag.pk for vraag in materiaal.leervragen.all()),
        "doelgroepen": sorted(doelgroep.pk for doelgroep in materiaal.doelgroepen.all()),
        "talen": sorted(taal.pk for taal in materiaal.talen.all()),
        "bewerking_van": (materiaal.bewerking_van.startcode or "-") if materiaal.bewerking_van else "",
    }


def afdruk(inhoud: dict[str, Any]) -> str:
    """A print of the content: equal content gives an equal print."""
    return hashlib.sha256(json.dumps(inhoud, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def laad(startmaterialen: tuple[Startmateriaal, ...] | None = None) -> Verslag:
    """Load the starter catalogue, or these materials; StartcatalogusFout with every mistake, then nothing is loaded.

    Recognised by code. A record whose content differs from what was last loaded was changed by a curator and is kept.
    What comes new is published, and checked today; the state of what exists is left alone.
    """
    if startmaterialen is None:
        startmaterialen = lees(Codes.uit(lees_basisgegevens()))
    bestaand = {
        materiaal.startcode: materiaal
        for materiaal in Materiaal.objects.filter(startcode__isnull=False).met_alles().select_related("bewerking_van")
    }
    verslag, schrijven = Verslag(), []
    for start in startmaterialen:
        inhoud, oud = _inhoud_bestand(start), bestaand.get(start.code)
        nieuw_afdruk = afdruk(inhoud)
        if oud is None:
            oud = Materiaal(startcode=start.code, slug=_vrije_slug(start.code), status=Staat.GEPUBLICEERD)
            oud.gecontroleerd_op = timezone.localdate()
            verslag.nieuw += 1
        elif afdruk(_inhoud_record(oud)) != oud.startafdruk:
            verslag.behouden += 1
            continue
        elif nieuw_afdruk == oud.startafdruk:
            verslag.gelijk += 1
            continue
        else:
            verslag.bijgewerkt += 1
        for veld in (*_GEWOON, "niveau_van", "niveau_tot", "vormen", "apparaten"):
            setattr(oud, veld, inhoud[veld])
        oud.startafdruk = nieuw_afdruk
        oud.save()
        oud.leervragen.set(inhoud["leervragen"])
        oud.doelgroepen.set(inhoud["doelgroepen"])
        oud.talen.set(inhoud["talen"])
        bestaand[start.code] = oud
        schrijven.append((oud, start))
    for materiaal, start in schrijven:  # only now every original exists
        materiaal.bewerking_van = bestaand.get(start.bewerking_van)
        materiaal.save(update_fields=["bewerking_van"])
        werk_zoekwoorden_bij(materiaal)
    if schrijven:
        ververs_cellen()
    return verslag


def _vrije_slug(code: str) -> str:
    return "" if Materiaal.objects.filter(slug=code).exists() else code
