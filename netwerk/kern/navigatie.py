"""The main menu: each room registers its own items when it loads, so that the ground floor names no room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import get_urlconf, reverse

from .models.gebruiker import Gebruiker

Wie = Callable[[Gebruiker | AnonymousUser], bool]


def iedereen(gebruiker: Gebruiker | AnonymousUser) -> bool:
    """For everybody, logged in or not."""
    return True


def ingelogd(gebruiker: Gebruiker | AnonymousUser) -> bool:
    """For everybody with a login."""
    return gebruiker.is_authenticated


def met_rol(*rollen: str) -> Wie:
    """For who holds one of the roles."""
    return lambda gebruiker: gebruiker.is_authenticated and gebruiker.heeft_rol(*rollen)


@dataclass(frozen=True, slots=True)
class Menupunt:
    """One item; ``url_naam`` is reversed when shown, ``volgorde`` sorts, ``wie`` decides who sees it."""

    label: str
    url_naam: str
    icoon: str
    volgorde: int
    wie: Wie = ingelogd


@dataclass(frozen=True, slots=True)
class Link:
    """An item ready for the template."""

    label: str
    url: str
    icoon: str
    actief: bool


_PUNTEN: dict[str, Menupunt] = {}


def registreer(punt: Menupunt) -> None:
    """Add an item; called from ``AppConfig.ready``, so a second call with the same name replaces the first."""
    _PUNTEN[punt.url_naam] = punt
    _op_volgorde.cache_clear()


@cache
def _op_volgorde(urlconf: str | None) -> tuple[tuple[Menupunt, str], ...]:
    """All items with their addresses, which are the same for everybody."""
    return tuple((punt, reverse(punt.url_naam)) for punt in sorted(_PUNTEN.values(), key=lambda punt: punt.volgorde))


def menu_voor(request: HttpRequest) -> list[Link]:
    """The items this visitor sees, in order; the longest address that starts the current one is active."""
    links = [(punt, adres) for punt, adres in _op_volgorde(get_urlconf()) if punt.wie(request.user)]
    # The front door's "/" starts every path: it is active only on itself.
    passend = max((url for _, url in links if request.path.startswith(url) and url != "/"), key=len, default="")
    passend = "/" if request.path == "/" else passend
    return [Link(punt.label, url, punt.icoon, url == passend) for punt, url in links]
