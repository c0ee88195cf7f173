"""A random city in which every text about a person is a marker that says who may read it.

One seed is one city: organisations, people with random roles, and private records between them. The probes
(``probe.py``) ask for pages as each person and look for markers of others.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from aanbod.choices import Seinsoort, Stand
from aanbod.models import (
    Aanbod,
    AanbodMelding,
    Aanwezigheid,
    Doorverwijzing,
    DoorverwijzingAntwoord,
    DoorverwijzingBericht,
    Sein,
)
from intake.models import Antwoord, Domeinniveau, Intake, Leerder, Leerplan, Stap, Toestemming, Vragenlijstversie
from leermateriaal.models import Materiaal, Verzameling, Verzamelstuk
from netwerk.kern.choices import OrganisatieSoort, Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek
from vrijwilligers.choices import Gaat, Mening
from vrijwilligers.models import (
    Hulpvraag,
    Koppeling,
    Overdracht,
    Resultaat,
    Screening,
    Terugkoppeling,
    Terugvraag,
    Uren,
    Vrijwilliger,
)

#: Tables that start empty: their numbers start at 1, so that guessing numbers meets every record.
LEEG = (
    Leerder, Intake, Leerplan, Stap, Doorverwijzing, Hulpvraag, Vrijwilliger, Koppeling, Terugvraag, Verzameling,
    Verzamelstuk, AanbodMelding, DoorverwijzingBericht,
)  # fmt: skip
ORGANISATIEROLLEN = [Rol.COACH, Rol.COORDINATOR, Rol.AANBIEDER, Rol.BEHEERDER]


@dataclass(frozen=True, slots=True)
class Merk:
    """Where a marker stands, and the ids of the organisations whose people may read it."""

    plek: str
    lezers: frozenset[int]


@dataclass
class Wereld:
    """The city of one seed."""

    zaad: int
    rng: random.Random
    merken: dict[str, Merk] = field(default_factory=dict)
    organisaties: list[Organisatie] = field(default_factory=list)
    mensen: list[Gebruiker] = field(default_factory=list)
    aanbod: dict[int, Aanbod] = field(default_factory=dict)
    records: int = 0

    def merk(self, plek: str, *lezers: Organisatie | None) -> str:
        """A new marker for a field, readable by these organisations."""
        tekst = f"zq{(self.zaad % 90 + 1) * 1000 + len(self.merken):05d}{self.rng.choice('bcdfgh')}q"
        self.merken[tekst] = Merk(plek, frozenset(organisatie.pk for organisatie in lezers if organisatie))
        return tekst

    def vreemd_voor(self, gebruiker: Gebruiker | None) -> dict[str, Merk]:
        """The markers this person may never see."""
        eigen = set(gebruiker.organisatie_ids) if gebruiker else set()
        return {tekst: merk for tekst, merk in self.merken.items() if not merk.lezers & eigen}


def bouw(zaad: int, *, organisaties: int | None = None) -> Wereld:
    """The city of this seed; call in ``bereik(alles=True)``, in a transaction that is rolled back."""
    wereld = Wereld(zaad, random.Random(zaad))
    _nummer_vanaf_1()
    for _ in range(organisaties or wereld.rng.randint(3, 5)):
        _organisatie(wereld)
    netwerk = OrganisatieFabriek(naam=f"Netwerk {zaad}", soort=OrganisatieSoort.NEUTRAAL)
    for rol in (Rol.CURATOR, Rol.REGIE, Rol.SECRETARIS):
        wereld.mensen.append(_mens(wereld, {(netwerk.pk, rol)}))
    wereld.mensen.append(GebruikerFabriek(naam="Beheer", is_staff=True, is_superuser=True))
    for organisatie in wereld.organisaties:
        vul(wereld, organisatie)
    return wereld


def _nummer_vanaf_1() -> None:
    with connection.cursor() as cursor:
        for model in LEEG:
            if model.objects.exists():
                continue
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
            cursor.execute(f"ALTER SEQUENCE {cursor.fetchone()[0]} RESTART WITH 1")


def _mens(wereld: Wereld, rollen: set[tuple[int, str]]) -> Gebruiker:
    gebruiker = GebruikerFabriek(
        naam=f"Mens {len(wereld.mensen)}", email=f"m{wereld.zaad}x{len(wereld.mensen)}@demo.example"
    )
    for organisatie_id, rol in sorted(rollen):
        gebruiker.lidmaatschappen.create(organisatie_id=organisatie_id, rol=rol)
    return gebruiker


def _organisatie(wereld: Wereld) -> None:
    rng = wereld.rng
    nummer = len(wereld.organisaties)
    organisatie = OrganisatieFabriek(
        naam=f"Huis {wereld.zaad}-{nummer}",
        soort=rng.choice([OrganisatieSoort.INFORMEEL, OrganisatieSoort.FORMEEL]),
        email=f"huis{nummer}@demo.example",
    )
    wereld.aanbod[organisatie.pk] = maak_aanbod(naam=f"Cursus van huis {nummer}", organisatie=organisatie)
    # Between them the people hold every role here; one may also work elsewhere, so that scopes overlap.
    rollen = rng.sample(ORGANISATIEROLLEN, k=4)
    knip = rng.randint(1, 3)
    for deel in (rollen[:knip], rollen[knip:]):
        paren = {(organisatie.pk, rol) for rol in deel}
        if wereld.organisaties and rng.random() < 0.25:
            paren.add((rng.choice(wereld.organisaties).pk, rng.choice(ORGANISATIEROLLEN)))
        wereld.mensen.append(_mens(wereld, paren))
    wereld.organisaties.append(organisatie)


def vul(wereld: Wereld, a: Organisatie, *, anderen: list[Organisatie] | None = None) -> None:
    """Private records of one organisation, some shared with one of ``anderen``."""
    rng, m = wereld.rng, wereld.merk
    lijst = [o for o in (wereld.organisaties if anderen is None else anderen) if o != a]
    vandaag = timezone.localdate()
    for _ in range(rng.randint(1, 2)):
        leerder = Leerder.objects.create(
            organisatie=a, voornaam=m("leerder.voornaam", a), contact=m("leerder.contact", a), pc4_id="1024",
            werkte_eerder=m("leerder.werkte_eerder", a), hulptaal=m("leerder.hulptaal", a), talen=["nl"],
            laatste_contact=vandaag - timedelta(days=rng.randint(0, 60)), persoon_gevraagd=True,
            gearchiveerd_op=timezone.now() if rng.random() < 0.2 else None,
        )  # fmt: skip
        for doel in ("dossier", "doorverwijzen", "vrijwilliger"):
            Toestemming.objects.create(leerder=leerder, organisatie=a, doel=doel)
        klaar = rng.random() < 0.7
        intake = Intake.objects.create(
            leerder=leerder, organisatie=a, vragenlijst=_vragenlijst(), eigen_woorden=m("intake.eigen_woorden", a),
            status="afgerond" if klaar else "bezig", afgerond_op=timezone.now() if klaar else None,
            leervragen=["email-lezen"],
        )  # fmt: skip
        Antwoord.objects.create(intake=intake, organisatie=a, vraag="ict-starter-1", score="niet")
        wereld.records += 3
        if klaar:
            Domeinniveau.objects.create(
                intake=intake, organisatie=a, domein="ict", berekend=1, bijgesteld=2, reden=m("domeinniveau.reden", a)
            )
            plan = Leerplan.objects.create(leerder=leerder, organisatie=a, intake=intake, doel=m("leerplan.doel", a))
            for soort in ("notitie", "hulpvraag", "aanbod"):
                Stap.objects.create(
                    plan=plan, organisatie=a, soort=soort, titel=m("stap.titel", a),
                    toelichting=m("stap.toelichting", a), wanneer=vandaag - timedelta(days=3),
                    aanbod=wereld.aanbod.get(a.pk) if soort == "aanbod" else None,
                )  # fmt: skip
            wereld.records += 5
    for b in rng.sample(lijst, k=min(len(lijst), rng.randint(1, 2))):
        _doorverwijzing(wereld, a, b)
        if rng.random() < 0.6:
            _hulp(wereld, a, b)
    _hulp(wereld, a, a)
    verzameling = Verzameling.objects.create(
        organisatie=a, titel=m("verzameling.titel", a), toelichting=m("verzameling.toelichting", a)
    )
    materiaal = Materiaal.objects.first()
    if materiaal:
        Verzamelstuk.objects.create(
            verzameling=verzameling, organisatie=a, materiaal=materiaal, notitie=m("verzamelstuk.notitie", a)
        )
    if a.pk in wereld.aanbod:
        AanbodMelding.objects.create(aanbod=wereld.aanbod[a.pk], organisatie=a, tekst=m("aanbodmelding.tekst", a))
    wereld.records += 3


def _vragenlijst() -> Vragenlijstversie:
    return Vragenlijstversie.objects.filter(status="gepubliceerd").latest("nummer")


def _doorverwijzing(wereld: Wereld, a: Organisatie, b: Organisatie) -> None:
    rng, m = wereld.rng, wereld.merk
    stand = rng.choice([Stand.VERSTUURD, Stand.ONTVANGEN, Stand.UITGENODIGD, Stand.GESTART, Stand.AFGEWEZEN])
    vandaag = timezone.localdate()
    dv = Doorverwijzing.objects.create(
        van_organisatie=a, naar_organisatie=b, aanbod=wereld.aanbod[b.pk], status=stand,
        uiterlijk=vandaag + timedelta(days=rng.randint(-4, 9)), verstuurd_op=timezone.now() - timedelta(days=5),
        gesloten_op=timezone.now() if stand == Stand.AFGEWEZEN else None,
        eigenaar_ontvanger_naam=m("doorverwijzing.eigenaar", a, b),
        reden="vol" if stand == Stand.AFGEWEZEN else "", voornaam=m("doorverwijzing.voornaam", a, b),
        contact=m("doorverwijzing.contact", a, b), toelichting=m("doorverwijzing.toelichting", a, b),
        boodschap=m("doorverwijzing.boodschap", a, b), pc4="1024", talen=["nl"], leervragen=["email-lezen"],
    )  # fmt: skip
    partijen: dict[str, Any] = {"doorverwijzing": dv, "van_organisatie": a, "naar_organisatie": b}
    DoorverwijzingAntwoord.objects.create(
        **partijen, stand=stand, wat=f"Afspraak {m('antwoord.wat', a, b)}", wie=m("antwoord.wie", a, b),
        wanneer=vandaag, plaats=m("antwoord.plaats", a, b), reden=dv.reden,
    )  # fmt: skip
    DoorverwijzingBericht.objects.create(
        **partijen, organisatie=a, tekst=m("bericht.tekst", a, b), door_tekst=m("bericht.door", a, b)
    )
    Sein.objects.create(
        **partijen,
        soort=Seinsoort.values[0],
        kant="ontvanger",
        dag=vandaag,
        uiterlijk=vandaag,
        naam=m("sein.naam", a, b),
    )
    Aanwezigheid.objects.create(**partijen, dag=vandaag, aanwezig=True)
    noteer("bericht", dv, door=None, door_tekst=m("logboek.door_tekst", a, b), organisaties=[a.pk, b.pk])
    wereld.records += 5


def _hulp(wereld: Wereld, a: Organisatie, b: Organisatie) -> None:
    rng, m = wereld.rng, wereld.merk
    vandaag = timezone.localdate()
    hulpvraag = Hulpvraag.objects.create(
        van_organisatie=a, naar_organisatie=b, voornaam=m("hulpvraag.voornaam", a, b),
        contact=m("hulpvraag.contact", a, b), toelichting=m("hulpvraag.toelichting", a, b), pc4="1024", talen=["nl"],
        gevraagd_op=vandaag - timedelta(days=rng.randint(0, 40)),
    )  # fmt: skip
    voornaam = m("vrijwilliger.voornaam", a, b)
    gestopt = rng.random() < 0.2
    vrijwilliger = Vrijwilliger.objects.create(
        organisatie=b, naam=f"{voornaam} {m('vrijwilliger.achternaam', b)}", telefoon="0612345678",
        email=f"{m('vrijwilliger.email', b)}@demo.example", opmerking=m("vrijwilliger.opmerking", b), talen=["nl"],
        pc4_id="1024", status="gestopt" if gestopt else "inzetbaar", gestopt_op=vandaag if gestopt else None,
        stopreden=m("vrijwilliger.stopreden", b) if gestopt else "", mag_teruggevraagd=gestopt,
    )  # fmt: skip
    Screening.objects.create(
        vrijwilliger=vrijwilliger, organisatie=b, geheimhouding_getekend_op=vandaag, vog_getoond_op=vandaag,
        vog_geldig_tot=vandaag + timedelta(days=900), referentie_op=vandaag,
        geheimhouding_versie=m("screening.versie", b),
    )  # fmt: skip
    for module in ("basis", "privacy"):
        Resultaat.objects.create(
            vrijwilliger=vrijwilliger, organisatie=b, module_id=module, status="behaald", behaald_op=vandaag
        )
    if gestopt:
        Terugvraag.objects.create(vrijwilliger=vrijwilliger, organisatie=b)
    else:
        koppeling = Koppeling.objects.create(
            hulpvraag=hulpvraag, vrijwilliger=vrijwilliger, organisatie=b, van_organisatie=a, voornaam=voornaam,
            toelichting=m("koppeling.toelichting", a, b),
        )  # fmt: skip
        Terugkoppeling.objects.create(
            koppeling=koppeling, vrijwilliger=vrijwilliger, organisatie=b, van_organisatie=a, van=Mening.COACH,
            gaat=Gaat.GOED,
            tekst=m("terugkoppeling.tekst", a, b),
        )  # fmt: skip
    Uren.objects.create(vrijwilliger=vrijwilliger, organisatie=b, dag=vandaag, uren=2, wat=m("uren.wat", b))
    if a != b:  # until the volunteer says yes, the other organisation sees nothing of the question
        Overdracht.objects.create(
            vrijwilliger=vrijwilliger, organisatie=b, naar=a, toelichting=m("overdracht.toelichting", b)
        )
    wereld.records += 5
