"""Translated labels belong to codes that exist, and say honestly that nobody has checked them yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netwerk.kern.basisgegevens import DATAMAP, Basisgegevens, BasisgegevensFout, lees_basisgegevens
from netwerk.kern.leervraagvertalingen import BESTAND, lees_vertalingen


@pytest.fixture(scope="module")
def gegevens() -> Basisgegevens:
    return lees_basisgegevens()


def test_de_echte_vertalingen_kloppen_met_de_codes(gegevens: Basisgegevens) -> None:
    vertalingen = {vertaling.taal: vertaling for vertaling in lees_vertalingen(gegevens)}
    assert set(vertalingen) == {"en", "es", "fr", "tr", "pl", "uk", "ar", "ti"}
    assert vertalingen["en"].leervragen["gezondheid-afspraak-huisarts"] == "Appointment with the family doctor"
    assert vertalingen["ar"].themas["reizen"] == "السفر والتنقل"
    for vertaling in vertalingen.values():
        assert set(vertaling.themas) == {thema.code for thema in gegevens.themas}
        if vertaling.taal != "ti":
            assert set(vertaling.leervragen) == {vraag.code for vraag in gegevens.leervragen}
    assert not vertalingen["ti"].leervragen


def test_niemand_heeft_ze_nagekeken_en_dat_staat_erbij(gegevens: Basisgegevens) -> None:
    assert not any(vertaling.nagekeken for vertaling in lees_vertalingen(gegevens))


def test_zonder_bestand_zijn_er_geen_vertalingen(gegevens: Basisgegevens, tmp_path: Path) -> None:
    assert lees_vertalingen(gegevens, tmp_path) == ()


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ('taal = "en"', 'taal = "xx"', "vertaling 1 (xx): taal 'xx' bestaat niet"),
        ('taal = "es"', 'taal = "en"', "vertaling 2 (en): taal 'en' komt twee keer voor"),
        ('reizen = "Travel"', 'rijzen = "Travel"', "vertaling 1 (en), thema: onbekend veld 'rijzen'"),
        ('reizen = "Travel"', 'reizen = ""', "vertaling 1 (en), thema: 'reizen' is leeg"),
        ("apparaat-muis = ", "apparaat-rat = ", "vertaling 1 (en), leervraag: onbekend veld 'apparaat-rat'"),
        ('"en"\nnagekeken = false', '"en"\nnagekeken = "nee"', "vertaling 1 (en): 'nagekeken' moet true of false zijn"),
        ("[vertaling.thema]", "[vertaling.themas]", "vertaling 1 (en): 'thema' ontbreekt"),
    ],
)
def test_een_fout_wordt_geweigerd_met_zijn_plaats(
    gegevens: Basisgegevens, tmp_path: Path, oud: str, nieuw: str, melding: str
) -> None:
    inhoud = Path(shutil.copy(DATAMAP / BESTAND, tmp_path)).read_text()
    assert oud in inhoud, "the example no longer stands in the data"
    (tmp_path / BESTAND).write_text(inhoud.replace(oud, nieuw, 1))
    with pytest.raises(BasisgegevensFout) as gevangen:
        lees_vertalingen(gegevens, tmp_path)
    assert melding in str(gevangen.value)
