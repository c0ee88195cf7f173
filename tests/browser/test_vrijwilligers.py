"""A piece of a coordinator's working day: somebody signs up on a phone, is dragged and pressed along the board."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hulp import BREED, SMAL, axe, past_op_het_scherm

Login = Callable[[Page, str], None]


def test_van_de_poster_naar_de_screening(nieuwe_pagina: Callable[..., Page], login_als: Login) -> None:
    telefoon = nieuwe_pagina(SMAL)
    telefoon.goto("/vrijwilligers/aanmelden/demonoord/")
    past_op_het_scherm(telefoon)
    telefoon.locator("input[name=naam]").fill("Wim Werkdag")
    telefoon.locator("input[name=telefoon]").fill("06 12 34 56 78")
    verder = telefoon.locator("main form .btn-primary")
    verder.click()
    telefoon.locator("input[name=pc4]").fill("1031")
    verder.click()
    telefoon.locator("input[name=toestemming]").check()
    telefoon.wait_for_timeout(4100)  # nobody reads three steps faster (misbruik.MINSTENS)
    verder.click()
    telefoon.wait_for_url("**/bedankt/")

    pagina = nieuwe_pagina(BREED)
    login_als(pagina, "coordinator@demo.example")
    pagina.set_viewport_size({"width": 1280, "height": 2400})  # nothing scrolls under the mouse while it drags
    pagina.goto("/vrijwilligers/")
    kaart = pagina.locator("[data-sleep='Wim Werkdag']")
    # A column that is no next step takes nothing.
    kop = {"x": 60, "y": 20}  # the head of a column
    kaart.drag_to(pagina.locator("[data-stand=screening]"), target_position=kop)
    expect(pagina.locator("[data-stand=aangemeld] [data-sleep='Wim Werkdag']")).to_have_count(1)
    kaart.drag_to(pagina.locator("[data-stand=kennismaking]"), target_position=kop)
    expect(pagina.locator("[data-stand=kennismaking] [data-sleep='Wim Werkdag']")).to_have_count(1)
    # The same with the keyboard.
    pagina.get_by_role("button", name="Naar screening voor Wim Werkdag").press("Enter")
    expect(pagina.locator("[data-stand=screening] [data-sleep='Wim Werkdag']")).to_contain_text("Nog nodig")
    axe(pagina)
    for pad in ("/vrijwilligers/scholing/", "/vrijwilligers/check-ins/", "/vrijwilligers/certificaat/?code=abcd-efgh"):
        for venster in (BREED, SMAL):
            pagina.set_viewport_size(venster)  # type: ignore[arg-type]
            pagina.goto(pad)
            past_op_het_scherm(pagina)
        axe(pagina)
