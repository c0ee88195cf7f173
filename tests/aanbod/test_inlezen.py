"""A spreadsheet of provision: judged per row, shown before anything is stored, and read again without doubles."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from aanbod import inlezen
from aanbod.inlezen import bewaar
from aanbod.models import Aanbod
from aanbod.rekenblad import KOPPEN, Woorden, keur, voorbeeld
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.werkblad import maak_xlsx
from tests.fabrieken import OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
URL = "/aanbod/beheer/inlezen/"


@pytest.fixture
def organisatie():
    return OrganisatieFabriek(naam="Buurthuis (demo)")


@pytest.fixture
def aanbieder(organisatie):
    return lid(Rol.AANBIEDER, organisatie=organisatie)


RIJ = {
    "naam": "Digitaal spreekuur", "soort": "Inloop", "omschrijving": "Hulp met uw telefoon.", "kosten": "gratis",
    "talen": "Nederlands; turks", "leervragen": "email", "vanaf niveau": "Starter",
    "tot en met niveau": "Basisniveau 1",
    "plek": "De Hoek", "straat": "Hoekstraat 1", "postcode": "1012 ab", "tijdelijk tot": "31-12-2030", "online": "ja",
    "dagdelen": "dinsdagochtend", "website": "buurthuis.example", "aantal plaatsen": "12",
}  # fmt: skip


def lees_in(rijen, organisatie, door=None):
    uitslag = keur(rijen, Woorden([organisatie]), eigen=organisatie)
    assert not uitslag.fout, uitslag.fout
    with bereik(alles=True):
        return bewaar(uitslag, door=door)


def test_een_rij_wordt_een_vindbaar_concept(organisatie):
    assert lees_in([RIJ], organisatie)["nieuw"] == 1
    aanbod = Aanbod.objects.get()
    assert (aanbod.status, aanbod.soort, aanbod.niveau_tot, aanbod.online) == ("concept", "inloop", 2, True)
    assert (aanbod.structureel, aanbod.tijdelijk_tot, aanbod.doorlopend) == (False, date(2030, 12, 31), True)
    assert (aanbod.website, aanbod.capaciteit, aanbod.dagdelen) == ("https://buurthuis.example", 12, ["di-ochtend"])
    assert {taal.pk for taal in aanbod.talen.all()} == {"nl", "tr"}
    assert [vraag.pk for vraag in aanbod.leervragen.all()] == ["email"]
    plek = aanbod.locaties.get()
    assert (plek.naam, plek.postcode, plek.stadsdeel_id) == ("De Hoek", "1012 AB", "centrum")
    assert plek.lat is not None
    opnieuw = aanbod.zoekwoorden
    from aanbod.zoekindex import werk_bij

    assert werk_bij([aanbod]) == 0, "the same words as a record that a person made"
    assert "telefoon" in opnieuw and "turks" in opnieuw
    aanbod.full_clean()


def test_nog_een_keer_verandert_niets_en_een_wijziging_werkt_bij(organisatie, aanbieder):
    lees_in([RIJ], organisatie, aanbieder)
    eerst = Aanbod.objects.get()
    assert lees_in([RIJ], organisatie, aanbieder) == {"nieuw": 0, "bijgewerkt": 0, "ongewijzigd": 1}
    assert Aanbod.objects.get().versie == eerst.versie
    Aanbod.objects.update(status="gepubliceerd", rooster="elke dinsdag")
    kort = {"naam": RIJ["naam"], "omschrijving": "Hulp met DigiD.", "talen": "Nederlands"}
    assert lees_in([kort], organisatie, aanbieder)["bijgewerkt"] == 1
    nu = Aanbod.objects.get()
    assert (nu.pk, nu.versie, nu.status, nu.rooster) == (eerst.pk, eerst.versie + 1, "gepubliceerd", "elke dinsdag")
    assert [taal.pk for taal in nu.talen.all()] == ["nl"]
    assert nu.soort == "inloop", "a column that the sheet does not have stays"
    assert "digid" in nu.zoekwoorden and nu.locaties.count() == 1
    with bereik(alles=True):
        assert Gebeurtenis.objects.over(nu).filter(soort="gewijzigd", door=aanbieder).count() == 1


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"naam": " "}, "De naam ontbreekt."),
        ({"soort": "Yoga"}, "Soort ‘Yoga’ kennen we niet."),
        ({"talen": "Nederlands; Klingon"}, "Taal ‘Klingon’ kennen we niet."),
        ({"postcode": "9999 ZZ"}, "Postcode ‘9999 ZZ’ ligt niet in deze stad."),
        ({"postcode": ""}, "De postcode van de plek ontbreekt."),
        ({"tijdelijk tot": "31-02-2026"}, "Tijdelijk tot ‘31-02-2026’ bestaat niet."),
        ({"e-mail": "geen-adres"}, "‘geen-adres’ is geen e-mailadres."),
        ({"website": "http://"}, "is geen adres van een website."),
        ({"omschrijving": "Bel 123456782"}, "burgerservicenummer"),
        ({"vanaf niveau": "Zelfstandig", "tot en met niveau": "Starter"}, "ligt onder het laagste"),
        ({"wachttijd in weken": "veel"}, "schrijf een getal"),
        ({"online": "misschien"}, "schrijf ja of nee"),
        ({"naam": "x" * 201}, "langer dan 200 tekens"),
        ({"organisatie": "Iemand anders"}, "Organisatie ‘Iemand anders’ kennen we niet."),
    ],
)
def test_een_foute_rij_zegt_wat_er_mis_is_en_de_goede_gaan_door(organisatie, anders, melding):
    uitslag = keur([{**RIJ, **anders}, {**RIJ, "kenmerk": "2"}], Woorden([organisatie]), eigen=organisatie)
    assert [rij.nummer for rij in uitslag.goed] == [3]
    (regel,) = uitslag.fout
    assert regel.nummer == 2
    assert melding in " ".join(regel.fouten)


def test_in_meer_partijen_is_alles_of_niets(organisatie, monkeypatch):
    monkeypatch.setattr(inlezen, "PER_PARTIJ", 2)
    rijen = [{**RIJ, "naam": f"Aanbod {nummer}"} for nummer in range(5)]
    assert lees_in(rijen, organisatie) == {"nieuw": 5, "bijgewerkt": 0, "ongewijzigd": 0}
    assert lees_in([{**rijen[4], "soort": "Cursus"}, *rijen[:4]], organisatie)["bijgewerkt"] == 1
    uitslag = keur(
        [{**RIJ, "naam": f"Nieuw {nummer}"} for nummer in range(5)], Woorden([organisatie]), eigen=organisatie
    )
    uitslag.goed[3].velden["niveau_van"] = 4  # above the highest: the judge would never let it through
    with pytest.raises(DatabaseError), bereik(alles=True):
        bewaar(uitslag, door=None)
    assert Aanbod.objects.count() == 5


def test_alles_wat_mis_is_in_een_keer_en_dubbel_in_een_blad(organisatie):
    uitslag = keur([{"naam": "", "soort": "?", "online": "?"}, RIJ, RIJ], Woorden([organisatie]), eigen=organisatie)
    assert [len(regel.fouten) for regel in uitslag.fout] == [3, 1]
    assert "rij 3" in uitslag.fout[1].fouten[0]


def test_van_bestand_naar_voorbeeld_naar_concept(client_als, aanbieder, organisatie):
    client = client_als(aanbieder)
    assert "Voorbeeld om in te vullen" in client.get(URL).content.decode()
    koppen = list(RIJ)
    inhoud = maak_xlsx([("blad", [*koppen, "kleur"], [[*RIJ.values(), "rood"], ["Fout", "Yoga"]])])
    pagina = client.post(
        URL, {"organisatie": organisatie.pk, "bestand": SimpleUploadedFile("mijn.xlsx", inhoud)}
    )  # fmt: skip
    tekst = pagina.content.decode()
    assert pagina.status_code == 200
    for stuk in ("Soort ‘Yoga’ kennen we niet.", "Digitaal spreekuur", "slaan wij over: kleur", "mijn.xlsx"):
        assert stuk in tekst, stuk
    assert not Aanbod.objects.exists()
    pakket = pagina.context["pakket"]
    for _ in range(2):  # a double click
        assert client.post(URL, {"pakket": pakket}).url == "/aanbod/beheer/"
    assert Aanbod.objects.get().organisatie == organisatie
    ander = lid(Rol.AANBIEDER)
    assert client_als(ander).post(URL, {"pakket": pakket}, follow=True).status_code == 200
    assert client_als(ander).post(URL, {"pakket": pakket + "x"}, follow=True).status_code == 200
    assert Aanbod.objects.count() == 1


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("a.xlsx", b"geen zip", "geen spreadsheet"),
        ("a.csv", b"", "Dit bestand is leeg. Kies een ander bestand."),
        ("a.csv", b"titel2;soort\nx;y", "geen kolom"),
        ("a.csv", b"naam;soort\n", "staan geen rijen"),
        ("a.csv", b"naam\n" + b"x\n" * 501, "meer dan 500 regels"),
    ],
)
def test_een_onleesbaar_bestand_zegt_wat_eraan_scheelt(client_als, aanbieder, organisatie, naam, inhoud, melding):
    antwoord = client_als(aanbieder).post(
        URL, {"organisatie": organisatie.pk, "bestand": SimpleUploadedFile(naam, inhoud)}
    )
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()


def test_het_voorbeeldblad_kan_zo_ingelezen_worden(client_als, aanbieder, organisatie):
    assert client_als(aanbieder).get(URL + "voorbeeld.xlsx").content[:2] == b"PK"
    koppen, rij = voorbeeld()
    assert {kop.lower() for kop in koppen} <= KOPPEN.keys()
    assert lees_in([{kop.lower(): cel for kop, cel in zip(koppen, rij, strict=True)}], organisatie)["nieuw"] == 1


def test_de_opdracht_leest_een_stad_in(tmp_path, organisatie):
    ander = OrganisatieFabriek(naam="Bieb (demo)")
    pad = tmp_path / "stad.csv"
    pad.write_text(f"naam;organisatie\nEen;{organisatie.naam}\nTwee;{ander.naam.upper()}\nDrie;niemand\n")
    uit = StringIO()
    for extra, aantal in (["--proef"], 0), ([], 2), ([], 2):
        with pytest.raises(CommandError, match="1 van 3 rijen"):
            call_command("importeer_rekenblad", str(pad), *extra, stdout=uit)
        assert Aanbod.objects.count() == aantal
    assert "Rij 4 (Drie): Organisatie ‘niemand’ kennen we niet." in uit.getvalue()
    assert "2 ongewijzigd" in uit.getvalue()
    with pytest.raises(CommandError):
        call_command("importeer_rekenblad", str(tmp_path / "weg.csv"))
