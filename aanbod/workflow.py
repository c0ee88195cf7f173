"""Both state machines of this room as tables: publishing provision, and the closed loop of a referral (ontwerp §4)."""

from __future__ import annotations

from datetime import date

from netwerk.kern.werkdagen import na_werkdagen
from netwerk.kern.workflow import Overgang, Werkstroom

from .choices import OPEN, AanbodStatus, Stand
from .permissions import is_klok, is_verzender, mag_aanbod_beheren, mag_afmelden, mag_beantwoorden

A, S = AanbodStatus, Stand

aanbodstroom = Werkstroom(
    [
        Overgang("publiceer", "Publiceren", (A.CONCEPT, A.GEPAUZEERD), A.GEPUBLICEERD, mag_aanbod_beheren, "check-lg"),
        Overgang("pauzeer", "Pauzeren", (A.GEPUBLICEERD,), A.GEPAUZEERD, mag_aanbod_beheren, "slash-circle"),
        Overgang(
            "archiveer",
            "Archiveren",
            (A.CONCEPT, A.GEPUBLICEERD, A.GEPAUZEERD),
            A.GEARCHIVEERD,
            mag_aanbod_beheren,
            "archive",
            gevaarlijk=True,
        ),
        Overgang(
            "heropen", "Terug naar concept", (A.GEARCHIVEERD,), A.CONCEPT, mag_aanbod_beheren, "arrow-return-left"
        ),
    ],
    organisaties=lambda aanbod: [aanbod.organisatie_id],
)

doorverwijsstroom = Werkstroom(
    [
        Overgang("verstuur", "Versturen", (S.CONCEPT,), S.VERSTUURD, is_verzender, "send"),
        Overgang("ontvang", "In behandeling nemen", (S.VERSTUURD,), S.ONTVANGEN, mag_beantwoorden, "inbox"),
        Overgang(
            "nodig_uit",
            "Uitnodigen",
            (S.VERSTUURD, S.ONTVANGEN, S.WACHTLIJST, S.NIET_VERSCHENEN, S.NIET_BEREIKBAAR),
            S.UITGENODIGD,
            mag_beantwoorden,
            "calendar-check",
        ),
        Overgang(
            "zet_op_wachtlijst",
            "Op de wachtlijst zetten",
            (S.VERSTUURD, S.ONTVANGEN, S.NIET_BEREIKBAAR),
            S.WACHTLIJST,
            mag_beantwoorden,
            "hourglass-split",
        ),
        Overgang(
            "wijs_af",
            "Afwijzen",
            (S.VERSTUURD, S.ONTVANGEN, S.WACHTLIJST),
            S.AFGEWEZEN,
            mag_beantwoorden,
            "x-circle",
            gevaarlijk=True,
        ),
        # Before what went wrong: the first of the answers is the main button on the page.
        Overgang(
            "start",
            "Leerder is begonnen",
            (S.WACHTLIJST, S.UITGENODIGD, S.NIET_VERSCHENEN),
            S.GESTART,
            mag_beantwoorden,
            "play-circle",
        ),
        Overgang(
            "meld_niet_bereikbaar",
            "Leerder is niet bereikbaar",
            (S.VERSTUURD, S.ONTVANGEN, S.WACHTLIJST, S.UITGENODIGD),
            S.NIET_BEREIKBAAR,
            mag_beantwoorden,
            "telephone-x",
        ),
        Overgang(
            "meld_niet_verschenen",
            "Leerder is niet gekomen",
            (S.UITGENODIGD,),
            S.NIET_VERSCHENEN,
            mag_beantwoorden,
            "person-x",
        ),
        Overgang(
            "vraag_na",
            "Ik sprak de leerder",
            (S.NIET_VERSCHENEN, S.NIET_BEREIKBAAR),
            S.ONTVANGEN,
            is_verzender,
            "person-check",
        ),
        Overgang("rond_af", "Afgerond", (S.GESTART,), S.AFGEROND, mag_beantwoorden, "trophy"),
        Overgang(
            "stop",
            "Gestopt",
            (S.WACHTLIJST, S.UITGENODIGD, S.GESTART, S.NIET_VERSCHENEN, S.NIET_BEREIKBAAR),
            S.GESTOPT,
            mag_afmelden,
            "slash-circle",
            gevaarlijk=True,
        ),
        Overgang(
            "trek_in",
            "Intrekken",
            (S.CONCEPT, *sorted(OPEN)),
            S.INGETROKKEN,
            is_verzender,
            "arrow-return-left",
            gevaarlijk=True,
        ),
        Overgang(
            "verloop",
            "Laten verlopen",
            tuple(sorted(OPEN)),  # no open state may stay open for ever
            S.VERLOPEN,
            is_klok,
            "clock-history",
        ),
    ],
    organisaties=lambda doorverwijzing: [doorverwijzing.van_organisatie_id, doorverwijzing.naar_organisatie_id],
)

#: What a provider can answer, in the order of the answer screen. Each needs what, who and when.
ANTWOORDEN: tuple[str, ...] = (
    "nodig_uit",
    "zet_op_wachtlijst",
    "start",
    "meld_niet_bereikbaar",
    "meld_niet_verschenen",
    "rond_af",
    "wijs_af",
    "stop",
)
#: Answers that look ahead (a date from today) and answers that look back (a date up to today).
VOORUIT: frozenset[str] = frozenset({"nodig_uit", "zet_op_wachtlijst", "wijs_af", "meld_niet_bereikbaar"})
TERUG: frozenset[str] = frozenset({"rond_af", "stop", "meld_niet_verschenen"})
#: What a rejection or a stop must say besides: a reason from a list.
MET_REDEN: frozenset[str] = frozenset({"wijs_af", "stop"})

#: Agreed in the network, in working days from the day of the transition.
WERKDAGEN: dict[str, int] = {
    S.VERSTUURD: 5,  # a concrete answer
    S.UITGENODIGD: 2,  # after the appointment: did the learner come?
    S.GESTART: 40,  # still there? about eight weeks
    S.NIET_VERSCHENEN: 5,  # the coach asks the learner what happened
    S.NIET_BEREIKBAAR: 5,  # the coach finds the learner
}


def uiterlijk(stand: str, vandaag: date, *, wanneer: date | None = None, tot_nu: date | None = None) -> date | None:
    """The date before which the side that has the next move must act; None for a closed state.

    ``wanneer`` is the date in the answer (an appointment, the day of hearing more), ``tot_nu`` the due date so far:
    taking a referral into treatment does not buy time.
    """
    if stand not in OPEN:
        return None
    if stand == S.ONTVANGEN:
        return tot_nu or na_werkdagen(vandaag, WERKDAGEN[S.VERSTUURD])
    if stand == S.WACHTLIJST:
        return wanneer or na_werkdagen(vandaag, WERKDAGEN[S.VERSTUURD])
    if stand in (S.UITGENODIGD, S.GESTART):
        return na_werkdagen(max(vandaag, wanneer or vandaag), WERKDAGEN[stand])
    return na_werkdagen(vandaag, WERKDAGEN[stand])
