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
from netwerk.kern.werkblad import Waarde

from .actions import LeermateriaalFout, werk_zoekwoorden_bij
from .choices import Kosten, LezenNodig, Staat, Toon
from .inventaris import ververs_cellen
from .models import Invoerlijst, Materiaal
from .permissions import heeft_belang
from .workflow import lezers

#: Column → field. Lists are separated by commas; codes as in the vocabularies.
KOLOMMEN = (
    "adres", "titel", "uitgever", "omschrijving", "leervragen", "niveau_van", "niveau_tot", "doelgroepen", "talen",
    "nederlands_nodig", "lezen_nodig", "vormen", "apparaten", "offline", "duur", "kosten", "licentie", "toon", "link",
    "jaar", "zekerheid_bron", "bewerking_van", "aangepast",
)  # fmt: skip
VERPLICHT = ("titel", "uitgever", "omschrijving", "leervragen", "niveau_van", "niveau_tot", "talen", "vormen")
_LENGTE = {
    "titel": 200, "uitgever": 200, "omschrijving": 1000, "duur": 100, "licentie": 200, "zekerheid_bron": 500,
    "aangepast": 500,
}  # fmt: skip
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
    wijzigt: list[str] = field(default_factory=list)

    @property
    def goed(self) -> bool:
        """Whether it can be stored."""
        return not self.fouten

    @property
    def gelijk(self) -> bool:
        """Whether the catalogue says the same already."""
        return self.goed and self.bestaand is not None and not self.wijzigt


def rijen(materialen: Iterable[Materiaal]) -> Iterator[list[Waarde]]:
    """Materials as rows for export; vocabularies and originals must have been fetched."""
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
            materiaal.bewerking_van.slug if materiaal.bewerking_van else "", materiaal.aangepast,
        ]  # fmt: skip


def _tekst(veld: str, waarde: Any) -> str:
    """A value as the spreadsheet shows it."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, list):
        return ", ".join(waarde) or "leeg"
    if veld in ("niveau_van", "niveau_tot"):
        return Niveau(waarde).code
    return str(waarde if waarde is not None else "")[:80] or "leeg"


def _codes(tekst: str) -> list[str]:
    return list(dict.fromkeys(code.strip().lower() for code in tekst.replace(";", ",").split(",") if code.strip()))


class Lezer:
    """Reads rows against the vocabularies, in a fixed number of queries for a whole file.

    Of a material that exists only the columns that stand in the file are changed: without that, a file without the
    column ``licentie`` would empty every licence.
    """

    def __init__(self, door: Gebruiker, rijen_: list[Mapping[str, str]]) -> None:
        self.door = door
        self.bekend = {
            "leervragen": set(Leervraag.objects.vragen().values_list("pk", flat=True)),
            "doelgroepen": set(Doelgroep.objects.values_list("pk", flat=True)),
            "talen": set(Taal.objects.values_list("pk", flat=True)),
        }
        self.kolommen = {kop for rij in rijen_ for kop in rij}
        adressen = {rij.get(veld, "").strip() for rij in rijen_ for veld in ("adres", "bewerking_van")} - {""}
        zoek = Materiaal.objects.filter(slug__in=adressen).met_alles().select_related("bewerking_van")
        self.bestaand = {materiaal.slug: materiaal for materiaal in zoek}
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
        al_er = rij.get("adres", "").strip() in self.bestaand
        nodig = [veld for veld in VERPLICHT if veld in self.kolommen or not al_er]
        fouten += [f"{veld}: vul dit in" for veld in nodig if not rij.get(veld, "").strip()]
        for veld, lengte in _LENGTE.items():
            uit[veld] = rij.get(veld, "").strip()
            if len(uit[veld]) > lengte:
                fouten.append(f"{veld}: te lang, hooguit {lengte} tekens")
        for veld, bekend in self.bekend.items():
            uit[veld] = _codes(rij.get(veld, ""))
            fouten += [f"{veld}: ‘{code}’ kennen wij niet" for code in uit[veld] if code not in bekend]
        for veld, soort in _LIJST.items():
            uit[veld] = _codes(rij.get(veld, ""))
            fouten += [f"{veld}: ‘{code}’ kennen wij niet" for code in uit[veld] if code not in soort.values]
        for veld, soort in _KEUZE.items():
            if waarde := rij.get(veld, "").strip().lower():
                uit[veld] = waarde
                if waarde not in soort.values:
                    fouten.append(f"{veld}: ‘{waarde}’ kan niet. Kies uit: {', '.join(soort.values)}")
        self._niveaus(rij, regel)
        self._rest(rij, regel)
        self._origineel(rij, regel)
        self._wie(rij, regel)
        if al_er:
            self._wijzigt(self.bestaand[rij["adres"].strip()], regel)
        return regel

    def _origineel(self, rij: Mapping[str, str], regel: Regel) -> None:
        adres = rij.get("bewerking_van", "").strip()
        origineel = self.bestaand.get(adres)
        regel.waarden["bewerking_van"] = origineel
        if adres and origineel is None:
            regel.fouten.append(f"bewerking_van: ‘{adres}’ bestaat niet")
        elif origineel is not None and origineel.status in (Staat.VOORGESTELD, Staat.IN_BEOORDELING):
            regel.fouten.append(f"bewerking_van: ‘{adres}’ is nog niet gepubliceerd")
        elif adres and adres == rij.get("adres", "").strip():
            regel.fouten.append("bewerking_van: een materiaal kan geen bewerking van zichzelf zijn")

    def _wijzigt(self, materiaal: Materiaal, regel: Regel) -> None:
        """Keep only what stands in the file, and say per fact what it was and what it becomes."""
        regel.waarden = {veld: waarde for veld, waarde in regel.waarden.items() if veld in self.kolommen}
        van, tot = (regel.waarden.get(veld, getattr(materiaal, veld)) for veld in ("niveau_van", "niveau_tot"))
        if van > tot and not any(fout.startswith("niveau") for fout in regel.fouten):
            regel.fouten.append("niveau_tot: dit ligt onder niveau_van")
        for veld, waarde in regel.waarden.items():
            oud: Any = getattr(materiaal, veld)
            if veld in self.bekend:
                oud, waarde = sorted(rij.pk for rij in oud.all()), sorted(waarde)
            if oud != waarde:
                regel.wijzigt.append(f"{veld}: {_tekst(veld, waarde)}, was {_tekst(veld, oud)}")

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
                regel.fouten.append(f"{veld}: ‘{code}’ kan niet. Kies uit: {namen}")
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
            regel.fouten.append(f"adres: ‘{adres}’ bestaat niet. Laat het leeg voor nieuw materiaal")
        if materiaal is not None:
            regel.bestaand = materiaal.pk
            if materiaal.samengevoegd_met_id:
                regel.fouten.append("adres: dit materiaal is samengevoegd met ander materiaal")
        uitgever = regel.waarden["uitgever"] or (materiaal.uitgever if materiaal else "")
        titel = regel.waarden["titel"] or (materiaal.titel if materiaal else "")
        regel.titel = regel.titel or titel
        sleutel = (titel.lower(), uitgever.lower())
        if adres and ("", adres) in self.gezien or sleutel in self.gezien:
            regel.fouten.append("dit materiaal staat twee keer in het bestand")
        self.gezien |= {sleutel, ("", adres)} if adres else {sleutel}
        if not adres and sleutel in self.dubbel:
            regel.fouten.append("titel: dit materiaal van deze uitgever is er al")
        if any(heeft_belang(self.door, proef) for proef in (materiaal, Materiaal(uitgever=uitgever)) if proef):
            regel.fouten.append("uitgever: u hebt hier een belang in; een andere curator moet dit doen")


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
        raise LeermateriaalFout("Dit bestand is al ingelezen. Kies een ander bestand.")
    nieuw = gewijzigd = 0
    vragen: set[str] = set()
    for regel in beoordeel(lijst.regels, door):
        if not regel.goed or regel.gelijk:
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
        velden = {naam: waarden.pop(naam) for naam in ("leervragen", "doelgroepen", "talen") if naam in waarden}
        for naam, waarde in waarden.items():
            setattr(materiaal, naam, waarde)
        materiaal.save()
        for naam, codes in velden.items():
            getattr(materiaal, naam).set(codes)
        vragen |= set(velden.get("leervragen", ()))
        werk_zoekwoorden_bij(materiaal)
        noteer(
            "materiaal:ingevoerd",
            materiaal,
            door=door,
            organisaties=lezers(materiaal),
            bestand=lijst.naam,
            gewijzigd=regel.wijzigt[:30],
        )
    ververs_cellen(vragen)
    lijst.verwerkt_op = timezone.now()
    lijst.save(update_fields=["verwerkt_op"])
    return nieuw, gewijzigd
