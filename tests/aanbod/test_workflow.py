"""The table of ontwerp §4: every state × every transition, for every kind of person."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from aanbod.choices import BIJ_ONTVANGER, BIJ_VERZENDER, GESLOTEN, OPEN, AanbodStatus, Stand
from aanbod.workflow import ANTWOORDEN, aanbodstroom, doorverwijsstroom, uiterlijk
from netwerk.kern.choices import Rol
from netwerk.kern.werkdagen import is_werkdag

#: state → {transition: new state} for who may do everything. Anything not here must be impossible.
TABEL: dict[str, dict[str, str]] = {
    "concept": {"verstuur": "verstuurd", "trek_in": "ingetrokken"},
    "verstuurd": {
        "ontvang": "ontvangen",
        "nodig_uit": "uitgenodigd",
        "zet_op_wachtlijst": "wachtlijst",
        "wijs_af": "afgewezen",
        "meld_niet_bereikbaar": "niet_bereikbaar",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "ontvangen": {
        "nodig_uit": "uitgenodigd",
        "zet_op_wachtlijst": "wachtlijst",
        "wijs_af": "afgewezen",
        "meld_niet_bereikbaar": "niet_bereikbaar",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "uitgenodigd": {
        "meld_niet_bereikbaar": "niet_bereikbaar",
        "meld_niet_verschenen": "niet_verschenen",
        "start": "gestart",
        "stop": "gestopt",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "wachtlijst": {
        "nodig_uit": "uitgenodigd",
        "wijs_af": "afgewezen",
        "meld_niet_bereikbaar": "niet_bereikbaar",
        "start": "gestart",
        "stop": "gestopt",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "gestart": {"rond_af": "afgerond", "stop": "gestopt", "trek_in": "ingetrokken", "verloop": "verlopen"},
    "niet_verschenen": {
        "vraag_na": "ontvangen",
        "nodig_uit": "uitgenodigd",
        "start": "gestart",
        "stop": "gestopt",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "niet_bereikbaar": {
        "vraag_na": "ontvangen",
        "nodig_uit": "uitgenodigd",
        "zet_op_wachtlijst": "wachtlijst",
        "stop": "gestopt",
        "trek_in": "ingetrokken",
        "verloop": "verlopen",
    },
    "afgewezen": {},
    "afgerond": {},
    "gestopt": {},
    "ingetrokken": {},
    "verlopen": {},
}


class Iemand:
    """A person with roles, without a database."""

    def __init__(self, *rollen: tuple[str, int]) -> None:
        self.paren = rollen

    def heeft_rol(self, *rollen: str, organisatie_id: int | None = None) -> bool:
        return any(rol in rollen and (organisatie_id in (None, org)) for rol, org in self.paren)


VERZENDER, ONTVANGER, VREEMDE = (
    Iemand((Rol.COACH, 1)),
    Iemand((Rol.AANBIEDER, 2)),
    Iemand((Rol.COACH, 3), (Rol.AANBIEDER, 3), (Rol.REGIE, 1)),
)
VAN_VERZENDER = {"verstuur", "trek_in", "stop", "vraag_na"}


def doorverwijzing(stand: str):
    return SimpleNamespace(status=stand, van_organisatie_id=1, naar_organisatie_id=2)


def test_de_tabel_noemt_elke_stand():
    assert set(TABEL) == set(Stand.values)


@pytest.mark.parametrize("stand", Stand.values)
@pytest.mark.parametrize("naam", list(doorverwijsstroom.overgangen))
def test_elke_stand_maal_elke_overgang(stand, naam):
    overgang = doorverwijsstroom.overgangen[naam]
    verwacht = TABEL[stand].get(naam)
    assert (overgang.naar if stand in overgang.van else None) == verwacht
    kan = {
        wie: doorverwijsstroom.kan(doorverwijzing(stand), naam, persoon)
        for wie, persoon in (("verzender", VERZENDER), ("ontvanger", ONTVANGER), ("vreemde", VREEMDE), ("link", None))
    }
    assert kan["verzender"] == (verwacht is not None and naam in VAN_VERZENDER)
    assert kan["ontvanger"] == (verwacht is not None and naam not in {"verstuur", "trek_in", "verloop", "vraag_na"})
    assert kan["vreemde"] is False
    assert kan["link"] == (verwacht is not None and naam not in {"verstuur", "trek_in", "vraag_na"})


def test_via_de_link_kan_alleen_een_antwoord():
    assert "verloop" not in ANTWOORDEN
    assert set(ANTWOORDEN) < set(doorverwijsstroom.overgangen)


def test_elke_open_stand_heeft_een_kant_die_aan_zet_is_en_een_weg_eruit():
    assert BIJ_ONTVANGER | BIJ_VERZENDER == OPEN
    assert not BIJ_ONTVANGER & BIJ_VERZENDER
    for stand in OPEN:
        assert "verloop" in TABEL[stand]  # nothing stays open for ever
        assert set(TABEL[stand].values()) & (GESLOTEN | OPEN)
    assert OPEN | GESLOTEN | {Stand.CONCEPT} == set(Stand.values)


@pytest.mark.parametrize("stand", sorted(OPEN))
def test_elke_open_stand_heeft_een_datum_die_niet_voorbij_is(stand):
    vandaag = date(2026, 12, 23)  # before Christmas: two holidays and a weekend
    dag = uiterlijk(stand, vandaag)
    assert dag > vandaag
    assert is_werkdag(dag)


@pytest.mark.parametrize("stand", sorted(GESLOTEN))
def test_een_gesloten_stand_heeft_geen_datum(stand):
    assert uiterlijk(stand, date(2026, 11, 23)) is None


def test_feestdagen_tellen_niet_mee():
    # sent on Wednesday 23 December 2026: 24, (25 and 26 off), 28, 29, 30, 31
    assert uiterlijk(Stand.VERSTUURD, date(2026, 12, 23)) == date(2026, 12, 31)


@pytest.mark.parametrize("status", AanbodStatus.values)
def test_aanbod_publiceren_pauzeren_archiveren(status):
    aanbod = SimpleNamespace(status=status, organisatie_id=2)
    verwacht = {
        "concept": {"publiceer", "archiveer"},
        "gepubliceerd": {"pauzeer", "archiveer"},
        "gepauzeerd": {"publiceer", "archiveer"},
        "gearchiveerd": {"heropen"},
    }[status]
    assert {o.naam for o in aanbodstroom.beschikbaar(aanbod, ONTVANGER)} == verwacht
    assert aanbodstroom.beschikbaar(aanbod, VERZENDER) == []
    assert aanbodstroom.beschikbaar(aanbod, None) == []


def test_na_een_uitnodiging_is_begonnen_het_eerste_antwoord():
    namen = [
        o.naam for o in doorverwijsstroom.overgangen.values() if Stand.UITGENODIGD in o.van and o.naam in ANTWOORDEN
    ]
    assert namen[0] == "start" and "meld_niet_bereikbaar" in namen
    assert ANTWOORDEN.index("start") < ANTWOORDEN.index("meld_niet_bereikbaar")
