"""Advice for one learner: each catalogue ranks its own candidates, this module puts the answers together.

A true starter without Dutch or English gets one-to-one guidance first: the network's own conclusion, since there is no
material for this person (report of 30 September 2021, theme 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils import timezone

import aanbod.zoeken
import leermateriaal.aanbevelen
import vrijwilligers.koppelen
from netwerk.kern.profiel import Uitkomst, Zoekprofiel

#: The rooms in the order in which a coach reads them; for a true starter the volunteer comes first.
VOLGORDE = ("aanbod", "vrijwilliger", "materiaal")
VOLGORDE_STARTER = ("vrijwilliger", "aanbod", "materiaal")

TITELS = {"aanbod": "Cursus of plek", "vrijwilliger": "Eén op één met een vrijwilliger", "materiaal": "Lesmateriaal"}

#: What must be in place before learning works, with what to do about it: the "randvoorwaarden" of the report.
VOORWAARDEN = (
    (
        "apparaat",
        "Heeft geen apparaat om mee te oefenen",
        "Vraag een laptop of tablet aan, of kies een plek met computers.",
    ),
    (
        "laptop",
        "Heeft geen laptop, en dat vraagt een computer",
        "Leen er een of kies een plek met computers.",
    ),
    ("internet", "Heeft thuis geen internet", "Kies een plek met gratis wifi."),
    ("veilige_plek", "Heeft geen veilige plek voor privézaken", "Kies een veilige plek voor hulp met DigiD."),
)


#: Needs for which a phone is not enough, besides the theme of texts, forms and files.
COMPUTERTHEMA = "documenten-"
COMPUTERVRAGEN = frozenset({"email-bijlage", "werk-cv-maken", "werk-sollicitatie-sturen"})
#: Of that theme, what a phone does as well or better.
TELEFOONVRAGEN = frozenset({"documenten-scannen", "documenten-beeld-gebruiken"})


def vraagt_computer(leervragen: Iterable[str]) -> bool:
    """Whether one of these needs is hardly learned on a phone: a cv, documents, a file with an e-mail."""
    return any(
        code in COMPUTERVRAGEN or (code.startswith(COMPUTERTHEMA) and code not in TELEFOONVRAGEN) for code in leervragen
    )


def adviseer(profiel: Zoekprofiel, *, organisatie_id: int | None = None) -> dict[str, Any]:
    """Ask all three rooms; the answer is plain data, fit to be stored with the intake.

    ``organisatie_id`` is where the learner is: what is said of volunteers at other organisations depends on it.

    ``kamers`` stand in reading order. Each holds ``voorstellen`` and ``afgevallen``, both with reasons.
    """
    uitkomsten: dict[str, Uitkomst] = {
        "aanbod": aanbod.zoeken.adviseer(profiel, limiet=5),
        "vrijwilliger": vrijwilligers.koppelen.adviseer(profiel, limiet=3, organisatie_id=organisatie_id),
        "materiaal": leermateriaal.aanbevelen.adviseer(profiel, limiet=5),
    }
    volgorde = VOLGORDE_STARTER if profiel.echte_starter else VOLGORDE
    return {
        "gemaakt_op": timezone.now().isoformat(),
        "echte_starter": profiel.echte_starter,
        "kamers": [
            {
                "naam": naam,
                "titel": TITELS[naam],
                "voorstellen": [asdict(voorstel) for voorstel in uitkomsten[naam].voorstellen],
                "afgevallen": [asdict(afgevallen) for afgevallen in uitkomsten[naam].afgevallen],
            }
            for naam in volgorde
        ],
    }


def ontbreekt(
    *,
    apparaten: list[str],
    internet_thuis: bool | None,
    veilige_plek: bool | None,
    gevraagd: bool,
    leervragen: Iterable[str] = (),
) -> list[dict[str, str]]:
    """Conditions that are not met, the laptop only when one of ``leervragen`` asks for a computer.

    Not asked (None, or no devices before the section was filled in) is not missing."""
    mist = {
        "apparaat": gevraagd and not apparaten,
        "laptop": bool(apparaten) and not {"laptop", "pc"} & set(apparaten) and vraagt_computer(leervragen),
        "internet": internet_thuis is False,
        "veilige_plek": veilige_plek is False,
    }
    return [{"code": code, "wat": wat, "actie": actie} for code, wat, actie in VOORWAARDEN if mist[code]]
