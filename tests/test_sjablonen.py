"""Templates hold to the content security policy, and every icon they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

WORTEL = Path(settings.BASE_DIR)
SJABLONEN = sorted((WORTEL / "templates").rglob("*.html"))
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (WORTEL / "static/icons/sprite.svg").read_text(encoding="utf-8")))
EIGEN_PYTHON = [
    pad
    for map_ in ("netwerk", "aanbod", "intake", "leermateriaal", "vrijwilligers")
    for pad in (WORTEL / map_).rglob("*.py")
]


def naam(pad: Path) -> str:
    return str(pad.relative_to(WORTEL / "templates"))


@pytest.mark.parametrize("pad", SJABLONEN, ids=naam)
def test_compiles_and_has_nothing_inline(pad: Path) -> None:
    tekst = pad.read_text(encoding="utf-8")
    engines["django"].get_template(naam(pad))
    assert not re.search(r"\sstyle\s*=", tekst), "inline style"
    assert not re.search(r"<style\b", tekst), "style element"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", tekst), "inline handler"
    for attributen, inhoud in re.findall(r"<script\b([^>]*)>(.*?)</script>", tekst, re.DOTALL):
        # Data, not code: the policy blocks only what would run.
        gegevens = "application/ld+json" in attributen or 'type="application/json"' in attributen
        assert gegevens or not inhoud.strip(), "inline script"


def test_every_icon_that_is_named_exists() -> None:
    patroon = re.compile(r"""(?:icoon|naam)=["']([a-z0-9-]+)["'](?=[^%}]*%\})""")
    genoemd = {
        (naam(pad), icoon)
        for pad in SJABLONEN
        for regel in re.findall(r"\{% include \"componenten/[^%]*%\}", pad.read_text(encoding="utf-8"))
        for icoon in patroon.findall(regel)
        if "icoon.html" in regel or "icoon=" in regel
    }
    genoemd |= {
        (str(pad.relative_to(WORTEL)), icoon)
        for pad in EIGEN_PYTHON
        for icoon in re.findall(r"icoon[\"']?\s*[=:]\s*[\"']([a-z0-9-]+)[\"']", pad.read_text(encoding="utf-8"))
    }
    onbekend = sorted((waar, icoon) for waar, icoon in genoemd if icoon not in SPRITE)
    assert genoemd
    assert onbekend == []


def test_buttons_speak_dutch() -> None:
    engels = re.compile(r">\s*(Submit|Save|Delete|Cancel|Search|Next|Previous|Log in|Sign out|Back|Edit)\s*<")
    assert [naam(pad) for pad in SJABLONEN if engels.search(pad.read_text(encoding="utf-8"))] == []


def test_what_a_filter_brings_in_says_how_much_it_is() -> None:
    """Read out by netwerk.js; who does not see the list change hears nothing else."""
    filters = [
        t for t in (p.read_text(encoding="utf-8") for p in SJABLONEN) if " resultaat=" in t and "filterpaneel" in t
    ]
    zeggers = ("data-zeg", "componenten/paginering.html")
    assert len(filters) > 5 and all(any(z in t for z in zeggers) for t in filters)
    assert all(
        "data-zeg" in (WORTEL / "templates/componenten" / f).read_text() for f in ("paginering.html", "leeg.html")
    )
    assert 'id="zeg" class="visually-hidden" aria-live' in (WORTEL / "templates/base.html").read_text(encoding="utf-8")


def test_light_copies_are_up_to_date(capsys) -> None:
    """A class of Bootstrap that nobody used before is missing from pages until `make zuinig`."""
    from scripts import zuinig

    assert zuinig.main(controle=True) == 0, f"run `make zuinig`\n{capsys.readouterr().out}"
