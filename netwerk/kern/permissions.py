"""Who gets into a view. A stranger gets 404, not 403: whether something exists is no business of theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def vereist_rol(*rollen: str) -> Callable[[View], View]:
    """View decorator: 404 for who holds none of the roles. Login itself is asked by LoginRequiredMiddleware."""

    def decoreer(view: View) -> View:
        @wraps(view)
        def met_rol(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated or not request.user.heeft_rol(*rollen):
                raise Http404
            return view(request, *args, **kwargs)

        return met_rol

    return decoreer
