"""The overview: key numbers, which district first, a map of one measure, and the line over the quarters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .eerst import Stadsdeeloordeel, volgorde
from .figuren.figuur import Vak
from .figuren.leerders import bereik, gevraagd
from .figuren.paginas import Vraag
from .kaart import Kaart, kaart
from .lezen import reeks
from .lijn import Lijn, lijn
from .onthulling import TOTAAL
from .periode import Kwartaal
from .tellen import ONBEKEND
from .tellen.leerders import ONVERVULD

#: What the overview reads.
GROEPEN = ("leerders", "verstuurd", "aanbod", "stand", "materiaal")


@dataclass(frozen=True, slots=True)
class Kerncijfer:
    """One number with what it is; ``url`` is the page that says more."""

    naam: str
    tekst: str
    toelichting: str
    pagina: str
    #: Beside the quarter before, in words; "" when there is nothing to compare with.
    verschil: str = ""


@dataclass(frozen=True, slots=True)
class Maat:
    """One measure to colour the map by."""

    code: str
    naam: str
    waarden: Callable[[Vraag], dict[str, Vak]]
    mensen: bool = True


@dataclass(frozen=True, slots=True)
class Overzicht:
    """All of it."""

    kern: list[Kerncijfer]
    eerst: list[Stadsdeeloordeel]
    maten: list[Maat]
    maat: Maat
    kaart: Kaart | None
    rijen: list[tuple[str, Vak]]
    lijn: Lijn | None


def _bereik(vraag: Vraag) -> dict[str, Vak]:
    heel = Vraag(vraag.cijfers, mensen=vraag.mensen, delen=vraag.delen, themas=vraag.themas)
    figuur = bereik(heel, "")
    return {code: figuur.vak(code, "aandeel") for code, _ in figuur.rijen}


def _tabel(groep: str, soort: str, kolom: str = TOTAAL) -> Callable[[Vraag], dict[str, Vak]]:
    def waarden(vraag: Vraag) -> dict[str, Vak]:
        tabel = vraag.cijfers.tabel(groep, soort)
        return {rij: Vak.van(tabel.waarde(rij, kolom)) for rij in tabel.rijen} if tabel else {}

    return waarden


def _los(soort: str, kolom: str) -> Callable[[Vraag], dict[str, Vak]]:
    def waarden(vraag: Vraag) -> dict[str, Vak]:
        getallen = vraag.cijfers.los("aanbod", soort)
        return {code: Vak.van(getallen.get(code, {}).get(kolom, 0)) for code in vraag.delen} if getallen else {}

    return waarden


def _zonder(vraag: Vraag) -> dict[str, Vak]:
    if not (vraag.thema and (tabel := vraag.cijfers.tabel("leerders", f"vraag:{vraag.thema}"))):
        return {}
    return {rij: Vak.procent(tabel.waarde(rij, ONVERVULD), gevraagd(tabel, rij)) for rij in tabel.rijen}


MATEN: tuple[Maat, ...] = (
    Maat("bereik", "Bereikt per 1.000 mensen die hulp nodig hebben", _bereik),
    Maat("leerders", "Leerders met een intake", _tabel("leerders", "niveau")),
    Maat("zonder", "Vraag zonder passend aanbod (kies een onderwerp)", _zonder),
    Maat("vrijwilligers", "Vrijwilligers", _tabel("stand", "stand")),
    Maat("veilig", "Veilige plekken voor DigiD", _los("veilig", "veilig"), mensen=False),
    Maat("aanbod", "Gepubliceerd aanbod", _los("aanbod", TOTAAL), mensen=False),
    Maat("wifi", "Locaties met gratis wifi", _los("veilig", "wifi"), mensen=False),
)


def overzicht(vraag: Vraag, maatcode: str) -> Overzicht:
    """Everything on the overview. Nine queries."""
    maten = [maat for maat in MATEN if vraag.mensen or not maat.mensen]
    maat = next((m for m in maten if m.code == maatcode), maten[0])
    waarden = maat.waarden(vraag)
    namen = {code: naam for code, naam in vraag.delen.items() if code != ONBEKEND}
    # A district that was put together with others has no number of its own.
    niets = Vak(None, "te weinig mensen" if waarden else "geen getal")
    rijen = [(naam, waarden.get(code, niets)) for code, naam in namen.items()]
    groep = "leerders" if vraag.mensen else "verstuurd"
    series = {TOTAAL: "Hele stad"} | ({vraag.stadsdeel: vraag.delen[vraag.stadsdeel]} if vraag.stadsdeel else {})
    return Overzicht(
        _kern(vraag),
        volgorde(vraag),
        maten,
        maat,
        kaart(namen, {code: (vak.waarde, vak.tekst) for code, vak in waarden.items() if code in namen}),
        rijen,
        lijn(reeks(groep, vraag.cijfers.kwartaal, grof=vraag.cijfers.grof), series),
    )


def _verschil(vraag: Vraag, groep: str, plek: str) -> str:
    """A total beside that of the quarter before, both as published. One query."""
    nu = vraag.cijfers.kwartaal
    if not isinstance(nu, Kwartaal) or vraag.cijfers.grof:
        return ""
    totalen = dict(reeks(groep, nu, 2))
    toen, dit = totalen.get(nu.vorige, {}).get(plek), totalen.get(nu, {}).get(plek)
    if toen is None or dit is None:
        return ""
    if toen == dit:
        return "even veel als in het kwartaal ervoor"
    return f"{abs(dit - toen)} {'meer' if dit > toen else 'minder'} dan in het kwartaal ervoor"


def _kern(vraag: Vraag) -> list[Kerncijfer]:
    """The numbers at the top: of the city, or of the district chosen where there is one."""
    uit: list[Kerncijfer] = []
    plek, wanneer = vraag.stadsdeel or TOTAAL, "dit jaar" if vraag.is_jaar else "in dit kwartaal"

    def mensen(groep: str, soort: str, kolom: str, naam: str, toelichting: str, pagina: str) -> None:
        tabel = vraag.cijfers.tabel(groep, soort)
        vak = Vak.van(tabel.waarde(plek, kolom)) if tabel else Vak(None, "geen getal")
        verschil = _verschil(vraag, groep, plek) if kolom == TOTAAL and vak.waarde is not None else ""
        uit.append(Kerncijfer(naam, vak.tekst, toelichting, pagina, verschil))

    if vraag.mensen:
        mensen("leerders", "niveau", TOTAAL, "Leerders", f"met een intake {wanneer}", "leerders")
    mensen("verstuurd", "antwoord", TOTAAL, "Doorverwijzingen", f"verstuurd {wanneer}", "doorverwijzingen")
    mensen("verstuurd", "antwoord", "op_tijd", "Op tijd beantwoord", "binnen vijf werkdagen", "doorverwijzingen")
    if vraag.mensen:
        mensen("stand", "stand", TOTAAL, "Vrijwilligers", "die niet gestopt zijn", "vrijwilligers")
    aanbod, veilig = vraag.cijfers.los("aanbod", "aanbod"), vraag.cijfers.los("aanbod", "veilig")
    if aanbod:
        uit.append(Kerncijfer("Aanbod", str(aanbod.get(plek, {}).get(TOTAAL, 0)), "gepubliceerd", "aanbod"))
        uit.append(Kerncijfer("Veilige plekken", str(veilig.get(plek, {}).get("veilig", 0)), "voor DigiD", "aanbod"))
    materiaal = vraag.cijfers.los("materiaal", "materiaal")
    if materiaal:
        uit.append(
            Kerncijfer("Gaten", str(materiaal.get(TOTAAL, {}).get("gat", 0)), "in het lesmateriaal", "materiaal")
        )
    return uit
