"""Markdown into HTML that is safe to show: whatever somebody types, no script, no frame, no foreign picture."""

from __future__ import annotations

import re

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

_TAGS = {
    "p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img",
    "h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTEN = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"scope"}} | {
    kop: {"id"} for kop in ("h2", "h3", "h4", "h5")
}
#: Pictures come from this portal: another server would see who reads, and the page's policy blocks them anyway.
_BEELD = re.compile(r"^/(overleg/bestand/[0-9a-f-]{36}/|static/[\w./-]+)$")
#: Prefix of headings in a text, so that none can take the place of a part of the page.
KOP = "k-"


def _attribuut(tag: str, naam: str, waarde: str) -> str | None:
    if tag == "img" and naam == "src":
        return waarde if _BEELD.match(waarde) and ".." not in waarde else None
    if naam == "id":
        return waarde if re.fullmatch(rf"{KOP}[\w-]*", waarde) else None
    return waarde


def als_html(tekst: str) -> SafeString:
    """The text as HTML. One mark and two marks both make an h2: the page has its own h1."""
    html = markdown.markdown(
        tekst,
        extensions=["tables", "sane_lists", "toc"],
        extension_configs={"toc": {"slugify": lambda waarde, scheiding: KOP + slugify(waarde)[:60], "marker": ""}},
    )
    html = re.sub(r"<(/?)h1\b", r"<\1h2", html)
    schoon = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTEN,
        attribute_filter=_attribuut,
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"table": {"class": "tabel"}, "img": {"loading": "lazy"}, "th": {"scope": "col"}},
    )
    return mark_safe(schoon)  # noqa: S308 - this is what nh3 is for


def als_tekst(tekst: str) -> str:
    """The text without marks, for a mail or an excerpt. Addresses of links stay readable."""
    zonder_beeld = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", tekst)
    met_links = re.sub(r"\[([^\]]+)\]\(([^)\s]+)[^)]*\)", r"\1 (\2)", zonder_beeld)
    return re.sub(r"^\s{0,3}#{1,6}\s*", "", re.sub(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}", r"\1", met_links), flags=re.M)
