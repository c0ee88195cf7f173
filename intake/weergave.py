"""What the pages of the intake show, worked out from the stored answers: the question now, progress, growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from netwerk.kern.choices import DAGDELEN, Domein, Niveau
from netwerk.kern.models import Doelgroep, Niveauuitleg, Taal

from . import niveaubepaling
from .choices import Score
from .models import Antwoord, Domeinniveau, Intake, Leerder
from .uitslag import Achtergrond
from .vragenlijst import DOMEINEN, Vertaling, Vraag

#: The coach's buttons: score, label, icon, keyboard hint.
KNOPPEN: tuple[tuple[str, str, str], ...] = (
    (Score.ZELFSTANDIG, "Zelf gedaan", "check-circle-fill"),
    (Score.MET_HULP, "Met hulp", "people-fill"),
    (Score.NIET, "Nog niet", "x-circle-fill"),
    (Score.NIET_GEVRAAGD, "Niet gevraagd", "slash-circle"),
)
#: The learner's buttons: word of the questionnaire, score, icon.
LEERDERKNOPPEN: tuple[tuple[str, str, str], ...] = (
    ("ja", Score.ZELFSTANDIG, "emoji-smile"),
    ("beetje", Score.MET_HULP, "people-fill"),
    ("nee", Score.NIET, "emoji-neutral"),
    ("overslaan", Score.NIET_GEVRAAGD, "slash-circle"),
)


@dataclass(frozen=True, slots=True)
class Domeinstand:
    """One domain in the row above the question."""

    code: str
    naam: str
    klaar: bool
    nu: bool


@dataclass(frozen=True, slots=True)
class Scherm:
    """Everything the answer page shows. ``tegenspraken``: what does not fit, with the items to look at once more."""

    vraag: Vraag | None
    eerder: str
    laatste: Antwoord | None
    antwoorden: tuple[tuple[Vraag, Antwoord], ...]
    voortgang: str
    domeinen: tuple[Domeinstand, ...]
    gesteld: int
    tegenspraken: tuple[tuple[str, tuple[Vraag, ...]], ...] = ()

    @property
    def klaar(self) -> bool:
        """All domains are clear."""
        return self.vraag is None


def achtergrond_van(leerder: Leerder) -> Achtergrond:
    """What is known of the person, to start beside the right level."""
    return Achtergrond(leerder.nederlands, leerder.leest, frozenset(leerder.apparaten), leerder.digid)


def maak_scherm(intake: Intake, *, code: str = "") -> Scherm:
    """The page for this intake: the next question, or the one asked for by ``code`` (to change an answer).

    One query (the answers); ``intake`` comes with ``leerder`` and ``vragenlijst``.
    """
    lijst = intake.vragenlijst.als_vragenlijst()
    gegeven = list(intake.antwoorden.order_by("gegeven_op", "pk"))
    scores = {antwoord.vraag: antwoord.score for antwoord in gegeven}
    if code and lijst.heeft(code):
        vraag: Vraag | None = lijst.vraag(code)
    else:
        vraag = niveaubepaling.volgende_vraag(lijst, scores, achtergrond_van(intake.leerder))
    uitslag = niveaubepaling.bepaal(lijst, scores)
    namen = dict(Domein.choices)
    return Scherm(
        vraag=vraag,
        eerder=scores.get(vraag.code, "") if vraag else "",
        laatste=gegeven[-1] if gegeven else None,
        antwoorden=tuple((lijst.vraag(antwoord.vraag), antwoord) for antwoord in reversed(gegeven)),
        voortgang=voortgang_in_woorden(niveaubepaling.voortgang(lijst, scores)),
        domeinen=tuple(
            Domeinstand(d, namen[d], uitslag[d].klaar, vraag is not None and vraag.domein == d) for d in DOMEINEN
        ),
        gesteld=len(gegeven),
        tegenspraken=tuple((t.tekst, tuple(lijst.vraag(c) for c in t.laag if t.domein)) for t in uitslag.tegenspraken),
    )


def voortgang_in_woorden(voortgang: niveaubepaling.Voortgang) -> str:
    """'7 vragen gehad, 1 van 5 onderdelen klaar. Nog minstens 8 vragen.'

    The upper bound is named once it is near: at the start it frightens and is hardly ever reached.
    """
    if voortgang.domeinen_klaar == voortgang.domeinen:
        return f"{_vragen(voortgang.gesteld)} gehad. Alle onderdelen zijn klaar."
    begin = (
        f"{_vragen(voortgang.gesteld)} gehad, {voortgang.domeinen_klaar} van {voortgang.domeinen} onderdelen klaar. "
        if voortgang.gesteld
        else ""
    )
    minst, meest = voortgang.nog_minstens, voortgang.nog_hoogstens
    if minst == meest:
        return f"{begin}Nog {_vragen(minst)}."
    return begin + (f"Nog {minst} tot {meest} vragen." if meest - minst <= 6 else f"Nog minstens {_vragen(minst)}.")


def _vragen(aantal: int) -> str:
    return "1 vraag" if aantal == 1 else f"{aantal} vragen"


APPARAATZIN = {
    "telefoon": "een telefoon of tablet",
    "computer": "een computer of laptop",
    "beide": "een telefoon of computer",
}


def vooruit(intake: Intake) -> dict[str, Any]:
    """All questions of this version as the page shows them, for when the connection drops. Nothing about the person.

    ``zin`` and ``soort_leerder`` are the learner's side in the intake's language. At most two queries.
    """
    lijst = intake.vragenlijst.als_vragenlijst()
    vertaling = intake.vragenlijst.vertaling(intake.taal) if intake.taal != "nl" else None
    woorden = vertaling.woorden if vertaling else lijst.woorden
    return {
        "sleutel": pakketsleutel(intake),
        "domeinen": DOMEINEN,
        "vragen": [
            {
                "code": v.code,
                "domein": v.domein,
                "trede": v.trede,
                "computer": v.apparaat == "computer",
                "tekst": v.tekst,
                "kijk": v.kijk,
                "voordoen": v.voordoen,
                "pictogram": v.pictogram,
                "soort": f"Laten doen op {APPARAATZIN[v.apparaat]}" if v.soort == "doen" else "Samen bespreken",
                "zin": zin_voor_leerder(v, vertaling),
                "soort_leerder": woorden["laat_zien" if v.soort == "doen" else "vertel"],
            }
            for v in lijst.vragen
        ],
    }


def pakketsleutel(intake: Intake) -> str:
    """Under which name a browser keeps the questions: another version or language is another package."""
    return f"{intake.vragenlijst.nummer}-{intake.taal}"


def stand_voor_browser(intake: Intake, scherm: Scherm) -> dict[str, Any]:
    """What static/intake/trap.js needs besides the questions: codes and scores, no name."""
    achtergrond = achtergrond_van(intake.leerder)
    return {
        "scores": {antwoord.vraag: antwoord.score for _vraag, antwoord in scherm.antwoorden},
        "start": {domein: niveaubepaling.start_uit_achtergrond(achtergrond, domein) for domein in DOMEINEN},
        "telefoon": bool(achtergrond.apparaten) and not achtergrond.apparaten & {"laptop", "pc"},
        "pakket": pakketsleutel(intake),
    }


def zin_voor_leerder(vraag: Vraag, vertaling: Vertaling | None) -> str:
    """The sentence on the learner's side."""
    return vertaling.teksten[vraag.code] if vertaling else vraag.tekst


@dataclass(frozen=True, slots=True)
class Groei:
    """One domain in two intakes; ``stappen`` up (or down), None when one of the two is unknown."""

    domein: str
    naam: str
    eerst: int | None
    nu: int | None

    @property
    def stappen(self) -> int | None:
        return None if self.eerst is None or self.nu is None else self.nu - self.eerst

    @property
    def in_woorden(self) -> str:
        """'2 treden omhoog'; unknown is not the same as no growth."""
        match self.stappen:
            case None:
                return "nog niet te vergelijken"
            case 0:
                return "gelijk gebleven"
            case n:
                return f"{abs(n)} {'trede' if abs(n) == 1 else 'treden'} {'omhoog' if n > 0 else 'omlaag'}"


def groei(eerste: Intake, laatste: Intake) -> list[Groei]:
    """The first finished intake beside the last, per domain (both with ``domeinniveaus`` prefetched)."""
    oud = {rij.domein: rij.niveau for rij in eerste.domeinniveaus.all()}
    nieuw = {rij.domein: rij.niveau for rij in laatste.domeinniveaus.all()}
    return [Groei(code, naam, oud.get(code), nieuw.get(code)) for code, naam in Domein.choices]


def herkenning(domein: str, niveau: int | None, uitleg: Mapping[int, Niveauuitleg]) -> list[tuple[str, str]]:
    """How one sees the level, as (heading, text). ``uitleg`` by rank.

    A level is the first rung that is not mastered, while the texts of the upper rungs say what somebody does already.
    So from basisniveau 1 up: what is mastered is the rung below, and the own rung is what is learned now.
    """
    if niveau is None:
        return []
    regels = [("Kan al", niveau - 1), ("Leert nu", niveau)] if niveau >= Niveau.BASIS1 else [("Nu", niveau)]
    teksten = [(kop, uitleg[rang].herkenning.get(domein, "") if rang in uitleg else "") for kop, rang in regels]
    return [(kop, tekst) for kop, tekst in teksten if tekst]


def niveaunaam(rang: int | None) -> str:
    """The level's name; None is unknown, which is not starter."""
    return "Nog niet bekend" if rang is None else Niveau(rang).label


def profiel_van(intake: Intake) -> Sequence[tuple[str, str, Domeinniveau | None]]:
    """(code, name, stored row or None) per domain, in the fixed order."""
    rijen = {rij.domein: rij for rij in intake.domeinniveaus.all()}
    return [(code, naam, rijen.get(code)) for code, naam in Domein.choices]


def gegevens_in_woorden(persoon: Leerder) -> list[tuple[str, str]]:
    """What is known of the person, in words; what was not asked is left out. Two queries at most."""
    talen = dict(Taal.objects.filter(pk__in=persoon.talen).values_list("pk", "naam")) if persoon.talen else {}
    groepen = (
        dict(Doelgroep.objects.filter(pk__in=persoon.doelgroepen).values_list("pk", "naam"))
        if persoon.doelgroepen
        else {}
    )
    ja_nee = {True: "Ja", False: "Nee", None: ""}
    apparaten = {"telefoon": "telefoon", "tablet": "tablet", "laptop": "laptop", "pc": "vaste computer"}
    rijen = [
        ("Talen", ", ".join(talen.get(code, code) for code in persoon.talen)),
        ("Spreekt Nederlands", persoon.get_nederlands_display()),
        ("Lezen en schrijven", persoon.get_leest_display()),
        ("Tolk of helper", persoon.hulptaal),
        ("Leeftijd", f"ongeveer {persoon.leeftijd} jaar" if persoon.geboortejaar else ""),
        ("Buurt", f"{persoon.pc4_id}, {persoon.pc4.stadsdeel}" if persoon.pc4 else ""),
        ("Bereikbaar", persoon.contact),
        ("Hoort bij", ", ".join(groepen.get(code, code) for code in persoon.doelgroepen)),
        ("Kan op", ", ".join(naam for code, naam in DAGDELEN if code in persoon.dagdelen)),
        ("Leert het liefst", persoon.get_vorm_display()),
        ("Wil reizen", persoon.get_reisafstand_m_display()),
        ("Heeft thuis", ", ".join(apparaten[code] for code in persoon.apparaten if code in apparaten)),
        ("Internet thuis", ja_nee[persoon.internet_thuis]),
        ("DigiD", persoon.get_digid_display()),
        ("Veilige plek", ja_nee[persoon.veilige_plek]),
        ("Wat hielp eerder", persoon.werkte_eerder),
    ]
    return [(naam, waarde) for naam, waarde in rijen if waarde]
