"""A spreadsheet of volunteers: 2,000 rows with errors in 40, previewed, confirmed, and confirmed again."""

from __future__ import annotations

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.werkblad import WerkbladFout, lees_genummerd
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers.importeren import lees, pak_uit, verpak
from vrijwilligers.models import Screening, Vrijwilliger

pytestmark = pytest.mark.django_db
URL = "/vrijwilligers/inlezen/"
KOP = ["Naam", "E-mail", "Telefoon", "Postcode", "Talen", "VOG getoond op", "VOG geldig tot", "Schoenmaat"]
#: Ten kinds of wrong rows; each stands four times in the big file.
FOUT = [
    (["", "leeg{n}@demo.example", "", "", "", "", "", ""], "De naam ontbreekt"),
    (["Geen Contact{n}", "", "", "", "", "", "", ""], "geen telefoonnummer en geen e-mailadres"),
    (["Mail Fout{n}", "bij mij thuis", "0612340000", "", "", "", "", ""], "is geen e-mailadres"),
    (["Tel Kort{n}", "", "06-12", "", "", "", "", ""], "een nummer heeft 10 cijfers"),
    (["Ver Weg{n}", "ver{n}@demo.example", "", "9999", "", "", "", ""], "ligt niet in deze stad"),
    (["Taal Fout{n}", "taal{n}@demo.example", "", "", "Klingon", "", "", ""], "kennen we niet"),
    (["Dag Fout{n}", "dag{n}@demo.example", "", "", "", "31-02-2026", "", ""], "bestaat niet"),
    (["Straks{n}", "straks{n}@demo.example", "", "", "", "01-01-2099", "", ""], "toekomst"),
    (["Eerder{n}", "eerder{n}@demo.example", "", "", "", "01-02-2026", "01-02-2025", ""], "eindigt op of voor"),
    (["Dubbel{n}", "p{n}@demo.example", "", "", "", "", "", ""], "staat ook op rij"),
]


def groot() -> list[list[str]]:
    goed = [
        [f"Persoon P{n}", f"p{n}@demo.example", f"06{n:08d}", "1024 AB", "Nederlands, ti", "01-02-2026", "", "42"]
        for n in range(1960)
    ]
    slecht = [[cel.replace("{n}", str(n)) for cel in rij] for n in range(4) for rij, _ in FOUT]
    return [KOP, *goed, *slecht]


def xlsx(rijen: list[list]) -> bytes:
    boek = Workbook()
    for rij in rijen:
        boek.active.append(rij)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def csv(rijen: list[list[str]], scheiding: str = ";") -> bytes:
    regels = [scheiding.join(f'"{cel}"' if scheiding in cel else cel for cel in rij) for rij in rijen]
    return "\r\n".join(regels).encode("utf-8-sig")


@pytest.mark.parametrize(("maak", "naam"), [(xlsx, "lijst.xlsx"), (csv, "lijst.csv")])
def test_2000_rows_with_errors_in_40(alles, maak, naam: str) -> None:
    uitslag = lees(maak(groot()), naam)
    assert (len(uitslag.goed), len(uitslag.fout)) == (1960, 40)
    for n, (_, melding) in enumerate(FOUT):
        assert melding in " ".join(uitslag.fout[n].fouten), melding
    assert uitslag.fout[0].rij == 1962  # as the spreadsheet itself numbers it
    eerste = uitslag.goed[0]
    assert (eerste.pc4, eerste.talen, str(eerste.vog_geldig_tot)) == ("1024", ("nl", "ti"), "2029-02-01")


def test_preview_stores_nothing_confirming_twice_stores_once(client_als, alles) -> None:
    organisatie = OrganisatieFabriek()
    door = lid(Rol.COORDINATOR, organisatie=organisatie)
    client = client_als(door)
    Vrijwilliger.objects.create(naam="Al Bekend", email="P0@demo.example", organisatie=organisatie)
    antwoord = client.post(URL, {"bestand": SimpleUploadedFile("lijst.xlsx", xlsx(groot())), "toestemming": "on"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200 and "<strong>1959</strong> nieuwe" in tekst and "<strong>40</strong>" in tekst
    assert Vrijwilliger.objects.count() == 1
    # The wrong rows, to mend: they read in again, still wrong, and with what is wrong behind them.
    fout = html.unescape(re.search(r'name="fouten" value="([^"]+)"', tekst)[1])
    blad = client.post(URL, {"fouten": fout}).content
    nog_eens = lees(blad, "te-verbeteren.xlsx")
    assert len(nog_eens.fout) == 36 and len(nog_eens.goed) == 4  # who stood twice stands here once
    assert "geen e-mailadres" in lees_genummerd("b.xlsx", blad)[2][1]["wat er mis is"]
    assert client.post(URL, {"fouten": fout + "x"}).status_code == 302
    pakket = html.unescape(re.search(r'name="pakket" value="([^"]+)"', tekst)[1])
    for _ in range(2):
        assert client.post(URL, {"pakket": pakket}).url == reverse("vrijwilligers:lijst")
        with bereik(alles=True):
            assert (Vrijwilliger.objects.count(), Screening.objects.count()) == (1960, 1959)
    assert Vrijwilliger.objects.get(email="P0@demo.example").naam == "Al Bekend"  # left as it was
    vreemd = client_als(lid(Rol.COORDINATOR, organisatie=OrganisatieFabriek()))
    vreemd.post(URL, {"pakket": pakket})
    assert Vrijwilliger.objects.count() == 1960


@pytest.mark.parametrize(
    ("inhoud", "naam", "melding"),
    [
        (b"", "leeg.csv", "leeg"),
        (b"PK\x03\x04 geen zip", "kapot.xlsx", "geen spreadsheet"),
        (b"kolom;ander\r\na;b", "x.csv", "‘naam’"),
        (b"naam;email\r\n", "x.csv", "geen rijen"),
        (b"\x00\x01\x02", "x.csv", "geen spreadsheet"),
    ],
)
def test_a_file_without_a_table_is_said_in_words(client_als, alles, inhoud: bytes, naam: str, melding: str) -> None:
    with pytest.raises(WerkbladFout, match=melding):
        lees(inhoud, naam)
    client = client_als(lid(Rol.COORDINATOR, organisatie=OrganisatieFabriek()))
    antwoord = client.post(URL, {"bestand": SimpleUploadedFile(naam, inhoud), "toestemming": "on"})
    assert antwoord.status_code == 422


def test_what_excel_does_to_numbers_and_windows_to_letters(alles) -> None:
    uitslag = lees(xlsx([["naam", "telefoon", "postcode"], ["José", 612345678, 1024.0]]), "a.xlsx")
    assert (uitslag.goed[0].telefoon, uitslag.goed[0].pc4) == ("0612345678", "1024")
    uitslag = lees("voornaam,achternaam,mail\nZoë,Bäcker,z@demo.example\n".encode("cp1252"), "b.csv")
    assert uitslag.goed[0].naam == "Zoë Bäcker"


def test_a_changed_package_is_refused(alles) -> None:
    pakket = verpak(lees(csv([["naam", "email"], ["A B", "a@demo.example"]]), "a.csv").goed, 1, 2)
    assert pak_uit(pakket, 1, 2)[0].naam == "A B"
    for tekst, organisatie, wie in ((pakket + "x", 1, 2), (pakket, 3, 2), (pakket, 1, 4)):
        with pytest.raises(WerkbladFout):
            pak_uit(tekst, organisatie, wie)
