"""The life of a material: proposed, reviewed, published, and later outdated or withdrawn."""

from __future__ import annotations

from netwerk.kern.choices import Rol
from netwerk.kern.models import Lidmaatschap
from netwerk.kern.workflow import Overgang, Werkstroom

from .choices import Staat
from .models import Materiaal
from .permissions import mag_beoordelen


def lezers(materiaal: Materiaal) -> list[int | None]:
    """Organisations that may read a line in the log about a material: its publisher and the curators'.

    The row-level policy of the log shows a line only to an organisation named on it.
    """
    curatoren = Lidmaatschap.objects.met_rol(Rol.CURATOR).values_list("organisatie_id", flat=True)
    return [materiaal.uitgever_organisatie_id, *curatoren]


MATERIAAL = Werkstroom(
    [
        Overgang("beoordeel", "Neem in beoordeling", (Staat.VOORGESTELD,), Staat.IN_BEOORDELING, mag_beoordelen, "eye"),
        Overgang(
            "publiceer", "Publiceer", (Staat.VOORGESTELD, Staat.IN_BEOORDELING), Staat.GEPUBLICEERD, mag_beoordelen,
            "check-circle",
        ),
        Overgang(
            "wijs_af", "Neem niet op", (Staat.VOORGESTELD, Staat.IN_BEOORDELING), Staat.VERVALLEN, mag_beoordelen,
            "x-circle", gevaarlijk=True,
        ),
        Overgang(
            "verouder", "Noem verouderd", (Staat.GEPUBLICEERD,), Staat.VEROUDERD, mag_beoordelen, "clock-history",
            gevaarlijk=True,
        ),
        Overgang(
            "vervalt", "Laat vervallen", (Staat.GEPUBLICEERD, Staat.VEROUDERD), Staat.VERVALLEN, mag_beoordelen,
            "archive", gevaarlijk=True,
        ),
        Overgang(
            "heropen", "Publiceer opnieuw", (Staat.VEROUDERD, Staat.VERVALLEN), Staat.GEPUBLICEERD, mag_beoordelen,
            "arrow-repeat",
        ),
    ],
    organisaties=lezers,
)  # fmt: skip

#: Transitions that take material away from learners ask why.
MET_REDEN = frozenset({"wijs_af", "verouder", "vervalt"})
#: Transitions that mean the curator looked at the material today.
NAGEKEKEN = frozenset({"publiceer", "heropen"})
