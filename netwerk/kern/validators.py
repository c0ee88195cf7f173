"""Validators for free text: what must never be stored is refused where it is typed."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_KANDIDAAT = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){7,8}(?!\d)")


def is_bsn(cijfers: str) -> bool:
    """Whether a number passes the 'elfproef' of the citizen service number (eight digits get a leading zero)."""
    if not cijfers.isdigit() or len(cijfers) not in (8, 9) or not int(cijfers):
        return False
    waarden = [int(cijfer) for cijfer in cijfers.zfill(9)]
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(waarde * gewicht for waarde, gewicht in zip(waarden, gewichten, strict=True)) % 11 == 0


def bevat_bsn(tekst: str) -> bool:
    """Whether something that looks like a BSN stands in the text. 06-numbers are ten digits and pass."""
    return any(
        len(cijfers) == 9 and is_bsn(cijfers)
        for cijfers in (re.sub(r"\D", "", treffer.group()) for treffer in _KANDIDAAT.finditer(tekst))
    )


def geen_bsn(waarde: str) -> None:
    """Refuse text with a BSN in it: the portal may not hold one (ontwerp §5)."""
    if bevat_bsn(str(waarde)):
        raise ValidationError(
            gettext("Dit lijkt een burgerservicenummer (BSN). Dat bewaren we niet. Haal het nummer weg."), code="bsn"
        )
