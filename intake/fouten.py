"""What cannot be done, in Dutch that is fit to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Antwoord, Leerder


class IntakeFout(Exception):
    """Something that cannot be done now; the text is Dutch and fit to show."""


class GeenToestemming(IntakeFout):
    """The learner did not consent to this purpose, or withdrew it."""


class DossierIngetrokken(GeenToestemming):
    """Consent for the file itself was withdrawn: nothing of it may be read or used any more, only erased."""

    def __init__(self, leerder: Leerder) -> None:
        self.leerder = leerder
        super().__init__(f"{leerder.voornaam} trok de toestemming voor het dossier in. Wis nu de gegevens.")


class AntwoordBotst(IntakeFout):
    """The item has another answer than the page knew: two coaches, or a page that stood open. Nothing was changed.

    ``staand`` is the stored answer, ``gekozen`` the score that came in.
    """

    def __init__(self, staand: Antwoord, gekozen: str) -> None:
        self.staand, self.gekozen = staand, gekozen
        super().__init__("Deze vraag was al beantwoord. Kies samen welk antwoord klopt.")
