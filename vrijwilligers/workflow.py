"""The three state machines of the room: volunteer, help request, match."""

from __future__ import annotations

from typing import Any

from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import Overgang, Werkstroom

from .choices import HulpvraagStatus as H
from .choices import KoppelingStatus as K
from .choices import VrijwilligerStatus as V
from .permissions import mag_begeleiden, mag_intrekken, mag_koppeling_beheren


def het_systeem(gebruiker: Gebruiker | None, voorwerp: Any) -> bool:
    """For transitions that follow from another one: never a button (a button has a user)."""
    return gebruiker is None


vrijwilliger = Werkstroom(
    [
        Overgang("kennismaken", "Kennismaking plannen", (V.AANGEMELD,), V.KENNISMAKING, mag_begeleiden, "chat-dots"),
        Overgang("naar_screening", "Naar screening", (V.KENNISMAKING,), V.SCREENING, mag_begeleiden, "shield-check"),
        Overgang(
            "naar_training", "Naar training", (V.KENNISMAKING, V.SCREENING), V.TRAINING, mag_begeleiden, "mortarboard"
        ),
        Overgang("inzetbaar", "Inzetbaar", (V.SCREENING, V.TRAINING), V.INZETBAAR, mag_begeleiden, "check-lg"),
        Overgang("pauzeer", "Pauze", (V.INZETBAAR, V.ACTIEF, V.TRAINING), V.PAUZE, mag_begeleiden, "stopwatch"),
        Overgang("hervat", "Weer inzetbaar", (V.PAUZE,), V.INZETBAAR, mag_begeleiden, "play-circle"),
        Overgang(
            "stop",
            "Stopt",
            (V.AANGEMELD, V.KENNISMAKING, V.SCREENING, V.TRAINING, V.INZETBAAR, V.PAUZE),
            V.GESTOPT,
            mag_begeleiden,
            "x-lg",
            gevaarlijk=True,
        ),
        Overgang("kom_terug", "Komt terug", (V.GESTOPT,), V.KENNISMAKING, mag_begeleiden, "arrow-repeat"),
        # Said through a signed link or by signing up again: the volunteer's own word, so no button.
        Overgang("zegt_ja", "Wil terugkomen", (V.GESTOPT,), V.AANGEMELD, het_systeem, "arrow-repeat"),
        # By the volunteer's own hand, through a signed link or a login of their own: never a coordinator's button.
        Overgang("pauzeer_zelf", "Neemt zelf pauze", (V.INZETBAAR, V.ACTIEF, V.TRAINING), V.PAUZE, het_systeem),
        Overgang("hervat_zelf", "Meldt zich terug", (V.PAUZE,), V.INZETBAAR, het_systeem),
        Overgang("eerste_koppeling", "Actief", (V.INZETBAAR,), V.ACTIEF, het_systeem),
        Overgang("laatste_koppeling_klaar", "Weer inzetbaar", (V.ACTIEF,), V.INZETBAAR, het_systeem),
    ],
    organisaties=lambda obj: [obj.organisatie_id],
)

_LOPEND = (H.OPEN, H.VOORGESTELD, H.GEKOPPELD, H.GESTART)
hulpvraag = Werkstroom(
    [
        Overgang("trek_in", "Trek in", _LOPEND, H.INGETROKKEN, mag_intrekken, "x-lg", gevaarlijk=True),
        # The rest follows from what happens to its match.
        Overgang("voorgesteld", "Vrijwilliger voorgesteld", (H.OPEN, H.VOORGESTELD), H.VOORGESTELD, het_systeem),
        Overgang("gekoppeld", "Gekoppeld", (H.OPEN, H.VOORGESTELD), H.GEKOPPELD, het_systeem),
        Overgang("gestart", "Gestart", (H.GEKOPPELD,), H.GESTART, het_systeem),
        Overgang("afgerond", "Afgerond", (H.GESTART,), H.AFGEROND, het_systeem),
        Overgang("heropen", "Weer open", (H.VOORGESTELD, H.GEKOPPELD, H.GESTART), H.OPEN, het_systeem),
        Overgang("verloop", "Verlopen", _LOPEND, H.VERLOPEN, het_systeem),
    ],
    organisaties=lambda obj: [obj.van_organisatie_id, obj.naar_organisatie_id],
)

koppeling = Werkstroom(
    [
        Overgang(
            "accepteer", "Vrijwilliger zegt ja", (K.VOORGESTELD,), K.GEACCEPTEERD, mag_koppeling_beheren, "check-lg"
        ),
        Overgang(
            "wijs_af", "Gaat niet door", (K.VOORGESTELD,), K.AFGEWEZEN, mag_koppeling_beheren, "x-lg", gevaarlijk=True
        ),
        Overgang(
            "start", "Eerste afspraak is geweest", (K.GEACCEPTEERD,), K.GESTART, mag_koppeling_beheren, "play-circle"
        ),
        Overgang("rond_af", "Klaar: doel bereikt", (K.GESTART,), K.AFGEROND, mag_koppeling_beheren, "flag"),
        Overgang(
            "stop",
            "Stopt eerder",
            (K.GEACCEPTEERD, K.GESTART),
            K.GESTOPT,
            mag_koppeling_beheren,
            "x-lg",
            gevaarlijk=True,
        ),
        Overgang("leerder_stopt", "De leerder stopt", (K.GEACCEPTEERD, K.GESTART), K.GESTOPT, het_systeem, "x-lg"),
        # The volunteer's own hand.
        Overgang("zegt_ja", "Vrijwilliger zei zelf ja", (K.VOORGESTELD,), K.GEACCEPTEERD, het_systeem, "check-lg"),
        Overgang("zegt_nee", "Vrijwilliger zei zelf nee", (K.VOORGESTELD,), K.AFGEWEZEN, het_systeem, "x-lg"),
        Overgang("vervalt", "Vervallen", (K.VOORGESTELD,), K.VERLOPEN, het_systeem),
    ],
    organisaties=lambda obj: [obj.organisatie_id, obj.van_organisatie_id],
)
