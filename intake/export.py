"""One person's file as plain data: everything we hold, in the words of the portal."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.forms.models import model_to_dict
from django.utils import timezone

from netwerk.kern.models import Gebeurtenis

from .models import Antwoord, Domeinniveau, Intake, Leerder, Leerplan, Stap, Toestemming

#: Links between rows and technical counters: not about the person.
ZONDER = {"organisatie", "versie", "intake", "leerder", "plan", "vastgelegd_door", "gemaakt_door", "door"}


def _rij(object_: Any) -> dict[str, Any]:
    velden = model_to_dict(object_, exclude=ZONDER)
    extra = {
        veld.name: getattr(object_, veld.name)
        for veld in object_._meta.concrete_fields
        if not veld.editable and veld.name not in ZONDER and not veld.is_relation
    }
    return {naam: _plat(waarde) for naam, waarde in (velden | extra).items() if naam != "id"}


def _plat(waarde: Any) -> Any:
    return waarde.isoformat() if hasattr(waarde, "isoformat") else waarde


def dossier_als_gegevens(leerder: Leerder) -> dict[str, Any]:
    """The whole file. A fixed number of queries."""
    intakes = (
        Intake.objects.filter(leerder=leerder)
        .select_related("vragenlijst")
        .prefetch_related("antwoorden", "domeinniveaus")
    )
    plannen = Leerplan.objects.filter(leerder=leerder).prefetch_related(
        "stappen__doorverwijzing__naar_organisatie",
        "stappen__hulpvraag__koppelingen",
        "stappen__hulpvraag__naar_organisatie",
    )
    log = Gebeurtenis.objects.over(leerder).select_related("door")
    return {
        "gemaakt_op": timezone.localtime().isoformat(timespec="seconds"),
        "organisatie": str(leerder.organisatie),
        "coach": str(leerder.coach or ""),
        "leerder": _rij(leerder),
        "toestemmingen": [_rij(t) for t in Toestemming.objects.filter(leerder=leerder)],
        "intakes": [
            {
                **_rij(intake),
                "vragenlijst": str(intake.vragenlijst),
                "antwoorden": [_antwoord(intake, antwoord) for antwoord in intake.antwoorden.all()],
                "niveaus": [_niveau(rij) for rij in intake.domeinniveaus.all()],
            }
            for intake in intakes
        ],
        "plannen": [{**_rij(plan), "stappen": [_stap(stap) for stap in plan.stappen.all()]} for plan in plannen],
        "logboek": [
            {"wanneer": regel.wanneer.isoformat(), "wat": regel.soort, "door": regel.wie} for regel in log
        ],
    }  # fmt: skip


def _antwoord(intake: Intake, antwoord: Antwoord) -> dict[str, Any]:
    lijst = intake.vragenlijst.als_vragenlijst()
    return {**_rij(antwoord), "tekst": lijst.vraag(antwoord.vraag).tekst, "score": antwoord.get_score_display()}


def _niveau(rij: Domeinniveau) -> dict[str, Any]:
    return {
        "domein": rij.get_domein_display(),
        "berekend": rij.get_berekend_display() or "onbekend",
        "bijgesteld": rij.get_bijgesteld_display() or "",
        "reden": rij.reden,
    }


def _stap(stap: Stap) -> dict[str, Any]:
    """The step, and to whom which card went (AVG art. 15: the recipients)."""
    rij = {**_rij(stap), "stand": stap.stand_in_woorden}
    for veld in ("aanbod", "materiaal", "doorverwijzing", "hulpvraag"):
        rij.pop(veld, None)
    gestuurd = stap.doorverwijzing or stap.hulpvraag
    if gestuurd is not None:
        kaart = {} if gestuurd.kaart_gewist_op else asdict(gestuurd.kaart)
        rij["gedeeld"] = {
            "met": str(gestuurd.naar_organisatie),
            "kaart": {naam: _plat(waarde) for naam, waarde in kaart.items() if waarde not in ("", (), None)},
            "kaart_gewist_op": _plat(gestuurd.kaart_gewist_op),
        }
    return rij
