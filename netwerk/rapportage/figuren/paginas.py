"""The pages of figures: which groups each reads, who may see it, and its figures in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.models import Leervraag, Stadsdeel

from ..lezen import Cijfers, verschijnt_op
from ..periode import Jaar
from ..tellen import ONBEKEND
from .figuur import Figuur, Labels, van_tabel

TE_WEINIG = "Er zijn minder dan 5 mensen om te tellen. Daarom staat hier niets."


@dataclass(slots=True)
class Vraag:
    """What a reader asks: the stored figures, one district, one theme. Names are read once. Two queries."""

    cijfers: Cijfers
    stadsdeel: str = ""
    thema: str = ""
    #: Whether counts of people outside the room's own supply may be shown (network roles).
    mensen: bool = True
    delen: dict[str, str] = field(default_factory=dict)
    themas: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.delen:
            self.delen = dict(Stadsdeel.objects.values_list("code", "naam")) | {ONBEKEND: "Stadsdeel onbekend"}
            self.themas = dict(Leervraag.objects.themas().order_by("volgorde").values_list("code", "kort"))

    @property
    def kwartaal_tekst(self) -> str:
        """The period in words."""
        return self.cijfers.kwartaal.naam

    @property
    def is_jaar(self) -> bool:
        """Whether these are quarters added up."""
        return isinstance(self.cijfers.kwartaal, Jaar)

    @property
    def opgeteld(self) -> str:
        """What one must know of a year."""
        return " De kwartalen zijn opgeteld: wie in twee kwartalen voorkomt, telt twee keer." if self.is_jaar else ""

    def waarom_leeg(self, groep: str) -> str:
        """Why there is no table of this group."""
        if groep in self.cijfers.per_groep:
            return TE_WEINIG
        dag = verschijnt_op(self.cijfers.kwartaal)
        if timezone.localdate() >= dag:
            return "Van dit kwartaal zijn geen cijfers bewaard."
        return f"Cijfers over mensen komen als het kwartaal voorbij is: op {date_format(dag, 'j F Y')}."

    def over_mensen(
        self,
        groep: str,
        soort: str,
        titel: str,
        kolomnamen: dict[str, str],
        *,
        telt: str,
        over: str,
        staaf: str = "totaal",
        rijkop: str = "Stadsdeel",
        rijnamen: dict[str, str] | None = None,
        meervoud: str = "stadsdelen",
    ) -> Figuur:
        """A figure that is one published table; the district chosen leaves only its own row."""
        tabel = self.cijfers.tabel(groep, soort)
        if tabel is None:
            return Figuur(soort, titel, telt, over, leeg=self.waarom_leeg(groep))
        rijen, kolommen, vakken, noten = van_tabel(
            tabel, self.delen if rijnamen is None else rijnamen, kolomnamen, meervoud=meervoud,
            alleen=self.stadsdeel if rijnamen is None else "",
        )  # fmt: skip
        return Figuur(
            soort, titel, telt, over, rijkop, rijen, kolommen, vakken, staaf, noten, self.cijfers.berekend_op(groep)
        )

    def rijen(self, *, met_stad: bool = True, onbekend: str = "Zonder vaste plek") -> Labels:
        """The districts (or the chosen one) for a figure about things."""
        delen = [(code, naam) for code, naam in self.delen.items() if self.stadsdeel in ("", code) and code != ONBEKEND]
        if not self.stadsdeel and onbekend:
            delen.append((ONBEKEND, onbekend))
        return [*delen, ("totaal", "Hele stad")] if met_stad else delen


Maker = Callable[[Vraag], list[Figuur]]


@dataclass(frozen=True, slots=True)
class Pagina:
    """One page. ``mensen``: only for network roles."""

    code: str
    titel: str
    inleiding: str
    icoon: str
    groepen: tuple[str, ...]
    maak: Maker
    mensen: bool = False


def _paginas() -> tuple[Pagina, ...]:
    from . import aanbod, doorverwijzingen, leerders, vrijwilligers

    return (
        Pagina(
            "leerders", "Leerders en leervragen", "Wie bereikt het netwerk, en wat vragen mensen?", "people",
            ("leerders", "aanbod"), leerders.figuren, mensen=True,
        ),
        Pagina(
            "aanbod", "Aanbod en plekken", "Wat is er, waar, en blijft het?", "geo-alt", ("aanbod",), aanbod.figuren,
        ),
        Pagina(
            "doorverwijzingen", "Doorverwijzen en wachten", "Komt er antwoord, hoe snel, en wat komt ervan?", "send",
            ("verstuurd", "gesloten", "gestart", "aanbod"), doorverwijzingen.figuren,
        ),
        Pagina(
            "vrijwilligers", "Vrijwilligers", "Hoeveel zijn er, wat levert werven op, en wie wacht?", "person-heart",
            ("stand", "werving", "hulp", "aanbod"), vrijwilligers.figuren, mensen=True,
        ),
        Pagina(
            "materiaal", "Lesmateriaal", "Voor welke leervragen ontbreekt materiaal?", "book", ("materiaal", "aanbod"),
            aanbod.figuren_materiaal,
        ),
    )  # fmt: skip


PAGINAS: dict[str, Pagina] = {pagina.code: pagina for pagina in _paginas()}
