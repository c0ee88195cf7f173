"""The catalogues of the public pages are whole and up to date, and a page shows them."""

from __future__ import annotations

import gettext
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client

WORTEL = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def vertalingen() -> ModuleType:
    plek = importlib.util.spec_from_file_location("vertalingen", WORTEL / "scripts" / "vertalingen.py")
    assert plek and plek.loader
    module = importlib.util.module_from_spec(plek)
    plek.loader.exec_module(module)
    return module


def test_every_language_has_every_sentence_and_the_compiled_file_is_made_from_it(vertalingen: ModuleType) -> None:
    zinnen = vertalingen.verzamel()
    assert len(zinnen) > 300
    assert set(vertalingen.MEERVOUD) == {code for code, _ in settings.LANGUAGES} - {"nl"}
    for taal in vertalingen.MEERVOUD:
        po, mo = vertalingen.paden(taal)
        tekst = po.read_text("utf-8")
        assert vertalingen.gaten(tekst) == [], taal
        # Where a sentence stands is a comment, and may be behind.
        er, wil = set(vertalingen.lees_po(tekst)), {een for een, _ in zinnen}
        assert (wil - er, er - wil) == (set(), set()), f"{taal}: run scripts/vertalingen.py and translate"
        assert mo.read_bytes() == vertalingen.maak_mo(tekst, taal), f"{taal}: run scripts/vertalingen.py"


def test_the_compiled_file_is_one_that_gettext_reads_with_its_plurals(vertalingen: ModuleType) -> None:
    with vertalingen.paden("pl")[1].open("rb") as bestand:
        pools = gettext.GNUTranslations(bestand)
    vormen = [pools.ngettext("%(aantal)s plek gevonden", "%(aantal)s plekken gevonden", n) for n in (1, 3, 5)]
    assert vormen == ["Znaleziono %(aantal)s miejsce", "Znaleziono %(aantal)s miejsca", "Znaleziono %(aantal)s miejsc"]


def test_a_hole_and_a_lost_field_are_found(vertalingen: ModuleType) -> None:
    tekst = 'msgid "Op %(dag)s"\nmsgstr "On %(day)s"\n\nmsgid "Zoek"\nmsgstr ""\n'
    assert vertalingen.gaten(tekst) == ["andere velden dan in het Nederlands: Op %(dag)s", "niet vertaald: Zoek"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taal", "op_de_lijst", "op_de_kaart"),
    [
        ("ar", "ابحث عن مساعدة قريبة منك", "المساعدة على الخريطة"),
        ("tr", "Yakınınızda yardım bulun", "Haritada yardım"),
        ("uk", "Знайдіть допомогу поруч", "Допомога на карті"),
    ],
)
def test_a_page_speaks_the_language_and_says_that_it_is_a_draft(
    client: Client, taal: str, op_de_lijst: str, op_de_kaart: str
) -> None:
    lijst = client.get("/aanbod/", {"lang": taal, "pc4": "9999"}).content.decode()
    assert op_de_lijst in lijst
    assert 'aria-current="true"' in lijst
    assert "Deze vertaling is nog niet" not in lijst  # said in the language itself
    # The message of a wrong postcode too.
    assert "ligt niet in Amsterdam" not in lijst and "9999" in lijst
    assert op_de_kaart in client.get("/aanbod/kaart/").content.decode()
    home = client.get("/").content.decode()
    assert "Hulp bij telefoon" not in home
