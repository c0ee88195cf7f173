"""Whether somebody who asks for a need has fitting provision within reach: need, level and distance. No persons."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import cos, hypot, inf, radians

from aanbod.choices import LEERSOORTEN
from aanbod.models import Aanbod, AanbodLocatie
from netwerk.kern.models import Leervraag, Postcodegebied

#: How far somebody travels who said nothing about it, in metres.
STANDAARD_M = 3000
#: Metres in a degree of latitude.
GRAAD_M = 111_320


class Dekking:
    """What is published now, ready to be asked many times. Four queries.

    Fitting: the kind teaches or helps people, it is about the need (or its theme), and the level lies in its range (an
    unknown level fits everything). Language, costs and time are left out: they need the person's own advice.
    """

    def __init__(self) -> None:
        self.midden = {pc4: (lat, lon) for pc4, lat, lon in Postcodegebied.objects.values_list("pc4", "lat", "lon")}
        per_thema: dict[str, list[str]] = defaultdict(list)
        for code, thema in Leervraag.objects.filter(thema__isnull=False).values_list("code", "thema_id"):
            per_thema[thema].append(code)
        plekken: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for pk, lat, lon in AanbodLocatie.objects.filter(locatie__lat__isnull=False).values_list(
            "aanbod_id", "locatie__lat", "locatie__lon"
        ):
            if lat is not None and lon is not None:
                plekken[pk].append((lat, lon))
        # need → (lowest level, highest level, everywhere, places)
        self.per_vraag: dict[str, list[tuple[int, int, bool, list[tuple[float, float]]]]] = defaultdict(list)
        rijen = (
            Aanbod.objects.gepubliceerd()
            .filter(soort__in=LEERSOORTEN, leervragen__isnull=False)
            .order_by()
            .values_list("pk", "niveau_van", "niveau_tot", "online", "aan_huis", "leervragen")
        )
        for pk, van, tot, online, aan_huis, code in rijen:
            for vraag in per_thema.get(code, [code]):
                self.per_vraag[vraag].append((van, tot, online or aan_huis, plekken[pk]))
        self.afstand = cache(self._afstand)

    def _afstand(self, pc4: str | None, vraag: str, niveau: int | None) -> float:
        """Metres to the nearest that fits; 0 when it comes to the learner, infinite when there is none."""
        passend = [rij for rij in self.per_vraag.get(vraag, ()) if niveau is None or rij[0] <= niveau <= rij[1]]
        if not passend:
            return inf
        if any(overal for _, _, overal, _ in passend):
            return 0.0
        if pc4 not in self.midden:
            return 0.0  # where somebody lives is unknown: what exists counts
        lat, lon = self.midden[pc4]
        breed = GRAAD_M * cos(radians(lat))
        punten = [punt for rij in passend for punt in rij[3]]
        return min((hypot((a - lat) * GRAAD_M, (b - lon) * breed) for a, b in punten), default=inf)

    def vervuld(self, pc4: str | None, vraag: str, niveau: int | None, reist_m: int | None) -> bool:
        """Whether there is something within the distance this learner travels."""
        return self.afstand(pc4, vraag, niveau) <= (reist_m or STANDAARD_M)
