"""Factories of this room's tests."""

from __future__ import annotations

from collections.abc import Iterable

import factory
from factory.django import DjangoModelFactory

from aanbod.choices import AanbodStatus, Soort
from aanbod.models import Aanbod, AanbodLocatie
from aanbod.zoekindex import werk_bij
from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau, OrganisatieSoort
from netwerk.kern.models import Locatie
from netwerk.kern.profiel import Kaart
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek


class AanbodFabriek(DjangoModelFactory):
    """Published provision with one need, in Dutch, at one place of its organisation."""

    class Meta:
        model = Aanbod
        skip_postgeneration_save = True

    organisatie = factory.SubFactory(OrganisatieFabriek, soort=OrganisatieSoort.FORMEEL, email="post@demo.example")
    naam = factory.Sequence(lambda n: f"Cursus nummer {n}")
    soort = Soort.CURSUS
    omschrijving = "Leren omgaan met de telefoon."
    status = AanbodStatus.GEPUBLICEERD
    contact_email = "docent@demo.example"


def maak_aanbod(
    leervragen: Iterable[str] = ("email-lezen",),
    talen: Iterable[str] = ("nl",),
    doelgroepen: Iterable[str] = (),
    pc4: str | None = "1012",
    locaties: Iterable[Locatie] = (),
    **velden,
) -> Aanbod:
    """Provision with its vocabularies, place and search words."""
    aanbod = AanbodFabriek(**velden)
    aanbod.leervragen.set(leervragen)
    aanbod.talen.set(talen)
    aanbod.doelgroepen.set(doelgroepen)
    plekken = list(locaties)
    if pc4 and not plekken:
        plekken = [LocatieFabriek(organisatie=aanbod.organisatie, postcode=f"{pc4} ZZ")]
    AanbodLocatie.objects.bulk_create(AanbodLocatie(aanbod=aanbod, locatie=plek) for plek in plekken)
    werk_bij([aanbod])
    aanbod.refresh_from_db()
    return aanbod


def kaart(**velden) -> Kaart:
    """The card of a learner as a coach would hand it over."""
    return Kaart(
        **{
            "voornaam": "Emine",
            "contact": "via coach Samira",
            "talen": ("tr", "nl"),
            "nederlands": NederlandsNiveau.A1,
            "leest": Leesniveau.LANGZAAM,
            "niveau": Niveau.STARTER,
            "leervragen": ("email-lezen", "gezondheid-afspraak-huisarts"),
            "pc4": "1012",
            **velden,
        }
    )
