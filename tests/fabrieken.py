"""Factories that the tests of every room share."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from netwerk.kern.choices import OrganisatieSoort
from netwerk.kern.models import Gebruiker, Lidmaatschap, Locatie, Organisatie, Postcodegebied


class OrganisatieFabriek(DjangoModelFactory):
    class Meta:
        model = Organisatie

    naam = factory.Sequence(lambda n: f"Organisatie {n}")
    soort = OrganisatieSoort.INFORMEEL


class LocatieFabriek(DjangoModelFactory):
    class Meta:
        model = Locatie

    organisatie = factory.SubFactory(OrganisatieFabriek)
    naam = factory.Sequence(lambda n: f"Locatie {n}")
    straat = "Voorbeeldstraat 1"
    postcode = "1012 ZZ"
    plaats = "Amsterdam"


class GebruikerFabriek(DjangoModelFactory):
    class Meta:
        model = Gebruiker
        skip_postgeneration_save = True

    naam = factory.Sequence(lambda n: f"Gebruiker {n}")
    email = factory.Sequence(lambda n: f"gebruiker{n}@demo.example")
    password = factory.django.Password("wachtwoord-voor-tests")


def lid(*rollen: str, organisatie: Organisatie | None = None, **velden) -> Gebruiker:
    """A user who holds these roles at one organisation (a new one when none is given)."""
    gebruiker = GebruikerFabriek(**velden)
    organisatie = organisatie or OrganisatieFabriek()
    for rol in rollen:
        Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=organisatie, rol=rol)
    return gebruiker


def pc4(code: str = "1012") -> Postcodegebied:
    """A postcode area from the base data."""
    return Postcodegebied.objects.get(pc4=code)
