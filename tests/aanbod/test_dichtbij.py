"""The nearest without any word: the index gives the same page as sorting everything, and the counts are the same."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from aanbod import bladeren, dichtbij
from aanbod.choices import AanbodStatus, Begeleiding, Kosten, Soort
from aanbod.filters import AanbodFilter
from aanbod.models import Aanbod, AanbodLocatie
from aanbod.zoekpagina import bladzijde
from netwerk.kern import eenmaal
from netwerk.kern.models import Locatie, Organisatie, Postcodegebied

pytestmark = pytest.mark.django_db
VOLGORDE = list(AanbodFilter.VOLGORDE)


@pytest.fixture
def bewaren(monkeypatch):
    """Keep counts as outside tests, from nothing; what is walked through the index is noted."""
    monkeypatch.setattr(eenmaal, "SECONDEN", 60)
    monkeypatch.setattr(dichtbij, "TELLING", eenmaal.Even())
    monkeypatch.setattr(bladeren, "KUBUS", eenmaal.Even())
    gelopen = []
    echt = dichtbij.dichtstbij

    def met_spoor(*args):
        gelopen.append(rijen := echt(*args))
        return rijen

    monkeypatch.setattr(dichtbij, "dichtstbij", met_spoor)
    return gelopen


def stad(zaad: int, aantal: int, vers: float) -> None:
    """Provision at none to three places, some places without a point and many at the same one."""
    rng, vandaag = random.Random(zaad), timezone.localdate()
    gebieden = list(Postcodegebied.objects.all())
    organisaties = Organisatie.objects.bulk_create(
        [Organisatie(naam=f"O {n}", slug=f"o-{n}", soort="informeel", actief=n != 3) for n in range(8)]
    )
    punten = [(gebied.lat, gebied.lon) for gebied in rng.sample(gebieden, 6)]
    punten += [(gebied.lat + rng.uniform(-0.02, 0.02), gebied.lon + rng.uniform(-0.02, 0.02)) for gebied in gebieden]
    plekken = Locatie.objects.bulk_create(
        [
            Locatie(organisatie=rng.choice(organisaties), naam=f"P {n}", lat=punt[0], lon=punt[1])
            for n, punt in enumerate([*rng.choices(punten, k=20), (None, None), (None, None)])
        ]
    )
    rijen = []
    for n in range(aantal):
        tijdelijk = rng.random() < 0.2
        rijen.append(
            Aanbod(
                organisatie=rng.choice(organisaties), naam=rng.choice(["Bellen", "Typen", "Éigen", "bank", f"N{n}"]),
                slug=f"a-{n}", soort=rng.choice(Soort.values), formeel=rng.random() < 0.3,
                kosten_soort=rng.choice(Kosten.values), begeleiding=rng.choice(Begeleiding.values),
                status=rng.choice([AanbodStatus.GEPUBLICEERD] * 4 + [AanbodStatus.CONCEPT]), structureel=not tijdelijk,
                tijdelijk_tot=vandaag + timedelta(days=rng.choice([-1, 0, 9])) if tijdelijk else None,
                gecontroleerd_op=vandaag - timedelta(days=rng.choice([0, 365]))
                if rng.random() < vers else rng.choice([None, vandaag - timedelta(days=366)]),
            )
        )  # fmt: skip
    Aanbod.objects.bulk_create(rijen)
    AanbodLocatie.objects.bulk_create(
        AanbodLocatie(aanbod=rij, locatie=plek)
        for rij in rijen
        for plek in rng.sample(plekken, rng.choice([0, 1, 1, 3]))
    )


@pytest.mark.parametrize(
    ("zaad", "aantal", "vers"), [(1, 150, 0.7), (2, 150, 0.5), (3, 90, 1.0), (4, 30, 0.1), (5, 0, 0)]
)
def test_dezelfde_bladzijden_als_alles_sorteren(bewaren, zaad, aantal, vers):
    stad(zaad, aantal, vers)
    rng = random.Random(zaad)
    for beurt, gebied in enumerate(rng.sample(list(Postcodegebied.objects.all()), 4)):
        for nummer in range(1, 9):
            filter_ = AanbodFilter({"pc4": gebied.pk}, queryset=Aanbod.objects.gepubliceerd())
            plaats = filter_.alleen_plaats()
            wil_blad, wil = bladzijde(filter_.qs, VOLGORDE, nummer, 7)
            blad, uit = dichtbij.bladzijde(filter_.qs, plaats, nummer, 7)
            assert (blad.number, blad.paginator.count) == (wil_blad.number, wil_blad.paginator.count)
            assert (uit.pks, uit.afstanden) == (wil.pks, wil.afstanden), (beurt, nummer)
            assert (uit.aantal, uit.facetten, uit.ringen) == (wil.aantal, wil.facetten, wil.ringen)
    for vakken in (
        {},
        {"soort": "cursus"},
        {"gratis": "on", "formeel": "nee"},
        {"kosten": "gratis", "begeleiding": "groep"},
    ):
        for nummer in (1, 2, 3, 99):
            filter_ = AanbodFilter(vakken or None, queryset=Aanbod.objects.gepubliceerd())
            wil_blad, wil = bladzijde(filter_.qs, VOLGORDE, nummer, 7)
            blad, uit = bladeren.bladzijde(filter_.qs, filter_.alleen_vakken(), nummer, 7)
            assert (blad.number, blad.paginator.count) == (wil_blad.number, wil_blad.paginator.count)
            assert (uit.pks, uit.aantal, uit.facetten) == (wil.pks, wil.aantal, wil.facetten), (vakken, nummer)
    # The first counted; after that the pages that are full of fresh provision came from the index.
    assert len(bewaren) >= 8 if aantal > 50 else not bewaren


def test_de_rijen_zijn_van_nu_ook_als_de_telling_van_daarnet_is(bewaren):
    stad(1, 150, 0.7)

    def eerste() -> list[int]:
        filter_ = AanbodFilter({"pc4": "1012"}, queryset=Aanbod.objects.gepubliceerd())
        _, uit = dichtbij.bladzijde(filter_.qs, filter_.alleen_plaats(), 1, 7)
        assert uit.pks == list(filter_.qs.values_list("pk", flat=True)[:7])
        return uit.pks

    assert eerste() == eerste()
    weg, oud, *over = eerste()
    Aanbod.objects.filter(pk=weg).update(status=AanbodStatus.GEPAUZEERD)
    Aanbod.objects.filter(pk=oud).update(gecontroleerd_op=None)
    assert eerste()[:5] == over
    Aanbod.objects.update(gecontroleerd_op=None)
    assert len(eerste()) == 7, "nothing fresh is left: sorted as always"


@pytest.mark.parametrize(
    ("vraag", "snel"),
    [
        ({"pc4": "1012"}, True), ({"pc4": "1012 AB", "page": "2"}, True), ({}, False), ({"q": "bel"}, False),
        ({"pc4": "1012", "q": "bel"}, False), ({"pc4": "1012", "straal": "1000"}, False), ({"pc4": "9999"}, False),
        ({"pc4": "1012", "gratis": "on"}, False), ({"pc4": "1012", "soort": "cursus"}, False),
    ],
)  # fmt: skip
def test_alleen_als_er_verder_niets_is_gevraagd(vraag, snel):
    filter_ = AanbodFilter(vraag or None, queryset=Aanbod.objects.gepubliceerd())
    assert (filter_.alleen_plaats() is not None) == snel
    assert (filter_.alleen_vakken() is not None) == (vraag == {})


def test_de_bladzijde_zelf(client, bewaren, django_assert_max_num_queries):
    stad(2, 150, 0.9)
    eerst = client.get("/aanbod/?pc4=1012").content
    with django_assert_max_num_queries(4):
        assert client.get("/aanbod/?pc4=1012").content == eerst
    assert len(bewaren) == 1
