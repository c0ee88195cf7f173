"""State machines as tables: each room's ``workflow.py`` lists its transitions, this module carries them out.

Buttons come from :meth:`Werkstroom.beschikbaar`; :meth:`Werkstroom.voer_uit` locks the row, checks again, saves, logs
and runs the hooks after commit. Nothing else may write the status field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models, transaction

from .logboek import noteer
from .models import Gebruiker

Mag = Callable[[Gebruiker | None, Any], bool]


class WerkstroomFout(Exception):
    """A transition that cannot be done; the text is Dutch and fit to show."""


class OvergangNietMogelijk(WerkstroomFout):
    """The record is in a state from which this transition does not start, or the person may not do it."""


class VerouderdeVersie(WerkstroomFout):
    """Somebody else changed the record since the page was shown."""


@dataclass(frozen=True, slots=True)
class Overgang:
    """One transition. ``mag`` is a pure function (gebruiker, record) -> bool; ``gevaarlijk`` asks for confirmation."""

    naam: str
    label: str
    van: tuple[str, ...]
    naar: str
    mag: Mag
    icoon: str = ""
    gevaarlijk: bool = False


class Werkstroom:
    """The transitions of one model.

    ``organisaties`` tells whose log a record's line goes into; ``haken`` are called after commit with
    (record, overgang, door).
    """

    def __init__(
        self,
        overgangen: Iterable[Overgang],
        *,
        organisaties: Callable[[Any], Iterable[int | None]],
        veld: str = "status",
    ) -> None:
        self.overgangen: dict[str, Overgang] = {overgang.naam: overgang for overgang in overgangen}
        self.veld = veld
        self.organisaties = organisaties
        self.haken: list[Callable[[Any, Overgang, Gebruiker | None], None]] = []

    def beschikbaar(self, voorwerp: models.Model, gebruiker: Gebruiker | None) -> list[Overgang]:
        """The transitions this person can do now: what becomes a button."""
        status = getattr(voorwerp, self.veld)
        return [o for o in self.overgangen.values() if status in o.van and o.mag(gebruiker, voorwerp)]

    def kan(self, voorwerp: models.Model, naam: str, gebruiker: Gebruiker | None) -> bool:
        """Whether this one transition is available."""
        return any(overgang.naam == naam for overgang in self.beschikbaar(voorwerp, gebruiker))

    @transaction.atomic
    def voer_uit(
        self,
        voorwerp: models.Model,
        naam: str,
        *,
        door: Gebruiker | None,
        door_tekst: str = "",
        versie: int | None = None,
        velden: dict[str, Any] | None = None,
        gegevens: dict[str, Any] | None = None,
    ) -> Any:
        """Do transition ``naam`` and return the record as saved.

        The row is locked, so of two people who press at once one wins and the other gets :class:`OvergangNietMogelijk`
        or, with ``versie`` (what the page showed), :class:`VerouderdeVersie`. ``velden`` are saved along; ``gegevens``
        go into the log and must hold no personal data.
        """
        overgang = self.overgangen[naam]
        model = type(voorwerp)
        vers = model._default_manager.select_for_update(of=("self",)).get(pk=voorwerp.pk)
        if versie is not None and getattr(vers, "versie", None) != versie:
            raise VerouderdeVersie(
                "Iemand anders heeft dit net gewijzigd. Bekijk de nieuwe stand en probeer het opnieuw."
            )
        van = getattr(vers, self.veld)
        if van not in overgang.van or not overgang.mag(door, vers):
            stand = getattr(vers, f"get_{self.veld}_display", lambda: van)()
            raise OvergangNietMogelijk(f"‘{overgang.label}’ kan nu niet. De stand is: {stand}.")
        for veld, waarde in (velden or {}).items():
            setattr(vers, veld, waarde)
        setattr(vers, self.veld, overgang.naar)
        if hasattr(vers, "versie"):
            vers.versie += 1
        vers.save()
        noteer(
            f"overgang:{naam}",
            vers,
            door=door,
            door_tekst=door_tekst,
            organisaties=self.organisaties(vers),
            van=van,
            naar=overgang.naar,
            **(gegevens or {}),
        )
        for haak in self.haken:
            transaction.on_commit(partial(haak, vers, overgang, door))
        return vers
