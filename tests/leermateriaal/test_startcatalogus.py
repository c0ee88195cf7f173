"""The starter catalogue: the file that comes with the software, and what a curator hears about mistakes."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermateriaal.startcatalogus import BESTAND, Codes, StartcatalogusFout, Startmateriaal, lees, ontleed
from netwerk.kern.basisgegevens import Basisgegevens, lees_basisgegevens

CODES = Codes(
    leervragen={"email-sturen", "berichten-whatsapp-bericht"},
    niveaus=("starter", "instroom", "basis1", "basis2", "zelfstandig"),
    doelgroepen={"nt2", "jongeren"},
    talen={"nl", "ar"},
)

GOED = {
    "code": '"mailen"',
    "titel": '"Mailen, stap voor stap"',
    "uitgever": '"Buurtwijs (demo)"',
    "omschrijving": '"U leert een mail sturen."',
    "leervragen": '["email-sturen"]',
    "niveau_van": '"instroom"',
    "niveau_tot": '"basis1"',
    "doelgroepen": '["nt2"]',
    "talen": '["nl", "ar"]',
    "nederlands_nodig": '"a1"',
    "lezen_nodig": '"weinig"',
    "vormen": '["groep", "een_op_een"]',
    "apparaten": '["laptop"]',
    "offline": "false",
    "kosten": '"gratis"',
    "toon": '"neutraal"',
    "zekerheid_bron": '"Zelf gezien."',
}


def blok(**anders: str | None) -> str:
    """One [[materiaal]] as TOML text; a field given as None is left out."""
    velden = GOED | anders
    return "[[materiaal]]\n" + "\n".join(f"{veld} = {w}" for veld, w in velden.items() if w is not None) + "\n"


def fouten(tekst: str) -> list[tuple[str, str]]:
    """Place and field of every mistake in this text, in order."""
    with pytest.raises(StartcatalogusFout) as gevangen:
        ontleed(tekst, CODES)
    return [(fout.plaats, fout.veld) for fout in gevangen.value.fouten]


def melding(tekst: str) -> str:
    """The whole report on this text."""
    with pytest.raises(StartcatalogusFout) as gevangen:
        ontleed(tekst, CODES)
    return str(gevangen.value)


# --- the file that comes with the software -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gegevens() -> Basisgegevens:
    """The vocabularies of kern, as they stand."""
    return lees_basisgegevens()


@pytest.fixture(scope="module")
def catalogus(gegevens: Basisgegevens) -> tuple[Startmateriaal, ...]:
    """The starter catalogue, read with the codes of kern."""
    return lees(Codes.uit(gegevens))


def test_file_is_right_and_large_enough(catalogus: tuple[Startmateriaal, ...]) -> None:
    """The file reads without a mistake and holds what was promised: at least fifty existing materials."""
    assert len(catalogus) >= 50
    assert [m.code for m in catalogus] == [item["code"] for item in tomllib.loads(BESTAND.read_text())["materiaal"]]


def test_what_the_meeting_saw_is_in_it(catalogus: tuple[Startmateriaal, ...]) -> None:
    """The three things shown on 30 September 2021: Klik & Tik, its adaptation, and the training of Cybersoek."""
    op_code = {m.code: m for m in catalogus}
    assert op_code["klik-en-tik"].titel == "Klik & Tik"
    assert op_code["klik-en-tik-aan-de-knoppen"].uitgever == "Stichting aan de knoppen"
    assert op_code["klik-en-tik-aan-de-knoppen"].bewerking_van == "klik-en-tik"
    assert op_code["cybersoek-basistraining"].titel == "Basistraining Digitale vaardigheden voor vrijwilligers"


def test_no_need_above_the_level_of_the_material(
    catalogus: tuple[Startmateriaal, ...], gegevens: Basisgegevens
) -> None:
    """A material does not claim a need that only makes sense above the level where it ends."""
    rang = {niveau.code: niveau.rang for niveau in gegevens.niveaus}
    nodig = {leervraag.code: rang[leervraag.niveau] for leervraag in gegevens.leervragen}
    te_hoog = [(m.code, vraag) for m in catalogus for vraag in m.leervragen if nodig[vraag] > rang[m.niveau_tot]]
    assert te_hoog == []


def test_young_people_and_starters_find_something(catalogus: tuple[Startmateriaal, ...]) -> None:
    """The two gaps that the meeting named are not empty because of us: what exists for them is in it."""
    assert sum("jongeren" in m.doelgroepen and m.toon == "jongeren" for m in catalogus) >= 8
    assert sum(m.niveau_van == "starter" and m.lezen_nodig != "normaal" for m in catalogus) >= 3


def test_material_in_another_language_needs_no_dutch(catalogus: tuple[Startmateriaal, ...]) -> None:
    """No Dutch asked ("geen") is only claimed where the material has another language than Dutch."""
    for m in catalogus:
        if m.nederlands_nodig == "geen":
            assert set(m.talen) - {"nl"}, m.code


def test_no_title_and_no_page_twice(catalogus: tuple[Startmateriaal, ...]) -> None:
    """No title stands in it twice, and only the front page of a site may be the link of several materials."""
    assert not [t for t, n in Counter(m.titel.casefold() for m in catalogus).items() if n > 1]
    diep = [m.link for m in catalogus if m.link.rstrip("/").count("/") > 3]
    assert not [link for link, n in Counter(diep).items() if n > 1]


# --- what a curator hears ------------------------------------------------------------------------------------------


def test_a_right_entry_becomes_a_material() -> None:
    """Lists become tuples, fields that may be left out get their empty value."""
    (materiaal,) = ontleed(blok(jaar="2024"), CODES)
    assert materiaal.vormen == ("groep", "een_op_een")
    assert materiaal.jaar == 2024
    assert (materiaal.link, materiaal.duur, materiaal.licentie, materiaal.bewerking_van) == ("", "", "", "")


def test_all_mistakes_at_once_with_entry_and_field() -> None:
    """Three entries with a mistake each give one report with all of them."""
    tekst = blok(toon='"vrolijk"') + blok(code='"tweede"', titel=None) + blok(code='"Derde Les"', titel='"Drie"')
    assert fouten(tekst) == [
        ("materiaal 1 (mailen)", "toon"),
        ("materiaal 2 (tweede)", "titel"),
        ("materiaal 3 (Derde Les)", "code"),
    ]
    assert "materiaal 1 (mailen), veld toon: 'vrolijk' bestaat niet. Kies uit: jongeren, ouderen, neutraal." in melding(
        tekst
    )


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("code", '""'),
        ("titel", '" Mailen"'),
        ("titel", "12"),
        ("omschrijving", f'"{"a" * 1001}"'),
        ("leervragen", "[]"),
        ("leervragen", '["bestaat-niet"]'),
        ("leervragen", '["email-sturen", "email-sturen"]'),
        ("leervragen", '"email-sturen"'),
        ("niveau_van", '"expert"'),
        ("niveau_van", "[]"),
        ("niveau_tot", '"starter"'),
        ("doelgroepen", '["marsmannen"]'),
        ("talen", "[]"),
        ("talen", '["xx"]'),
        ("nederlands_nodig", '"c2"'),
        ("lezen_nodig", '"veel"'),
        ("vormen", '["klassikaal"]'),
        ("apparaten", "[1]"),
        ("offline", '"nee"'),
        ("kosten", '"duur"'),
        ("link", '"oefenen.nl"'),
        ("link", '"http://oefenen.nl"'),
        ("link", '"https://"'),
        ("link", '"https://[oefenen.nl"'),
        ("link", '"https://oefenen.nl/klik en tik"'),
        ("jaar", "1789"),
        ("jaar", "true"),
        ("jaar", '"2024"'),
        ("bewerking_van", '"weg"'),
        ("bewerking_van", '"mailen"'),
        ("kleur", '"blauw"'),
    ],
)
def test_one_wrong_field_is_reported_at_that_field(veld: str, waarde: str) -> None:
    """Every kind of mistake is found, and blamed on its own field only."""
    assert {fout_veld for _, fout_veld in fouten(blok(**{veld: waarde}))} == {veld}


@pytest.mark.parametrize("veld", sorted(GOED))
def test_a_missing_field_is_missed(veld: str) -> None:
    """Each required field is asked for when it is not there."""
    assert [fout_veld for _, fout_veld in fouten(blok(**{veld: None}))] == [veld]


def test_double_code_and_double_title() -> None:
    """The same code, or the same title of the same publisher in other capitals, is a double."""
    assert fouten(blok() + blok(titel='"Anders"')) == [("materiaal 2 (mailen)", "code")]
    assert fouten(blok() + blok(code='"b"', titel='"MAILEN, stap voor stap"')) == [("materiaal 2 (b)", "titel")]


def test_adaptations_in_a_circle() -> None:
    """A is made from B and B from A: both are told; a chain is fine."""
    kring = blok(bewerking_van='"b"') + blok(code='"b"', titel='"B"', bewerking_van='"mailen"')
    assert fouten(kring) == [("materiaal 1 (mailen)", "bewerking_van"), ("materiaal 2 (b)", "bewerking_van")]
    keten = (
        blok()
        + blok(code='"b"', titel='"B"', bewerking_van='"mailen"')
        + blok(code='"c"', titel='"C"', bewerking_van='"b"')
    )
    assert [m.bewerking_van for m in ontleed(keten, CODES)] == ["", "mailen", "b"]


@pytest.mark.parametrize(
    "tekst", ["", "materiaal = 3", "materiaal = [1]", "[materiaal]\ntitel = 'x'", "[[materiaal]", "code = 'x'"]
)
def test_a_file_without_materials_is_refused(tekst: str) -> None:
    """Empty, half or wrongly built files give a report, not a crash and not an empty catalogue."""
    assert fouten(tekst)


def test_unreadable_files(tmp_path: Path) -> None:
    """A file that is not there, or not text, is named in the report."""
    with pytest.raises(StartcatalogusFout, match="weg.toml: Het bestand is niet te lezen"):
        lees(CODES, tmp_path / "weg.toml")
    (tmp_path / "foto.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StartcatalogusFout, match="foto.toml: Het bestand is geen UTF-8"):
        lees(CODES, tmp_path / "foto.toml")


WAARDEN = st.sampled_from(['""', '"x"', "3", "-1", "true", "[]", '["x"]', "[1, 2]", "1.5", "{a = 1}", "2020-01-01"])


@given(anders=st.dictionaries(st.sampled_from([*GOED, "link", "jaar", "duur", "bewerking_van"]), WAARDEN, min_size=1))
def test_any_wrong_type_gives_a_report_and_never_a_crash(anders: dict[str, str]) -> None:
    """Whatever a field holds, the reader either accepts the whole entry or names fields that were changed."""
    try:
        (materiaal,) = ontleed(blok(**anders), CODES)
    except StartcatalogusFout as fout:
        # A changed code or level may also be told at its partner: the range, or the adaptation.
        samen = {"niveau_van": "niveau_tot", "code": "bewerking_van"}
        assert {f.veld for f in fout.fouten} <= {*anders, *(samen[v] for v in anders if v in samen)}
    else:
        assert isinstance(materiaal, Startmateriaal)
