"""Finding provision: words as people type them, place, filters, and advice from the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort
from aanbod.filters import AanbodFilter
from aanbod.models import Aanbod
from aanbod.zoeken import adviseer, op_afstand, op_gelijkenis, op_woorden, verbeter, zoek_namen
from aanbod.zoekkwaliteit import lees, meet, mrr, recall
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Plaats, Zoekprofiel

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


@pytest.fixture
def stad():
    return {
        "les": maak_aanbod(naam="Computerlessen voor ouderen", leervragen=["apparaat"], doelgroepen=["ouderen"]),
        "turks": maak_aanbod(
            naam="Telefoon in het Turks", leervragen=["berichten-bellen"], talen=["tr", "nl"], pc4="1024"
        ),
        "digid": maak_aanbod(
            naam="Veilige plek",
            soort=Soort.VEILIGE_PLEK,
            leervragen=["overheid-digid-inloggen"],
            omschrijving="Hulp.",
            pc4="1103",
        ),
        "roc": maak_aanbod(
            naam="Basisniveau twee",
            leervragen=["documenten"],
            niveau_van=2,
            niveau_tot=3,
            formeel=True,
            omschrijving="Les.",
        ),
    }


@pytest.mark.parametrize(
    ("tekst", "eerste"),
    [
        ("computerles", "les"),
        ("computer lessen", "les"),
        ("les voor senioren", "les"),
        ("turks", "turks"),
        ("mobieltje", "turks"),
        ("DigiD", "digid"),
        ("digit inloggen", "digid"),
        ("CENTRUM computer", "les"),
        ("Zuidoost", "digid"),
    ],
)
def test_woorden_zoals_mensen_ze_typen(stad, tekst, eerste):
    gevonden = list(op_woorden(Aanbod.objects.gepubliceerd(), tekst).order_by("-treffer", "pk"))
    assert gevonden, tekst
    assert gevonden[0] == stad[eerste]


@pytest.mark.parametrize(("tekst", "eerste"), [("computter", "les"), ("teleffoon", "turks"), ("digiid", "digid")])
def test_een_typefout_vindt_wat_erop_lijkt(stad, tekst, eerste):
    assert stad[eerste] in op_gelijkenis(Aanbod.objects.gepubliceerd(), tekst)
    assert stad[eerste] in AanbodFilter({"q": tekst}, queryset=Aanbod.objects.gepubliceerd()).qs


@pytest.mark.parametrize("tekst", ["'", "a & | ! b", "';--", "\\", ":*", "(", "ik wil de", "\x00", "é" * 300])
def test_rare_tekens_breken_niets(stad, tekst):
    filter_ = AanbodFilter({"q": tekst}, queryset=Aanbod.objects.gepubliceerd())
    if filter_.form.is_valid():
        assert filter_.qs.count() >= 0


@pytest.mark.parametrize(
    ("filters", "gevonden"),
    [
        ({"niveau": "4"}, {"les", "turks", "digid"}),
        ({"niveau": "2", "formeel": "ja"}, {"roc"}),
        ({"taal": "tr"}, {"turks"}),
        ({"stadsdeel": "zuidoost"}, {"digid"}),
        ({"soort": "veilige_plek"}, {"digid"}),
        ({"leervraag": "overheid"}, {"digid"}),
        ({"leervraag": "documenten-brief-typen"}, {"roc"}),
        ({"pc4": "1024 AB", "straal": "1000"}, {"turks"}),
    ],
)
def test_filters(stad, filters, gevonden):
    filter_ = AanbodFilter(filters, queryset=Aanbod.objects.gepubliceerd())
    assert filter_.form.is_valid(), filter_.form.errors
    assert {naam for naam, aanbod in stad.items() if aanbod in filter_.qs} == gevonden


def test_het_dichtstbije_staat_voorop_met_de_afstand(stad):
    filter_ = AanbodFilter({"pc4": "1024"}, queryset=Aanbod.objects.gepubliceerd())
    assert filter_.qs[0] == stad["turks"]
    plaats = Plaats(52.3939, 4.955)
    rijen = op_afstand(Aanbod.objects.filter(pk=stad["digid"].pk), plaats)
    locatie = stad["digid"].locaties.get()
    # flat against great circle: within half a percent in the city
    assert rijen[0].afstand == pytest.approx(plaats.afstand_m(locatie.lat, locatie.lon), rel=0.005)


@pytest.mark.parametrize("postcode", ["3511", "0000", "12", "abcd", "1024ABC", "10 24"])
def test_een_postcode_buiten_de_stad_of_geen_postcode(postcode):
    filter_ = AanbodFilter({"pc4": postcode}, queryset=Aanbod.objects.all())
    assert filter_.form.is_valid() == (postcode == "10 24")
    if postcode == "3511":
        assert "niet in deze stad" in filter_.form.errors["pc4"][0]


def test_niet_gepubliceerd_voorbij_of_van_een_gestopte_organisatie_is_er_niet(stad):
    gisteren = timezone.localdate() - timedelta(days=1)
    Aanbod.objects.filter(pk=stad["les"].pk).update(status=AanbodStatus.GEPAUZEERD)
    Aanbod.objects.filter(pk=stad["turks"].pk).update(structureel=False, tijdelijk_tot=gisteren)
    stad["digid"].organisatie.actief = False
    stad["digid"].organisatie.save()
    assert set(Aanbod.objects.gepubliceerd()) == {stad["roc"]}


# --- advice ---------------------------------------------------------------------------------------------------------
PROFIEL = Zoekprofiel(
    leervragen=("berichten-bellen", "overheid-digid-inloggen", "documenten-brief-typen"),
    niveaus=dict.fromkeys(Domein.values, Niveau.STARTER),
    talen=("tr",),
    nederlands=NederlandsNiveau.A0,
    plaats=Plaats(52.3939, 4.955, "1024", "noord"),
)


def test_adviseer_zegt_wat_past_en_wat_bijna_past(stad):
    uitkomst = adviseer(PROFIEL)
    assert [voorstel.pk for voorstel in uitkomst.voorstellen] == [stad["turks"].pk]
    voorstel = uitkomst.voorstellen[0]
    assert voorstel.url == f"/aanbod/plek/{stad['turks'].slug}/"
    assert voorstel.redenen[0] == "in het Turks"
    assert {afgevallen.pk for afgevallen in uitkomst.afgevallen} == {stad["digid"].pk}


def test_adviseer_stelt_evenveel_vragen_bij_tien_als_bij_veertig(django_assert_max_num_queries):
    for aantal in (8, 30):
        for _ in range(aantal):
            maak_aanbod(leervragen=["berichten-bellen", "email"], talen=["tr", "nl"], doelgroepen=["nt2"])
        with django_assert_max_num_queries(8):
            assert len(adviseer(PROFIEL, limiet=5).voorstellen) == 5


def test_adviseer_laat_weg_wat_al_nee_zei_en_training_voor_begeleiders(stad):
    maak_aanbod(soort=Soort.TRAIN_DE_TRAINER, leervragen=["berichten-bellen"], talen=["tr"])
    assert adviseer(PROFIEL, zonder=[stad["turks"].pk]).voorstellen == ()


@pytest.mark.django_db
def test_de_demostad_helpt_elke_echte_starter():
    """In every district there is something for somebody who speaks no Dutch, and all eight have provision."""
    with bereik(alles=True):
        call_command("demostad", verbosity=0)
    openbaar = Aanbod.objects.gepubliceerd()
    assert openbaar.count() >= 40
    assert set(openbaar.values_list("locaties__stadsdeel", flat=True)) >= {
        "centrum",
        "west",
        "nieuw-west",
        "zuid",
        "oost",
        "noord",
        "zuidoost",
        "weesp",
    }
    for taal in ("tr", "ar", "ti", "pl"):
        assert openbaar.filter(talen=taal).exists(), taal
    assert adviseer(PROFIEL).voorstellen


@pytest.mark.django_db
def test_de_zoekvragen_vinden_wat_ze_moeten_vinden():
    """The floor under the figures in docs/zoeken.md; benchmarks/aanbod_zoekkwaliteit.py shows every miss."""
    with bereik(alles=True):
        call_command("demostad", verbosity=0)
    vragen = lees(Path(__file__).parent / "data" / "zoekvragen.toml")
    assert len(vragen) >= 60
    namen = list(Aanbod.objects.gepubliceerd().values_list("naam", flat=True))
    for vraag in vragen:
        for wil in vraag.wil:
            assert any(naam.startswith(wil) for naam in namen), f"{vraag.q}: {wil} is er niet"
    scores = meet(vragen, zoek_namen)
    assert recall(scores) >= 0.88
    assert mrr(scores) >= 0.85


def test_een_onbekend_woord_wordt_het_bekende_dat_erop_lijkt(stad):
    assert verbeter(["teleffoon", "telefoon", "xqzwy"]) == {"teleffoon": "telefoon", "telefoon": "", "xqzwy": ""}
    assert verbeter([]) == {}
