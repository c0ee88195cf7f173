"""Which provision fits a learner, and why: pure scoring, no database.

Two kinds of rules. **Hard**: level, language, distance, one-to-one; what fails exactly one of them comes back as a near
miss with that one reason. **Weighed**: every rule adds points and may add a phrase that a coach can say aloud, or a
warning. The weights are agreed with practitioners in the tests (tests/aanbod/test_rangschikken.py), not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp

from django.utils.translation import gettext

from netwerk.kern.choices import DAGDEEL_NAAM, Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Afgevallen, Uitkomst, Voorstel, Zoekprofiel, afstand_in_woorden

from .choices import Begeleiding, Kosten, Soort

#: Points per rule. Needs weigh most: provision near by that teaches something else does not help.
PUNTEN: dict[str, float] = {
    "leervragen": 40,
    "afstand": 26,
    "taal": 24,
    "prive": 20,
    "dagdeel": 10,
    "een_op_een": 10,
    "wachttijd": 8,
    "doelgroep": 10,
    "leeftijd": 9,
    "nul": 5,
    "gecontroleerd": 4,
    "structureel": 3,
    "gratis": 2,
}
#: "Not far beyond" the distance somebody will travel.
UITLOOP = 1.5
#: Metres at which the points for distance have fallen to about a third: a long bus ride still counts against a longer.
HALVERING_M = 4_000
#: Where the learner's place or the provision's place is not known: as if it were at this distance.
ONBEKEND_M = 3_000
THEMA_TELT = 0.7
#: Target groups by age: who belongs to one learns best among them, and what is made for one is seldom for another.
LEEFTIJDSGROEPEN: frozenset[str] = frozenset({"jongeren", "ouderen"})
#: Provision for these groups with one other language is made for the speakers of that language.
TAALGROEPEN: frozenset[str] = frozenset({"nt2", "nieuwkomers"})
VERS_DAGEN, OUD_DAGEN = 183, 365
MAX_REDENEN, MAX_AFGEVALLEN = 6, 3


@dataclass(frozen=True, slots=True)
class Plek:
    """A point where it is offered; ``naam`` for the line under the title."""

    lat: float | None
    lon: float | None
    naam: str = ""


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Provision as the rules need it. ``leervragen`` holds needs and whole themes; ``talen`` includes ``nl``.

    ``aan_huis_in`` are the districts in which somebody comes to the learner's home.
    """

    pk: int
    titel: str
    organisatie: str = ""
    url: str = ""
    soort: str = Soort.CURSUS
    leervragen: frozenset[str] = frozenset()
    niveau_van: int = Niveau.STARTER
    niveau_tot: int = Niveau.ZELFSTANDIG
    doelgroepen: frozenset[str] = frozenset()
    talen: frozenset[str] = frozenset({"nl"})
    nederlands_nodig: NederlandsNiveau = NederlandsNiveau.A1
    lezen_nodig: bool = False
    begeleiding: str = Begeleiding.GROEP
    plekken: tuple[Plek, ...] = ()
    online: bool = False
    aan_huis_in: frozenset[str] = frozenset()
    dagdelen: frozenset[str] = frozenset()
    wachttijd_weken: int | None = None
    startdatum: date | None = None
    doorlopend: bool = True
    tijdelijk_tot: date | None = None
    gecontroleerd_op: date | None = None
    kosten: str = Kosten.GRATIS
    toelating: str = ""


@dataclass(frozen=True, slots=True)
class Namen:
    """Codes as words, for the reasons: needs (short), languages, target groups."""

    leervragen: Mapping[str, str] = field(default_factory=dict)
    talen: Mapping[str, str] = field(default_factory=dict)
    doelgroepen: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Weging:
    """Points so far, with the phrases they bring; phrases are said in order of weight."""

    score: float = 0.0
    redenen: list[tuple[float, str]] = field(default_factory=list)
    let_op: list[str] = field(default_factory=list)

    def plus(self, punten: float, reden: str = "", gewicht: float | None = None) -> None:
        self.score += punten
        if reden:
            self.redenen.append((punten if gewicht is None else gewicht, reden))


def dekt(leervraag: str, aangeboden: frozenset[str]) -> float:
    """How far provision covers a need: 1 by name, less through its theme, 0 not at all."""
    if leervraag in aangeboden:
        return 1.0
    delen = leervraag.split("-")
    return THEMA_TELT if any("-".join(delen[:n]) in aangeboden for n in range(1, len(delen))) else 0.0


def zonder_reizen(profiel: Zoekprofiel, kandidaat: Kandidaat) -> bool:
    """It is online, or somebody comes to this learner's home."""
    return kandidaat.online or (profiel.plaats is not None and profiel.plaats.stadsdeel in kandidaat.aan_huis_in)


def afstand_m(profiel: Zoekprofiel, kandidaat: Kandidaat) -> float | None:
    """Metres to the nearest place, or None when either place is unknown or it comes to you."""
    if profiel.plaats is None or zonder_reizen(profiel, kandidaat):
        return None
    return min(
        (
            profiel.plaats.afstand_m(plek.lat, plek.lon)
            for plek in kandidaat.plekken
            if plek.lat is not None and plek.lon is not None
        ),
        default=None,
    )


def voor_andere_taalgroep(profiel: Zoekprofiel, kandidaat: Kandidaat) -> bool:
    """Made for the speakers of one language, in which the learner would sit among them without a word."""
    ander = kandidaat.talen - {"nl", "en"}
    return len(ander) == 1 and bool(kandidaat.doelgroepen & TAALGROEPEN) and ander.isdisjoint(profiel.talen)


def bezwaren(profiel: Zoekprofiel, kandidaat: Kandidaat) -> list[str]:
    """The hard conditions that are not met, each as a short Dutch reason. Empty: it fits."""
    gevonden = []
    niveau = profiel.niveau
    if niveau is not None and niveau < kandidaat.niveau_van:
        gevonden.append(f"begint pas bij {Niveau(kandidaat.niveau_van).label}")
    if niveau is not None and niveau > kandidaat.niveau_tot:
        gevonden.append(f"gaat tot en met {Niveau(kandidaat.niveau_tot).label}, dat is te makkelijk")
    eigen_taal = (set(profiel.talen) & kandidaat.talen) - {"nl"}
    nodig = NederlandsNiveau(kandidaat.nederlands_nodig)
    if not eigen_taal and "nl" not in kandidaat.talen and kandidaat.talen:
        gevonden.append("alleen in een andere taal")
    elif voor_andere_taalgroep(profiel, kandidaat):
        gevonden.append("vooral voor mensen met een andere taal")
    elif not eigen_taal and profiel.nederlands.rang < nodig.rang:
        gevonden.append(f"u hebt meer Nederlands nodig: {_klein(nodig.label)}")
    if kandidaat.lezen_nodig and profiel.leest in (Leesniveau.NIET, Leesniveau.ANDER_SCHRIFT):
        gevonden.append("u moet Nederlands kunnen lezen")
    afstand = afstand_m(profiel, kandidaat)
    if afstand is not None and profiel.reisafstand_m is not None and afstand > profiel.reisafstand_m * UITLOOP:
        gevonden.append(f"te ver: {afstand_in_woorden(afstand).removeprefix('op ')}")
    if profiel.een_op_een and kandidaat.begeleiding == Begeleiding.GROEP:
        gevonden.append("alleen in een groep")
    return gevonden


def weeg(profiel: Zoekprofiel, kandidaat: Kandidaat, vandaag: date, namen: Namen) -> Voorstel:
    """Score one candidate with its reasons and warnings; says nothing about the hard conditions."""
    weging = _Weging()
    _leervragen(weging, profiel, kandidaat, namen)
    _taal(weging, profiel, kandidaat, namen)
    afstand = _afstand(weging, profiel, kandidaat)
    _begeleiding(weging, profiel, kandidaat)
    _wanneer(weging, profiel, kandidaat, vandaag)
    _betrouwbaar(weging, profiel, kandidaat, vandaag, namen)
    redenen = [reden for _, reden in sorted(weging.redenen, key=lambda paar: -paar[0])][:MAX_REDENEN]
    plek = _dichtste(profiel, kandidaat)
    return Voorstel(
        soort=kandidaat.soort,
        pk=kandidaat.pk,
        titel=kandidaat.titel,
        ondertitel=", ".join(deel for deel in (kandidaat.organisatie, plek if afstand is not None else "") if deel),
        url=kandidaat.url,
        score=round(weging.score, 3),
        redenen=tuple(redenen),
        let_op=tuple(weging.let_op),
    )


def rangschik(
    profiel: Zoekprofiel, kandidaten: Iterable[Kandidaat], *, vandaag: date, namen: Namen | None = None, limiet: int = 5
) -> Uitkomst:
    """The best ``limiet`` candidates, and at most three that one thing stands in the way of.

    A candidate that covers none of the needs asked for is no candidate; without needs in the profile all are.
    """
    namen = namen or Namen()
    passend: list[Voorstel] = []
    bijna: list[tuple[Voorstel, str]] = []
    for kandidaat in kandidaten:
        if profiel.leervragen and not any(dekt(vraag, kandidaat.leervragen) for vraag in profiel.leervragen):
            continue
        tegen = bezwaren(profiel, kandidaat)
        if len(tegen) > 1:
            continue
        voorstel = weeg(profiel, kandidaat, vandaag, namen)
        if tegen:
            bijna.append((voorstel, tegen[0]))
        else:
            passend.append(voorstel)
    passend.sort(key=lambda voorstel: (-voorstel.score, voorstel.pk))
    bijna.sort(key=lambda paar: (-paar[0].score, paar[0].pk))
    return Uitkomst(
        tuple(passend[:limiet]),
        tuple(Afgevallen(voorstel.pk, voorstel.titel, reden) for voorstel, reden in bijna[:MAX_AFGEVALLEN]),
    )


def _leervragen(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat, namen: Namen) -> None:
    if not profiel.leervragen:
        return
    gewichten = [1 / (1 + 0.35 * plaats) for plaats in range(len(profiel.leervragen))]
    dekking = [dekt(vraag, kandidaat.leervragen) for vraag in profiel.leervragen]
    deel = sum(g * d for g, d in zip(gewichten, dekking, strict=True)) / sum(gewichten)
    geholpen = [
        namen.leervragen.get(vraag, vraag) for vraag, mate in zip(profiel.leervragen, dekking, strict=True) if mate
    ]
    reden = ""
    if geholpen:
        meer = len(geholpen) - 2
        reden = "helpt met " + " en ".join(_klein(naam) for naam in geholpen[:2])
        reden += f" en nog {meer} {'vraag' if meer == 1 else 'vragen'}" if meer > 0 else ""
    weging.plus(PUNTEN["leervragen"] * deel, reden, gewicht=13.5)
    veilig = profiel.niveaus.get(Domein.VEILIG)
    if geholpen and kandidaat.soort == Soort.VEILIGE_PLEK and veilig is not None and veilig <= Niveau.INSTROOM:
        weging.plus(PUNTEN["prive"], "een rustige plek voor privézaken", gewicht=14)


def _klein(naam: str) -> str:
    """Lower case for the middle of a sentence, but not for DigiD, WhatsApp or UWV."""
    return naam if any(teken.isupper() for teken in naam[1:].split(" ")[0]) else naam[:1].lower() + naam[1:]


def _taal(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat, namen: Namen) -> None:
    gedeeld = [code for code in profiel.talen if code in kandidaat.talen and code != "nl"]
    zwak = profiel.nederlands.rang < NederlandsNiveau.B1.rang
    if gedeeld and zwak:
        taal = namen.talen.get(gedeeld[0], gedeeld[0])
        weging.plus(PUNTEN["taal"], f"in het {taal}", gewicht=21)
    elif "nl" in kandidaat.talen and profiel.nederlands.rang >= NederlandsNiveau(kandidaat.nederlands_nodig).rang:
        bijna_niets = profiel.nederlands.rang < NederlandsNiveau.A1.rang
        punten = PUNTEN["taal"] / (8 if bijna_niets else 4)
        weging.plus(punten, "weinig Nederlands is genoeg" if zwak else "", gewicht=3)


def _afstand(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat) -> float | None:
    afstand = afstand_m(profiel, kandidaat)
    thuis = zonder_reizen(profiel, kandidaat)
    gerekend = 0 if thuis else ONBEKEND_M if afstand is None else afstand
    punten = PUNTEN["afstand"] * exp(-gerekend / HALVERING_M)
    weging.plus(punten, in_de_buurt(afstand) if afstand is not None else "", gewicht=15 if gerekend < 1500 else 10.5)
    if thuis:
        weging.redenen.append((15, "online, u hoeft niet te reizen" if kandidaat.online else "iemand komt bij u thuis"))
    if afstand is not None and profiel.reisafstand_m is not None and afstand > profiel.reisafstand_m:
        weging.let_op.append("iets verder dan gewenst")
    return afstand


def in_de_buurt(afstand: float) -> str:
    """A distance in words. Places are known by their postcode area, so metres under 300 would be a false precision."""
    return gettext("vlakbij") if afstand < 300 else afstand_in_woorden(afstand)


def _begeleiding(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat) -> None:
    alleen = kandidaat.begeleiding in (Begeleiding.EEN_OP_EEN, Begeleiding.BEIDE)
    if alleen and (profiel.een_op_een or profiel.echte_starter or profiel.leest == Leesniveau.NIET):
        echt = kandidaat.begeleiding == Begeleiding.EEN_OP_EEN
        punten = PUNTEN["een_op_een"] * (1 if echt else 0.6)
        weging.plus(punten, "hulp één op één" if echt else "ook één op één mogelijk", gewicht=10)
    elif profiel.een_op_een is False and kandidaat.begeleiding != Begeleiding.EEN_OP_EEN:
        weging.plus(PUNTEN["een_op_een"] / 2, "in een groep")
    elif profiel.echte_starter and not alleen:
        weging.plus(-PUNTEN["een_op_een"] * 0.3)
        weging.let_op.append("in een groep; begin liever één op één")
    if kandidaat.niveau_van == Niveau.STARTER and profiel.niveau == Niveau.STARTER:
        weging.plus(PUNTEN["nul"], "begint bij nul", gewicht=12)


def _wanneer(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat, vandaag: date) -> None:
    if profiel.dagdelen and kandidaat.dagdelen:
        samen = [naam for code, naam in DAGDEEL_NAAM.items() if code in profiel.dagdelen & kandidaat.dagdelen]
        if samen:
            weging.plus(PUNTEN["dagdeel"], " en ".join(samen[:2]), gewicht=11)
        else:
            weging.let_op.append("andere dagen dan gewenst")
    elif profiel.dagdelen:
        weging.plus(PUNTEN["dagdeel"] / 3)
    weken = kandidaat.wachttijd_weken
    if not kandidaat.doorlopend and kandidaat.startdatum is not None and kandidaat.startdatum > vandaag:
        weken = max(weken or 0, (kandidaat.startdatum - vandaag).days // 7)
        weging.let_op.append(f"begint op {kandidaat.startdatum.day} {MAANDEN[kandidaat.startdatum.month - 1]}")
    elif weken is not None and weken > 4:
        weging.let_op.append(f"wachttijd ongeveer {weken} weken")
    punten = PUNTEN["wachttijd"] * (0.5 if weken is None else max(0.0, 1 - weken / 12))
    weging.plus(punten, "geen wachttijd" if weken == 0 and kandidaat.doorlopend else "", gewicht=7)


def _betrouwbaar(weging: _Weging, profiel: Zoekprofiel, kandidaat: Kandidaat, vandaag: date, namen: Namen) -> None:
    groepen = sorted(profiel.doelgroepen & kandidaat.doelgroepen, key=lambda g: (g not in LEEFTIJDSGROEPEN, g))
    if groepen:
        naam = VOOR_WIE.get(groepen[0]) or _klein(namen.doelgroepen.get(groepen[0], groepen[0]))
        leeftijd = PUNTEN["leeftijd"] if groepen[0] in LEEFTIJDSGROEPEN else 0
        weging.plus(PUNTEN["doelgroep"] + leeftijd, f"voor {naam}", gewicht=9.9 if leeftijd else 6)
    elif kandidaat.doelgroepen and profiel.doelgroepen:
        weging.plus(-PUNTEN["doelgroep"] / 2)
    if kandidaat.tijdelijk_tot is None:
        weging.plus(PUNTEN["structureel"])
    else:
        tot = kandidaat.tijdelijk_tot
        weging.let_op.append(f"tijdelijk, tot en met {tot.day} {MAANDEN[tot.month - 1]} {tot.year}")
    dagen = (vandaag - kandidaat.gecontroleerd_op).days if kandidaat.gecontroleerd_op else None
    if dagen is not None and dagen <= VERS_DAGEN:
        weging.plus(PUNTEN["gecontroleerd"])
    elif dagen is None or dagen > OUD_DAGEN:
        weging.plus(-2 * PUNTEN["gecontroleerd"])
        weging.let_op.append("lang niet gecontroleerd: bel eerst")
    if kandidaat.kosten in (Kosten.GRATIS, Kosten.STADSPAS):
        weging.plus(PUNTEN["gratis"], "gratis" if kandidaat.kosten == Kosten.GRATIS else "gratis met Stadspas")
    elif kandidaat.kosten == Kosten.BETAALD:
        weging.let_op.append("kost geld")
    if kandidaat.toelating:
        weging.let_op.append(f"voorwaarde: {_klein(kandidaat.toelating.rstrip('.'))}")


def _dichtste(profiel: Zoekprofiel, kandidaat: Kandidaat) -> str:
    plaats = profiel.plaats
    bekend = [
        (plaats.afstand_m(plek.lat, plek.lon), plek.naam)
        for plek in kandidaat.plekken
        if plaats is not None and plek.lat is not None and plek.lon is not None
    ]
    if bekend:
        return min(bekend)[1]
    return kandidaat.plekken[0].naam if kandidaat.plekken else ""


#: Target groups whose own name does not fit in a sentence.
VOOR_WIE: dict[str, str] = {
    "nt1": "mensen die met Nederlands zijn opgegroeid",
    "nt2": "mensen die Nederlands leren",
}
MAANDEN: tuple[str, ...] = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
