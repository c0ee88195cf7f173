"""What the filters offer that stands in the database, in one statement: four short lists on every search page.

Kept for a minute per process (``kern.eenmaal``): a new need or district may take that long to show in the filters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils.translation import get_language, gettext

from netwerk.kern.eenmaal import even
from netwerk.kern.talen import leervraag_tekst, taalnaam

Keuzes = list[tuple[str, str]]

#: Parts of one row; only names of tables. The order is that of the models.
VRAAG = """
SELECT
 (SELECT json_agg(json_build_array(code, thema_id, tekst) ORDER BY volgorde, code) FROM kern_leervraag WHERE actief),
 (SELECT json_agg(json_build_array(code, naam) ORDER BY volgorde, naam) FROM kern_taal
   WHERE EXISTS (SELECT FROM aanbod_aanbod_talen t WHERE t.taal_id = kern_taal.code)),
 (SELECT json_agg(json_build_array(code, naam) ORDER BY volgorde, naam) FROM kern_stadsdeel),
 (SELECT json_agg(json_build_array(code, naam) ORDER BY volgorde, naam) FROM kern_doelgroep)
"""


@dataclass(frozen=True)
class Keuzelijsten:
    """Needs per theme (the theme itself first in its group), languages in use, districts and target groups."""

    leervraag: list[tuple[str, Keuzes]]
    taal: Keuzes
    stadsdeel: Keuzes
    doelgroep: Keuzes

    @cached_property
    def inhoud(self) -> str:
        """Tells one content from another."""
        return sha256(repr((self.leervraag, self.taal, self.stadsdeel, self.doelgroep)).encode()).hexdigest()


def keuzelijsten() -> Keuzelijsten:
    """All of them, in the language of the page."""
    return _in_taal(get_language() or "")


@even
def _in_taal(taal: str) -> Keuzelijsten:
    with connection.cursor() as cursor:
        cursor.execute(VRAAG)
        rij: tuple[Any, ...] = cursor.fetchone() or ([], [], [], [])
    leervragen, *rest = rij
    talen, stadsdelen, doelgroepen = ([(code, naam) for code, naam in lijst or []] for lijst in rest)
    talen = [(code, taalnaam(naam)) for code, naam in talen]
    return Keuzelijsten(_per_thema(leervragen or []), talen, stadsdelen, doelgroepen)


def _per_thema(rijen: list[tuple[str, str | None, str]]) -> list[tuple[str, Keuzes]]:
    groepen: dict[str, tuple[str, Keuzes]] = {}
    for code, thema, tekst in rijen:
        if thema is None:
            naam = leervraag_tekst(code, tekst)
            alles = gettext("Alles over: %(thema)s") % {"thema": naam}
            groepen[code] = (naam, [(code, alles)])
    for code, thema, tekst in rijen:
        if thema in groepen:
            groepen[thema][1].append((code, leervraag_tekst(code, tekst)))
    return list(groepen.values())
