"""The plan and the file as a PDF: one sheet, in two languages, and a kind word where the library is missing."""

from __future__ import annotations

import re
import sys
import zlib
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from intake import papier
from intake.actions import plan as acties
from intake.leerdertaal import leerdertaal
from intake.models import Intake, Leerplan
from netwerk.kern.models import Gebruiker


def uitgepakt(inhoud: bytes) -> bytes:
    """A PDF with its compressed streams behind it, so that one can look for a word in it."""
    delen = [inhoud]
    for stroom in re.findall(rb"stream\r?\n(.*?)endstream", inhoud, re.S):
        try:
            delen.append(zlib.decompress(stroom))
        except zlib.error:
            continue
    return b"\n".join(delen)


def paginas(inhoud: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", uitgepakt(inhoud)))


def goed_te_horen(inhoud: bytes, fouten: str) -> bool:
    """Tagged as PDF/UA-1, with a language and a title to show; the library complained of no picture without words."""
    plat = uitgepakt(inhoud)
    merken = [b"/StructTreeRoot", b"/Lang (nl)", b"/DisplayDocTitle true", b"pdfuaid", b"/H1", b"/H2"]
    return all(merk in plat for merk in merken) and not re.search("alt|lang", fouten)


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


@pytest.fixture
def plan(afgerond: Intake, coach: Gebruiker) -> Leerplan:
    plan = acties.maak_plan(afgerond, door=coach)
    acties.voeg_stap_toe(plan, door=coach, soort="notitie", titel="Samen naar de bibliotheek")
    return plan


def pdf(client: Client, naam: str, pk: int, **vraag: str) -> bytes:
    antwoord = client.get(reverse(f"intake:{naam}", args=[pk]), vraag)
    assert antwoord["Content-Type"] == "application/pdf" and antwoord["Cache-Control"] == "no-store"
    assert re.search(r'filename="(leerplan|dossier)-emine-\d{4}-\d\d-\d\d\.pdf"', antwoord["Content-Disposition"])
    assert antwoord.content.startswith(b"%PDF-")
    return antwoord.content


def test_a_volunteer_is_no_task_of_the_learner(client: Client, plan: Leerplan, coach: Gebruiker) -> None:
    titel = "Vraag een vrijwilliger voor hulp één op één"
    stap = acties.voeg_stap_toe(plan, door=coach, soort="hulpvraag", titel=titel)
    acties.vraag_hulp(stap, rol="computerhulp", toelichting="", door=coach)
    blad = client.get(reverse("intake:afdruk", args=[plan.pk])).content.decode().split("</article>")[0]
    assert "Een vrijwilliger helpt u, één op één" in blad and "Vraag een vrijwilliger" not in blad
    assert "We zoeken een vrijwilliger" in blad and "Wanneer:" not in blad  # a state is no date


def test_every_step_says_in_the_learners_language_what_it_is_and_on_which_day(client: Client, plan, coach) -> None:
    acties.voeg_stap_toe(
        plan, door=coach, soort="hulpvraag", titel="Vraag een vrijwilliger", wanneer=date(2026, 11, 30)
    )
    blad = client.get(reverse("intake:afdruk", args=[plan.pk]), {"taal": "ti"}).content.decode()
    assert "Een vrijwilliger helpt u" in blad
    assert f"{leerdertaal('ti').plan['hulpvraag']}: ሰኑይ 30-11" in blad and leerdertaal("ti").plan["notitie"] in blad
    nederlands = client.get(reverse("intake:afdruk", args=[plan.pk]), {"taal": "nl"}).content.decode()
    assert "papier-ander" not in nederlands.split("</article>")[0]


@pytest.mark.parametrize("taal", ["nl", "ar", "ti"])
def test_the_plan_is_one_sheet_however_much_is_in_it(client: Client, plan: Leerplan, coach, taal: str, caplog) -> None:
    with caplog.at_level("ERROR", logger="weasyprint"):
        inhoud = pdf(client, "plan_pdf", plan.pk, taal=taal)
    assert paginas(inhoud) == 1 and goed_te_horen(inhoud, caplog.text)
    acties.zet_doel(plan, "Zelf de dokter en de school kunnen bereiken. " * 4, door=coach)
    for nummer in range(9):
        acties.voeg_stap_toe(
            plan, door=coach, soort="notitie", titel=f"Stap {nummer} " + "met een lange titel " * 7,
            toelichting="Neem de tas mee en bel aan bij de groene deur. " * 6,
        )  # fmt: skip
    assert paginas(pdf(client, "plan_pdf", plan.pk, taal=taal)) == 1


def test_the_file_as_a_pdf_and_who_read_it(
    client: Client, plan: Leerplan, django_assert_max_num_queries, caplog
) -> None:
    with django_assert_max_num_queries(24), caplog.at_level("ERROR", logger="weasyprint"):
        inhoud = pdf(client, "leerder_pdf", plan.leerder_id)
    assert paginas(inhoud) >= 1 and goed_te_horen(inhoud, caplog.text)


def test_without_the_library_the_page_says_so_and_offers_print(
    client: Client, plan: Leerplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pagina = client.get(reverse("intake:plan_pdf", args=[plan.pk]), follow=True)
    assert pagina.redirect_chain[-1][0] == reverse("intake:afdruk", args=[plan.pk])
    assert "kan nu geen PDF maken" in pagina.content.decode() and "data-afdrukken" in pagina.content.decode()
    dossier = client.get(reverse("intake:leerder_pdf", args=[plan.leerder_id]), follow=True)
    assert "als JSON" in dossier.content.decode()


def test_paper_fetches_nothing_from_elsewhere(tmp_path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "geheim.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with caplog.at_level("ERROR", logger="weasyprint"):
        papier.maak_pdf(f'<img src="{(tmp_path / "geheim.svg").as_uri()}"><img src="https://example.org/volg.png">')
    assert caplog.text.count("disallowed protocol") == 2


def test_a_pictogram_is_a_picture_in_the_page_itself() -> None:
    assert papier.pictogram("star").startswith("data:image/svg+xml;base64,")
    assert papier.pictogram("bestaat-niet") == ""
