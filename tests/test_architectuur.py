"""The house stands: imports, foreign keys, reverse accessors, templates and addresses point downwards only.

The floors are those of docs/architecture.md. import-linter (pyproject.toml) checks the imports; the rest is ours.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from importlinter.cli import lint_imports

WORTEL = Path(settings.BASE_DIR)
#: Floor per app label; who stands on the same floor is independent of each other. The front door stands above the
#: figures for addresses only: it has a sign to them. Imports between the two are forbidden (pyproject.toml).
VERDIEPING = {
    "portaal": 4,
    "rapportage": 3,
    "intake": 2,
    "aanbod": 1,
    "leermateriaal": 1,
    "vrijwilligers": 1,
    "overleg": 1,
    "kern": 0,
}
MAPPEN = {
    label: WORTEL / (f"netwerk/{label}" if (WORTEL / "netwerk" / label).is_dir() else label) for label in VERDIEPING
}
#: Template folders that belong to the ground floor.
VAN_KERN = {
    "componenten",
    "account",
    "allauth",
    "bootstrap5",
    "django",
    "ontwerp",
    "kern",
    "base.html",
    "socialaccount",
    "mfa",
    "usersessions",
}
#: Folders of templates and namespaces of addresses that belong to a room.
NAAM = re.compile(r"""["'](?P<map>[a-z]+)(?P<soort>/[\w/.-]+\.html|:[\w-]+)["']""")


def mag(van: str, naar: str) -> bool:
    """Whether app ``van`` may know app ``naar``."""
    return van == naar or VERDIEPING[naar] < VERDIEPING[van]


def test_every_own_app_has_a_floor() -> None:
    eigen = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(WORTEL / "netwerk") or Path(config.path).parent == WORTEL
    }
    assert eigen == set(VERDIEPING)


def test_imports_go_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    uit = {
        naam: logger for naam, logger in logging.root.manager.loggerDict.items() if isinstance(logger, logging.Logger)
    }
    stil = {naam for naam, logger in uit.items() if logger.disabled}
    try:
        uitslag = lint_imports(config_filename=str(WORTEL / "pyproject.toml"), cache_dir=None, is_debug_mode=False)
    finally:
        # It configures logging as if it were alone, which silences every logger there is for the tests that follow.
        for naam, logger in uit.items():
            logger.disabled = naam in stil
    assert uitslag == 0, capsys.readouterr().out


def relaties():
    for label in VERDIEPING:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            for veld in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                if veld.remote_field and veld.related_model._meta.app_label in VERDIEPING:
                    yield label, veld


def test_foreign_keys_point_down() -> None:
    omhoog = [str(veld) for label, veld in relaties() if not mag(label, veld.related_model._meta.app_label)]
    assert omhoog == []


def test_no_reverse_accessor_lets_a_lower_room_look_up() -> None:
    """A visible reverse name across apps would give the lower model an attribute of a higher room."""
    zichtbaar = [
        str(veld)
        for label, veld in relaties()
        if veld.related_model._meta.app_label != label
        and not veld.remote_field.hidden
        and not veld.model._meta.auto_created
    ]
    assert zichtbaar == []


def bestanden() -> list[tuple[str, Path]]:
    """(app label, file) for all templates and Python modules of the rooms."""
    gevonden: list[tuple[str, Path]] = []
    for pad in (WORTEL / "templates").rglob("*.html"):
        top = pad.relative_to(WORTEL / "templates").parts[0]
        gevonden.append((top if top in VERDIEPING else "kern", pad))
    for label, map_ in MAPPEN.items():
        gevonden.extend((label, pad) for pad in map_.rglob("*.py") if "migrations" not in pad.parts)
    return gevonden


def test_templates_and_addresses_point_down() -> None:
    """Includes, extends, template names in views, {% url %} and reverse() name no room upstairs."""
    omhoog = []
    for label, pad in bestanden():
        for treffer in NAAM.finditer(pad.read_text(encoding="utf-8")):
            doel = treffer["map"]
            if doel in VERDIEPING and not mag(label, doel):
                # The ground floor's public frame links to the front door by name; nothing else may.
                if label == "kern" and treffer["map"] + treffer["soort"] in VOORDEUR:
                    continue
                omhoog.append(f"{pad.relative_to(WORTEL)}: {treffer.group()}")
    assert omhoog == []


#: What the frame around every page (base.html, error pages) may link to: the front door and its notices.
VOORDEUR = {"portaal:home", "portaal:over", "portaal:toegankelijkheid", "portaal:account"}


def test_every_template_folder_belongs_to_somebody() -> None:
    mappen = {pad.name for pad in (WORTEL / "templates").iterdir()}
    onbekend = {
        naam
        for naam in mappen
        if naam not in VERDIEPING
        and naam not in VAN_KERN
        and not re.fullmatch(r"\d{3}(_csrf)?\.html|robots\.txt", naam)
    }
    assert onbekend == set()


@pytest.mark.parametrize(
    ("van", "naar", "goed"),
    [
        ("intake", "aanbod", True),
        ("aanbod", "intake", False),
        ("aanbod", "leermateriaal", False),
        ("kern", "portaal", False),
    ],
)
def test_the_rule_itself_bites(van: str, naar: str, goed: bool) -> None:
    assert mag(van, naar) is goed


def test_composition_root_is_empty_and_modules_stay_small() -> None:
    assert (WORTEL / "netwerk/__init__.py").read_text() == ""
    te_lang = {}
    for pad in [
        p for map_ in [*MAPPEN.values(), WORTEL / "netwerk", WORTEL / "benchmarks"] for p in map_.rglob("*.py")
    ]:
        if "migrations" not in pad.parts and (aantal := len(pad.read_text(encoding="utf-8").splitlines())) > 400:
            te_lang[str(pad.relative_to(WORTEL))] = aantal
    for pad in (WORTEL / "tests").rglob("*.py"):
        if (aantal := len(pad.read_text(encoding="utf-8").splitlines())) > 600:
            te_lang[str(pad.relative_to(WORTEL))] = aantal
    assert te_lang == {}
