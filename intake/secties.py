"""Sections about the person that an organisation can switch off. Pure, apart from one look-up."""

from __future__ import annotations

from collections.abc import Mapping

from .choices import Sectie
from .models import Intakeinstelling

#: Which fields of the learner stand in a section. First name, languages, spoken Dutch and reading are always asked:
#: without them nobody knows where to start or what to advise.
VELDEN: Mapping[str, tuple[str, ...]] = {
    Sectie.HULPTAAL: ("hulptaal",),
    Sectie.WAAR: ("pc4",),
    Sectie.GEBOORTEJAAR: ("geboortejaar",),
    Sectie.CONTACT: ("contact",),
    Sectie.DOELGROEPEN: ("doelgroepen",),
    Sectie.TIJD: ("dagdelen",),
    Sectie.MANIER: ("vorm", "reisafstand_m"),
    Sectie.EERDER: ("werkte_eerder",),
    Sectie.APPARATEN: ("apparaten", "internet_thuis", "veilige_plek"),
    Sectie.DIGID: ("digid",),
}
#: What leaving a section out costs: shown beside the switch.
GEVOLG: Mapping[str, str] = {
    Sectie.HULPTAAL: "U ziet later niet wie er vertaalde.",
    Sectie.WAAR: "Het advies kan niet zeggen hoe ver een plek is.",
    Sectie.GEBOORTEJAAR: "Niets: het advies gebruikt dit niet.",
    Sectie.CONTACT: "Een andere plek bereikt de leerder dan altijd via de coach.",
    Sectie.DOELGROEPEN: "Aanbod voor een bepaalde groep komt minder vaak bovenaan.",
    Sectie.TIJD: "Het advies let niet op dagen en tijden.",
    Sectie.MANIER: "Het advies let niet op groep of één op één, en niet op reizen.",
    Sectie.EERDER: "Niets: het advies gebruikt dit niet.",
    Sectie.APPARATEN: "U ziet niet wat er ontbreekt: laptop, internet, veilige plek.",
    Sectie.DIGID: "De intake begint soms een trede te hoog.",
}


def uitgezet(organisatie_id: int) -> frozenset[str]:
    """The sections this organisation leaves out. One query."""
    rij = Intakeinstelling.objects.filter(pk=organisatie_id).values_list("uit", flat=True).first()
    return frozenset(rij or ())


def velden_uit(uit: frozenset[str]) -> frozenset[str]:
    """The learner's fields in these sections."""
    return frozenset(veld for sectie in uit for veld in VELDEN.get(sectie, ()))
