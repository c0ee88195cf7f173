"""Public pages in the visitor's language; staff pages are Dutch whatever was chosen.

A view that was written for it carries ``@meertalig``; every other view runs in Dutch, so that ``<html lang>`` never
lies. The choice is made by the visitor (``?lang=ar``, a link that one can print as a QR code) and kept in a cookie
until the browser closes: on a computer in a library the next visitor starts in Dutch again. The browser's own language
is not followed, since a coach with an English browser wants Dutch; the chooser stands at the top of every such page.

How to translate more: docs/vertalen.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.choices import normalize_choices
from django.utils.translation import gettext

from .verzoek import Bezoek

COOKIE = "taal"
PARAMETER = "lang"
BRON = "nl"
#: Languages whose catalogue a native speaker has read whole. The others say on every page that they are a draft.
NAGEKEKEN: frozenset[str] = frozenset({BRON})
GEGEVENS = Path(__file__).parent / "data"

#: Pages of allauth, whose views are not ours to decorate: logging in and a new password.
VAN_ALLAUTH: frozenset[str] = frozenset(
    {
        "account_login", "account_logout", "account_inactive", "account_signup", "account_confirm_email",
        "account_email_verification_sent", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
        "socialaccount_login_cancelled", "socialaccount_login_error",
    }
)  # fmt: skip

V = TypeVar("V", bound=Callable[..., Any])


def meertalig(view: V) -> V:
    """Decorator: all words of this page go through the catalogue. Put it on top."""
    return _merk(view, True)


def meertalig_voor_bezoekers(view: V) -> V:
    """Decorator: the same for who is not logged in. On these pages colleagues find buttons that are Dutch only."""
    return _merk(view, "bezoekers")


def _merk(view: Any, wie: bool | str) -> Any:
    view.meertalig = wie
    return view


def in_talen(view: Any, naam: str | None) -> bool | str:
    """Whether the page with this address's name is in all languages: no, yes, or "bezoekers" only."""
    return getattr(view, "meertalig", False) or naam in VAN_ALLAUTH


def is_vertaald() -> bool:
    """Whether the page that is being made is in another language than Dutch."""
    return (translation.get_language() or BRON) != BRON


class TaalMiddleware:
    """Activates the chosen language around a view that is ``meertalig``, and Dutch again after it."""

    def __init__(self, get_response: Callable[[Bezoek], HttpResponse]) -> None:
        self.get_response = get_response
        self.talen = frozenset(code for code, _ in settings.LANGUAGES)

    def __call__(self, request: Bezoek) -> HttpResponse:
        request.taal = ""
        try:
            response = self.get_response(request)
        finally:
            translation.activate(BRON)
        if not request.taal:
            return response
        response.headers.setdefault("Content-Language", request.taal)
        patch_vary_headers(response, ["Cookie"])
        gevraagd = request.GET.get(PARAMETER)
        if gevraagd in self.talen and gevraagd != request.COOKIES.get(COOKIE, BRON):
            response.set_cookie(COOKIE, gevraagd, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response

    def process_view(self, request: Bezoek, view: Any, args: Any, kwargs: Any) -> None:
        """After routing: now it is known whether the page exists in other languages."""
        wie = in_talen(view, request.resolver_match.url_name if request.resolver_match else None)
        if wie is True or (wie == "bezoekers" and not request.user.is_authenticated):
            kies_taal(request)


def kies_taal(request: Bezoek) -> None:
    """Make the rest of this answer in the visitor's language. For pages that no view makes, such as 404."""
    talen = dict(settings.LANGUAGES)
    keuzes = (request.GET.get(PARAMETER), request.COOKIES.get(COOKIE))
    request.taal = next((taal for taal in keuzes if taal in talen), BRON)
    translation.activate(request.taal)


def taalkeuze(request: Bezoek) -> dict[str, Any]:
    """For templates: the languages to choose from on this page (none on a page that is Dutch only)."""
    if not getattr(request, "taal", ""):
        return {}
    return {
        "paginatalen": settings.LANGUAGES,
        "paginataal": dict(settings.LANGUAGES)[request.taal],
        "paginataal_concept": request.taal not in NAGEKEKEN,
    }


#: Signs between the words of a list, for a language that writes them another way round.
LEESTEKENS: dict[str, dict[str, str]] = {"ar": {",": "،", ";": "؛"}}


def komma(teken: str = ",") -> str:
    """What stands between two words of a list in the language of the page, with the space after it."""
    return LEESTEKENS.get(translation.get_language() or BRON, {}).get(teken, teken) + " "


@lru_cache(maxsize=1)
def _eigen_namen() -> dict[str, str]:
    rijen = tomllib.loads((GEGEVENS / "talen.toml").read_text("utf-8"))["taal"]
    return {rij["naam"]: rij["eigen_naam"] for rij in rijen}


def taalnaam(naam: str) -> str:
    """The name of a language: Dutch on a Dutch page, else what its own speakers call it, which they recognise."""
    return _eigen_namen().get(naam, naam) if is_vertaald() else naam


@lru_cache(maxsize=16)
def _leervragen(taal: str) -> dict[str, str]:
    rijen = tomllib.loads((GEGEVENS / "leervragen_vertaald.toml").read_text("utf-8"))["vertaling"]
    rij: dict[str, dict[str, str]] = next((rij for rij in rijen if rij["taal"] == taal), {})
    return {**rij.get("thema", {}), **rij.get("leervraag", {})}


def leervraag_tekst(code: str, tekst: str) -> str:
    """A need in the language of the page with the Dutch beside it: these labels were not read by native speakers."""
    if not is_vertaald():
        return tekst
    eigen = _leervragen(translation.get_language() or BRON).get(code)
    if not eigen:
        return tekst
    # Between isolating marks in a language from right to left, else the brackets fall on the wrong side.
    return f"{eigen} (\u2068{tekst}\u2069)" if translation.get_language_bidi() else f"{eigen} ({tekst})"


def leervraag_kort(code: str, tekst: str) -> str:
    """The same where the Dutch would not fit beside it (tiles)."""
    return _leervragen(translation.get_language() or BRON).get(code, tekst) if is_vertaald() else tekst


def vertaal_formulier(form: forms.BaseForm) -> None:
    """Labels, help and fixed choices of a form whose class is written in Dutch. Nothing to do on a Dutch page."""
    if not is_vertaald():
        return
    for veld in form.fields.values():
        veld.label = gettext(veld.label) if isinstance(veld.label, str) else veld.label
        veld.help_text = gettext(str(veld.help_text)) if veld.help_text else veld.help_text
        veld.error_messages = {code: gettext(str(tekst)) for code, tekst in veld.error_messages.items()}
        # Validators are shared by all forms of a class: say it in a copy.
        veld.validators = [_zegt(regel) for regel in veld.validators]
        plaatshouder = veld.widget.attrs.get("placeholder")
        if plaatshouder:
            veld.widget.attrs["placeholder"] = gettext(plaatshouder)
        leeg = getattr(veld, "empty_label", None)
        if leeg and hasattr(veld, "empty_label"):
            veld.empty_label = gettext(str(leeg))
        if isinstance(veld, forms.ModelChoiceField):  # its choices are made when they are shown
            # Django's way is a subclass; here the field is there already.
            veld.label_from_instance = _vertaald(veld.label_from_instance)  # type: ignore[method-assign, assignment]
        elif isinstance(veld, forms.ChoiceField):
            keuzes = vertaal_keuzes(normalize_choices(veld.choices))
            # A field with an empty label (django-filter's) puts it in front by itself.
            veld.choices = [keuze for keuze in keuzes if keuze[0] != ""] if leeg else keuzes


def _zegt(regel: Any) -> Any:
    if not isinstance(getattr(regel, "message", None), str):
        return regel
    eigen = copy(regel)
    eigen.message = gettext(regel.message)
    return eigen


def _vertaald(label: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda rij: gettext(label(rij))


def vertaal_keuzes(keuzes: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The labels of choices, also inside groups; what is not in the catalogue stays as it is."""
    return [
        (gettext(str(code)), vertaal_keuzes(label)) if isinstance(label, (list, tuple)) else (code, gettext(str(label)))
        for code, label in keuzes
    ]
