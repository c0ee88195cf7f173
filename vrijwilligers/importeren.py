"""Read volunteers from a spreadsheet (xlsx or csv): good rows and, per wrong row, what is wrong. Stores nothing.

Between the preview and the confirmation the good rows travel in the page itself, compressed and signed: the portal
keeps nothing of a file that was not confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from netwerk.kern.models import Postcodegebied, Taal
from netwerk.kern.validators import geen_bsn
from netwerk.kern.werkblad import Waarde, WerkbladFout, lees_genummerd, maak_xlsx

from .eisen import VOG_MAANDEN, plus_maanden
from .forms import VOG_HOOGSTENS_JAREN, VROEGSTE_JAAR, TelefoonVeld

MAX_RIJEN = 5000
MAX_BYTES = 5 * 1024 * 1024
ZOUT = "vrijwilligers.import"

#: What heads a column, in lower case, → our field.
KOPPEN: dict[str, str] = {
    "naam": "naam", "volledige naam": "naam", "name": "naam", "voornaam": "voornaam", "achternaam": "achternaam",
    "email": "email", "e-mail": "email", "e-mailadres": "email", "mail": "email", "telefoon": "telefoon",
    "telefoonnummer": "telefoon", "mobiel": "telefoon", "tel": "telefoon", "postcode": "postcode", "pc4": "postcode",
    "talen": "talen", "taal": "talen", "opmerking": "opmerking", "opmerkingen": "opmerking",
    "vog getoond op": "vog_getoond_op", "vog getoond": "vog_getoond_op", "vog": "vog_getoond_op",
    "vog geldig tot": "vog_geldig_tot", "vog tot": "vog_geldig_tot",
}  # fmt: skip


#: The columns of a sheet that we make ourselves: our field → its head.
KOLOMMEN: dict[str, str] = {
    "naam": "Naam", "email": "E-mail", "telefoon": "Telefoon", "postcode": "Postcode", "talen": "Talen",
    "opmerking": "Opmerking", "vog_getoond_op": "VOG getoond op", "vog_geldig_tot": "VOG geldig tot",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """One good row."""

    rij: int
    naam: str
    email: str = ""
    telefoon: str = ""
    pc4: str = ""
    talen: tuple[str, ...] = ()
    opmerking: str = ""
    vog_getoond_op: date | None = None
    vog_geldig_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Foutregel:
    """A row that stays out, and why."""

    rij: int
    naam: str
    fouten: tuple[str, ...]
    #: What stood there, by our own names of the columns.
    velden: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Uitslag:
    goed: list[Ingelezen] = field(default_factory=list)
    fout: list[Foutregel] = field(default_factory=list)


def sleutels(rij: Ingelezen) -> set[str]:
    """By what the same person is known: the address, or phone with name. The same rule as the sign-up's."""
    uit = {f"m:{rij.email.lower()}"} if rij.email else set()
    return uit | ({f"t:{rij.telefoon}:{rij.naam.lower()}"} if rij.telefoon else set())


def bestaande_sleutels(organisatie_id: int) -> set[str]:
    """The keys of the organisation's volunteers, in one query."""
    from .models import Vrijwilliger

    uit: set[str] = set()
    for naam, email, telefoon in Vrijwilliger.objects.filter(organisatie=organisatie_id).values_list(
        "naam", "email", "telefoon"
    ):
        uit |= sleutels(Ingelezen(0, naam, email, telefoon))
    return uit


def lees(inhoud: bytes, bestandsnaam: str) -> Uitslag:
    """The file as good rows and wrong rows; raises :class:`WerkbladFout` when there is no table in it."""
    rijen = lees_genummerd(bestandsnaam, inhoud, max_rijen=MAX_RIJEN, max_bytes=MAX_BYTES)
    if not rijen:
        raise WerkbladFout("Onder de namen van de kolommen staan geen rijen. Vul het blad in en kies het nog een keer.")
    if not {"naam", "voornaam"} & {KOPPEN.get(kop) for kop in rijen[0][1]}:
        raise WerkbladFout("De eerste rij moet de namen van de kolommen bevatten, met in elk geval ‘naam’.")
    return _keur((nummer, _als_velden(rij)) for nummer, rij in rijen)


def _als_velden(rij: dict[str, str]) -> dict[str, str]:
    velden = {KOPPEN[kop]: cel for kop, cel in rij.items() if kop in KOPPEN and cel}
    if "naam" not in velden:
        velden["naam"] = " ".join(velden.pop(k) for k in ("voornaam", "achternaam") if k in velden)
    return velden if any(velden.values()) else {}


def _keur(rijen: Iterable[tuple[int, dict[str, str]]]) -> Uitslag:
    uit = Uitslag()
    gebieden = set(Postcodegebied.objects.values_list("pc4", flat=True))
    talen: dict[str, str] = {}
    for code, naam in Taal.objects.values_list("code", "naam"):
        talen |= {code.lower(): code, naam.lower(): code}
    gezien: dict[str, int] = {}
    for nummer, velden in (r for r in rijen if r[1]):
        rij, fouten = _keur_rij(nummer, velden, gebieden, talen)
        dubbel = next((gezien[s] for s in sorted(sleutels(rij)) if s in gezien), None)
        if dubbel is not None and not fouten:
            fouten.append(f"Deze persoon staat ook op rij {dubbel}.")
        if fouten:
            uit.fout.append(Foutregel(nummer, rij.naam, tuple(fouten), velden))
            continue
        gezien |= dict.fromkeys(sleutels(rij), nummer)
        uit.goed.append(rij)
    if not uit.goed and not uit.fout:
        raise WerkbladFout("Onder de namen van de kolommen staan geen rijen. Vul het blad in en kies het nog een keer.")
    return uit


def _keur_rij(
    nummer: int, velden: dict[str, str], gebieden: set[str], talen: dict[str, str]
) -> tuple[Ingelezen, list[str]]:
    fouten: list[str] = []

    def tekst(naam: str, lengte: int) -> str:
        kaal = velden.get(naam, "")
        if len(kaal) > lengte:
            fouten.append(f"{naam.capitalize()} is langer dan {lengte} tekens.")
        return kaal[:lengte]

    naam, email = tekst("naam", 120), tekst("email", 254).lower()
    if not naam:
        fouten.append("De naam ontbreekt.")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            fouten.append(f"‘{email}’ is geen e-mailadres.")
    telefoon = tekst("telefoon", 30)
    if re.fullmatch(r"[1-9]\d{8}", telefoon):
        telefoon = "0" + telefoon  # Excel took the zero off
    try:
        telefoon = TelefoonVeld(required=False).clean(telefoon)
    except ValidationError:
        fouten.append(f"Telefoonnummer ‘{telefoon}’ klopt niet: een nummer heeft 10 cijfers.")
    if not email and not telefoon:
        fouten.append("Er is geen telefoonnummer en geen e-mailadres.")
    pc4 = tekst("postcode", 10)
    if pc4:
        vorm = re.fullmatch(r"(\d{4})\s*(?:[A-Za-z]{2})?", pc4)
        pc4 = vorm[1] if vorm else pc4
        if pc4 not in gebieden:
            fouten.append(f"Postcode ‘{pc4}’ ligt niet in deze stad.")
    gekozen: list[str] = []
    for woord in re.split(r"[;,/|]", tekst("talen", 200)):
        if not (kaal := woord.strip().lower()):
            continue
        if kaal not in talen:
            fouten.append(f"Taal ‘{woord.strip()}’ kennen we niet.")
        elif talen[kaal] not in gekozen:
            gekozen.append(talen[kaal])
    opmerking = tekst("opmerking", 1000)
    try:
        geen_bsn(opmerking)
    except ValidationError as fout:
        fouten.append(fout.messages[0])
    getoond, tot = _vog(velden, fouten)
    return Ingelezen(nummer, naam, email, telefoon, pc4, tuple(gekozen), opmerking, getoond, tot), fouten


def _vog(velden: dict[str, str], fouten: list[str]) -> tuple[date | None, date | None]:
    try:
        getoond, tot = _dag(velden.get("vog_getoond_op")), _dag(velden.get("vog_geldig_tot"))
    except ValueError as fout:
        fouten.append(f"Datum ‘{fout}’ bestaat niet. Schrijf dag-maand-jaar, zoals 31-12-2026.")
        return None, None
    if getoond and getoond > timezone.localdate():
        fouten.append("De VOG is getoond op een dag in de toekomst.")
    if getoond and getoond.year < VROEGSTE_JAAR:
        fouten.append(f"De VOG is getoond in {getoond.year}. Klopt het jaar?")
    elif getoond and tot and tot > plus_maanden(getoond, 12 * VOG_HOOGSTENS_JAREN):
        fouten.append(f"Een VOG telt hoogstens {VOG_HOOGSTENS_JAREN} jaar, en hier staat {tot.year}.")
    if tot and not getoond:
        fouten.append("Er staat tot wanneer de VOG geldt, maar niet wanneer hij is getoond.")
    if getoond and tot and tot <= getoond:
        fouten.append("De VOG eindigt op of voor de dag waarop hij is getoond.")
    return getoond, (tot or plus_maanden(getoond, VOG_MAANDEN)) if getoond else None


def _dag(tekst: str | None) -> date | None:
    for vorm in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y") if tekst else ():
        try:
            return datetime.strptime(tekst or "", vorm).date()
        except ValueError:
            continue
    if tekst:
        raise ValueError(tekst)
    return None


def verpak(rijen: list[Ingelezen], organisatie_id: int, gebruiker_id: int) -> str:
    """The good rows as one signed text for the page. Bound to the organisation and the person who looked."""
    kaal = []
    for r in rijen:
        vog = (_iso(r.vog_getoond_op), _iso(r.vog_geldig_tot))
        kaal.append([r.rij, r.naam, r.email, r.telefoon, r.pc4, r.talen, r.opmerking, *vog])
    return signing.dumps([organisatie_id, gebruiker_id, kaal], salt=ZOUT, compress=True)


def pak_uit(tekst: str, organisatie_id: int, gebruiker_id: int) -> list[Ingelezen]:
    """The rows back; raises :class:`WerkbladFout` when changed, somebody else's, or older than an hour."""
    kaal = _open(tekst, ZOUT, organisatie_id, gebruiker_id)
    return [
        Ingelezen(rij, naam, email, telefoon, pc4, tuple(talen), opmerking, _van_iso(getoond), _van_iso(tot))
        for rij, naam, email, telefoon, pc4, talen, opmerking, getoond, tot in kaal
    ]


def verpak_fouten(rijen: list[Foutregel], organisatie_id: int, gebruiker_id: int) -> str:
    """The wrong rows, to take along as a file; signed in the same way, and never mistaken for good ones."""
    kaal = [[r.rij, r.naam, r.fouten, r.velden] for r in rijen]
    return signing.dumps([organisatie_id, gebruiker_id, kaal], salt=f"{ZOUT}.fout", compress=True)


def pak_fouten_uit(tekst: str, organisatie_id: int, gebruiker_id: int) -> list[Foutregel]:
    """As :func:`pak_uit`, for the wrong rows."""
    kaal = _open(tekst, f"{ZOUT}.fout", organisatie_id, gebruiker_id)
    return [Foutregel(rij, naam, tuple(fouten), velden) for rij, naam, fouten, velden in kaal]


def _open(tekst: str, zout: str, organisatie_id: int, gebruiker_id: int) -> list[list[Any]]:
    try:
        organisatie, gebruiker, kaal = signing.loads(tekst, salt=zout, max_age=3600)
    except signing.BadSignature as fout:
        raise WerkbladFout("Dit voorbeeld is verlopen. Kies het bestand opnieuw.") from fout
    if (organisatie, gebruiker) != (organisatie_id, gebruiker_id):
        raise WerkbladFout("Dit voorbeeld is van iemand anders. Kies het bestand opnieuw.")
    return list(kaal)


def fouten_als_blad(rijen: list[Foutregel]) -> bytes:
    """The wrong rows as a workbook that can be read in again: what is wrong stands in the last column."""
    regels: Iterable[list[Waarde]] = (
        [*(r.velden.get(veld, "") for veld in KOLOMMEN), " ".join(r.fouten), r.rij] for r in rijen
    )
    return maak_xlsx([("Te verbeteren", [*KOLOMMEN.values(), "Wat er mis is", "Rij in uw bestand"], regels)])


def voorbeeld() -> bytes:
    """An empty workbook with the columns, and one row to show how they are filled in."""
    rij = ["Noor Voorbeeld", "noor@demo.example", "06 12 34 56 78", "1031", "Nederlands, Turks", "", "", ""]
    return maak_xlsx([("Vrijwilligers", list(KOLOMMEN.values()), [rij])])


def _iso(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _van_iso(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
