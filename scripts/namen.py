"""What a screen reader makes of a page, where axe has no opinion: titles, headings, links and buttons that sound alike,
tables, pictures. Names and roles are the browser's own (``computedName``), so Chromium needs the flag below.

Used by scripts/keuring.py, which shows it every page. Precondition: the page is in and at rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

VLAG = "--enable-blink-features=ComputedAccessibilityInfo"
#: Rules of axe that are no part of WCAG's text, but that one hears at once.
AXE_REGELS = [
    "heading-order", "landmark-unique", "landmark-one-main", "region", "empty-heading", "empty-table-header",
    "table-duplicate-name", "scope-attr-valid", "image-redundant-alt", "label-title-only", "presentation-role-conflict",
    "aria-dialog-name", "aria-text", "tabindex", "td-has-header", "table-fake-caption",
]  # fmt: skip

KIJK = (Path(__file__).parent / "namen.js").read_text(encoding="utf-8")


def kijk(pagina: Page) -> tuple[list[str], str, str]:
    """What sounds wrong on this page, its title, and its text."""
    gezien: dict[str, Any] = pagina.evaluate(KIJK)
    return gezien["uit"], gezien["titel"], gezien["tekst"]
