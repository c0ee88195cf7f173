"""Small template helpers that every room uses."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from .. import eenmaal
from ..choices import DAGDEEL_NAAM, Niveau
from ..models import Leervraag
from ..talen import komma, leervraag_kort, leervraag_tekst, taalnaam
from ..werkdagen import werkdagen_tussen

register = template.Library()
register.filter("taalnaam", taalnaam)
register.simple_tag(komma, name="komma")


@register.filter
def leervraag(vraag: Leervraag) -> str:
    """A need in the language of the page, the Dutch beside it."""
    return leervraag_tekst(vraag.pk, vraag.tekst)


@register.filter
def leervraag_op_tegel(vraag: Leervraag) -> str:
    """A need in the language of the page, short."""
    return leervraag_kort(vraag.pk, vraag.kort)


@register.filter
def leervraag_code(code: str, tekst: str) -> str:
    """The same where only code and text travel."""
    return leervraag_tekst(code, tekst)


@register.filter
def niveau_naam(waarde: int | None) -> str:
    """The name of a level; None is 'Onbekend', which is not the same as starter."""
    return gettext("Onbekend") if waarde is None else gettext(str(Niveau(waarde).label))


@register.filter
def dagdeel(code: str) -> str:
    """``ma-ochtend`` → maandagochtend, in the language of the page."""
    return gettext(DAGDEEL_NAAM.get(code, code))


@register.filter
def over_werkdagen(dag: date | datetime | None) -> str:
    """A due date as one says it: 'vandaag', 'over 3 werkdagen', '2 werkdagen te laat'."""
    if dag is None:
        return ""
    if isinstance(dag, datetime):
        dag = timezone.localtime(dag).date() if timezone.is_aware(dag) else dag.date()
    aantal = werkdagen_tussen(timezone.localdate(), dag)
    if dag == timezone.localdate():
        return "vandaag"
    woord = "werkdag" if abs(aantal) == 1 else "werkdagen"
    return (
        f"over {aantal} {woord}"
        if aantal > 0
        else f"{abs(aantal)} {woord} te laat"
        if aantal
        else date_format(dag, "j F")
    )


@register.filter
def velden_met_fout(form: forms.BaseForm) -> list[Any]:
    """The bound fields with errors, hidden ones too, in the order of the form."""
    return [form[naam] for naam in form.fields if naam in form.errors]


@register.filter
def filterformulier(form: forms.BaseForm) -> SafeString:
    """The fields of a filter, as ``crispy`` gives them; each is made once per content (``kern.eenmaal``)."""
    return eenmaal.filterformulier(form)


# Tags and no included templates: a page of the directory shows 150 icons and pills, which took half of its time.
@register.simple_tag
def icoon(naam: str, klasse: str = "", label: str = "") -> SafeString:
    """An icon of static/icons/sprite.svg. With ``label`` it says something by itself, else it is decoration.

    The label is hidden text beside a picture that is never read: as the name of the picture it would be followed by the
    word "image" ("Gelukt, afbeelding, Welkom").
    """
    return _icoon(naam, klasse or "", label or "")


@lru_cache(maxsize=1024)
def _icoon(naam: str, klasse: str, label: str) -> SafeString:
    zegt = format_html('<span class="visually-hidden">{} </span>', label) if label else ""
    return format_html(
        '<svg class="icoon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>{}',
        f" {klasse}" if klasse else "", static(_sprite(naam)), naam, zegt,
    )  # fmt: skip


@cache
def _klein() -> frozenset[str]:
    sprite = (settings.BASE_DIR / "static/icons/sprite-klein.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite))


def _sprite(naam: str) -> str:
    """Much seen pages load a sprite of a third of the size (scripts/zuinig.py)."""
    return "icons/sprite-klein.svg" if naam in _klein() else "icons/sprite.svg"


@register.simple_tag
def pil(tekst: object, toon: str = "", icoon: str = "", url: str = "", weg_url: str = "") -> SafeString:
    """A short label; a link with ``url``, a filter that can be taken off with ``weg_url``.

    ``toon``: blauw, warm, goed, fout, or a domain (ict, veilig, zoeken, verwerken, communiceren).
    """
    klasse = f" pil-{toon}" if toon else ""
    if weg_url:
        return format_html(
            '<a class="pil pil-weg{}" href="{}"><span class="visually-hidden">{} </span>{}{}</a>',
            klasse, weg_url, gettext("Haal weg:"), tekst, _icoon("x", "", ""),
        )  # fmt: skip
    teken = _icoon(icoon, "", "") if icoon else ""
    if url:
        return format_html('<a class="pil{}" href="{}">{}{}</a>', klasse, url, teken, tekst)
    return format_html('<span class="pil{}">{}{}</span>', klasse, teken, tekst)


#: Header and footer as last made, with an open place for the token of the form in it.
_RAAM: eenmaal.Bewaard[SafeString] = eenmaal.Bewaard(500)
_OPEN_PLEK = "--hier--"
#: What the header and the footer depend on, besides who is logged in.
_RAAMDELEN = ("demo_modus", "versie", "navigatie", "voetlinks", "gebruikersmenu", "organisatie_naam")


@register.simple_tag(takes_context=True)
def raam(context: template.Context, sjabloon: str) -> SafeString:
    """The header or the footer, made once per content: the menu, who is logged in, the language.

    On a small page these two took half of the time. The token is put in afterwards, so no piece holds one; a piece with
    a name in it is found only under that name. A template that shows anything else must not come through here.
    """
    delen = {naam: context.get(naam) for naam in _RAAMDELEN}
    user = context.get("user")
    wie = (user.pk, user.naam, user.email) if user is not None and user.is_authenticated else None
    menu = tuple(delen.pop("navigatie") or ())
    sleutel = (sjabloon, wie, get_language(), menu, *[eenmaal.bevroren(deel) for deel in delen.values()])
    delen |= {"navigatie": menu, "user": user, "csrf_token": _OPEN_PLEK}
    stuk = _RAAM.haal(sleutel, lambda: SafeString(get_template(sjabloon).render(delen)))
    return mark_safe(stuk.replace(_OPEN_PLEK, str(context.get("csrf_token", "")))) if _OPEN_PLEK in stuk else stuk  # noqa: S308
