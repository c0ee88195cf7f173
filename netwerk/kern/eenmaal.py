"""HTML that is made once per content and kept in this process.

A field of a filter, a row of a list: what they look like is a function of what they hold. Kept under exactly that,
there is nothing to invalidate, since other content is another key. Only for what is the same for everybody who may see
this content: no token, no name of who looks.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any, Generic, ParamSpec, TypeVar

from crispy_forms.templatetags.crispy_forms_utils import remove_spaces
from django import forms
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")


class Bewaard(Generic[T]):
    """The pieces made last, at most ``meeste``."""

    def __init__(self, meeste: int) -> None:
        self.meeste = meeste
        self._stukken: OrderedDict[Hashable, T] = OrderedDict()
        self._slot = Lock()

    def haal(self, sleutel: Hashable, maak: Callable[[], T]) -> T:
        """The piece for this content, made now when it is not there."""
        stuk = self._stukken.get(sleutel)
        if stuk is None:
            stuk = maak()
            with self._slot:
                self._stukken[sleutel] = stuk
                while len(self._stukken) > self.meeste:
                    self._stukken.popitem(last=False)
        return stuk

    def leeg(self) -> None:
        """Forget everything (a measurement with cold pieces)."""
        with self._slot:
            self._stukken.clear()


VELDEN: Bewaard[SafeString] = Bewaard(512)

#: How long a short list of words (needs, districts, postcode areas) may be kept in a process. They change a few times a
#: year, and a change may take this long to show. Not in tests, which make them as they go.
SECONDEN = 0 if settings.TEST else 60


class Even(Generic[T]):
    """What was put here less than ``SECONDEN`` ago; the last one only, with what it is of."""

    def __init__(self) -> None:
        self._laatst: tuple[float, Hashable, T] | None = None

    def haal(self, sleutel: Hashable) -> T | None:
        """What is kept of this, or None."""
        laatst = self._laatst
        if laatst is None or laatst[1] != sleutel or monotonic() - laatst[0] >= SECONDEN:
            return None
        return laatst[2]

    def zet(self, sleutel: Hashable, waarde: T) -> None:
        """Keep it from now."""
        self._laatst = (monotonic(), sleutel, waarde)


def even(maak: Callable[P, T]) -> Callable[P, T]:
    """Keep what this function gives for ``SECONDEN``, per its (few) arguments; only what is the same for everybody."""
    bewaard: dict[Hashable, tuple[float, T]] = {}

    @wraps(maak)
    def geef(*args: P.args, **kwargs: P.kwargs) -> T:
        nu, sleutel = monotonic(), (args, *kwargs.items())
        eerder = bewaard.get(sleutel)
        if eerder is not None and nu - eerder[0] < SECONDEN:
            return eerder[1]
        waarde = maak(*args, **kwargs)
        bewaard[sleutel] = (nu, waarde)
        return waarde

    return geef


def bevroren(waarde: Any) -> Hashable:
    """The content of a value as something that can be a key; a lazy text becomes the text it is now."""
    if isinstance(waarde, (str, int, float, bool)) or waarde is None:
        return waarde
    if isinstance(waarde, Promise):
        return str(waarde)
    if isinstance(waarde, dict):
        return tuple((naam, bevroren(deel)) for naam, deel in waarde.items())
    if isinstance(waarde, (list, tuple)):
        return tuple([bevroren(deel) for deel in waarde])
    return str(waarde)


def filterveld(veld: forms.BoundField) -> SafeString:
    """One field as crispy shows it. A field with an error, or of parts, is made anew."""
    widget = veld.field.widget
    if veld.errors or isinstance(widget, (forms.MultiWidget, forms.FileInput)):
        return _veld(veld)
    taal = get_language()
    if (vast := getattr(veld.form, "vaste_inhoud", None)) is not None:
        # The form vouches that everything but the values is as this says.
        sleutel: Hashable = (vast, veld.auto_id, veld.html_name, bevroren(veld.value()), taal)
        return VELDEN.haal(sleutel, lambda: _veld(veld))
    keuzes = list(widget.choices) if isinstance(widget, forms.widgets.ChoiceWidget) else ()
    sleutel = (
        type(veld.field), type(widget), veld.auto_id, veld.html_name, bevroren(veld.label), bevroren(veld.help_text),
        veld.field.required, veld.field.disabled, bevroren(keuzes), bevroren(veld.value()),
        tuple((naam, bevroren(deel)) for naam, deel in vars(widget).items() if naam not in ("choices", "_choices")),
        taal,
    )  # fmt: skip
    return VELDEN.haal(sleutel, lambda: _veld(veld))


def _veld(veld: forms.BoundField) -> SafeString:
    wat = {"field": veld, "form_show_errors": True, "form_show_labels": True, "label_class": "", "field_class": ""}
    return SafeString(remove_spaces(get_template("bootstrap5/field.html").render(wat)))


def filterformulier(form: forms.BaseForm) -> SafeString:
    """What ``form|crispy`` gives, from pieces: the summary of errors, then every field."""
    samenvatting = render_to_string("bootstrap5/errors.html", {"form": form}) if form.errors else ""
    return SafeString(samenvatting + "".join([filterveld(veld) for veld in form]))
