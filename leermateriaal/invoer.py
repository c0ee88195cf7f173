"""Materials from and to a spreadsheet: the same columns both ways, errors per row, nothing stored before a yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from netwerk.kern.choices import Apparaat, NederlandsNiveau, Niveau, Vorm
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Taal

from .actions import LeermateriaalFout, werk_zoekwoorden_bij
from .choices import Kosten, LezenNodig, Staat, Toon
from .inventaris import ververs_cellen
from .models import Invoerlijst, Materiaal
from .permissions import heeft_belang
from .werkblad import Waarde
from .workflow import lezers

#: Column → field. Lists are separated by commas; codes as in the vocabularies.
KOLOMMEN = (
    "adres", "titel", "uitgever", "omschrijving", "leervragen", "niveau_van", "niveau_tot", "doelgroepen", "talen",
    "nederlands_nodig", "lezen_nodig", "vormen", "apparaten", "offline", "duur", "kosten", "licentie", "toon", "link",
    "jaar", "zekerheid_bron",
)  # fmt: skip
VERPLICHT = ("titel", "uitgever", "omschrijving", "leervragen", "niveau_van", "niveau_tot", "talen", "vormen")
_LENGTE = {"titel": 200, "uitgever": 200, "omschrijving": 1000, "duur": 100, "licentie": 200, "zekerheid_bron": 500}
_KEUZE = {"nederlands_nodig": NederlandsNiveau, "lezen_nodig": LezenNodig, "kosten": Kosten, "toon": Toon}
_LIJST = {"vormen": Vorm, "apparaten": Apparaat}
_JA = {"ja": True, "j": True, "x": True, "1": True, "waar": True, "true": True, "": False}
_JA |= dict.fromkeys(["nee", "n", "0", "onwaar", "false"], False)


@dataclass(slots=True)
class Regel:
    """One row read: what it would do, its values, and what is wrong with it (Dutch)."""

    nummer: int
    titel: str
    waarden: dict[str, Any] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)
    bestaand: int | None = None

    @property
    def goed(self) -> bool:
        """Whether it can be stored."""
        return not self.fouten


def rijen(materialen: Iterable[Materiaal]) -> Iterator[list[Waarde]]:
    """Materials as rows for export; vocabularies must have been fetched."""
    for materiaal in materialen:
        yield [
            materiaal.slug, materiaal.titel, materiaal.uitgever, materiaal.omschrijving,
            ", ".join(vraag.pk for vraag in materiaal.leervragen.all()),
            Niveau(materiaal.niveau_van).code, Niveau(materiaal.niveau_tot).code,
            ", ".join(groep.pk for groep in materiaal.doelgroepen.all()),
            ", ".join(taal.pk for taal in materiaal.talen.all()),
            materiaal.nederlands_nodig, materiaal.lezen_nodig, ", ".join(materiaal.vormen),
            ", ".join(materiaal.apparaten), "ja" if materiaal.offline else "nee", materiaal.duur, materiaal.kosten,
            materiaal.licentie, materiaal.toon, materiaal.link, materiaal.jaar, materiaal.zekerheid_bron,
        ]  # fmt: skip


def _codes(tekst: str) -> list[str]:
    return list(dict.fromkeys(code.strip().lower() for code in tekst.replace(";", ",").split(",") if code.strip()))


class Lezer:
    """Reads rows against the vocabularies; six queries for a whole file."""

    def __init__(self, door: Gebruiker, rijen_: list[Mapping[str, str]]) -> None:
        self.door = door
        self.bekend = {
            "leervragen": set(Leervraag.objects.vragen().values_list("pk", flat=True)),
            "doelgroepen": set(Doelgroep.objects.values_list("pk", flat=True)),
            "talen": set(Taal.objects.values_list("pk", flat=True)),
        }
        adressen = [rij.get("adres", "") for rij in rijen_ if rij.get("adres")]
        self.bestaand = {materiaal.slug: materiaal for materiaal in Materiaal.objects.filter(slug__in=adressen)}
        titels = {(rij.get("titel", ""), rij.get("uitgever", "")) for rij in rijen_}
        self.dubbel = {
            (titel.lower(), uitgever.lower())
            for titel, uitgever in Materiaal.objects.filter(titel__in=[titel for titel, _ in titels]).values_list(
                "titel", "uitgever"
            )
        }
        self.gezien: set[tuple[str, str]] = set()

    def lees(self, nummer: int, rij: Mapping[str, str]) -> Regel:
        """One row; ``nummer`` as the spreadsheet counts."""
        regel = Regel(nummer, rij.get("titel", "")[:200])
        fouten, uit = regel.fouten, regel.waarden
        fouten += [f"{veld}: vul dit in" for veld in VERPLICHT if not rij.get(veld, "").strip()]
        for veld, lengte in _LENGTE.items():
            uit[veld] = rij.get(veld, "").strip()
            if len(uit[veld]) > lengte:
                fouten.append(f"{veld}: te lang, hooguit {lengte} tekens")
        for veld, bekend in self.bekend.items():
            uit[veld] = _codes(rij.get(veld, ""))
            fouten += [f"{veld}: '{code}' kennen wij niet" for code in uit[veld] if code not in bekend]
        for veld, soort in _LIJST.items():
            uit[veld] = _codes(rij.get(veld, ""))
            fouten += [f"{veld}: '{code}' kennen wij niet" for code in uit[veld] if code not in soort.values]
        for veld, soort in _KEUZE.items():
            if waarde := rij.get(veld, "").strip().lower():
                uit[veld] = waarde
                if waarde not in soort.values:
                    fouten.append(f"{veld}: '{waarde}' kan niet. Kies uit: {', '.join(soort.values)}")
        self._niveaus(rij, regel)
        self._rest(rij, regel)
        self._wie(rij, regel)
        return regel

    @staticmethod
    def _niveaus(rij: Mapping[str, str], regel: Regel) -> None:
        for veld in ("niveau_van", "niveau_tot"):
            code = rij.get(veld, "").strip().lower()
            if not code:
                continue
            try:
                regel.waarden[veld] = int(Niveau.van_code(code))
            except KeyError:
                namen = ", ".join(niveau.code for niveau in Niveau)
                regel.fouten.append(f"{veld}: '{code}' kan niet. Kies uit: {namen}")
        van, tot = regel.waarden.get("niveau_van"), regel.waarden.get("niveau_tot")
        if van is not None and tot is not None and van > tot:
            regel.fouten.append("niveau_tot: dit ligt onder niveau_van")

    @staticmethod
    def _rest(rij: Mapping[str, str], regel: Regel) -> None:
        offline = rij.get("offline", "").strip().lower()
        if offline in _JA:
            regel.waarden["offline"] = _JA[offline]
        else:
            regel.fouten.append("offline: vul ja of nee in")
        regel.waarden["link"] = link = rij.get("link", "").strip()
        if link:
            try:
                URLValidator(schemes=["http", "https"])(link)
                if len(link) > 300:
                    raise ValidationError("")
            except ValidationError:
                regel.fouten.append("link: dit is geen goed adres")
        jaar = rij.get("jaar", "").strip()
        regel.waarden["jaar"] = None
        if jaar:
            if jaar.isdecimal() and 1990 <= int(jaar) <= 2100:
                regel.waarden["jaar"] = int(jaar)
            else:
                regel.fouten.append("jaar: vul een jaar in, zoals 2024")

    def _wie(self, rij: Mapping[str, str], regel: Regel) -> None:
        adres = rij.get("adres", "").strip()
        materiaal = self.bestaand.get(adres)
        if adres and materiaal is None:
            regel.fouten.append(f"adres: '{adres}' bestaat niet. Laat het leeg voor nieuw materiaal")
        if materiaal is not None:
            regel.bestaand = materiaal.pk
            if materiaal.samengevoegd_met_id:
                regel.fouten.append("adres: dit materiaal is samengevoegd met ander materiaal")
        sleutel = (regel.waarden["titel"].lower(), regel.waarden["uitgever"].lower())
        if adres and ("", adres) in self.gezien or sleutel in self.gezien:
            regel.fouten.append("dit materiaal staat twee keer in het bestand")
        self.gezien |= {sleutel, ("", adres)} if adres else {sleutel}
        if not adres and sleutel in self.dubbel:
            regel.fouten.append("titel: dit materiaal van deze uitgever is er al")
        proef = materiaal or Materiaal(uitgever=regel.waarden["uitgever"])
        if heeft_belang(self.door, proef) or heeft_belang(self.door, Materiaal(uitgever=regel.waarden["uitgever"])):
            regel.fouten.append("uitgever: u heeft hier een belang in; een andere curator moet dit doen")


def beoordeel(regels: list[dict[str, str]], door: Gebruiker) -> list[Regel]:
    """Every row read, with its errors; the first line of a sheet is its heads, so rows count from two."""
    lezer = Lezer(door, list(regels))
    return [lezer.lees(nummer, rij) for nummer, rij in enumerate(regels, start=2)]


@transaction.atomic
def verwerk(lijst: Invoerlijst, *, door: Gebruiker) -> tuple[int, int]:
    """Store the good rows: (new, changed). Read again, so what changed since the preview counts; twice does nothing.

    What is new comes in review, not published: a spreadsheet is no judgement.
    """
    lijst = Invoerlijst.objects.select_for_update().get(pk=lijst.pk)
    if lijst.verwerkt_op is not None:
        raise LeermateriaalFout("Dit bestand is al ingevoerd.")
    nieuw = gewijzigd = 0
    vragen: set[str] = set()
    for regel in beoordeel(lijst.regels, door):
        if not regel.goed:
            continue
        if regel.bestaand:
            materiaal = Materiaal.objects.select_for_update(of=("self",)).get(pk=regel.bestaand)
            vragen |= set(materiaal.leervragen.values_list("pk", flat=True))
            materiaal.versie += 1
            gewijzigd += 1
        else:
            materiaal = Materiaal(status=Staat.IN_BEOORDELING, voorgesteld_door=door)
            nieuw += 1
        waarden = dict(regel.waarden)
        velden = {naam: waarden.pop(naam) for naam in ("leervragen", "doelgroepen", "talen")}
        for naam, waarde in waarden.items():
            setattr(materiaal, naam, waarde)
        materiaal.save()
        for naam, codes in velden.items():
            getattr(materiaal, naam).set(codes)
        vragen |= set(velden["leervragen"])
        werk_zoekwoorden_bij(materiaal)
        noteer("materiaal:ingevoerd", materiaal, door=door, organisaties=lezers(materiaal), bestand=lijst.naam)
    ververs_cellen(vragen)
    lijst.verwerkt_op = timezone.now()
    lijst.save(update_fields=["verwerkt_op"])
    return nieuw, gewijzigd
