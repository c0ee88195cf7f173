"""From raw counts to what may be stored and shown. Pure: counts and orders in, a JSON-able structure out.

Per group of people the districts are put together once, and every table of the group uses that. A table is a dict:
``rijen`` and ``kolommen`` (keys), ``rijsamen`` and ``kolomsamen`` (what stands under ``samen``), ``cellen`` (rows of
numbers, null for hidden), ``rijtotalen``, ``kolomtotalen``, ``totaal``: the totals are never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .bundelen import Bundel, Gevoelig, bescherm, bundel, voeg_samen
from .onthulling import DREMPEL, Plek
from .tellen import Telling
from .tellen.leerders import NIET_GEVRAAGD, ONVERVULD, VERVULD

#: Everybody who asked within a theme, when met and unmet cannot be shown apart.
GEVRAAGD = "gevraagd"
Tabel = dict[str, Any]
Inhoud = dict[str, Tabel]


@dataclass(frozen=True, slots=True)
class Soort:
    """One table of a group: its columns in order. ``as_``: what its rows are, by default districts."""

    naam: str
    kolommen: tuple[str, ...]
    as_: str = "stadsdeel"


#: Tables per group of people. The first one's row totals decide which districts are put together.
GROEPEN: dict[str, tuple[Soort, ...]] = {
    "leerders": (
        Soort("niveau", ("0", "1", "2", "3", "4", "onbekend")),
        Soort("apparaat", ("geen", "wel", "onbekend")),
        Soort("internet", ("geen", "wel", "onbekend")),
        Soort("plek", ("geen", "wel", "onbekend")),
    ),
    "verstuurd": (
        Soort("antwoord", ("op_tijd", "later", "binnen_termijn", "te_laat", "zonder")),
        Soort("antwoord_aanbieder", ("op_tijd", "later", "binnen_termijn", "te_laat", "zonder"), as_="aanbieder"),
        Soort("uitgeleend", ("apparaat_wel", "apparaat_niet", "wifi_wel", "wifi_niet", "anders")),
    ),
    "gesloten": (Soort("uitkomst", ("afgerond", "gestopt", "afgewezen", "ingetrokken", "verlopen")),),
    "gestart": (Soort("wachttijd", ("twee", "zes", "langer")),),
    "hulp": (Soort("hulp", ("vier", "langer", "geen", "ingetrokken")),),
    "stand": (Soort("stand", ("nieuw", "onderweg", "inzetbaar", "actief", "pauze")),),
    "werving": (Soort("opbrengst", ("klaar", "onderweg", "weg"), as_="kanaal"),),
}
#: Groups about things: shown as they are counted.
ZAKEN: dict[str, tuple[str, ...]] = {
    "aanbod": ("aanbod", "aanbodwacht", "loopt_af", "veilig", "aanbodthema"),
    "materiaal": ("materiaal",),
}
#: Which of the raw counts belong to which group.
GROEP_VAN: dict[str, str] = {soort.naam: groep for groep, soorten in GROEPEN.items() for soort in soorten}
GROEP_VAN |= {soort: groep for groep, soorten in ZAKEN.items() for soort in soorten}
GROEP_VAN |= {"vraag": "leerders", "niveauvraag": "leerders"}


def groep_van(soort: str) -> str:
    """The group a raw count belongs to; ``vraag:email`` → ``leerders``."""
    return GROEP_VAN[soort.partition(":")[0]]


def maak(groep: str, telling: Telling, assen: Mapping[str, Sequence[str]]) -> Inhoud:
    """What may be published of a group of people; empty when they are fewer than five.

    ``assen`` gives the order of the classes: ``stadsdeel``, ``aanbieder``, ``kanaal`` and ``thema``.
    """
    per: dict[str, dict[Plek, int]] = {}
    for (naam, rij, kolom), aantal in telling.items():
        per.setdefault(naam, {})[rij, kolom] = aantal
    uit: Inhoud = {}
    rijen: dict[str, Bundel | None] = {}
    for soort in GROEPEN[groep]:
        cellen = per.get(soort.naam, {})
        if soort.as_ not in rijen:
            rijen[soort.as_] = bundel(_totalen(cellen, 0), [*assen[soort.as_]])
        kolommen = bundel(_totalen(cellen, 1), soort.kolommen)
        if (r := rijen[soort.as_]) is None or kolommen is None:
            return {}
        uit[soort.naam] = _tabel(voeg_samen(cellen, r, kolommen), r, kolommen)
    if groep == "leerders":
        niveaus = bundel(_totalen(per["niveau"], 1), GROEPEN["leerders"][0].kolommen)
        delen = rijen["stadsdeel"]
        if niveaus is not None and delen is not None:
            for thema in assen["thema"]:
                uit |= _thema(thema, per, delen, niveaus)
    return uit


def maak_zaken(groep: str, telling: Telling) -> Inhoud:
    """Counts of things as a table per kind: rows with columns, without control."""
    uit: Inhoud = {}
    for (soort, rij, kolom), aantal in sorted(telling.items()):
        if groep_van(soort) == groep:
            uit.setdefault(soort, {"los": {}})["los"].setdefault(rij, {})[kolom] = aantal
    return uit


def _totalen(cellen: Mapping[Plek, int], as_: int) -> dict[str, int]:
    uit: dict[str, int] = {}
    for plek, aantal in cellen.items():
        uit[plek[as_]] = uit.get(plek[as_], 0) + aantal
    return uit


def _tabel(cellen: Mapping[Plek, int], rijen: Bundel, kolommen: Bundel, gevoelig: Gevoelig | None = None) -> Tabel:
    getoond = bescherm(cellen, gevoelig)
    return {
        "rijen": list(rijen.klassen),
        "rijsamen": list(rijen.samen),
        "kolommen": list(kolommen.klassen),
        "kolomsamen": list(kolommen.samen),
        "cellen": [[getoond[rij, kolom] for kolom in kolommen.klassen] for rij in rijen.klassen],
        "rijtotalen": [rijen.totalen[rij] for rij in rijen.klassen],
        "kolomtotalen": [kolommen.totalen[kolom] for kolom in kolommen.klassen],
        "totaal": sum(rijen.totalen.values()),
    }


def _thema(thema: str, per: Mapping[str, Mapping[Plek, int]], delen: Bundel, niveaus: Bundel) -> Inhoud:
    """A theme by district and by level; nothing when under five asked for it, or under five did not."""
    cellen = per.get(f"vraag:{thema}", {})
    totalen = _totalen(cellen, 1)
    onvervuld, vervuld = totalen.get(ONVERVULD, 0), totalen.get(VERVULD, 0)
    niet = totalen.get(NIET_GEVRAAGD, 0)
    if onvervuld + vervuld < DREMPEL or niet < DREMPEL:
        return {}
    apart = min(onvervuld, vervuld) >= DREMPEL
    if apart:
        kolommen = Bundel((ONVERVULD, VERVULD, NIET_GEVRAAGD), (), totalen)
    else:
        kolommen = Bundel((GEVRAAGD, NIET_GEVRAAGD), (), {GEVRAAGD: onvervuld + vervuld, NIET_GEVRAAGD: niet})
    samen: dict[Plek, int] = {(rij, kolom): 0 for rij in delen.klassen for kolom in kolommen.klassen}
    for (rij, kolom), aantal in cellen.items():
        samen[delen.van(rij), kolom if apart or kolom == NIET_GEVRAAGD else GEVRAAGD] += aantal

    def weinig_vroegen(plek: Plek, waarden: Mapping[Plek, int]) -> bool:
        """Who did not ask gives away who did: the total of the row is known."""
        rij, kolom = plek
        return apart and kolom == NIET_GEVRAAGD and waarden[rij, ONVERVULD] + waarden[rij, VERVULD] < DREMPEL

    ja_nee = Bundel(("ja", "nee"), (), {"ja": onvervuld + vervuld, "nee": niet})
    return {
        f"vraag:{thema}": _tabel(samen, delen, kolommen, weinig_vroegen),
        f"niveauvraag:{thema}": _tabel(
            voeg_samen(per.get(f"niveauvraag:{thema}", {}), niveaus, ja_nee), niveaus, ja_nee
        ),
    }
