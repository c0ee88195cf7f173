"""What the tests of this room share."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.profiel import Kaart
from vrijwilligers import actions
from vrijwilligers.models import Hulpvraag, Resultaat, Screening, Vrijwilliger

#: A need that shows the helper nothing private, and one that does.
RUSTIG, GEVOELIG = "apparaat-aan-uit", "overheid-digid-aanvragen"


def vrijwilliger(organisatie: Organisatie | None, *, papieren: str = "alles", **velden) -> Vrijwilliger:
    """A volunteer. ``papieren``: "alles", "basis" (enough for computer help) or "geen"."""
    velden = {
        "naam": "Piet Proef", "telefoon": "0612345678", "talen": ["nl"], "pc4_id": "1024", "status": "inzetbaar",
        "vaardigheden": ["apparaat", "overheid"], **velden,
    }  # fmt: skip
    wie = Vrijwilliger.objects.create(organisatie=organisatie, **velden)
    vandaag = timezone.localdate()
    if papieren != "geen":
        alles = papieren == "alles"
        Screening.objects.create(
            vrijwilliger=wie, organisatie=organisatie,
            vog_getoond_op=vandaag - timedelta(days=30) if alles else None,
            vog_geldig_tot=vandaag + timedelta(days=900) if alles else None,
            geheimhouding_getekend_op=vandaag - timedelta(days=30), geheimhouding_versie="2026-1",
            referentie_op=vandaag - timedelta(days=30) if alles else None,
        )  # fmt: skip
        for code in ("basis", "privacy") if alles else ("basis",):
            Resultaat.objects.create(
                vrijwilliger=wie, organisatie=organisatie, module_id=code, status="behaald",
                ingeschreven_op=vandaag - timedelta(days=40), behaald_op=vandaag - timedelta(days=30),
            )  # fmt: skip
    return wie


def hulpvraag(van: Organisatie, door: Gebruiker, *, rol: str = "computerhulp", **kaart) -> Hulpvraag:
    """A request through the action, so with its log and its receiver."""
    kaart = {"voornaam": "Abel", "talen": ("nl",), "leervragen": (), "pc4": "1024", **kaart}
    return actions.vraag_hulp(van=van, kaart=Kaart(**kaart), rol=rol, door=door)
