"""Who gets into a view. A stranger gets 404, not 403: whether something exists is no business of theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase

P = ParamSpec("P")
Vraag = TypeVar("Vraag", bound=HttpRequest)
Antwoord = TypeVar("Antwoord", bound=HttpResponseBase)
View = Callable[Concatenate[Vraag, P], Antwoord]


def vereist_rol(*rollen: str) -> Callable[[View[Vraag, P, Antwoord]], View[Vraag, P, Antwoord]]:
    """View decorator: 404 for who holds none of the roles. Login itself is asked by LoginRequiredMiddleware."""

    def decoreer(view: View[Vraag, P, Antwoord]) -> View[Vraag, P, Antwoord]:
        @wraps(view)
        def met_rol(request: Vraag, /, *args: P.args, **kwargs: P.kwargs) -> Antwoord:
            if not request.user.is_authenticated or not request.user.heeft_rol(*rollen):
                raise Http404
            return view(request, *args, **kwargs)

        return met_rol

    return decoreer
