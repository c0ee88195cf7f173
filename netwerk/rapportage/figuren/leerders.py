"""Learners: by level, reached against estimated need, what they ask and what is not met, what they lack at home."""

from __future__ import annotations

from netwerk.kern.choices import Niveau

from ..bundelen import SAMEN
from ..lezen import Tabel
from ..models import Behoefte
from ..onthulling import TOTAAL
from ..publiceren import GEVRAAGD
from ..tellen import ONBEKEND
from ..tellen.dekking import STANDAARD_M
from ..tellen.leerders import GEEN, JA, NIET_GEVRAAGD, ONVERVULD, VERVULD
from .figuur import VERBORGEN, Figuur, Vak, in_een_regel, samen_label
from .paginas import Vraag

TOESTEMMING = "Alleen leerders die ermee instemden dat zij meetellen."
NIVEAUS = {str(n.value): str(n.label) for n in Niveau} | {"onbekend": "Onbekend"}
VRAAGKOLOMMEN = {
    ONVERVULD: "Geen passend aanbod dichtbij",
    VERVULD: "Wel passend aanbod",
    GEVRAAGD: "Gevraagd",
    NIET_GEVRAAGD: "Niet gevraagd",
}
WANNEER_VERVULD = (
    "Passend: over deze leervraag, op het niveau van de leerder, online, aan huis of binnen de afstand die de leerder "
    f"reist ({STANDAARD_M // 1000} km als dat niet bekend is). Taal, kosten en tijd tellen niet mee."
)


def figuren(vraag: Vraag) -> list[Figuur]:
    """All figures about learners."""
    over = f"Afgeronde intakes in {vraag.kwartaal_tekst}. {TOESTEMMING}{vraag.opgeteld}"
    uit = [
        vraag.over_mensen(
            "leerders", "niveau", "Leerders per niveau", NIVEAUS,
            telt="Leerders, ieder één keer per kwartaal, naar het laagste niveau dat is vastgesteld.", over=over,
        ),
        bereik(vraag, over),
        leervragen(vraag, over),
    ]  # fmt: skip
    if vraag.thema:
        uit.append(
            vraag.over_mensen(
                "leerders", f"vraag:{vraag.thema}", f"{vraag.themas[vraag.thema]}: vraag per stadsdeel", VRAAGKOLOMMEN,
                telt=f"Leerders, naar of zij iets vroegen over dit onderwerp. {WANNEER_VERVULD}", over=over,
                staaf=ONVERVULD,
            )
        )  # fmt: skip
    return [*uit, niveau_en_vraag(vraag, over), thuis(vraag, over)]


def gevraagd(tabel: Tabel, rij: str) -> int | None:
    """How many asked for a theme in a row: met and unmet, or all but who did not ask."""
    geheel, niet = tabel.waarde(rij, TOTAAL), tabel.waarde(rij, NIET_GEVRAAGD)
    return None if geheel is None or niet is None else geheel - niet


def leervragen(vraag: Vraag, over: str) -> Figuur:
    """Per theme: asked, and unmet. For the district chosen, or for the city."""
    titel = "Wat leerders willen leren, en wat er niet is"
    telt = f"Leerders met een vraag binnen dit onderwerp. Wie meer vraagt, telt bij elk onderwerp. {WANNEER_VERVULD}"
    hoofd = vraag.cijfers.tabel("leerders", "niveau")
    if hoofd is None:
        return Figuur("leervragen", titel, telt, over, leeg=vraag.waarom_leeg("leerders"))
    rij = hoofd.rij_van(vraag.stadsdeel or TOTAAL)
    vakken: dict[tuple[str, str], Vak] = {}
    rijen = [(code, naam) for code, naam in vraag.themas.items() if vraag.thema in ("", code)]
    for code, _ in rijen:
        tabel = vraag.cijfers.tabel("leerders", f"vraag:{code}")
        vroeg = gevraagd(tabel, rij) if tabel else None
        niets = tabel.waarde(rij, ONVERVULD) if tabel else None
        vakken[code, GEVRAAGD], vakken[code, ONVERVULD] = Vak.van(vroeg), Vak.van(niets)
        vakken[code, "deel"] = Vak.procent(niets, vroeg)
    waar = "de hele stad" if rij == TOTAAL else _rijnaam(vraag, hoofd, rij)
    return Figuur(
        "leervragen", f"{titel}: {waar}", telt, over, "Onderwerp", rijen,
        [(GEVRAAGD, "Gevraagd door"), (ONVERVULD, "Geen passend aanbod dichtbij"), ("deel", "Aandeel zonder aanbod")],
        vakken, GEVRAAGD, (), vraag.cijfers.berekend_op("leerders"),
    )  # fmt: skip


def niveau_en_vraag(vraag: Vraag, over: str) -> Figuur:
    """Theme by level, for the whole city: three divisions at once would be too small to show."""
    titel = "Leerders per niveau en onderwerp, hele stad"
    telt = "Leerders met een vraag binnen dit onderwerp, naar hun laagste niveau."
    hoofd = vraag.cijfers.tabel("leerders", "niveau")
    if hoofd is None:
        return Figuur("niveau-onderwerp", titel, telt, over, leeg=vraag.waarom_leeg("leerders"))
    kolommen = [(k, NIVEAUS.get(k, "Overig samen")) for k in hoofd.kolommen]
    rijen = [(code, naam) for code, naam in vraag.themas.items() if vraag.thema in ("", code)]
    vakken = {}
    for code, _ in rijen:
        tabel = vraag.cijfers.tabel("leerders", f"niveauvraag:{code}")
        for trede, _ in kolommen:
            vakken[code, trede] = Vak.van(tabel.waarde(trede, JA) if tabel else None)
        vakken[code, TOTAAL] = Vak.van(tabel.waarde(TOTAAL, JA) if tabel else None)
    noten = (f"Overig samen: {', '.join(NIVEAUS[k].lower() for k in hoofd.kolomsamen)}.",) if hoofd.kolomsamen else ()
    return Figuur(
        "niveau-onderwerp", titel, telt, over, "Onderwerp", rijen, [*kolommen, (TOTAAL, "Totaal")], vakken, "geen",
        noten, vraag.cijfers.berekend_op("leerders"),
    )  # fmt: skip


def bereik(vraag: Vraag, over: str) -> Figuur:
    """Learners reached against the estimated need, with its source. One query."""
    titel = "Bereikt, naast de geschatte behoefte"
    telt = "Leerders, ieder één keer per kwartaal, naast een schatting van inwoners die hulp nodig hebben."
    tabel = vraag.cijfers.tabel("leerders", "niveau")
    if tabel is None:
        return Figuur("bereik", titel, telt, over, leeg=vraag.waarom_leeg("leerders"))
    schatting = {b.stadsdeel_id: b for b in Behoefte.objects.all()}
    aantallen = {code: b.aantal for code, b in schatting.items()}
    rijen = [(rij, _rijnaam(vraag, tabel, rij)) for rij in _getoond(vraag, tabel)]
    vakken: dict[tuple[str, str], Vak] = {}
    for rij, _ in rijen:
        codes = tabel.rijsamen if rij == SAMEN else vraag.delen if rij == TOTAAL else (rij,)
        getallen = [aantallen.get(code) for code in codes if code != ONBEKEND]
        geschat = sum(n or 0 for n in getallen) if getallen and None not in getallen else None
        bereikt = tabel.waarde(rij, TOTAAL)
        vakken[rij, "bereikt"] = Vak.van(bereikt)
        vakken[rij, "geschat"] = Vak.van(geschat) if geschat is not None else Vak(None, "niet bekend")
        deel = 1000 * bereikt / geschat if geschat and bereikt is not None else None
        vakken[rij, "aandeel"] = Vak(None, "") if deel is None else Vak(deel, f"{deel:.1f}".replace(".", ","))
    bronnen = sorted({_bron(b) for b in schatting.values() if b.aantal is not None})
    noten = [
        f"{naam}: {in_een_regel([vraag.delen.get(c, c) for c in tabel.rijsamen])}."
        for rij, naam in rijen
        if rij == SAMEN
    ]
    return Figuur(
        "bereik", titel, telt,
        f"{over} Bron van de schatting: {'; '.join(bronnen) if bronnen else 'nog niet ingevuld'}.",
        "Stadsdeel", rijen,
        [("bereikt", f"Bereikt in dit {'jaar' if vraag.is_jaar else 'kwartaal'}"), ("geschat", "Geschatte behoefte"),
         ("aandeel", "Bereikt per 1.000")],
        vakken, "aandeel", tuple(noten), vraag.cijfers.berekend_op("leerders"),
    )  # fmt: skip


def _bron(behoefte: Behoefte) -> str:
    return f"{behoefte.bron}{f' ({behoefte.peiljaar})' if behoefte.peiljaar else ''}"


def thuis(vraag: Vraag, over: str) -> Figuur:
    """What learners do not have: three tables side by side, one column of each."""
    titel = "Geen computer, internet of rustige plek"
    telt = "Leerders die zeggen dat zij dit thuis niet hebben. Wie het niet zei, telt niet als ‘nee’."
    tabellen = {soort: vraag.cijfers.tabel("leerders", soort) for soort in ("apparaat", "internet", "plek")}
    eerste = next((t for t in tabellen.values() if t), None)
    if eerste is None:
        return Figuur("thuis", titel, telt, over, leeg=vraag.waarom_leeg("leerders"))
    rijen = _getoond(vraag, eerste)
    vakken = {
        (rij, soort): Vak.van(tabel.waarde(rij, GEEN)) if tabel else Vak(None, VERBORGEN)
        for rij in rijen for soort, tabel in tabellen.items()
    } | {(rij, TOTAAL): Vak.van(eerste.waarde(rij, TOTAAL)) for rij in rijen}  # fmt: skip
    return Figuur(
        "thuis", titel, telt, over, "Stadsdeel",
        [(rij, _rijnaam(vraag, eerste, rij)) for rij in rijen],
        [("apparaat", "Geen computer of tablet"), ("internet", "Geen internet thuis"),
         ("plek", "Geen rustige, veilige plek"), (TOTAAL, "Alle leerders")],
        vakken, "apparaat", (), vraag.cijfers.berekend_op("leerders"),
    )  # fmt: skip


def _getoond(vraag: Vraag, tabel: Tabel) -> list[str]:
    """The rows to show: all, or the one of the district chosen; the city last."""
    alleen = tabel.rij_van(vraag.stadsdeel) if vraag.stadsdeel else ""
    return [rij for rij in tabel.rijen if alleen in ("", rij)] + [TOTAAL]


def _rijnaam(vraag: Vraag, tabel: Tabel, rij: str) -> str:
    if rij == TOTAAL:
        return "Hele stad"
    return vraag.delen.get(rij) or samen_label(tabel.rijsamen, vraag.delen, "stadsdelen")
