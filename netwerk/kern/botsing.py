"""Two people changed one record: what each of them wrote, field by field, so that a person can choose.

A form remembers of every field a digest of the value it was shown with (:func:`merk`). With that three cases are told
apart: only the user changed a field (it stays), only somebody else did (it is taken over), or both did (a choice).
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import models

from .models import Gebeurtenis, Gebruiker

#: A line of the log is of the save it describes when it is no further away than this from the record's own time.
ZELFDE_MOMENT = timedelta(seconds=10)
#: Kinds of lines that change nothing.
LEEST = ("ingezien", "export", "nieuws_gelezen")
#: Fields of the form itself.
EIGEN = frozenset({"versie", "sleutel"})
NIETS = "niets ingevuld"
#: Id of who is logged in, for the length of a request (``kern.middleware``): a form does not know who fills it in.
INGELOGD: ContextVar[int | None] = ContextVar("ingelogd", default=None)
Stuk = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Verschil:
    """One field: both versions, each as pieces of text with whether the piece differs from the other version."""

    naam: str
    label: str
    mijn: list[Stuk]
    ander: list[Stuk]
    keuze: str = "mijn"


@dataclass(slots=True)
class Botsing:
    """Everything the page shows. ``kiezen``: both changed it; ``overgenomen``: only somebody else did."""

    kiezen: list[Verschil] = field(default_factory=list)
    overgenomen: list[Verschil] = field(default_factory=list)
    alleen_ik: list[str] = field(default_factory=list)
    door: Gebruiker | None = None
    door_tekst: str = ""
    wanneer: datetime | None = None

    @property
    def zelf(self) -> bool:
        """Whether the user saved it, in another window."""
        return self.door is not None and self.door.pk == INGELOGD.get()


def vorm(veld: forms.Field, waarde: Any) -> list[str]:
    """A value as a browser would send it: what is stored and what was typed become comparable."""
    widget = veld.widget
    waarde = veld.prepare_value(waarde)
    if isinstance(waarde, models.Model):
        waarde = waarde.pk
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.format_value(waarde) is not None or waarde is True else []
    if isinstance(widget, forms.MultiWidget) and not isinstance(waarde, list):
        waarde = widget.decompress(waarde)
    if isinstance(waarde, (list, tuple, set, frozenset, models.QuerySet)):
        return sorted(str(getattr(w, "pk", w)) for w in waarde if w not in (None, ""))
    opgemaakt = widget.format_value(waarde)
    if isinstance(opgemaakt, list):
        return sorted(str(w) for w in opgemaakt if w not in (None, ""))
    tekst = "" if opgemaakt is None else str(opgemaakt).replace("\r\n", "\n").strip()
    return [tekst] if tekst else []


def merk(veld: forms.Field, waarde: Any) -> str:
    """Eight hexadecimal digits that stand for a value."""
    return hashlib.sha256(json.dumps(vorm(veld, waarde)).encode()).hexdigest()[:8]


def merken(form: forms.BaseForm) -> dict[str, str]:
    """Field → digest of what a form shows before anybody types."""
    return {
        naam: merk(veld, form.get_initial_for_field(veld, naam))
        for naam, veld in form.fields.items()
        if naam not in EIGEN and not isinstance(veld, forms.FileField)
    }


def vergelijk(form: forms.ModelForm, vers: forms.ModelForm, basis: dict[str, str]) -> Botsing:
    """``form`` is what came in, ``vers`` the same form as it would be shown now, ``basis`` what it was shown with."""
    uit = Botsing()
    _wie(uit, vers.instance)
    for naam, veld in form.fields.items():
        if naam in EIGEN or naam not in vers.fields or isinstance(veld, forms.FileField):
            continue
        staat = vers.get_initial_for_field(vers.fields[naam], naam)
        getypt = form[naam].data
        schoon = form.cleaned_data.get(naam, getypt)
        label = str(form[naam].label).rstrip("?")
        gelijk = (
            vorm(veld, getypt) == vorm(veld, staat)
            or vorm(veld, schoon) == vorm(veld, staat)
            or not veld.has_changed(staat, getypt)
        )
        if gelijk:
            continue
        if naam in basis:
            if merk(veld, staat) == basis[naam]:
                uit.alleen_ik.append(label)
                continue
            ook_ik = basis[naam] not in (merk(veld, getypt), merk(veld, schoon))
        elif naam in vers.initial:
            ook_ik = True
        else:
            continue
        keuze = "ander" if form.data.get(form.add_prefix(f"botsing-{naam}")) == "ander" else "mijn"
        verschil = Verschil(naam, label, *_stukken(leesbaar(veld, getypt), leesbaar(veld, staat)), keuze)
        (uit.kiezen if ook_ik else uit.overgenomen).append(verschil)
    return uit


def zet(data: Any, form: forms.BaseForm, naam: str, waarde: Any) -> None:
    """Put a stored value into the data of a form, as if the browser had sent it."""
    veld = form.fields[naam]
    sleutel = form.add_prefix(naam)
    if isinstance(veld.widget, forms.MultiWidget):
        namen: list[str] = veld.widget.widgets_names  # type: ignore[attr-defined]  # not in the stubs
        for achter, deel in zip(namen, veld.widget.decompress(waarde) or (), strict=True):
            data[sleutel + achter] = "" if deel is None else str(deel)
        return
    delen = vorm(veld, waarde)
    if not delen and isinstance(veld.widget, forms.CheckboxInput):
        data.pop(sleutel, None)
    elif isinstance(veld.widget, (forms.SelectMultiple, forms.CheckboxSelectMultiple)) and hasattr(data, "setlist"):
        data.setlist(sleutel, delen)
    elif isinstance(veld.widget, (forms.SelectMultiple, forms.CheckboxSelectMultiple)):
        data[sleutel] = delen
    else:
        data[sleutel] = delen[0] if delen else ""


def leesbaar(veld: forms.Field, waarde: Any) -> str:
    """A value in words: labels of choices, ja and nee, dates as people write them."""
    delen = vorm(veld, waarde)
    if isinstance(veld.widget, forms.CheckboxInput):
        return "ja" if delen else "nee"
    if not delen:
        return NIETS
    if hasattr(veld, "choices"):
        labels = dict(_plat(veld.choices))
        return ", ".join(str(labels.get(deel, deel)) for deel in delen)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", delen[0]):
        jaar, maand, dag = delen[0].split("-")
        return f"{dag}-{maand}-{jaar}"
    return ", ".join(delen)


def _plat(keuzes: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for code, label in keuzes:
        if isinstance(label, (list, tuple)):
            yield from _plat(label)
        else:
            yield str(code), label


def _stukken(mijn: str, ander: str) -> tuple[list[Stuk], list[Stuk]]:
    """Both texts in pieces; a piece that the other one does not have is marked."""
    links, rechts = re.findall(r"\s+|\S+", mijn), re.findall(r"\s+|\S+", ander)
    if NIETS in (mijn, ander) or max(len(links), len(rechts)) > 2_000:
        return [(mijn, False)], [(ander, False)]
    uit: tuple[list[Stuk], list[Stuk]] = ([], [])
    gelijk = 0
    for soort, a, b, c, d in difflib.SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes():
        anders = soort != "equal"
        gelijk += 0 if anders else len("".join(links[a:b]).strip())
        for lijst, woorden in ((uit[0], links[a:b]), (uit[1], rechts[c:d])):
            if woorden:
                lijst.append(("".join(woorden), anders))
    # Two texts with nothing in common are not helped by colour on every word.
    return uit if gelijk else ([(mijn, False)], [(ander, False)])


def _wie(uit: Botsing, voorwerp: models.Model) -> None:
    """Who saved it last, when the log says so; else only when."""
    uit.wanneer = getattr(voorwerp, "gewijzigd_op", None)
    regels = Gebeurtenis.objects.over(voorwerp).exclude(soort__in=LEEST).select_related("door")
    if uit.wanneer is not None:
        regels = regels.filter(wanneer__range=(uit.wanneer - ZELFDE_MOMENT, uit.wanneer + ZELFDE_MOMENT))
    if (regel := regels.first()) is not None:
        uit.door, uit.door_tekst, uit.wanneer = regel.door, regel.wie, regel.wanneer
