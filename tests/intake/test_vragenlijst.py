"""The questionnaire file: version 1 is complete, and a version that is not is refused with every reason at once."""

import copy
import json
import re
from pathlib import Path

import pytest

from intake.vragenlijst import (
    DIGCOMP,
    DOMEINEN,
    TOETSNIVEAUS,
    VERTAALTALEN,
    VragenlijstFout,
    lees_versie,
    lees_vertaling,
    lees_vragenlijst,
    maak_vertaling,
    maak_vragenlijst,
    pad_van_versie,
)

BESTAND = pad_van_versie(1)


@pytest.fixture(scope="module")
def lijst():
    return lees_vragenlijst(BESTAND)


@pytest.fixture
def gegevens(lijst):
    return copy.deepcopy(lijst.als_gegevens())


def _schrijf(tmp_path: Path, tekst: str) -> Path:
    pad = tmp_path / "vragenlijst-1.toml"
    pad.write_text(tekst, encoding="utf-8")
    return pad


def _fouten(aanroep) -> list[str]:
    with pytest.raises(VragenlijstFout) as fout:
        aanroep()
    return [str(f) for f in fout.value.fouten]


def test_versie_1_is_volledig(lijst):
    assert lijst.versie == 1
    assert len(lijst.vragen) >= 60
    for domein in DOMEINEN:
        for niveau in TOETSNIVEAUS:
            assert len(lijst.vak(domein, niveau)) >= 3, (domein, niveau)
    assert len({vraag.pictogram for vraag in lijst.vragen}) == len(lijst.vragen), "each picture means one thing"


def test_starters_hebben_geen_woorden_nodig(lijst):
    starters = [vraag for vraag in lijst.vragen if vraag.niveau == "starter"]
    assert len(starters) == 15
    for vraag in starters:
        assert vraag.woordloos and vraag.voordoen and vraag.soort == "doen", vraag.code
        assert vraag.apparaat in ("telefoon", "beide"), "a starter may never have held a mouse"


def test_zinnen_zijn_kort_en_een_zin(lijst):
    for vraag in lijst.vragen:
        assert len(vraag.tekst.split()) <= 22, vraag.code
        assert re.fullmatch(r"[^.?!]+[.?]", vraag.tekst), f"{vraag.code}: one sentence"


def test_nooit_meekijken_bij_digid_bank_of_eigen_post(lijst):
    for vraag in lijst.vragen:
        if re.search(r"DigiD|MijnOverheid|pincode", vraag.tekst):
            assert vraag.soort == "vraag", vraag.code


def test_digcomp_2_2_heeft_21_competenties():
    assert len(DIGCOMP) == 21
    assert {"1.3", "2.6", "3.4", "4.4", "5.4"} <= DIGCOMP
    assert not {"1.4", "2.7", "3.5", "4.5", "5.5", "6.1", "0.1"} & DIGCOMP


def test_heen_en_terug_door_json(lijst):
    weer = maak_vragenlijst(json.loads(json.dumps(lijst.als_gegevens())))
    assert weer == lijst
    assert weer.vraag("ict-starter-1").tekst == "Zet de telefoon aan."


def test_een_vragenlijst_is_onveranderlijk(lijst):
    with pytest.raises(AttributeError):
        lijst.versie = 2
    with pytest.raises(AttributeError):
        lijst.vragen[0].tekst = "anders"
    with pytest.raises(TypeError):
        lijst.woorden["ja"] = "nee"


def test_alle_fouten_tegelijk_met_regel_en_vraag(tmp_path):
    tekst = BESTAND.read_text(encoding="utf-8")
    tekst = tekst.replace('code = "ict-starter-2"', 'code = "ict-starter-1"')
    tekst = tekst.replace('tekst = "Zoek op de kaart waar wij nu zijn."', 'tekst = " "')
    tekst = tekst.replace(
        'digcomp = ["2.3"]\npictogram = "envelope-paper"', 'digcomp = ["7.1"]\npictogram = "envelope-paper"'
    )
    pad = _schrijf(tmp_path, tekst)
    fouten = _fouten(lambda: lees_vragenlijst(pad))
    assert len(fouten) == 3
    koppen = [nr for nr, regel in enumerate(tekst.splitlines(), 1) if regel == "[[vraag]]"]
    assert fouten[0] == (
        f"vragenlijst-1.toml, regel {koppen[1]} (ict-starter-1): deze code bestaat al (regel {koppen[0]})"
    )
    assert "zoeken-instroom-3" in fouten[1] and "‘tekst’" in fouten[1]
    assert "communiceren-basis2-1" in fouten[2] and "‘7.1’" in fouten[2]
    regel = int(re.search(r"regel (\d+)", fouten[1])[1])
    assert 'code = "zoeken-instroom-3"' in tekst.splitlines()[regel]


def test_een_leeg_vak_wordt_geweigerd(gegevens):
    gegevens["vraag"] = [v for v in gegevens["vraag"] if not v["code"].startswith("zoeken-basis2")]
    assert _fouten(lambda: maak_vragenlijst(gegevens)) == [
        "vragenlijst: zoeken × basis2 heeft 0 van de minstens 3 vragen"
    ]


@pytest.mark.parametrize(
    ("veld", "waarde", "melding"),
    [
        ("tekst", "", "‘tekst’ ontbreekt"),
        ("tekst", "a" * 161, "te lang"),
        ("kijk", None, "‘kijk’ ontbreekt"),
        ("kijk", ["lijst"], "‘kijk’ moet tekst zijn"),
        ("domein", "koken", "kies uit ict"),
        ("niveau", "zelfstandig", "kies uit starter"),
        ("soort", "toets", "kies uit vraag, doen"),
        ("apparaat", "horloge", "kies uit telefoon"),
        ("digcomp", [], "‘digcomp’ ontbreekt"),
        ("digcomp", "1.1", "moet een lijst zijn"),
        ("digcomp", [["1.1"]], "kent geen competentie"),
        ("pictogram", "Bi Power", "kleine letters"),
        ("woordloos", "ja", "true of false"),
        ("woordloos", False, "zonder woorden kunnen"),
        ("voordoen", "", "‘voordoen’"),
        ("punten", 3, "‘punten’ bestaat niet"),
    ],
)
def test_een_fout_in_een_vraag(gegevens, veld, waarde, melding):
    gegevens["vraag"][0][veld] = waarde
    fouten = _fouten(lambda: maak_vragenlijst(gegevens))
    assert any("ict-starter-1" in fout and melding in fout for fout in fouten), fouten


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("versie", 0), ("versie", True), ("versie", None), ("titel", ""), ("taal", "en"), ("datum", "gisteren"),
     ("schaal", ["ja", "nee"]), ("woorden", {}), ("vraag", "geen lijst"), ("vraag", [])],
)  # fmt: skip
def test_een_fout_in_de_kop(gegevens, veld, waarde):
    gegevens[veld] = waarde
    assert _fouten(lambda: maak_vragenlijst(gegevens))


def test_kapotte_toml_noemt_de_regel(tmp_path):
    pad = _schrijf(tmp_path, 'versie = 1\ntitel = "x\n')
    assert _fouten(lambda: lees_vragenlijst(pad))[0].startswith("vragenlijst-1.toml, regel 2: geen geldige TOML")
    pad.write_bytes(b"titel = '\xff'")
    assert "geen UTF-8" in _fouten(lambda: lees_vragenlijst(pad))[0]


# -------------------------------------------------------------------------------------------------------- translations


def test_alle_talen_zijn_er_en_volledig(lijst):
    _, vertalingen = lees_versie(1)
    assert set(vertalingen) == set(VERTAALTALEN)
    for taal, vertaling in vertalingen.items():
        assert set(vertaling.teksten) == {vraag.code for vraag in lijst.vragen}
        assert vertaling.richting == ("rtl" if taal == "ar" else "ltr")
        assert len(set(vertaling.teksten.values())) == len(lijst.vragen), f"{taal}: two questions are the same"


@pytest.mark.parametrize(
    ("taal", "schrift"), [("ar", "\u0600-\u06ff"), ("uk", "\u0400-\u04ff"), ("ti", "\u1200-\u139f")]
)
def test_vertaling_staat_in_het_eigen_schrift(lijst, taal, schrift):
    vertaling = lees_vertaling(pad_van_versie(1, taal), lijst)
    for tekst in (*vertaling.teksten.values(), *vertaling.woorden.values()):
        eigen = len(re.findall(f"[{schrift}]", tekst))
        latijn = len(re.findall("[A-Za-z]", tekst))
        assert eigen > latijn, tekst


def test_vertaling_heen_en_terug_door_json(lijst):
    vertaling = lees_vertaling(pad_van_versie(1, "ti"), lijst)
    assert maak_vertaling(json.loads(json.dumps(vertaling.als_gegevens())), lijst) == vertaling
    assert not vertaling.nagekeken


def test_een_vertaling_met_gaten_wordt_geweigerd(lijst):
    vertaling = lees_vertaling(pad_van_versie(1, "en"), lijst)
    teksten = dict(vertaling.teksten)
    del teksten["ict-starter-1"]
    teksten["ict-starter-99"] = "?"
    woorden = {**vertaling.woorden, "ja": "", "misschien": "maybe"}
    fouten = _fouten(
        lambda: maak_vertaling(
            {"taal": "en", "versie": 2, "nagekeken": "nee", "woorden": woorden, "vragen": teksten},
            lijst,
            bron="vragenlijst-1.en.toml",
            tekst='[vragen]\n"ict-starter-99" = "?"\n',
        )
    )
    assert fouten == [
        "vragenlijst-1.en.toml: deze vertaling hoort niet bij versie 1",
        "vragenlijst-1.en.toml: ‘nagekeken’ moet true of false zijn",
        "vragenlijst-1.en.toml: het woord ‘ja’ ontbreekt onder [woorden]",
        "vragenlijst-1.en.toml: het woord ‘misschien’ is onbekend",
        "vragenlijst-1.en.toml (ict-starter-1): de vertaling ontbreekt",
        "vragenlijst-1.en.toml, regel 2 (ict-starter-99): deze vraag bestaat niet in de vragenlijst",
    ]


def test_lees_versie_weigert_een_bestand_met_de_verkeerde_taal(tmp_path):
    (tmp_path / BESTAND.name).write_bytes(BESTAND.read_bytes())
    (tmp_path / "vragenlijst-1.pl.toml").write_bytes(pad_van_versie(1, "en").read_bytes())
    assert "de naam zegt iets anders" in _fouten(lambda: lees_versie(1, tmp_path))[0]
