"""Fixed enumerations that every room shares. Texts with room for discussion stand in the vocabularies instead."""

from __future__ import annotations

from django.db import models


class Domein(models.TextChoices):
    """The five domains of the Dutch standards for digital skills in adult education (standaarden en eindtermen)."""

    ICT = "ict", "Gebruik van ICT-systemen"
    VEILIG = "veilig", "Beveiliging, privacy en gezondheid"
    ZOEKEN = "zoeken", "Informatie zoeken"
    VERWERKEN = "verwerken", "Informatie verwerken"
    COMMUNICEREN = "communiceren", "Digitaal communiceren"


class Niveau(models.IntegerChoices):
    """The ladder, ordered so that ranges are plain comparisons. *Starter* lies below every published scale.

    The level says where someone learns next, not what was passed. The definitions stand in data/niveaus.toml.
    """

    STARTER = 0, "Starter"
    INSTROOM = 1, "Instroom"
    BASIS1 = 2, "Basisniveau 1"
    BASIS2 = 3, "Basisniveau 2"
    ZELFSTANDIG = 4, "Zelfstandig"

    @property
    def code(self) -> str:
        """The slug that data files use: ``starter`` … ``zelfstandig``."""
        return self.name.lower()

    @classmethod
    def van_code(cls, code: str) -> Niveau:
        """The level with this slug; KeyError when there is none."""
        return cls[code.upper()]


def niveaunaam(niveau: int | None) -> str:
    """A level in words; "" where there is none."""
    return "" if niveau is None else str(Niveau(niveau).label)


class NederlandsNiveau(models.TextChoices):
    """Spoken Dutch, from none to B1 or more (CEFR)."""

    GEEN = "geen", "Geen Nederlands"
    A0 = "a0", "Een paar woorden (A0)"
    A1 = "a1", "Heel eenvoudig (A1)"
    A2 = "a2", "Eenvoudig (A2)"
    B1 = "b1", "Goed (B1 of hoger)"

    @property
    def rang(self) -> int:
        """0 for none, up to 4 for B1 or more: levels compare by rank, their codes do not."""
        return _RANG[self.value]


_RANG: dict[str, int] = {code: rang for rang, code in enumerate(NederlandsNiveau.values)}


class Leesniveau(models.TextChoices):
    """How somebody reads and writes; ``ander_schrift`` reads well, but not in Latin script."""

    NIET = "niet", "Leest en schrijft niet"
    ANDER_SCHRIFT = "ander_schrift", "Leest een ander schrift"
    LANGZAAM = "langzaam", "Leest langzaam"
    GOED = "goed", "Leest goed"


class Vorm(models.TextChoices):
    """The form in which somebody learns or is helped."""

    EEN_OP_EEN = "een_op_een", "Eén op één"
    GROEP = "groep", "In een groep"
    ZELFSTANDIG = "zelfstandig", "Zelfstandig"


class Apparaat(models.TextChoices):
    """Devices, as asked in the intake and as material needs them."""

    TELEFOON = "telefoon", "Telefoon"
    TABLET = "tablet", "Tablet"
    LAPTOP = "laptop", "Laptop"
    PC = "pc", "Vaste computer"


class OrganisatieSoort(models.TextChoices):
    """What an organisation is in the network."""

    FORMEEL = "formeel", "Formele aanbieder"
    INFORMEEL = "informeel", "Informele organisatie"
    OVERHEID = "overheid", "Overheid"
    BEDRIJF = "bedrijf", "Bedrijf"
    NEUTRAAL = "neutraal", "Neutrale partij"


class Rol(models.TextChoices):
    """What a member does for an organisation; the last three act for the whole network."""

    COACH = "coach", "Coach"
    COORDINATOR = "coordinator", "Vrijwilligerscoördinator"
    AANBIEDER = "aanbieder", "Aanbieder"
    BEHEERDER = "beheerder", "Beheerder van de organisatie"
    CURATOR = "curator", "Neutrale curator"
    REGIE = "regie", "Regie (gemeente)"
    SECRETARIS = "secretaris", "Secretaris van het netwerk"


NETWERKROLLEN: frozenset[str] = frozenset({Rol.CURATOR, Rol.REGIE, Rol.SECRETARIS})

DAGEN: tuple[tuple[str, str], ...] = (
    ("ma", "maandag"),
    ("di", "dinsdag"),
    ("wo", "woensdag"),
    ("do", "donderdag"),
    ("vr", "vrijdag"),
    ("za", "zaterdag"),
    ("zo", "zondag"),
)
DELEN: tuple[str, ...] = ("ochtend", "middag", "avond")
#: The 21 parts of the week, as (code, label): ``ma-ochtend`` is "maandagochtend".
DAGDELEN: tuple[tuple[str, str], ...] = tuple(
    (f"{kort}-{deel}", f"{dag}{deel}") for kort, dag in DAGEN for deel in DELEN
)
DAGDEEL_NAAM: dict[str, str] = dict(DAGDELEN)
