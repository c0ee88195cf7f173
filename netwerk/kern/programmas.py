"""Addresses for programs: a room says which are its own, and they get every error in the form that a program expects.

The kern knows no room, so a room announces itself (``AppConfig.ready``). Errors that never reach a view, such as a
wrong method, a database that is away and our own mistakes, go past here (``kern.middleware``, ``kern.views.fouten``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: (status, what is wrong, in English) → the answer.
Foutmaker = Callable[[int, str], HttpResponse]
_AFDELINGEN: dict[str, Foutmaker] = {}


def meld_aan(begin: str, maker: Foutmaker) -> None:
    """Everything under the address with the name ``begin`` is for programs, and ``maker`` makes their errors."""
    _AFDELINGEN[begin] = maker


def foutmaker(request: HttpRequest) -> Foutmaker | None:
    """Who makes the error for this request; None for a page, whose reader is a person."""
    return next((maker for begin, maker in _AFDELINGEN.items() if request.path.startswith(reverse(begin))), None)
