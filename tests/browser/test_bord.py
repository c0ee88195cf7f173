"""Dragging on the board of the volunteers: the card that was pressed moves, or none."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hulp import BREED

Login = Callable[[Page, str], None]
MENS = "Pieter Demo"  # the first that signed up, in the demo city


def _pak(pagina: Page, naam: str) -> None:
    """Press the mouse on this card."""
    kaart = pagina.locator(f"[data-sleep='{naam}']")
    kaart.scroll_into_view_if_needed()
    plek = kaart.bounding_box()
    assert plek
    pagina.mouse.move(plek["x"] + 60, plek["y"] + 60)
    pagina.mouse.down()


def _laat_los_op(pagina: Page, stand: str) -> None:
    """Drag from where the mouse is to the head of this column and let go."""
    plek = pagina.locator(f"[data-stand={stand}]").bounding_box()
    assert plek
    pagina.mouse.move(plek["x"] + 60, plek["y"] + 25, steps=8)
    pagina.mouse.up()


def test_slepen_verplaatst_wie_is_vastgepakt(nieuwe_pagina: Callable[..., Page], login_als: Login) -> None:
    pagina = nieuwe_pagina(BREED)
    login_als(pagina, "coordinator@demo.example")
    pagina.goto("/vrijwilligers/")
    namen = "els => els.map(el => el.dataset.sleep)"
    stond = pagina.eval_on_selector_all("[data-sleep]", namen)
    aangemeld = pagina.locator("[data-stand=aangemeld] [data-sleep]")
    eerste, tweede = (aangemeld.nth(n) for n in (0, 1))
    assert eerste.get_attribute("data-sleep") == MENS
    # The page scrolls under the pressed mouse: another card lies there now, and may not go along.
    een, twee = eerste.bounding_box(), tweede.bounding_box()
    assert een and twee
    _pak(pagina, MENS)
    pagina.evaluate("y => window.scrollBy({top: y, behavior: 'instant'})", twee["y"] - een["y"])
    _laat_los_op(pagina, "kennismaking")
    pagina.wait_for_timeout(300)
    pagina.goto("/vrijwilligers/")
    assert pagina.eval_on_selector_all("[data-sleep]", namen) == stond
    # A column that is no next step takes nothing; the next one does.
    _pak(pagina, MENS)
    _laat_los_op(pagina, "training")
    expect(pagina.locator(f"[data-stand=aangemeld] [data-sleep='{MENS}']")).to_have_count(1)
    _pak(pagina, MENS)
    _laat_los_op(pagina, "kennismaking")
    expect(pagina.locator(f"[data-stand=kennismaking] [data-sleep='{MENS}']")).to_have_count(1)
    expect(pagina.locator("[data-sleep]")).to_have_count(len(stond))
