"""What static/intake/zonder_lijn.js needs to go on without a connection, and where its answers arrive."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from netwerk.kern.verzoek import Verzoek

from .. import weergave
from ..actions.zonder_lijn import Ingezonden, ontvang
from ..choices import IntakeStatus, Score
from ..fouten import GeenToestemming, IntakeFout
from ..models import Intake
from .hulp import coach_pagina, intake_of_404

#: More than a questionnaire holds; whoever sends more is not our page.
MEESTE_REGELS = 300
GEEN_OPSLAG = {"Cache-Control": "no-store"}


@coach_pagina
@require_safe
def vooruit(request: Verzoek, pk: int) -> JsonResponse:
    """The questions of this version, in the learner's language too: fetched ahead, nothing about the person."""
    intake = intake_of_404(request, pk)
    if intake.status != IntakeStatus.BEZIG:
        raise Http404
    return JsonResponse(weergave.vooruit(intake), headers=GEEN_OPSLAG)


@coach_pagina
@require_POST
def bundel(request: Verzoek, pk: int) -> HttpResponse:
    """Take in a batch: {"apparaat": uuid, "regels": [{"nummer", "vraag", "score", "eerder", "op"}]}.

    200 says per number what became of it; 409: the intake is finished; 410: consent was withdrawn, so the device must
    forget the answers; 400: not something our page sends.
    """
    intake = intake_of_404(request, pk)
    try:
        apparaat, regels = _lees(request.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"melding": "Dit bericht is niet te lezen."}, status=400, headers=GEEN_OPSLAG)
    try:
        verwerkt = ontvang(intake, apparaat, regels, door=request.user)
    except GeenToestemming as fout:
        return JsonResponse({"melding": str(fout)}, status=410, headers=GEEN_OPSLAG)
    except IntakeFout as fout:
        return JsonResponse({"melding": str(fout)}, status=409, headers=GEEN_OPSLAG)
    return JsonResponse(
        {
            "bevestigd": verwerkt.bevestigd,
            "botsingen": [_botsing(intake, regel, staand) for regel, staand in verwerkt.botsingen],
            "geweigerd": [regel.nummer for regel in verwerkt.geweigerd],
        },
        headers=GEEN_OPSLAG,
    )


def _lees(body: bytes) -> tuple[UUID, list[Ingezonden]]:
    """Raises ValueError, KeyError, TypeError or AttributeError when it is not a batch."""
    gegevens = json.loads(body)
    rijen = gegevens["regels"]
    if not isinstance(rijen, list) or len(rijen) > MEESTE_REGELS:
        raise ValueError("te veel regels")
    return UUID(gegevens["apparaat"]), [_regel(rij) for rij in rijen]


def _regel(rij: dict[str, Any]) -> Ingezonden:
    nummer = rij["nummer"]
    if not isinstance(nummer, int) or isinstance(nummer, bool) or not 0 < nummer < 2**31:
        raise ValueError("geen volgnummer")
    op = rij.get("op")
    gegeven = datetime.fromtimestamp(op / 1000, tz=UTC) if isinstance(op, int) and 0 < op < 2**43 else None
    return Ingezonden(nummer, str(rij["vraag"]), str(rij["score"]), str(rij.get("eerder") or ""), gegeven)


def _botsing(intake: Intake, regel: Ingezonden, staand: Any) -> dict[str, Any]:
    return {
        "nummer": regel.nummer,
        "tekst": intake.vragenlijst.als_vragenlijst().vraag(regel.vraag).tekst,
        "gekozen": Score(regel.score).label,
        "staand": staand.score,
        "staand_label": staand.get_score_display(),
        "door": str(staand.door or "Iemand"),
        "wanneer": f"{timezone.localtime(staand.gegeven_op):%H:%M}",
    }
