"""Random cities, pages as everybody: what belongs to another organisation never appears, as text, count or order.

Here a part of one city in some seconds; every address in many cities is ``benchmarks/vreemden.py``.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from netwerk.kern.bereik import bereik
from netwerk.kern.privacy import REGISTER

from . import probe
from .wereld import Wereld, bouw

pytestmark = pytest.mark.django_db

#: What a probe must have shown to somebody who may see it, or it has proven nothing.
BEKEND = {
    "leerder.voornaam", "stap.titel", "doorverwijzing.voornaam", "hulpvraag.voornaam", "vrijwilliger.achternaam",
    "verzameling.titel",
}  # fmt: skip


@pytest.fixture
def wereld() -> Wereld:
    with bereik(alles=True):
        return bouw(20261125, organisaties=3)


def eigen_huis(wereld: Wereld, *, hooguit: int, mensen: int = 6) -> list[probe.Poging]:
    """A random part of our own pages, as the people of the organisations."""
    lijst = probe.pogingen(wereld, per_patroon=6, wie=wereld.mensen[:mensen])
    ons = [p for p in lijst if p.adres.naam.partition(":")[0] in ("intake", "aanbod", "vrijwilligers", "leermateriaal")]
    wereld.rng.shuffle(ons)
    return ons[:hooguit]


def test_nothing_of_others_appears_anywhere(wereld: Wereld) -> None:
    uitslag = probe.Uitslag()
    lijst = probe.pogingen(wereld, per_patroon=4, wie=[None, *wereld.mensen], hooguit=220)
    lijst += [p for p in probe.pogingen(wereld, per_patroon=1) if p.adres.naam in probe.LIJSTEN and not p.vraag]
    probe.kijk(wereld, uitslag, lijst)
    assert uitslag.fouten == []
    assert uitslag.lekken == []
    assert uitslag.gezien.keys() >= BEKEND


def test_each_net_holds_alone(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tenancy twice: without the filters of the querysets the database holds, and the other way round."""
    lijst = eigen_huis(wereld, hooguit=90)
    for weg in (probe.zonder_querysets(monkeypatch), probe.zonder_rijbeleid()):
        uitslag = probe.Uitslag()
        with weg:
            probe.kijk(wereld, uitslag, lijst)
        assert uitslag.lekken == []
        assert uitslag.fouten == []


def test_without_both_nets_the_probe_finds_leaks(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """The probe bites."""
    uitslag = probe.Uitslag()
    with probe.zonder_querysets(monkeypatch), probe.zonder_rijbeleid():
        probe.kijk(wereld, uitslag, eigen_huis(wereld, hooguit=120, mensen=2))
    assert len(uitslag.lekken) > 5


def test_no_post_by_a_stranger_changes_a_row(wereld: Wereld) -> None:
    """Whatever people of two organisations send to each address, the third one's records stay as they are."""
    derde = wereld.organisaties[2].pk
    wie = [g for g in wereld.mensen if derde not in g.organisatie_ids]
    lijst = [p for p in probe.pogingen(wereld, per_patroon=5, wie=wie) if p.adres.heeft_nummer]
    wereld.rng.shuffle(lijst)
    voor = probe.rijen_van(derde)
    assert sum(len(rijen) for rijen in voor.values()) > 10
    gedaan, fouten = probe.stuur(wereld, lijst[:130])
    assert gedaan > 100
    assert fouten == []
    assert probe.gewijzigd(voor, probe.rijen_van(derde)) == []


def test_others_do_not_show_by_count_or_order_either(wereld: Wereld) -> None:
    """A page is the same, byte for byte, when other organisations get more private records that are not yours."""
    verschillen = probe.verschil_door_anderen(wereld)
    assert verschillen.bekeken > 50
    assert verschillen.anders == []


#: Models that hold text or point at a person, and yet no personal data: why not. A new one lands here or is registered.
GEEN_PERSOONSGEGEVENS = {
    "kern.Organisatie": "an organisation, with its public contact",
    "kern.Locatie": "a public place",
    "kern.Uitvoering": "what the clock did; kinds of errors, no texts of errors",
    "aanbod.Aanbod": "public provision, with its public contact and who checked it",
    "aanbod.Waarborg": "what an organisation says about its own quality, in public",
    "aanbod.TweedePersoon": "which colleague is told",
    "leermateriaal.Verzamelstuk": "a note about a material; guarded with its collection",
    "leermateriaal.Materiaal": "public, with who proposed it",
    "leermateriaal.MateriaalMelding": "about a material, by a colleague",
    "leermateriaal.Linkcontrole": "whether a public address answers",
    "leermateriaal.Invoerlijst": "a list of materials, by a colleague",
    "leermateriaal.Inventarisatieoordeel": "a judgement on materials, by the curator",
    "leermateriaal.Gemis": "what is missing, by a colleague",
    "leermateriaal.Belang": "a colleague's declared interest, public in the network",
    "vrijwilligers.Campagne": "a campaign",
    "vrijwilligers.Vacature": "a public vacancy",
    "vrijwilligers.Eis": "policy of an organisation",
    "vrijwilligers.Module": "a course",
    "vrijwilligers.Sessie": "when and where a course is given",
    "vrijwilligers.Toewijzingsronde": "counts of a round",
    "overleg": "the network's own work by colleagues in their function; the account is anonymised",
    "intake.Vragenlijstversie": "questions",
    "rapportage.Behoefte": "an estimate per district, by a colleague in function",
    "intake.Intakeinstelling": "which questions an organisation leaves out",
}


def verdacht(model: type[models.Model]) -> bool:
    """Whether a model has free text, an address, or points at a person or at what holds personal data."""
    for veld in model._meta.concrete_fields:
        doel = veld.related_model
        if doel in REGISTER or isinstance(veld, (models.TextField, models.EmailField)):
            return True
        if veld.name in {"naam", "voornaam", "telefoon", "contact", "toelichting", "opmerking", "notitie"}:
            return True
    return False


def test_a_model_that_may_hold_personal_data_is_registered_or_explained() -> None:
    ons = [
        m
        for m in apps.get_models()
        if m.__module__.split(".")[0] in ("netwerk", "aanbod", "intake", "leermateriaal", "vrijwilligers")
    ]
    woorden = {
        "Competentie",
        "Domeinuitleg",
        "Niveauuitleg",
        "Doelgroep",
        "Taal",
        "Leervraag",
        "Stadsdeel",
        "Postcodegebied",
    }
    open_ = {
        m._meta.label
        for m in ons
        if m not in REGISTER and verdacht(m) and m.__name__ not in woorden
        and m._meta.label not in GEEN_PERSOONSGEGEVENS and m._meta.app_label not in GEEN_PERSOONSGEGEVENS
    }  # fmt: skip
    assert open_ == set()


def test_the_world_holds_every_kind_of_personal_data(wereld: Wereld) -> None:
    """A new model with personal data belongs in ``wereld.py`` (or in the list below, with the reason)."""
    elders = {
        "kern.Gebruiker": "accounts: what makes the scope",
        "kern.Lidmaatschap": "the same",
        "kern.Inzending": "a random key",
        "portaal.Voorkeur": "tests/portaal/test_meldingen.py: a rhythm",
        "portaal.Gezien": "the same: a digest",
        "kern.Concept": "tests/kern/test_concept.py",
        "aanbod.Bladwijzer": "one account's own; tests/vertrouwen/test_bewaren.py",
        "aanbod.BewaardeZoekvraag": "the same",
        "leermateriaal.Ervaring": "public, without the person",
        "leermateriaal.Ervaringversie": "public, without the person",
        "vrijwilligers.Toewijzingsregel": "tests/vrijwilligers/test_verdeling_paginas.py",
        "vrijwilligers.Deelname": "tests/vrijwilligers/test_scholing.py",
        "vrijwilligers.Certificaat": "the same",
        "vrijwilligers.Zelfcheck": "the same",
        "overleg.Abonnee": "tests/overleg/test_nieuwsbrief.py",
        "overleg.Bezorging": "the same",
        "intake.Ontvangst": "tests/intake/test_zonder_lijn.py: a number and a moment",
    }
    with bereik(alles=True):
        leeg = {model._meta.label for model in REGISTER if not model._default_manager.exists()}
    assert leeg - elders.keys() == set()
