"""Make the light copies of what every page loads: Bootstrap's rules that we use, and the icons of much seen pages.

A neighbourhood house may share one slow line, and Bootstrap's CSS and the full set of icons were more than half of the
first page. Run by `make zuinig` after a template starts to use another class of Bootstrap; a test compares the result.
With ``--controle`` nothing is written, and the exit status says whether all is up to date.

A rule stays when each class it names occurs as a word in our templates, code or scripts, or begins like a class that a
template puts together (``btn-{{ soort }}``). Too much stays rather than too little.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import crispy_bootstrap5
import django
import django_filters
import tinycss2

REPO = Path(__file__).resolve().parent.parent
STATIC = REPO / "static"
BOOTSTRAP = STATIC / "vendor" / "bootstrap"
APPS = ("netwerk", "intake", "aanbod", "leermateriaal", "vrijwilligers")
#: What a visitor and a coach at work see: their icons stand in the small sprite.
VEEL_GEZIEN = (
    "templates/base.html", "templates/componenten", "templates/portaal", "templates/aanbod", "templates/account",
    "templates/intake/vraag.html", "templates/intake/_*.html", "templates/vrijwilligers/aanmelden*.html",
    "netwerk/kern/navigatie.py", "netwerk/kern/templatetags", "netwerk/portaal", "aanbod/choices.py",
    "aanbod/weergave.py", "aanbod/apps.py", "intake/apps.py", "leermateriaal/apps.py", "vrijwilligers/apps.py",
)  # fmt: skip


def bronnen() -> Iterator[Path]:
    """Every file that may name a class."""
    yield from (REPO / "templates").rglob("*.html")
    for app in APPS:
        yield from (pad for pad in (REPO / app).rglob("*.py") if "migrations" not in pad.parts)
    yield from (pad for pad in STATIC.rglob("*.js") if "vendor" not in pad.parts)
    for pakket in (crispy_bootstrap5, django_filters, django):
        sjablonen = Path(pakket.__file__).parent
        yield from (pad for pad in sjablonen.rglob("*.html") if "admin" not in pad.parts and "contrib" not in pad.parts)


class Gebruikt:
    """The words of all sources, and beginnings of words that something is put behind."""

    def __init__(self, paden: Iterable[Path]) -> None:
        tekst = "\n".join(pad.read_text(encoding="utf-8") for pad in paden)
        self.woorden = set(re.findall(r"[\w-]+", tekst))
        self.begin = tuple(sorted(set(re.findall(r"([a-z][\w-]*-)(?:\{|\"|')", tekst))))

    def klasse(self, naam: str) -> bool:
        return naam in self.woorden or naam.startswith(self.begin)


def selectors(aanhef: list[tinycss2.ast.Node]) -> list[str]:
    """The selectors of a rule; a comma within parentheses separates nothing."""
    delen: list[list[tinycss2.ast.Node]] = [[]]
    for knoop in aanhef:
        if knoop.type == "literal" and knoop.value == ",":
            delen.append([])
        else:
            delen[-1].append(knoop)
    return [tinycss2.serialize(deel) for deel in delen]


def klassen(selector: str) -> list[str]:
    return [naam.replace("\\", "") for naam in re.findall(r"\.((?:[\w-]|\\.)+)", selector)]


def zuinig(knopen: Iterable[tinycss2.ast.Node], gebruikt: Gebruikt) -> str:
    """These rules as CSS, without what nothing of ours can match."""
    uit = []
    for knoop in knopen:
        if knoop.type == "qualified-rule":
            over = [s for s in selectors(knoop.prelude) if all(map(gebruikt.klasse, klassen(s)))]
            if over:
                uit.append(f"{','.join(over)}{{{tinycss2.serialize(knoop.content)}}}")
        elif knoop.type == "at-rule" and knoop.lower_at_keyword == "media":
            binnen = zuinig(tinycss2.parse_rule_list(knoop.content, skip_comments=True, skip_whitespace=True), gebruikt)
            if binnen:
                uit.append(f"@media{tinycss2.serialize(knoop.prelude)}{{{binnen}}}")
        elif knoop.type == "at-rule":
            uit.append(knoop.serialize())
        elif knoop.type == "comment" and knoop.value.startswith("!"):
            uit.append(knoop.serialize())
    return "".join(uit)


def stijl(naam: str) -> str:
    css = (BOOTSTRAP / naam).read_text(encoding="utf-8")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    return zuinig(tinycss2.parse_stylesheet(css, skip_whitespace=True), Gebruikt(bronnen())) + "\n"


def iconen() -> str:
    """The sprite with the icons of pages that are much seen, and of the themes."""
    sprite = (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8")
    woorden: set[str] = set()
    for patroon in VEEL_GEZIEN:
        for plek in REPO.glob(patroon):
            for pad in [plek] if plek.is_file() else [p for p in plek.rglob("*") if p.suffix in {".py", ".html"}]:
                woorden |= set(re.findall(r"[\"']([\w-]+)[\"']", pad.read_text(encoding="utf-8")))
    themas = tomllib.loads((REPO / "netwerk/kern/data/leervragen.toml").read_text(encoding="utf-8"))
    woorden |= {thema["pictogram"] for thema in themas["thema"]}
    symbolen = re.findall(r'<symbol id="([^"]+)".*?</symbol>', sprite, re.S)
    weg = set(symbolen) - woorden
    return re.sub(r'\s*<symbol id="([^"]+)".*?</symbol>', lambda m: "" if m[1] in weg else m[0], sprite, flags=re.S)


UITKOMST = {
    BOOTSTRAP / "bootstrap.klein.css": lambda: stijl("bootstrap.min.css"),
    BOOTSTRAP / "bootstrap.rtl.klein.css": lambda: stijl("bootstrap.rtl.min.css"),
    STATIC / "icons" / "sprite-klein.svg": iconen,
}


def main(controle: bool) -> int:
    anders = 0
    for pad, maak in UITKOMST.items():
        nieuw = maak()
        if not pad.exists() or pad.read_text(encoding="utf-8") != nieuw:
            anders += 1
            if not controle:
                pad.write_text(nieuw, encoding="utf-8")
        print(f"{pad.relative_to(REPO)}  {len(nieuw) // 1000} kB")
    return anders if controle else 0


if __name__ == "__main__":
    sys.exit(main("--controle" in sys.argv))
