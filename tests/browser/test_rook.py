"""Does the portal stand up: everyone gets in, no page errs, nothing sticks out, axe is content."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import SMAL, DemoServer, axe, past_op_het_scherm

ACCOUNTS = ["coach", "coordinator", "aanbieder", "bibliotheek", "curator", "regie", "secretaris", "beheerder", "admin"]


@pytest.mark.parametrize("pad", ["/", "/account/login/", "/account/password/reset/", "/bestaat-niet/"])
def test_openbare_bladzijden(nieuwe_pagina: Callable[..., Page], pad: str) -> None:
    for pagina in (nieuwe_pagina(), nieuwe_pagina(SMAL)):
        pagina.goto(pad)
        expect(pagina.locator("h1")).to_have_count(1)
        past_op_het_scherm(pagina)
        axe(pagina)


@pytest.mark.parametrize("wie", ACCOUNTS)
def test_iedereen_komt_binnen(
    pagina: Page, login_als: Callable[[Page, str], None], demo_server: DemoServer, wie: str
) -> None:
    login_als(pagina, f"{wie}@demo.example")
    antwoord = pagina.goto("/")
    assert antwoord and antwoord.status == 200
    assert pagina.url.startswith(demo_server.url) and "/account/login" not in pagina.url
    axe(pagina)
    pagina.set_viewport_size(SMAL)  # type: ignore[arg-type]
    past_op_het_scherm(pagina)


def test_verkeerd_wachtwoord_zegt_wat_er_is_en_bewaart_het_adres(pagina: Page) -> None:
    pagina.goto("/account/login/")
    pagina.fill("input[name=login]", "coach@demo.example")
    pagina.fill("input[name=password]", "niet-dit-wachtwoord")
    pagina.locator("main form button[type=submit]").first.click()
    expect(pagina.locator("main")).to_contain_text("wachtwoord")
    expect(pagina.locator("input[name=login]")).to_have_value("coach@demo.example")
    assert "/account/login" in pagina.url
    axe(pagina)
