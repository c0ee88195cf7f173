"""The ground floor of the demo city: invented organisations, places and people, recognisable as such.

Every name of an organisation ends in "(demo)", every e-mail address in ``@demo.example``. Rooms add their own records
in their ``demo.vul(stad)``; the portal calls them in order (``netwerk.portaal.demo``).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from .choices import OrganisatieSoort as Soort
from .choices import Rol
from .models import Gebruiker, Lidmaatschap, Locatie, Organisatie

#: Known to everybody and printed at the start: checks netwerk.E004 and wsgi.py refuse the demo on a public host.
WACHTWOORD = "welkom-in-de-demo"


@dataclass
class Demostad:
    """What the rooms build on: a fixed random source, today, and the organisations and people by key."""

    vandaag: date = field(default_factory=timezone.localdate)
    rng: random.Random = field(default_factory=lambda: random.Random(20210930))
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    locaties: dict[str, Locatie] = field(default_factory=dict)
    gebruikers: dict[str, Gebruiker] = field(default_factory=dict)

    def dag(self, verschil: int) -> date:
        """The date ``verschil`` days from today; negative is the past."""
        return self.vandaag + timedelta(days=verschil)

    def moment(self, verschil: int, uur: int = 10, minuut: int = 0) -> datetime:
        """That day at this hour, in the city's time zone."""
        return timezone.make_aware(datetime.combine(self.dag(verschil), time(uur, minuut)))


# key: (name, kind, description, [(location key, name, street, pc4, wheelchair, wifi, computers, private room)])
ORGANISATIES = {
    "brug": (
        "Buurthuis De Brug (demo)",
        Soort.INFORMEEL,
        "Buurthuis met computerinloop en hulp van vrijwilligers.",
        [("brug", "Buurthuis De Brug", "Voorbeeldplein 1", "1024", True, True, 8, True)],
    ),
    "linde": (
        "Huis van de Wijk De Linde (demo)",
        Soort.INFORMEEL,
        "Ontmoetingsplek met taalcafé en digitaal spreekuur.",
        [("linde", "De Linde", "Lindeproefstraat 20", "1061", True, True, 6, True)],
    ),
    "kompas": (
        "Buurtkamer Het Kompas (demo)",
        Soort.INFORMEEL,
        "Buurtkamer waar bewoners elkaar helpen met formulieren en apps.",
        [("kompas", "Het Kompas", "Kompasproefhof 5", "1103", False, True, 3, False)],
    ),
    "zuiderlicht": (
        "Stichting Zuiderlicht (demo)",
        Soort.INFORMEEL,
        "Vrijwilligers helpen ouderen thuis met tablet en telefoon.",
        [("zuiderlicht", "Zuiderlicht", "Lichtproefkade 12", "1079", True, True, 2, True)],
    ),
    "bieb": (
        "Bibliotheek Voorbeeldstad (demo)",
        Soort.INFORMEEL,
        "Bibliotheek met informatiepunt digitale overheid en cursussen.",
        [
            ("bieb-centrum", "Bibliotheek Centrum", "Boekproefkade 100", "1011", True, True, 40, True),
            ("bieb-oost", "Bibliotheek Oost", "Leesproefplein 3", "1093", True, True, 12, True),
            ("bieb-zuidoost", "Bibliotheek Zuidoost", "Leesproefdreef 7", "1102", True, True, 14, True),
        ],
    ),
    "west": (
        "Digitaal Café West (demo)",
        Soort.INFORMEEL,
        "Inloopcafé voor vragen over telefoon en computer.",
        [("west", "Digitaal Café West", "Caféproefstraat 44", "1055", True, True, 5, False)],
    ),
    "weesp": (
        "Computerclub Weesp (demo)",
        Soort.INFORMEEL,
        "Club van vrijwilligers voor beginners en gevorderden.",
        [("weesp", "Computerclub Weesp", "Clubproefgracht 8", "1382", True, True, 10, False)],
    ),
    "roc": (
        "ROC Voorbeeldstad (demo)",
        Soort.FORMEEL,
        "Volwassenenonderwijs: Nederlands, rekenen en digitale vaardigheden.",
        [
            ("roc-oost", "ROC locatie Oost", "Schoolproeflaan 1", "1091", True, True, 60, False),
            ("roc-west", "ROC locatie Nieuw-West", "Schoolproefweg 9", "1062", True, True, 45, False),
        ],
    ),
    "volksuni": (
        "Volwassenenschool De Stap (demo)",
        Soort.FORMEEL,
        "Kleine groepen, ook voor wie niet kan lezen en schrijven.",
        [("stap", "De Stap", "Stapproefstraat 30", "1031", True, True, 20, True)],
    ),
    "taal": (
        "Taalschool Samen Verder (demo)",
        Soort.FORMEEL,
        "Taal en digitaal voor nieuwkomers en ouders.",
        [("samen", "Samen Verder", "Taalproefplein 2", "1104", True, True, 16, False)],
    ),
    "gemeente": (
        "Gemeente Voorbeeldstad (demo)",
        Soort.OVERHEID,
        "Regie op basisvaardigheden en digitale inclusie.",
        [("stadsloket", "Stadsloket Centrum", "Loketproefplein 1", "1018", True, True, 4, True)],
    ),
    "bedrijf": ("Voorbeeldbank Betrokken (demo)", Soort.BEDRIJF, "Medewerkers geven onder werktijd computerhulp.", []),
    "neutraal": ("Kennispunt Leermateriaal (demo)", Soort.NEUTRAAL, "Neutrale partij zonder eigen lesmateriaal.", []),
    "netwerk": ("Stedelijk Netwerk Digitaal (demo)", Soort.NEUTRAAL, "Het secretariaat van het netwerkoverleg.", []),
}

# key: (name, e-mail, [(organisation, role)])
GEBRUIKERS = {
    "coach": ("Samira Coach", "coach@demo.example", [("brug", Rol.COACH)]),
    "coach2": ("Joost Coach", "coach2@demo.example", [("brug", Rol.COACH)]),
    "coach-west": ("Fatma Coach", "coach.west@demo.example", [("linde", Rol.COACH), ("linde", Rol.COORDINATOR)]),
    "coordinator": ("Wim Coördinator", "coordinator@demo.example", [("brug", Rol.COORDINATOR)]),
    "coordinator-zuid": ("Ellen Coördinator", "coordinator.zuid@demo.example", [("zuiderlicht", Rol.COORDINATOR)]),
    "aanbieder": ("Nadia Aanbieder", "aanbieder@demo.example", [("roc", Rol.AANBIEDER)]),
    "aanbieder2": ("Peter Aanbieder", "aanbieder2@demo.example", [("roc", Rol.AANBIEDER)]),
    "aanbieder-stap": ("Carla Aanbieder", "aanbieder.stap@demo.example", [("volksuni", Rol.AANBIEDER)]),
    "aanbieder-taal": ("Yusuf Aanbieder", "aanbieder.taal@demo.example", [("taal", Rol.AANBIEDER)]),
    "bieb": (
        "Marieke Bibliotheek",
        "bibliotheek@demo.example",
        [("bieb", Rol.COACH), ("bieb", Rol.AANBIEDER), ("bieb", Rol.COORDINATOR)],
    ),
    "beheerder": ("Hassan Beheerder", "beheerder@demo.example", [("brug", Rol.BEHEERDER), ("brug", Rol.COACH)]),
    "curator": ("Ingrid Curator", "curator@demo.example", [("neutraal", Rol.CURATOR)]),
    "regie": ("Daan Regie", "regie@demo.example", [("gemeente", Rol.REGIE)]),
    "secretaris": ("Lotte Secretaris", "secretaris@demo.example", [("netwerk", Rol.SECRETARIS)]),
}


def vul(stad: Demostad) -> None:
    """Make organisations, places and people. Needs the base data (``laad_basis``)."""
    for sleutel, (naam, soort, tekst, plekken) in ORGANISATIES.items():
        organisatie = Organisatie.objects.create(
            naam=naam, soort=soort, omschrijving=tekst, demo=True, email=f"{sleutel}@demo.example"
        )
        stad.organisaties[sleutel] = organisatie
        for plek, plek_naam, straat, pc4, rolstoel, wifi, computers, prive in plekken:
            stad.locaties[plek] = Locatie.objects.create(
                organisatie=organisatie, naam=plek_naam, straat=straat, postcode=f"{pc4} ZZ",
                plaats="Weesp" if pc4.startswith("138") else "Amsterdam",
                rolstoel=rolstoel, gratis_wifi=wifi, computers=computers, prive_ruimte=prive,
            )  # fmt: skip
    for sleutel, (naam, email, rollen) in GEBRUIKERS.items():
        stad.gebruikers[sleutel] = gebruiker = _account(naam, email)
        Lidmaatschap.objects.bulk_create(
            Lidmaatschap(gebruiker=gebruiker, organisatie=stad.organisaties[organisatie], rol=rol)
            for organisatie, rol in rollen
        )
    stad.gebruikers["admin"] = _account("Alex Admin", "admin@demo.example", is_staff=True, is_superuser=True)


@lru_cache(maxsize=1)
def _hash() -> str:
    """Everybody in the demo has the same password: hashing it once instead of sixteen times saves seven seconds."""
    return make_password(WACHTWOORD)


def _account(naam: str, email: str, **velden: bool) -> Gebruiker:
    gebruiker = Gebruiker.objects.create(email=email, naam=naam, password=_hash(), **velden)
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    return gebruiker
