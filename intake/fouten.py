"""What cannot be done, in Dutch that is fit to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Antwoord


class IntakeFout(Exception):
    """Something that cannot be done now; the text is Dutch and fit to show."""


class GeenToestemming(IntakeFout):
    """The learner did not consent to this purpose, or withdrew it."""


class AntwoordBotst(IntakeFout):
    """The item has another answer than the page knew: two coaches, or a page that stood open. Nothing was changed.

    ``staand`` is the stored answer, ``gekozen`` the score that came in.
    """

    def __init__(self, staand: Antwoord, gekozen: str) -> None:
        self.staand, self.gekozen = staand, gekozen
        super().__init__("Deze vraag was al beantwoord. Kies samen welk antwoord klopt.")
