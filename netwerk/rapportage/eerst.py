"""Which district first, and why: districts ranked on a few published figures, each said in words.

No weights to argue about: per figure the districts are put in order, and a district's place is the mean of its places.
Only figures that are shown count, so nothing hidden speaks through the order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netwerk.kern.models import Postcodegebied

from .figuren.leerders import gevraagd
from .figuren.paginas import Vraag
from .models import Behoefte
from .onthulling import TOTAAL
from .tellen import ONBEKEND
from .tellen.leerders import GEEN, ONVERVULD

#: A place in this part of the order, from the worst, is a reason.
REDEN_TOT = 1 / 3


@dataclass(frozen=True, slots=True)
class Stadsdeeloordeel:
    """One district: its mean place (1 is worst, as a share of the districts compared), and why."""

    code: str
    naam: str
    plaats: float
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maatstaf:
    """A figure by which districts are compared; ``zin`` says a value in words. ``hoog``: higher is worse."""

    zin: Callable[[float], str]
    waarden: dict[str, float]
    hoog: bool


def volgorde(vraag: Vraag) -> list[Stadsdeeloordeel]:
    """All districts that can be compared on at least two figures, the one to look at first on top. Two queries."""
    delen = [code for code in vraag.delen if code != ONBEKEND]
    maten = [maat for maat in _maatstaven(vraag, delen) if len(maat.waarden) > 1]
    plaatsen: dict[str, list[float]] = {code: [] for code in delen}
    redenen: dict[str, list[tuple[float, str]]] = {code: [] for code in delen}
    for maat in maten:
        rij = sorted(maat.waarden.items(), key=lambda paar: (-paar[1] if maat.hoog else paar[1], paar[0]))
        for code, waarde in rij:
            # equal values share a place
            plek = sum((w > waarde) if maat.hoog else (w < waarde) for w in maat.waarden.values()) / (len(rij) - 1)
            plaatsen[code].append(plek)
            if plek < REDEN_TOT:
                redenen[code].append((plek, maat.zin(waarde)))
    uit = [
        Stadsdeeloordeel(
            code, vraag.delen[code], sum(plaatsen[code]) / len(plaatsen[code]),
            tuple(zin for _, zin in sorted(redenen[code])),
        )
        for code in delen
        if len(plaatsen[code]) > 1
    ]  # fmt: skip
    return sorted(uit, key=lambda oordeel: (oordeel.plaats, oordeel.naam))


def _maatstaven(vraag: Vraag, delen: list[str]) -> list[Maatstaf]:
    schatting = dict(Behoefte.objects.filter(aantal__gt=0).values_list("stadsdeel_id", "aantal"))
    aantal_gebieden = len(set(Postcodegebied.objects.order_by().values_list("stadsdeel_id", flat=True)))
    maten: list[Maatstaf] = []
    if vraag.mensen and (tabel := vraag.cijfers.tabel("leerders", "niveau")):
        bereikt = {
            code: 1000 * n / geschat
            for code in delen
            if (geschat := schatting.get(code)) and (n := tabel.waarde(code, TOTAAL)) is not None
        }
        maten.append(
            Maatstaf(lambda w: f"bereikt {_komma(w)} van elke 1.000 mensen die hulp nodig hebben", bereikt, False)
        )
        maten.append(
            Maatstaf(
                lambda w: f"{w:.0f}% van de vragen heeft geen passend aanbod dichtbij", _zonder(vraag, delen), True
            )
        )
        if apparaat := vraag.cijfers.tabel("leerders", "apparaat"):
            geen = {
                code: 100 * n / heel
                for code in delen
                if (n := apparaat.waarde(code, GEEN)) is not None and (heel := apparaat.waarde(code, TOTAAL))
            }
            maten.append(Maatstaf(lambda w: f"{w:.0f}% van de leerders heeft geen computer", geen, True))
    veilig = vraag.cijfers.los("aanbod", "veilig")
    if veilig and aantal_gebieden:
        plekken = {code: float(veilig.get(code, {}).get("veilig", 0)) for code in delen}
        maten.append(Maatstaf(lambda w: _plekken(w), plekken, False))
    aanbod = vraag.cijfers.los("aanbod", "aanbod")
    if aanbod:
        maten.append(
            Maatstaf(
                lambda w: f"{w:.0f} keer aanbod", {c: float(aanbod.get(c, {}).get(TOTAAL, 0)) for c in delen}, False
            )
        )
    if antwoord := vraag.cijfers.tabel("verstuurd", "antwoord"):
        tijdig = {
            code: 100 * n / heel
            for code in delen
            if (n := antwoord.waarde(code, "op_tijd")) is not None and (heel := antwoord.waarde(code, TOTAAL))
        }
        maten.append(Maatstaf(lambda w: f"{w:.0f}% van de doorverwijzingen kreeg op tijd antwoord", tijdig, False))
    return maten


def _zonder(vraag: Vraag, delen: list[str]) -> dict[str, float]:
    """Share of the asked themes without fitting provision, over the themes in which both counts are shown."""
    uit: dict[str, float] = {}
    for code in delen:
        vroeg = niets = 0
        for thema in vraag.themas:
            tabel = vraag.cijfers.tabel("leerders", f"vraag:{thema}")
            if tabel and (v := gevraagd(tabel, code)) is not None and (n := tabel.waarde(code, ONVERVULD)) is not None:
                vroeg, niets = vroeg + v, niets + n
        if vroeg:
            uit[code] = 100 * niets / vroeg
    return uit


def _komma(waarde: float) -> str:
    return f"{waarde:.1f}".replace(".", ",")


def _plekken(aantal: float) -> str:
    return (
        "geen veilige plek" if aantal == 0 else "één veilige plek" if aantal == 1 else f"{aantal:.0f} veilige plekken"
    )
