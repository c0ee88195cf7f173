"""The thread through the whole house: coach, provider, coach again, coordinator. With scripts, without, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gang
from tests.browser.gang import Mens
from tests.browser.hulp import BREED, SMAL, axe, past_op_het_scherm
from tests.browser.toetsen import Verslag, alleen_toetsen

COACH, ROC, COORDINATOR = "coach@demo.example", "aanbieder@demo.example", "coordinator@demo.example"
CURSUS = "Starten met digitaal, kleine groep"
WAT, WIE, WAAR = (
    "Kennismaken en samen een tas ophalen, daarna de groep.",
    "Marleen Docentproef",
    "lokaal 2 naast de ingang",
)
MAANDEN = "januari februari maart april mei juni juli augustus september oktober november december".split()

Login = Callable[[Page, str], None]


def starter(voornaam: str) -> Mens:
    """Somebody new in the city who speaks Tigrinya and has never used a phone."""
    return Mens(
        voornaam,
        kan=dict.fromkeys(("ict", "veilig", "zoeken", "verwerken", "communiceren"), -1),
        kiest={"Spreekt Nederlands": "Een paar woorden (A0)", "Lezen en schrijven in het": "Leest een ander schrift"},
        vult={"Postcode": "1024", "Geboortejaar": "1985", "Hoe bereikbaar": "via de coach"},
        talen=("Tigrinya",),
        vinkt=("Nieuwkomers", "maandagochtend", "woensdagochtend", "Telefoon"),
        wensen=(("Telefoon, tablet en computer", "aanzetten en uitzetten"), ("Berichten", "telefoon opnemen")),
        taal="ትግርኛ",
    )


def dag_in_woorden(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]}"


def loop_de_draad(pagina: Page, login_als: Login, voornaam: str, kijk: gang.Kijk) -> None:
    """From a new learner to an answer that is read and a volunteer who is proposed."""
    kop = pagina.get_by_role("heading", level=1)
    hoofd = pagina.locator("main")
    dag = date.today() + timedelta(days=10)

    # The coach: intake, two lines of the advice into the plan, both sent.
    login_als(pagina, COACH)
    gang.hele_intake(pagina, starter(voornaam), kijk)
    expect(hoofd).to_contain_text("Eerst samen, één op één")
    gang.in_plan(pagina, CURSUS)
    gang.in_plan(pagina, "Vraag een vrijwilliger")
    pagina.get_by_role("button", name="Naar het leerplan").click()
    expect(kop).to_have_text(f"Leerplan van {voornaam}")
    plan = pagina.url

    pagina.get_by_role("link", name="Doorverwijzen").click()
    expect(hoofd).to_contain_text("Alleen deze kaart. Het dossier blijft hier.")
    expect(hoofd).not_to_contain_text("1985")  # the year of birth is not on the card
    kijk("doorverwijzen")
    pagina.get_by_label("Bericht aan de aanbieder").fill("Haar zus komt de eerste keer mee.")
    pagina.get_by_role("button", name="Versturen").click()
    expect(pagina).to_have_url(plan)
    expect(pagina.locator("li.planstap", has_text=CURSUS)).to_contain_text("antwoord uiterlijk")

    pagina.get_by_role("link", name=re.compile("^Vraag een vrijwilliger")).click()
    expect(pagina).to_have_url(re.compile(r"/stap/\d+/hulp/$"))
    kijk("hulp vragen")
    pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("We zoeken een vrijwilliger")
    kijk("plan, verstuurd")

    # The provider: finds it, takes it, cannot send an empty phrase, answers with what, who and when.
    login_als(pagina, ROC)
    pagina.goto("/")
    pagina.get_by_role("region", name="Snel naar").get_by_role("link", name="Doorverwijzingen").click()
    expect(kop).to_have_text("Ontvangen doorverwijzingen")
    kijk("inbak")
    pagina.get_by_role("link", name=voornaam, exact=True).click()
    expect(hoofd).to_contain_text("Haar zus komt de eerste keer mee.")
    expect(hoofd).not_to_contain_text("1985")
    kijk("kaart bij de aanbieder")
    pagina.get_by_role("button", name="Ik behandel deze").click()
    expect(hoofd).to_contain_text("U behandelt deze doorverwijzing")
    pagina.get_by_role("link", name="Uitnodigen").click()
    pagina.get_by_label("Waarvoor nodigt u de leerder uit?").fill("Ik neem het mee.")
    pagina.get_by_label("Wie ontvangt de leerder?").fill(WIE)
    pagina.get_by_label("Op welke dag?").fill(dag.isoformat())
    pagina.get_by_label("Hoe laat?").fill("10:30")
    pagina.get_by_label("Waar?").fill(WAAR)
    pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("Dit zegt nog niet wat er gebeurt")
    expect(pagina.get_by_label("Wie ontvangt de leerder?")).to_have_value(WIE)  # nothing typed is lost
    kijk("antwoord dat geen antwoord is")
    pagina.get_by_label("Waarvoor nodigt u de leerder uit?").fill(WAT)
    pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("uitgenodigd")

    # The coach again: the home page says there is an answer; the plan says who and when; the page says all of it.
    login_als(pagina, COACH)
    pagina.goto("/")
    antwoord = pagina.get_by_role("link", name=re.compile(f"Antwoord voor {voornaam}"))
    if not antwoord.is_visible():
        pagina.get_by_role("link", name="Toon alles").click()
    expect(hoofd).to_contain_text(f"Uitgenodigd: {WIE}")
    kijk("start van de coach")
    antwoord.click()
    expect(hoofd).to_contain_text("Laatste antwoord: uitgenodigd")  # above the card, not after it
    for deel in (WAT, WIE, dag_in_woorden(dag), "10.30", WAAR):
        expect(hoofd).to_contain_text(deel)
    kijk("antwoord bij de coach")
    pagina.goto(plan)
    stap = pagina.locator("li.planstap", has_text=CURSUS)
    for deel in (WIE, dag_in_woorden(dag), "10.30", WAAR, WAT):
        expect(stap).to_contain_text(deel)
    kijk("plan, beantwoord")
    pagina.get_by_role("link", name="Afdrukken").click()
    antwoord_heel = (WIE, dag_in_woorden(dag), "10.30", WAAR, WAT)
    for deel in (voornaam, CURSUS, *antwoord_heel, "Een vrijwilliger helpt u", "መደብ ትምህርተይ"):
        expect(hoofd).to_contain_text(deel)
    kijk("afdruk")

    # The coordinator: proposes somebody, with reasons; the plan follows by itself.
    login_als(pagina, COORDINATOR)
    pagina.goto("/")
    pagina.get_by_role("link", name="Zoek een passende vrijwilliger").click()
    if not pagina.get_by_label("Voornaam").is_visible():  # folded on a phone
        pagina.locator("summary", has_text="filter").click()
    pagina.get_by_label("Voornaam").fill(voornaam)
    pagina.get_by_role("button", name="Toon resultaten").click()
    pagina.get_by_role("link", name=voornaam, exact=True).click()
    expect(pagina.locator("article", has=pagina.get_by_role("button", name="Stel voor")).first).to_contain_text(
        "spreekt Tigrinya"
    )
    kijk("hulpvraag")
    pagina.get_by_role("button", name="Stel voor").first.click()
    expect(hoofd).to_contain_text("Waarom deze twee?")
    expect(hoofd).to_contain_text("spreekt Tigrinya")
    kijk("koppeling")

    login_als(pagina, COACH)
    pagina.goto(plan)
    expect(pagina.locator("li.planstap", has_text="vrijwilliger").last).not_to_contain_text("We zoeken een")


@pytest.mark.parametrize(("venster", "voornaam"), [(BREED, "Letebrhan"), (SMAL, "Abrehet")])
def test_de_hele_draad(
    nieuwe_pagina: Callable[..., Page], login_als: Login, venster: dict[str, int], voornaam: str
) -> None:
    pagina = nieuwe_pagina(venster)
    gezien: list[str] = []
    mis: list[str] = []  # all of it at the end: one page that sticks out must not hide the next

    def kijk(naam: str) -> None:
        gezien.append(naam)
        for toets in (past_op_het_scherm, axe) if venster is BREED else (past_op_het_scherm,):
            try:
                toets(pagina)
            except AssertionError as fout:
                mis.append(f"{naam}: {fout}")

    loop_de_draad(pagina, login_als, voornaam, kijk)
    assert len(gezien) >= 16
    assert not mis, "\n".join(mis)


def test_zonder_javascript(nieuwe_pagina: Callable[..., Page], login_als: Login) -> None:
    loop_de_draad(nieuwe_pagina(BREED, javascript=False), login_als, "Hiwet", gang.niets)


def test_de_vragen_met_alleen_het_toetsenbord(nieuwe_pagina: Callable[..., Page], login_als: Login) -> None:
    pagina = nieuwe_pagina()
    login_als(pagina, COACH)
    mens = starter("Senait")
    gang.schrijf_in(pagina, mens)
    gang.vul_persoon(pagina, mens)
    tab_naar(pagina, "Begin de intake", hoogstens=40)
    pagina.keyboard.press("Enter")
    kop = pagina.get_by_role("heading", level=1)
    expect(kop).not_to_have_text(mens.voornaam)
    eerste = kop.inner_text()
    assert eerste in gang.ITEMS

    # From the question to a button is a few tabs, each with a ring one can see; Enter and Space both press it.
    tab_naar(pagina, "Nog niet", hoogstens=6)
    assert pagina.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none' }"
    ), "no visible focus"
    pagina.keyboard.press("Enter")
    expect(kop).not_to_have_text(eerste)
    expect(kop).to_be_focused()  # htmx moves the focus a moment after the swap
    tweede = kop.inner_text()
    tab_naar(pagina, "Met hulp", hoogstens=6)
    pagina.keyboard.press("Space")
    expect(kop).not_to_have_text(tweede)
    expect(kop).to_be_focused()  # htmx moves the focus a moment after the swap
    axe(pagina)

    # Back by keyboard: the last answer is taken back and its question asked again.
    tab_naar(pagina, "Vorige terughalen", hoogstens=12)
    pagina.keyboard.press("Enter")
    expect(kop).to_have_text(tweede)
    expect(kop).to_be_focused()
    tab_naar(pagina, "Pauze, later verder", hoogstens=12)
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("link", name="Verder met de intake")).to_be_visible()
    tab_naar(pagina, "Verder met de intake", hoogstens=40)
    pagina.keyboard.press("Enter")
    expect(kop).to_have_text(tweede)

    # A choice changes part of the page twice: the focus stays at the row that was pressed, each stop can be seen.
    pagina.goto(re.sub(r"/intake/(\d+)/.*", r"/intake/\1/leervragen/?thema=apparaat", pagina.url))
    verslag = Verslag()
    with alleen_toetsen(verslag):
        regel = pagina.locator("li.leervraag", has_text="aanzetten en uitzetten").first
        for knop in ("Kies", "Weg"):
            regel.get_by_role("button", name=knop).click()
            expect(regel.get_by_role("button", name="Weg" if knop == "Kies" else "Kies")).to_be_focused()
    assert verslag.mis == [] and verslag.haltes > 3


def tab_naar(pagina: Page, naam: str, *, hoogstens: int) -> None:
    """Press Tab until the control with this text has the focus; fails when it takes more than ``hoogstens``."""
    geweest = []
    for _ in range(hoogstens):
        pagina.keyboard.press("Tab")
        geweest.append(pagina.evaluate("document.activeElement.innerText.trim()"))
        if geweest[-1] == naam:
            return
    raise AssertionError(f"'{naam}' is more than {hoogstens} tabs away: {geweest}")
