"""The connection drops in the middle of an intake: nothing lost, nothing doubled, nothing overwritten."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from intake import niveaubepaling
from intake.uitslag import Achtergrond
from intake.vragenlijst import DOMEINEN, SCHAAL, lees_vragenlijst, pad_van_versie
from tests.browser.gang import HULP, ITEMS, NIET, ZELF, Mens, schrijf_in, vul_persoon
from tests.browser.hulp import BREED, REPO, SMAL, DemoServer, axe, past_op_het_scherm

COACH, COLLEGA = "coach@demo.example", "beheerder@demo.example"
KNOPPEN = (ZELF, HULP, NIET)
SCORES = {ZELF: "zelfstandig", HULP: "met_hulp", NIET: "niet"}
GEEN_VERBINDING = "Geen verbinding. U kunt doorgaan."

Login = Callable[[Page, str], None]
Open = Callable[..., Page]


def begin(pagina: Page, voornaam: str) -> int:
    """A new learner whose intake begins; the intake's number."""
    mens = Mens(voornaam, kan=dict.fromkeys(DOMEINEN, 1))
    schrijf_in(pagina, mens)
    vul_persoon(pagina, mens)
    with pagina.expect_response(re.compile(r"/vooruit/$")):
        pagina.get_by_role("button", name="Begin de intake").click()
    return int(pagina.url.rstrip("/").rsplit("/", 1)[1])


def antwoord(pagina: Page, knop: str) -> str:
    """Press the button and wait for the next question; the code of the item."""
    kop = pagina.locator("#vraagpaneel h1")
    tekst = kop.inner_text().strip()
    pagina.get_by_role("button", name=knop).click()
    expect(kop).not_to_have_text(tekst)
    return ITEMS[tekst].code


def in_de_database(server: DemoServer, intake: int) -> list[tuple[str, str]]:
    return sorted(server.sql("SELECT vraag, score FROM intake_antwoord WHERE intake_id = %s", intake))


def wachtend(pagina: Page) -> int:
    """Answers that wait on the device."""
    return pagina.evaluate(
        "Object.keys(localStorage).filter(n => n.startsWith('nd-wacht:'))"
        ".reduce((som, n) => som + JSON.parse(localStorage[n]).length, 0)"
    )


def vergeef(klachten: list[str]) -> None:
    """htmx says in the console that a request failed, which is what these tests are about; anything else counts."""
    klachten[:] = [klacht for klacht in klachten if not re.search(r": htmx:(sendError|afterRequest)", klacht)]


def test_offline_it_asks_what_the_server_would_ask(browser) -> None:
    """static/intake/trap.js against niveaubepaling.py over many half-finished intakes, wild answers included."""
    lijst, toeval = lees_vragenlijst(pad_van_versie(1)), random.Random(20261123)
    pakket = {
        "domeinen": DOMEINEN,
        "vragen": [
            {"code": v.code, "domein": v.domein, "trede": v.trede, "computer": v.apparaat == "computer"}
            for v in lijst.vragen
        ],
    }
    gevallen = []
    for nummer in range(400):
        telefoon = toeval.random() < 0.3
        achtergrond = Achtergrond(
            nederlands=toeval.choice(["", "geen", "b1"]),
            leest=toeval.choice(["", "niet", "goed"]),
            digid=toeval.choice(["", "nee", "ja"]),
            apparaten=frozenset({"telefoon"}) if telefoon else frozenset(),
        )
        scores: dict[str, str] = {}
        if nummer % 4 == 0:  # answers from anywhere, as after two devices
            scores = {v.code: toeval.choice(SCHAAL) for v in toeval.sample(lijst.vragen, toeval.randrange(40))}
        for _stap in range(toeval.randrange(45)):
            vraag = niveaubepaling.volgende_vraag(lijst, scores, achtergrond)
            if vraag is None:
                break
            scores[vraag.code] = toeval.choice(SCHAAL)
        straks = niveaubepaling.volgende_vraag(lijst, scores, achtergrond)
        stand = {
            "start": {d: niveaubepaling.start_uit_achtergrond(achtergrond, d) for d in pakket["domeinen"]},
            "telefoon": telefoon,
        }
        gevallen.append({"scores": scores, "stand": stand, "straks": straks.code if straks else None})
    pagina = browser.new_page()
    pagina.add_script_tag(path=str(REPO / "static/intake/trap.js"))
    gekozen = pagina.evaluate(
        "([pak, gevallen]) => gevallen.map(g => { const v = intaketrap.volgende(pak, g.scores, g.stand);"
        " return v && v.code; })",
        [pakket, gevallen],
    )
    pagina.close()
    assert gekozen == [geval["straks"] for geval in gevallen]
    assert gekozen.count(None) > 10 and len(set(gekozen)) > 30  # the cases differ


@pytest.mark.parametrize("venster", [BREED, SMAL], ids=["laptop", "telefoon"])
def test_ten_answers_without_a_connection_the_tab_closed_and_nothing_lost(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str], venster
) -> None:
    pagina = nieuwe_pagina(venster)
    login_als(pagina, COACH)
    intake = begin(pagina, f"Offline {venster['width']}")
    verwacht = [(antwoord(pagina, knop), SCORES[knop]) for knop in (ZELF, HULP, NIET)]
    assert in_de_database(demo_server, intake) == sorted(verwacht)

    pagina.context.set_offline(True)
    for nummer in range(10):
        knop = KNOPPEN[nummer % 3]
        verwacht.append((antwoord(pagina, knop), SCORES[knop]))
        zin = "1 antwoord staat" if nummer == 0 else f"{nummer + 1} antwoorden staan"
        expect(pagina.locator("[data-verbinding]")).to_contain_text(f"{GEEN_VERBINDING} {zin} op dit apparaat")
    axe(pagina)
    past_op_het_scherm(pagina)
    assert len(in_de_database(demo_server, intake)) == 3
    opslag = pagina.evaluate("JSON.stringify(Object.fromEntries(Object.entries(localStorage)))")
    assert "Offline" not in opslag  # no name on the device

    context = pagina.context
    pagina.close()  # the tablet dies; the browser starts again when there is a connection
    context.set_offline(False)
    weer = context.new_page()
    weer.goto(f"/intake/{intake}/")
    expect(weer.locator("[data-verbinding]")).to_contain_text("10 antwoorden zijn aangekomen", timeout=40_000)
    assert in_de_database(demo_server, intake) == sorted(verwacht)
    assert wachtend(weer) == 0
    verwacht.append((antwoord(weer, ZELF), "zelfstandig"))  # and on, at a question that had no answer yet
    assert in_de_database(demo_server, intake) == sorted(verwacht)
    vergeef(klachten)


def test_the_confirmation_gets_lost_and_the_batch_is_sent_again(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str]
) -> None:
    pagina = nieuwe_pagina()
    login_als(pagina, COACH)
    intake = begin(pagina, "Twee keer")
    keren = []

    def verlies(route) -> None:
        keren.append(route.request.post_data)
        if len(keren) == 1:
            route.fetch()  # it arrives, the answer does not come back
            route.abort()
        else:
            route.continue_()

    pagina.route("**/bundel/", verlies)
    pagina.context.set_offline(True)
    verwacht = [(antwoord(pagina, knop), SCORES[knop]) for knop in (NIET, ZELF, HULP)]
    keren.clear()
    pagina.context.set_offline(False)
    expect(pagina.locator("[data-verbinding]")).to_contain_text("3 antwoorden zijn aangekomen", timeout=40_000)
    assert len(keren) >= 2 and keren[0] == keren[1]
    assert in_de_database(demo_server, intake) == sorted(verwacht)
    vergeef(klachten)


def test_take_back_and_the_learners_side_without_a_connection(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str]
) -> None:
    pagina = nieuwe_pagina()
    login_als(pagina, COACH)
    intake = begin(pagina, "Terug")
    eerste = antwoord(pagina, ZELF)
    pagina.context.set_offline(True)
    antwoord(pagina, ZELF)
    tweede = pagina.locator("#vraagpaneel h1").inner_text()
    antwoord(pagina, NIET)
    pagina.get_by_role("button", name="Vorige terughalen").click()
    expect(pagina.locator("#vraagpaneel h1")).to_have_text(tweede)
    antwoord(pagina, HULP)
    pagina.context.set_offline(False)
    expect(pagina.locator("[data-verbinding]")).to_contain_text("2 antwoorden zijn aangekomen", timeout=40_000)
    rijen = dict(in_de_database(demo_server, intake))
    assert rijen[eerste] == "zelfstandig" and rijen[ITEMS[tweede].code] == "met_hulp" and len(rijen) == 3

    pagina.get_by_role("link", name="Kant van de leerder").click()
    pagina.wait_for_load_state("networkidle")
    pagina.context.set_offline(True)
    for knop in ("Ja, dat kan ik", "Nee, nog niet"):
        tekst = pagina.locator("#vraagpaneel h1").inner_text()
        pagina.get_by_role("button", name=knop).click()
        expect(pagina.locator("#vraagpaneel h1")).not_to_have_text(tekst)
    pagina.context.set_offline(False)
    expect(pagina.locator("[data-verbinding]")).to_contain_text("2 antwoorden zijn aangekomen", timeout=40_000)
    assert len(in_de_database(demo_server, intake)) == 5
    vergeef(klachten)


def test_two_devices_on_one_intake_cannot_overwrite_silently(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str]
) -> None:
    tablet, laptop = nieuwe_pagina(SMAL), nieuwe_pagina()
    login_als(tablet, COACH)
    login_als(laptop, COLLEGA)
    intake = begin(tablet, "Samen")
    laptop.goto(f"/intake/{intake}/")
    tablet.context.set_offline(True)
    eerste = antwoord(tablet, ZELF)
    tweede = antwoord(tablet, ZELF)
    assert antwoord(laptop, NIET) == eerste  # the colleague is online, and thinks otherwise
    tablet.context.set_offline(False)

    botsing = tablet.locator("[data-botsingen]")
    expect(botsing).to_contain_text("Op dit apparaat koos u: Zelf gedaan")
    expect(botsing.get_by_role("button")).to_have_count(2)
    assert dict(in_de_database(demo_server, intake)) == {eerste: "niet", tweede: "zelfstandig"}
    tablet.reload()  # not decided yet: it is still there
    expect(botsing).to_be_visible()
    axe(tablet)
    botsing.get_by_role("button", name="Maak er ‘Zelf gedaan’ van").click()
    expect(botsing).to_be_hidden()
    expect(tablet.locator("[data-verbinding]")).to_contain_text("aangekomen")
    assert dict(in_de_database(demo_server, intake)) == {eerste: "zelfstandig", tweede: "zelfstandig"}
    assert wachtend(tablet) == 0
    vergeef(klachten)


@pytest.mark.parametrize("lijn_weg", [True, False], ids=["line_down", "line_up"])
def test_logged_out_meanwhile_the_answers_stay_and_go_along_after_logging_in(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str], lijn_weg: bool
) -> None:
    """Also when the connection is fine and only the session ended: the login page never takes the question's place."""
    from netwerk.kern.demo import WACHTWOORD

    pagina = nieuwe_pagina()
    login_als(pagina, COACH)
    intake = begin(pagina, f"Sessie {lijn_weg}")
    pagina.context.set_offline(lijn_weg)
    if not lijn_weg:
        pagina.context.clear_cookies(name="sessionid")
    verwacht = [(antwoord(pagina, knop), SCORES[knop]) for knop in (ZELF, NIET)]
    pagina.context.clear_cookies()
    pagina.context.set_offline(False)
    expect(pagina.locator("[data-verbinding]")).to_contain_text("U bent uitgelogd. 2 antwoorden staan nog op dit")
    assert in_de_database(demo_server, intake) == []
    pagina.get_by_role("link", name="Log weer in").click()
    pagina.fill("input[name=login]", COACH)
    pagina.fill("input[name=password]", WACHTWOORD)
    pagina.locator("main form button[type=submit]").first.click()
    expect(pagina.locator("[data-verbinding]")).to_contain_text("2 antwoorden zijn aangekomen", timeout=40_000)
    assert pagina.url.endswith(f"/intake/{intake}/")
    assert in_de_database(demo_server, intake) == sorted(verwacht)
    vergeef(klachten)


def test_logging_out_asks_about_what_was_not_sent_and_leaves_nothing_behind(
    nieuwe_pagina: Open, login_als: Login, demo_server: DemoServer, klachten: list[str]
) -> None:
    pagina = nieuwe_pagina()
    login_als(pagina, COLLEGA)
    begin(pagina, "Weg")
    pagina.route("**/bundel/", lambda route: route.abort())
    pagina.route("**/antwoord/", lambda route: route.abort())
    antwoord(pagina, ZELF)
    pagina.goto("/account/logout/")
    pagina.locator("main").get_by_role("button", name="Uitloggen").click()
    venster = pagina.get_by_role("dialog")
    expect(venster).to_contain_text("1 antwoord is nog niet verstuurd")
    venster.get_by_role("button", name="Nee, terug").click()
    assert wachtend(pagina) == 1
    pagina.locator("main").get_by_role("button", name="Uitloggen").click()
    with pagina.expect_navigation():
        venster.get_by_role("button", name="Toch uitloggen").click()
    assert pagina.evaluate("Object.keys(localStorage).filter(n => n.startsWith('nd-'))") == []
    demo_server.sessies.pop(COLLEGA, None)
    vergeef(klachten)
