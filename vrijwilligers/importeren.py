"""Read volunteers from a spreadsheet (xlsx or csv): good rows and, per wrong row, what is wrong. Stores nothing.

Between the preview and the confirmation the good rows travel in the page itself, compressed and signed: the portal
keeps nothing of a file that was not confirmed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from netwerk.kern.models import Postcodegebied, Taal
from netwerk.kern.validators import geen_bsn

from .eisen import plus_maanden
from .forms import TelefoonVeld

MAX_RIJEN = 5000
MAX_BYTES = 5 * 1024 * 1024
ZOUT = "vrijwilligers.import"
#: Without an own end date a VOG counts three years, as the network advises.
VOG_MAANDEN = 36

#: What heads a column, in lower case, → our field.
KOPPEN: dict[str, str] = {
    "naam": "naam", "volledige naam": "naam", "name": "naam", "voornaam": "voornaam", "achternaam": "achternaam",
    "email": "email", "e-mail": "email", "e-mailadres": "email", "mail": "email", "telefoon": "telefoon",
    "telefoonnummer": "telefoon", "mobiel": "telefoon", "tel": "telefoon", "postcode": "postcode", "pc4": "postcode",
    "talen": "talen", "taal": "talen", "opmerking": "opmerking", "opmerkingen": "opmerking",
    "vog getoond op": "vog_getoond_op", "vog getoond": "vog_getoond_op", "vog": "vog_getoond_op",
    "vog geldig tot": "vog_geldig_tot", "vog tot": "vog_geldig_tot",
}  # fmt: skip


class BestandFout(Exception):
    """The file as a whole cannot be read; the text is Dutch and fit to show."""


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
    """The file as good rows and wrong rows; raises :class:`BestandFout` when there is no table in it."""
    if len(inhoud) > MAX_BYTES:
        raise BestandFout("Dit bestand is groter dan 5 MB. Splits het in delen.")
    rijen = _xlsx(inhoud) if bestandsnaam.lower().endswith((".xlsx", ".xlsm")) else _csv(inhoud)
    eerste = next(rijen, None)
    if eerste is None:
        raise BestandFout("Dit bestand is leeg.")
    kolommen = [KOPPEN.get(str(cel or "").strip().lower(), "") for cel in eerste]
    if "naam" not in kolommen and "voornaam" not in kolommen:
        raise BestandFout("De eerste rij moet de namen van de kolommen bevatten, met in elk geval 'naam'.")
    return _keur((nummer, _als_velden(kolommen, cellen)) for nummer, cellen in enumerate(rijen, start=2))


def _als_velden(kolommen: list[str], cellen: Iterable[Any]) -> dict[str, Any]:
    velden = {k: c for k, c in zip(kolommen, cellen, strict=False) if k and c not in (None, "")}
    if "naam" not in velden:
        velden["naam"] = " ".join(str(velden.pop(k)).strip() for k in ("voornaam", "achternaam") if k in velden)
    return velden if any(str(w).strip() for w in velden.values()) else {}


def _xlsx(inhoud: bytes) -> Any:
    try:
        boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True)
        yield from (list(rij) for rij in boek.worksheets[0].iter_rows(values_only=True))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as fout:
        raise BestandFout("Dit Excel-bestand kan niet worden gelezen. Sla het opnieuw op als .xlsx of .csv.") from fout


def _csv(inhoud: bytes) -> Any:
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")  # what Excel writes on a Dutch Windows
    if "\0" in tekst:
        raise BestandFout("Dit is geen tekstbestand. Kies een .xlsx of een .csv.")
    kop = tekst.partition("\n")[0]
    yield from csv.reader(io.StringIO(tekst, newline=""), delimiter=max(";,\t", key=kop.count))


def _keur(rijen: Iterable[tuple[int, dict[str, Any]]]) -> Uitslag:
    uit = Uitslag()
    gebieden = set(Postcodegebied.objects.values_list("pc4", flat=True))
    talen = {}
    for code, naam in Taal.objects.values_list("code", "naam"):
        talen |= {code.lower(): code, naam.lower(): code}
    gezien: dict[str, int] = {}
    for aantal, (nummer, velden) in enumerate((r for r in rijen if r[1]), start=1):
        if aantal > MAX_RIJEN:
            raise BestandFout(f"Dit bestand heeft meer dan {MAX_RIJEN} rijen. Splits het in delen.")
        rij, fouten = _keur_rij(nummer, velden, gebieden, talen)
        dubbel = next((gezien[s] for s in sorted(sleutels(rij)) if s in gezien), None)
        if dubbel is not None and not fouten:
            fouten.append(f"Deze persoon staat ook op rij {dubbel}.")
        if fouten:
            uit.fout.append(Foutregel(nummer, rij.naam, tuple(fouten)))
            continue
        gezien |= dict.fromkeys(sleutels(rij), nummer)
        uit.goed.append(rij)
    if not uit.goed and not uit.fout:
        raise BestandFout("Onder de namen van de kolommen staan geen rijen.")
    return uit


def _keur_rij(
    nummer: int, velden: dict[str, Any], gebieden: set[str], talen: dict[str, str]
) -> tuple[Ingelezen, list[str]]:
    fouten: list[str] = []

    def tekst(naam: str, lengte: int) -> str:
        waarde = velden.get(naam, "")
        # Excel keeps a postcode or a phone number as a number: 1093.0, 612345678.
        kaal = str(int(waarde)) if isinstance(waarde, float) and waarde.is_integer() else str(waarde).strip()
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
            fouten.append(f"'{email}' is geen e-mailadres.")
    telefoon = tekst("telefoon", 30)
    if re.fullmatch(r"[1-9]\d{8}", telefoon):
        telefoon = "0" + telefoon  # Excel took the zero off
    try:
        telefoon = TelefoonVeld(required=False).clean(telefoon)
    except ValidationError:
        fouten.append(f"Telefoonnummer '{telefoon}' klopt niet: een nummer heeft 10 cijfers.")
    if not email and not telefoon:
        fouten.append("Er is geen telefoonnummer en geen e-mailadres.")
    pc4 = tekst("postcode", 10)
    if pc4:
        vorm = re.fullmatch(r"(\d{4})\s*(?:[A-Za-z]{2})?", pc4)
        pc4 = vorm[1] if vorm else pc4
        if pc4 not in gebieden:
            fouten.append(f"Postcode '{pc4}' ligt niet in deze stad.")
    gekozen: list[str] = []
    for woord in re.split(r"[;,/|]", tekst("talen", 200)):
        if not (kaal := woord.strip().lower()):
            continue
        if kaal not in talen:
            fouten.append(f"Taal '{woord.strip()}' kennen we niet.")
        elif talen[kaal] not in gekozen:
            gekozen.append(talen[kaal])
    opmerking = tekst("opmerking", 1000)
    try:
        geen_bsn(opmerking)
    except ValidationError as fout:
        fouten.append(fout.messages[0])
    getoond, tot = _vog(velden, fouten)
    return Ingelezen(nummer, naam, email, telefoon, pc4, tuple(gekozen), opmerking, getoond, tot), fouten


def _vog(velden: dict[str, Any], fouten: list[str]) -> tuple[date | None, date | None]:
    try:
        getoond, tot = _dag(velden.get("vog_getoond_op")), _dag(velden.get("vog_geldig_tot"))
    except ValueError as fout:
        fouten.append(f"Datum '{fout}' bestaat niet. Schrijf dag-maand-jaar, zoals 31-12-2026.")
        return None, None
    if getoond and getoond > timezone.localdate():
        fouten.append("De VOG is getoond op een dag in de toekomst.")
    if getoond and getoond.year < 2000:
        fouten.append(f"De VOG is getoond in {getoond.year}. Klopt het jaar?")
    if tot and not getoond:
        fouten.append("Er staat tot wanneer de VOG geldt, maar niet wanneer hij is getoond.")
    if getoond and tot and tot <= getoond:
        fouten.append("De VOG eindigt op of voor de dag waarop hij is getoond.")
    return getoond, (tot or plus_maanden(getoond, VOG_MAANDEN)) if getoond else None


def _dag(waarde: Any) -> date | None:
    if waarde in (None, ""):
        return None
    if isinstance(waarde, datetime):
        return waarde.date()
    if isinstance(waarde, date):
        return waarde
    kaal = str(waarde).strip()
    for vorm in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(kaal, vorm).date()
        except ValueError:
            continue
    raise ValueError(kaal)


def verpak(rijen: list[Ingelezen], organisatie_id: int, gebruiker_id: int) -> str:
    """The good rows as one signed text for the page. Bound to the organisation and the person who looked."""
    kaal = []
    for r in rijen:
        vog = (_iso(r.vog_getoond_op), _iso(r.vog_geldig_tot))
        kaal.append([r.rij, r.naam, r.email, r.telefoon, r.pc4, r.talen, r.opmerking, *vog])
    return signing.dumps([organisatie_id, gebruiker_id, kaal], salt=ZOUT, compress=True)


def pak_uit(tekst: str, organisatie_id: int, gebruiker_id: int) -> list[Ingelezen]:
    """The rows back; raises :class:`BestandFout` when changed, somebody else's, or older than an hour."""
    try:
        organisatie, gebruiker, kaal = signing.loads(tekst, salt=ZOUT, max_age=3600)
    except signing.BadSignature as fout:
        raise BestandFout("Dit voorbeeld is verlopen. Kies het bestand opnieuw.") from fout
    if (organisatie, gebruiker) != (organisatie_id, gebruiker_id):
        raise BestandFout("Dit voorbeeld is van iemand anders. Kies het bestand opnieuw.")
    return [Ingelezen(*r[:5], tuple(r[5]), r[6], _van_iso(r[7]), _van_iso(r[8])) for r in kaal]


def _iso(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _van_iso(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
