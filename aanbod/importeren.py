"""Storing what :mod:`aanbod.hsds` read: idempotent by id, each record entirely or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Max, Min

from netwerk.kern.choices import NederlandsNiveau, OrganisatieSoort
from netwerk.kern.models import Doelgroep, Leervraag, Locatie, Organisatie, Postcodegebied, Taal
from netwerk.kern.validators import geen_bsn

from .choices import AanbodStatus, Soort
from .hsds import BRONNEN, Bestand, Dienst, Geweigerd, Plek, ontleed
from .models import Aanbod, AanbodLocatie
from .zoekindex import werk_bij

#: Degrees around the postcode areas that still count as the city: about ten kilometres.
RAND = 0.1


@dataclass(slots=True)
class Verslag:
    """What an import did; ``geweigerd`` and ``opmerkingen`` as (place, name, texts)."""

    tellingen: Counter[str] = field(default_factory=Counter)
    geweigerd: list[tuple[int, str, list[str]]] = field(default_factory=list)
    opmerkingen: list[tuple[int, str, list[str]]] = field(default_factory=list)


class _Proef(Exception):
    """Rolls a dry run back."""


def importeer(bestand: Bestand, *, bron: str = "HSDS", proef: bool = False, als_concept: bool = False) -> Verslag:
    """Read all records of a file; with ``proef`` everything is tried and nothing stays."""
    verslag = Verslag()
    lezing = _Lezing(bron, als_concept)
    try:
        with transaction.atomic():
            gezien: set[Any] = set()
            for plaats, record in enumerate(bestand.records, start=1):
                naam = str(record.get("name") or "zonder naam")[:80] if isinstance(record, dict) else "zonder naam"
                try:
                    dienst = ontleed(record)
                    if dienst.id in gezien:
                        raise Geweigerd(["dit id staat twee keer in het bestand; de eerste telt"])
                    with transaction.atomic():
                        uitkomst = lezing.bewaar(dienst)
                    gezien.add(dienst.id)
                except Geweigerd as fout:
                    verslag.tellingen["geweigerd"] += 1
                    verslag.geweigerd.append((plaats, naam, fout.redenen))
                except ValidationError as fout:
                    verslag.tellingen["geweigerd"] += 1
                    verslag.geweigerd.append((plaats, naam, list(fout.messages)))
                except DatabaseError as fout:
                    verslag.tellingen["geweigerd"] += 1
                    reden = f"de database neemt dit niet aan ({type(fout).__name__})"
                    verslag.geweigerd.append((plaats, naam, [reden]))
                else:
                    verslag.tellingen[uitkomst] += 1
                    if dienst.opmerkingen:
                        verslag.opmerkingen.append((plaats, naam, dienst.opmerkingen))
            if proef:
                raise _Proef
    except _Proef:
        pass
    return verslag


class _Lezing:
    """One run: the vocabularies once, then record by record."""

    def __init__(self, bron: str, als_concept: bool) -> None:
        self.bron = bron
        self.als_concept = als_concept
        self.talen = set(Taal.objects.values_list("code", flat=True))
        self.taalnamen = {naam.lower(): code for code, naam in Taal.objects.values_list("code", "naam")}
        self.leervragen = set(Leervraag.objects.values_list("code", flat=True))
        self.doelgroepen = set(Doelgroep.objects.values_list("code", flat=True))
        self.rand = Postcodegebied.objects.aggregate(a=Min("lat"), b=Max("lat"), c=Min("lon"), d=Max("lon"))

    def bewaar(self, dienst: Dienst) -> str:
        """Store one service; returns nieuw, bijgewerkt or ongewijzigd."""
        geen_bsn(dienst.velden["omschrijving"])
        organisatie = self._organisatie(dienst)
        aanbod = Aanbod.objects.select_for_update().filter(uuid=dienst.id).first()
        if aanbod is not None and not aanbod.bron:
            raise Geweigerd(["dit aanbod is in het portaal zelf gemaakt; een bestand overschrijft dat niet"])
        if aanbod is not None and aanbod.organisatie_id != organisatie.pk:
            raise Geweigerd(["dit id hoort al bij een andere organisatie"])
        nieuw = aanbod is None
        if aanbod is None:
            aanbod = Aanbod(uuid=dienst.id, organisatie=organisatie, bron=self.bron, soort=Soort.ANDERS)
            aanbod.nederlands_nodig = NederlandsNiveau.GEEN
        veranderd = self._velden(aanbod, dienst, nieuw)
        if nieuw:
            aanbod.save()
        elif veranderd:
            aanbod.versie += 1
            aanbod.save()
        veranderd |= self._woorden(aanbod, dienst)
        veranderd |= self._plekken(aanbod, organisatie, dienst)
        if nieuw or veranderd:
            werk_bij([aanbod])
        return "nieuw" if nieuw else "bijgewerkt" if veranderd else "ongewijzigd"

    def _organisatie(self, dienst: Dienst) -> Organisatie:
        organisatie = Organisatie.objects.filter(uuid=dienst.organisatie_id).first()
        gegeven = dienst.organisatie
        if organisatie is None:
            if not gegeven:
                raise Geweigerd(["de organisatie is alleen met een id genoemd en staat nog niet in het portaal"])
            return Organisatie.objects.create(
                uuid=dienst.organisatie_id, soort=OrganisatieSoort.INFORMEEL, bron=self.bron, **gegeven
            )
        # An organisation of the network keeps its own words: a file only changes what a file brought.
        if gegeven and organisatie.bron and any(getattr(organisatie, veld) != w for veld, w in gegeven.items()):
            for veld, waarde in gegeven.items():
                setattr(organisatie, veld, waarde)
            organisatie.save()
        return organisatie

    def _velden(self, aanbod: Aanbod, dienst: Dienst, nieuw: bool) -> bool:
        velden = {
            veld: waarde
            for veld, waarde in dienst.velden.items()
            if nieuw or dienst.genoemd & set(BRONNEN.get(veld, ()))
        }
        velden |= {"naam": dienst.naam, "extern": {**aanbod.extern, **dienst.rest}}
        status = dienst.velden["status"]
        if self.als_concept:
            status = AanbodStatus.CONCEPT
        # A person may have paused or archived it here: the file decides again only when it says something new.
        gezegd = "status" in dienst.genoemd and dienst.rest.get("status") != aanbod.extern.get("status")
        velden.pop("status", None)
        if nieuw or gezegd:
            velden["status"] = status
        veranderd = False
        for veld, waarde in velden.items():
            if getattr(aanbod, veld) != waarde:
                setattr(aanbod, veld, waarde)
                veranderd = True
        return veranderd

    def _woorden(self, aanbod: Aanbod, dienst: Dienst) -> bool:
        codes = [self.taalnamen.get(code, code) for code in dienst.talen]
        if vreemd := [code for code in codes if code not in self.talen]:
            dienst.opmerkingen.append(f"onbekende taal, wel bewaard maar niet te vinden: {', '.join(vreemd)}")
        doelen: list[tuple[Any, set[str]]] = (
            [(aanbod.talen, set(codes) & self.talen)] if "languages" in dienst.genoemd else []
        )
        # Needs and groups only when the file speaks our vocabulary; else what a person filled in here stays.
        if vragen := set(dienst.termen) & self.leervragen:
            doelen.append((aanbod.leervragen, vragen))
        if groepen := set(dienst.termen) & self.doelgroepen:
            doelen.append((aanbod.doelgroepen, groepen))
        veranderd = False
        for relatie, gewenst in doelen:
            if set(relatie.values_list("pk", flat=True)) != gewenst:
                relatie.set(gewenst)
                veranderd = True
        return veranderd

    def _plekken(self, aanbod: Aanbod, organisatie: Organisatie, dienst: Dienst) -> bool:
        if "service_at_locations" not in dienst.genoemd:
            return False
        veranderd = False
        houden = []
        for plek in dienst.plekken:
            locatie, anders = self._locatie(organisatie, plek, dienst)
            veranderd |= anders
            koppeling = AanbodLocatie.objects.filter(aanbod=aanbod, locatie=locatie).first()
            if koppeling is None:
                extra = {"uuid": plek.id} if plek.id else {}
                if plek.id and AanbodLocatie.objects.filter(uuid=plek.id).exclude(aanbod=aanbod).exists():
                    raise Geweigerd([f"'service_at_locations.id' {plek.id} hoort al bij ander aanbod"])
                if plek.id:  # the same link, now at another place
                    AanbodLocatie.objects.filter(aanbod=aanbod, uuid=plek.id).delete()
                koppeling = AanbodLocatie.objects.create(aanbod=aanbod, locatie=locatie, extern=plek.rest, **extra)
                veranderd = True
            elif koppeling.extern != plek.rest:
                koppeling.extern = plek.rest
                koppeling.save(update_fields=["extern"])
                veranderd = True
            houden.append(koppeling.pk)
        weg, _ = aanbod.plekken.exclude(pk__in=houden).delete()
        return veranderd or bool(weg)

    def _locatie(self, organisatie: Organisatie, plek: Plek, dienst: Dienst) -> tuple[Locatie, bool]:
        rand = self.rand
        if (
            plek.lat is not None
            and rand["a"] is not None
            and not (
                rand["a"] - RAND <= plek.lat <= rand["b"] + RAND and rand["c"] - RAND <= plek.lon <= rand["d"] + RAND
            )
        ):
            dienst.opmerkingen.append(f"'{plek.naam}' ligt buiten de stad; zoeken op postcode vindt het achteraan")
        locatie = Locatie.objects.filter(uuid=plek.locatie_id).first()
        if locatie is not None and locatie.organisatie_id != organisatie.pk:
            raise Geweigerd([f"de locatie '{plek.naam}' hoort al bij een andere organisatie"])
        velden = {
            "naam": plek.naam, "straat": plek.straat, "postcode": plek.postcode, "plaats": plek.plaats,
            "lat": plek.lat, "lon": plek.lon, "route": plek.route, **plek.kenmerken,
        }  # fmt: skip
        if locatie is None:
            return Locatie.objects.create(uuid=plek.locatie_id, organisatie=organisatie, bron=self.bron, **velden), True
        if not locatie.bron:
            return locatie, False
        if plek.lat is None:
            # Without a point in the file the place got the centre of its postcode area; that is no change.
            del velden["lat"], velden["lon"]
        anders = {veld: waarde for veld, waarde in velden.items() if getattr(locatie, veld) != waarde}
        for veld, waarde in anders.items():
            setattr(locatie, veld, waarde)
        if anders:
            locatie.pc4 = None
            locatie.save()
        return locatie, bool(anders)
