"""The vocabularies themselves are valid, and each kind of fault is refused at its place."""

from __future__ import annotations

import ast
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern import basisgegevens as bg
from netwerk.kern import choices, gegevenslezer
from netwerk.kern.basisgegevens import Basisgegevens, BasisgegevensFout, lees_basisgegevens

SPRITE = Path(__file__).parents[2] / "static" / "icons" / "sprite.svg"
CONTRACT_THEMAS = (
    "apparaat internet berichten email overheid gezondheid geld werk school reizen winkelen wonen veilig-online "
    "vrije-tijd documenten leren"
).split()


@pytest.fixture(scope="module")
def gegevens() -> Basisgegevens:
    return lees_basisgegevens()


class TestDeEchteGegevens:
    def test_themas_zijn_de_afgesproken_zestien(self, gegevens: Basisgegevens) -> None:
        assert [thema.code for thema in gegevens.themas] == CONTRACT_THEMAS

    def test_er_zijn_genoeg_leervragen_en_geen_thema_is_dun(self, gegevens: Basisgegevens) -> None:
        per_thema = Counter(vraag.thema for vraag in gegevens.leervragen)
        assert len(gegevens.leervragen) >= 75
        assert min(per_thema[code] for code in CONTRACT_THEMAS) >= 3
        for code in ("apparaat", "berichten", "overheid", "veilig-online"):
            assert per_thema[code] >= 10, code

    def test_elk_domein_elk_niveau_en_elke_competentie_komt_voor(self, gegevens: Basisgegevens) -> None:
        per_domein = Counter(vraag.domein for vraag in gegevens.leervragen)
        assert set(per_domein) == set(bg.DOMEINCODES)
        assert min(per_domein.values()) >= 10
        assert {vraag.niveau for vraag in gegevens.leervragen} == set(bg.NIVEAUCODES)
        assert {nummer for vraag in gegevens.leervragen for nummer in vraag.digcomp} == set(bg.DIGCOMP_NUMMERS)

    def test_een_echte_starter_kan_in_elk_domein_ergens_beginnen(self, gegevens: Basisgegevens) -> None:
        starters = [vraag for vraag in gegevens.leervragen if vraag.niveau in ("starter", "instroom")]
        assert {vraag.domein for vraag in starters} == set(bg.DOMEINCODES)
        assert sum(vraag.niveau == "starter" for vraag in starters) >= 12

    def test_vragen_staan_in_de_ik_vorm(self, gegevens: Basisgegevens) -> None:
        for vraag in gegevens.leervragen:
            assert re.search(r"\b(ik|mijn)\b", vraag.tekst, re.IGNORECASE), vraag.code
            assert not vraag.tekst.endswith("."), vraag.code

    def test_wat_mensen_typen_staat_bij_de_vraag(self, gegevens: Basisgegevens) -> None:
        woorden = {woord: vraag.code for vraag in gegevens.leervragen for woord in vraag.woorden}
        assert woorden["dokter"].startswith("gezondheid-")
        assert woorden["huisarts app"] == "gezondheid-afspraak-huisarts"
        assert "uwv" in woorden and "watsapp" in woorden and "parro" in woorden and "canva" in woorden
        assert all(woord == woord.lower() for woord in woorden)

    def test_digid_bank_en_zorg_zijn_privacygevoelig(self, gegevens: Basisgegevens) -> None:
        for vraag in gegevens.leervragen:
            if vraag.thema in ("geld", "gezondheid") or "digid" in vraag.tekst.lower():
                assert vraag.privacygevoelig, vraag.code
        assert not next(v for v in gegevens.leervragen if v.code == "apparaat-aan-uit").privacygevoelig

    def test_elk_pictogram_bestaat(self, gegevens: Basisgegevens) -> None:
        beschikbaar = set(re.findall(r'id="([^"]+)"', SPRITE.read_text()))
        gebruikt = {regel.pictogram for regel in (*gegevens.themas, *gegevens.leervragen)}
        assert gebruikt <= beschikbaar

    def test_codes_zijn_dezelfde_als_in_choices(self, gegevens: Basisgegevens) -> None:
        assert {(d.code, d.naam) for d in gegevens.domeinen} == set(choices.Domein.choices)
        assert [(n.rang, n.naam) for n in gegevens.niveaus] == choices.Niveau.choices
        assert [choices.Niveau.van_code(n.code) for n in gegevens.niveaus] == list(choices.Niveau)

    def test_elk_niveau_zegt_per_domein_hoe_je_het_herkent(self, gegevens: Basisgegevens) -> None:
        regels = [regel for niveau in gegevens.niveaus for regel in niveau.herkenning.values()]
        assert len(regels) == len(set(regels)) == 25

    def test_digcomp_heeft_de_gepubliceerde_nummers_en_namen(self, gegevens: Basisgegevens) -> None:
        namen = {c.nummer: c.naam_en for c in gegevens.competenties}
        assert len(namen) == 21
        assert namen["2.5"] == "Netiquette"
        assert namen["3.3"] == "Copyright and licences"
        assert namen["4.4"] == "Protecting the environment"
        assert namen["5.4"] == "Identifying digital competence gaps"
        assert len({c.gebied_en for c in gegevens.competenties}) == 5

    def test_talen_hebben_hun_eigen_schrift_en_richting(self, gegevens: Basisgegevens) -> None:
        talen = {taal.code: taal for taal in gegevens.talen}
        assert len(talen) >= 35
        assert talen["ti"].eigen_naam == "ትግርኛ"
        assert {code for code, taal in talen.items() if taal.richting == "rtl"} == {
            taal.code for taal in gegevens.talen if taal.schrift in ("Arabisch", "Hebreeuws")
        }
        # A Latin-script name really is Latin, another really is not: catches a swapped column.
        for taal in gegevens.talen:
            latijns = unicodedata.name(taal.eigen_naam[0]).startswith("LATIN")
            assert latijns == (taal.schrift in ("Latijns", "Geen (gebarentaal)")), taal.code

    def test_doelgroepen_en_stadsdelen_zijn_compleet(self, gegevens: Basisgegevens) -> None:
        assert {d.code for d in gegevens.doelgroepen} == set(
            "jongeren ouderen nt1 nt2 werkzoekenden ouders nieuwkomers beperking laaggeletterd werkenden mantelzorgers "
            "minima".split()
        )
        assert [s.code for s in gegevens.stadsdelen] == "centrum west nieuw-west zuid oost noord zuidoost weesp".split()
        assert [s.code for s in gegevens.stadsdelen if s.soort == "stadsgebied"] == ["weesp"]

    def test_postcodes_liggen_in_amsterdam_en_dekken_elk_stadsdeel(self, gegevens: Basisgegevens) -> None:
        assert {gebied.stadsdeel for gebied in gegevens.postcodes} == {s.code for s in gegevens.stadsdelen}
        for gebied in gegevens.postcodes:
            assert 52.25 < gebied.lat < 52.45 and 4.7 < gebied.lon < 5.1, gebied.pc4
        dam = next(gebied for gebied in gegevens.postcodes if gebied.pc4 == "1012")
        assert (dam.plaats, dam.stadsdeel, dam.gedeeld) == ("Amsterdam", "centrum", False)

    def test_de_naamsvermelding_van_geonames_staat_bij_de_gegevens(self) -> None:
        leesmij = (bg.DATAMAP / "README.md").read_text()
        assert "GeoNames" in leesmij and "CC BY 4.0" in leesmij

    def test_lezen_kan_zonder_django(self) -> None:
        for module in (bg, gegevenslezer):
            boom = ast.parse(Path(module.__file__).read_text())
            namen = {n.name for k in ast.walk(boom) if isinstance(k, ast.Import) for n in k.names}
            namen |= {k.module or "" for k in ast.walk(boom) if isinstance(k, ast.ImportFrom)}
            assert not [naam for naam in namen if naam.startswith("django")]


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """A private copy of the real data, to spoil."""
    return Path(shutil.copytree(bg.DATAMAP, tmp_path / "data"))


@pytest.fixture
def bederf(map_: Path) -> Callable[[str, str, str], str]:
    """Replace ``oud`` once in a file, read, and give the message."""

    def doe(bestand: str, oud: str, nieuw: str) -> str:
        pad = map_ / bestand
        inhoud = pad.read_text()
        assert oud in inhoud, "the example no longer stands in the data"
        pad.write_text(inhoud.replace(oud, nieuw, 1))
        with pytest.raises(BasisgegevensFout) as gevangen:
            lees_basisgegevens(map_)
        return str(gevangen.value)

    return doe


LV = "leervragen.toml"
EERSTE = "leervraag 1 (apparaat-aan-uit)"


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "plaats", "melding"),
    [
        (LV, 'thema = "apparaat"', 'thema = "aparaat"', EERSTE, "thema 'aparaat' bestaat niet"),
        (LV, 'domein = "ict"', 'domein = "computers"', EERSTE, "domein 'computers' bestaat niet"),
        (LV, '["5.1", "5.2"]', '["5.1", "2.7"]', EERSTE, "DigComp-competentie '2.7' bestaat niet"),
        (LV, '["5.1", "5.2"]', '["5.1", "5.1"]', EERSTE, "'5.1' staat twee keer in 'digcomp'"),
        (LV, '["5.1", "5.2"]', "[5.1]", EERSTE, "'digcomp' mag alleen teksten bevatten"),
        (LV, '["5.1", "5.2"]', "[]", EERSTE, "'digcomp' is leeg"),
        (LV, 'niveau = "starter"', 'niveau = "beginner"', EERSTE, "niveau 'beginner' bestaat niet"),
        (LV, '"apparaat-tikken-vegen"', '"apparaat-aan-uit"', "leervraag 2", "code 'apparaat-aan-uit' komt twee keer"),
        (LV, '"apparaat-aan-uit"', '"Apparaat aan"', "leervraag 1", "'code' is geen goede code: 'Apparaat aan'"),
        (LV, '"apparaat-aan-uit"', '"internet-aan-uit"', "leervraag 1", "de code moet beginnen met 'apparaat-'"),
        (LV, 'kort = "Tikken en vegen"', 'kort = "Aan en uit"', "leervraag 2", "'Aan en uit' staat ook bij"),
        (LV, 'kort = "Aan en uit"\n', "", EERSTE, "'kort' ontbreekt"),
        (LV, 'kort = "Aan en uit"', 'kort = "  "', EERSTE, "'kort' is leeg"),
        (LV, 'kort = "Aan en uit"', 'kort = "Aan en uit "', EERSTE, "begint of eindigt met een spatie"),
        (LV, 'kort = "Aan en uit"', f'kort = "{"x" * 81}"', EERSTE, "'kort' is te lang: 81 tekens, hooguit 80"),
        (LV, 'kort = "Aan en uit"', "kort = 7", EERSTE, "'kort' moet een tekst zijn"),
        (LV, 'kort = "Aan en uit"', 'kort = "Aan en uit"\nkleur = "rood"', EERSTE, "onbekend veld 'kleur'"),
        (LV, "privacygevoelig = false", 'privacygevoelig = "nee"', EERSTE, "'privacygevoelig' moet true of false zijn"),
        (LV, "volgorde = 1\n", "volgorde = true\n", "thema 1 (apparaat)", "'volgorde' moet een geheel getal zijn"),
        (LV, "volgorde = 1\n", "volgorde = -1\n", "thema 1 (apparaat)", "'volgorde' is kleiner dan nul"),
        (LV, "[[leervraag]]\ncode", "[[leervragen]]\ncode", "", "onbekend onderdeel 'leervragen'"),
        (LV, "[[thema]]\ncode", "[[thema]\ncode", "", "geen geldige TOML"),
        ("domeinen.toml", 'code = "zoeken"', 'code = "vinden"', "", "domein 'zoeken' ontbreekt"),
        ("domeinen.toml", 'code = "zoeken"', 'code = "vinden"', "", "domein 'vinden' hoort er niet in"),
        ("domeinen.toml", "[bron]", "[herkomst]", "", "'bron' ontbreekt"),
        ("niveaus.toml", "rang = 2", "rang = 3", "niveau 3 (basis1)", "'basis1' is stap 2 van de ladder"),
        ("niveaus.toml", "\nzoeken = ", "\nvinden = ", "niveau 1 (starter), herkenning", "'zoeken' ontbreekt"),
        ("digcomp.toml", 'nummer = "5.4"', 'nummer = "5.5"', "competentie 4 (5.5)", "competentie '5.5' bestaat niet"),
        ("digcomp.toml", 'nummer = "5.4"', 'nummer = "4.4"', "(4.4)", "competentie '4.4' hoort niet in gebied '5'"),
        ("talen.toml", 'richting = "rtl"', 'richting = "links"', "taal 3 (ar)", "richting 'links' bestaat niet"),
        ("talen.toml", 'code = "ar"', 'code = "Arabisch"', "taal 3 (Arabisch)", "'code' is geen goede code"),
        ("doelgroepen.toml", 'code = "ouderen"', 'code = "jongeren"', "doelgroep 2", "'jongeren' komt twee keer voor"),
        ("stadsdelen.toml", 'naam = "West"', 'naam = "Centrum"', "stadsdeel 2 (west)", "naam 'Centrum' komt twee keer"),
        ("pc4-amsterdam.csv", "1012,Amsterdam,Centrum", "1012,Amsterdam,Midden", "regel 3", "'Midden' bestaat niet"),
        ("pc4-amsterdam.csv", "1012,", "1011,", "regel 3 (1011)", "pc4 '1011' komt twee keer voor"),
        ("pc4-amsterdam.csv", "1012,", "0012,", "regel 3 (0012)", "'pc4' is geen goede code"),
        ("pc4-amsterdam.csv", "52.3735,4.8951", "4.8951,52.3735", "regel 3 (1012)", "'lat' is 4.8951, dat ligt buiten"),
        ("pc4-amsterdam.csv", "52.3735", "nan", "regel 3 (1012)", "'lat' is nan, dat ligt buiten Nederland"),
        ("pc4-amsterdam.csv", "52.3735,4.8951", "52.3735,oost", "regel 3 (1012)", "'lon' is geen getal: 'oost'"),
        ("pc4-amsterdam.csv", "52.3735,4.8951", "52.3735", "regel 3", "5 kolommen in plaats van 6"),
        ("pc4-amsterdam.csv", "pc4,plaats", "postcode,plaats", "regel 1", "de kolommen moeten zijn: pc4, plaats"),
        ("pc4-amsterdam.csv", "Centrum,nee", "Centrum,misschien", "regel 2", "gedeeld 'misschien' bestaat niet"),
    ],
)
def test_elke_soort_fout_wordt_geweigerd_met_zijn_plaats(
    bederf: Callable[[str, str, str], str], bestand: str, oud: str, nieuw: str, plaats: str, melding: str
) -> None:
    regels = [regel for regel in bederf(bestand, oud, nieuw).splitlines() if melding in regel]
    assert regels, "the fault was not reported"
    assert regels[0].startswith(f"- {bestand}")
    assert plaats in regels[0]


class TestHeleBestanden:
    @pytest.mark.parametrize("bestand", [*bg.TABELLEN])
    def test_een_bestand_dat_ontbreekt_wordt_genoemd_en_verder_niets(self, map_: Path, bestand: str) -> None:
        (map_ / bestand).unlink()
        with pytest.raises(BasisgegevensFout) as gevangen:
            lees_basisgegevens(map_)
        ontbreekt = [fout for fout in gevangen.value.fouten if fout.melding == "het bestand ontbreekt"]
        assert [str(fout) for fout in ontbreekt] == [f"{bestand}: het bestand ontbreekt"]
        assert len(gevangen.value.fouten) == 1

    def test_zonder_postcodes_gaat_het_niet(self, map_: Path) -> None:
        (map_ / "pc4-amsterdam.csv").unlink()
        with pytest.raises(BasisgegevensFout, match=r"pc4-\*\.csv: het bestand ontbreekt"):
            lees_basisgegevens(map_)

    def test_een_leeg_bestand_is_geen_lege_lijst(self, map_: Path) -> None:
        (map_ / "talen.toml").write_text("")
        with pytest.raises(BasisgegevensFout, match=r"talen\.toml: er staat geen enkele \[\[taal\]\] in"):
            lees_basisgegevens(map_)

    def test_een_tabel_in_plaats_van_een_lijst(self, map_: Path) -> None:
        (map_ / "talen.toml").write_text('[taal]\ncode = "nl"\n')
        with pytest.raises(BasisgegevensFout, match=r"'taal' moet een lijst zijn: schrijf \[\[taal\]\]"):
            lees_basisgegevens(map_)

    def test_een_bestand_dat_geen_utf8_is(self, map_: Path) -> None:
        (map_ / "talen.toml").write_bytes('[[taal]]\nnaam = "Oekraïens"\n'.encode("latin-1"))
        with pytest.raises(BasisgegevensFout, match=r"talen\.toml: het bestand is geen UTF-8"):
            lees_basisgegevens(map_)

    def test_een_bestand_uit_een_windows_programma_mag(self, map_: Path, gegevens: Basisgegevens) -> None:
        for naam in ("talen.toml", "pc4-amsterdam.csv"):
            tekst = (map_ / naam).read_text()
            (map_ / naam).write_bytes(tekst.replace("\n", "\r\n").encode("utf-8-sig"))
        gelezen = lees_basisgegevens(map_)
        assert (gelezen.talen, gelezen.postcodes) == (gegevens.talen, gegevens.postcodes)

    def test_een_thema_zonder_leervragen_valt_op(self, map_: Path) -> None:
        pad = map_ / LV
        extra = '[[thema]]\ncode = "koken"\nnaam = "Koken"\nuitleg = "Eten"\npictogram = "cup"\nvolgorde = 99\n'
        pad.write_text(f"{pad.read_text()}\n{extra}")
        with pytest.raises(BasisgegevensFout, match="thema koken: dit thema heeft geen leervragen"):
            lees_basisgegevens(map_)

    def test_een_andere_stad_brengt_eigen_stadsdelen_en_postcodes(self, tmp_path: Path) -> None:
        (tmp_path / "stadsdelen.toml").write_text(
            '[[stadsdeel]]\ncode = "kanaalwijk"\nnaam = "Kanaalwijk"\nsoort = "wijk"\nvolgorde = 1\n'
        )
        kop = "pc4,plaats,stadsdeel,gedeeld,lat,lon\n"
        (tmp_path / "pc4-stad.csv").write_text(f"{kop}3511,Proefstad,Kanaalwijk,nee,52.09,5.11\n")
        anders = lees_basisgegevens(stad=tmp_path)
        assert [deel.code for deel in anders.stadsdelen] == ["kanaalwijk"]
        assert [(rij.pc4, rij.stadsdeel) for rij in anders.postcodes] == [("3511", "kanaalwijk")]
        assert anders.leervragen == lees_basisgegevens().leervragen
        (tmp_path / "pc4-stad.csv").write_text(f"{kop}3511,Proefstad,Elders,nee,52.09,5.11\n")
        with pytest.raises(BasisgegevensFout, match="'Elders' bestaat niet"):
            lees_basisgegevens(stad=tmp_path)

    def test_alle_fouten_in_een_keer(self, map_: Path) -> None:
        for bestand, oud, nieuw in (
            (LV, 'domein = "ict"', 'domein = "computers"'),
            (LV, 'niveau = "starter"', 'niveau = "beginner"'),
            ("talen.toml", 'richting = "rtl"', 'richting = "links"'),
            ("pc4-amsterdam.csv", "52.3735", "vijftig"),
        ):
            pad = map_ / bestand
            pad.write_text(pad.read_text().replace(oud, nieuw, 1))
        with pytest.raises(BasisgegevensFout) as gevangen:
            lees_basisgegevens(map_)
        assert Counter(fout.bestand for fout in gevangen.value.fouten) == {
            LV: 2,
            "talen.toml": 1,
            "pc4-amsterdam.csv": 1,
        }
        assert str(gevangen.value).startswith("4 fouten in de basisgegevens:")


TEKSTEN = st.sampled_from(["", " ", "x", "een tekst", "x ", "te lang voor negen tekens"])
WAARDEN = st.one_of(
    TEKSTEN,
    st.integers(-2, 2),
    st.booleans(),
    st.floats(allow_nan=True),
    st.lists(st.one_of(TEKSTEN, st.integers(0, 1)), max_size=3),
    st.just({"x": 1}),
)


@given(velden=st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e", "f"]), WAARDEN))
def test_een_rij_met_willekeurige_inhoud_geeft_fouten_maar_valt_niet_om(velden: dict[str, object]) -> None:
    """Whatever a file holds, getters give the promised type, and a wrong type never goes unreported."""
    lezer = gegevenslezer.Lezer(Path("nergens"))
    rij = gegevenslezer.Rij(lezer, "x.toml", "rij 1", velden)
    gelezen = (rij.tekst("a"), rij.getal("b"), rij.ja_nee("c"), rij.teksten("d", 9), rij.keuze("e", ["x"], "e"))
    assert [type(waarde) for waarde in gelezen] == [str, int, bool, tuple, str]
    for naam, soort in (("a", str), ("b", int), ("c", bool), ("d", list), ("e", str)):
        if type(velden.get(naam)) is not soort:
            assert any(f"'{naam}'" in fout.melding for fout in lezer.fouten), naam
    rij.sluit()
    assert any("'f'" in fout.melding for fout in lezer.fouten) == ("f" in velden)
