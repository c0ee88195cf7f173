"""Who looked: the log of one organisation in words, and everything about one record, for who asks to know.

The log itself (``kern.logboek``) holds codes and numbers, no names of learners; so does what is shown here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from .choices import Rol
from .logboek import noteer
from .models import Gebeurtenis, Gebruiker, Organisatie

#: A person who looks at the same record again within this time is one line, not many.
EENS_PER = timedelta(minutes=15)
#: What each kind of line is, for the filter: kinds that begin with one of these.
GROEPEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "bekeken": ("Bekeken", ("ingezien", "nieuws_gelezen")),
    "meegenomen": ("Meegenomen of afgedrukt", ("export",)),
    "gewist": ("Gewist", ("leerder:gewist", "kaart_gewist", "vrijwilliger_gewist")),
    "leden": ("Mensen en rollen", ("lid:", "gebruiker:")),
}
#: Kind → words. What is not in here is shown as its own code, made readable.
WOORDEN: dict[str, str] = {
    "ingezien": "Bekeken",
    "nieuws_gelezen": "Nieuws gelezen",
    "export": "Meegenomen",
    "leerder:gemaakt": "Ingeschreven",
    "leerder:gewijzigd": "Gegevens gewijzigd",
    "leerder:gearchiveerd": "Naar het archief",
    "leerder:teruggehaald": "Terug uit het archief",
    "leerder:overgedragen": "Overgedragen",
    "leerder:gewist": "Dossier gewist",
    "kaart_gewist": "Kaart gewist",
    "wissen_gevraagd": "Vroeg om wissen",
    "wissen_ingetrokken": "Vraag om wissen ingetrokken",
    "wissen_gedaan": "Gewist op eigen verzoek",
    "vrijwilliger_gewist": "Gegevens gewist",
    "toestemming:gegeven": "Toestemming gegeven",
    "toestemming:ingetrokken": "Toestemming ingetrokken",
    "lid:uitgenodigd": "Uitgenodigd",
    "lid:rollen": "Rollen gewijzigd",
    "lid:overgedragen": "Werk overgedragen",
    "gebruiker:naam": "Naam gewijzigd",
    "gewijzigd": "Gewijzigd",
    "aangemeld": "Aangemeld",
    "toegevoegd": "Toegevoegd",
    "hulp_gevraagd": "Hulp gevraagd",
    "bericht": "Bericht geschreven",
    "screening": "Screening bijgewerkt",
}
#: What was looked at, as the rooms note it.
WAT: dict[str, str] = {
    "dossier": "het dossier",
    "gegevens": "de gegevens",
    "afdruk": "een afdruk",
    "export": "een kopie",
    "plan": "het leerplan",
    "intake": "de intake",
    "resultaat": "het resultaat",
    "kaart": "de kaart",
}
#: Model label → roles that may print who looked at a record of it, besides the organisation's manager.
LEZERS: dict[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Regel:
    """One line as a page shows it."""

    wanneer: datetime
    wie: str
    wat: str
    waarover: str
    model: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show: of one organisation, by whom, which kind, from and until which day, about which record."""

    organisaties: tuple[int, ...]
    door: int | None = None
    soort: str = ""
    van: date | None = None
    tot: date | None = None
    model: str = ""
    object_id: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def gevonden(self) -> models.QuerySet[Gebeurtenis]:
        """The lines, newest first; the database lets no line of another organisation through, whatever is asked."""
        regels = Gebeurtenis.objects.filter(organisaties__overlap=list(self.organisaties)).select_related("door")
        if self.door:
            regels = regels.filter(door=self.door)
        if self.soort:
            begin = models.Q(pk__in=[])
            for deel in GROEPEN[self.soort][1]:
                begin |= models.Q(soort__startswith=deel)
            if self.soort == "meegenomen":
                begin |= models.Q(soort="ingezien", gegevens__wat__in=["export", "afdruk"])
            regels = regels.filter(begin)
        if self.van:
            regels = regels.filter(wanneer__date__gte=self.van)
        if self.tot:
            regels = regels.filter(wanneer__date__lte=self.tot)
        if self.model:
            regels = regels.filter(model=self.model, object_id=self.object_id)
        return regels.order_by("-wanneer", "-pk")


def mag_logboek(gebruiker: Gebruiker) -> tuple[Organisatie, ...]:
    """The organisations whose log this person may read: those they manage."""
    return gebruiker.organisaties_met_rol(Rol.BEHEERDER)


def mag_over(gebruiker: Gebruiker, model: str) -> tuple[int, ...]:
    """For which organisations this person may print who looked at a record of this model."""
    rollen = LEZERS.get(model, frozenset()) | {Rol.BEHEERDER}
    return tuple(organisatie.pk for organisatie in gebruiker.organisaties_met_rol(*rollen))


def in_woorden(regels: Iterable[Gebeurtenis]) -> list[Regel]:
    """The lines as a person reads them."""
    return [
        Regel(r.wanneer, r.wie, _wat(r), f"{modelnaam(r.model)} {_kort(r.object_id)}", r.model, r.object_id)
        for r in regels
    ]


def modelnaam(label: str) -> str:
    """The Dutch name of a model, or its label when the model is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _kort(nummer: str) -> str:
    return nummer if len(nummer) < 12 else nummer[:8]


def _wat(regel: Gebeurtenis) -> str:
    if regel.soort.startswith("overgang:"):
        return f"Stand gewijzigd: {regel.gegevens.get('van', '')} → {regel.gegevens.get('naar', '')}"
    woord = WOORDEN.get(regel.soort) or regel.soort.replace(":", ", ").replace("_", " ").capitalize()
    wat = WAT.get(str(regel.gegevens.get("wat", "")))
    if wat and regel.soort == "ingezien":
        return f"{'Meegenomen' if regel.gegevens['wat'] in ('export', 'afdruk') else 'Bekeken'}: {wat}"
    velden = regel.gegevens.get("velden")
    return f"{woord}: {', '.join(str(veld).replace('_', ' ') for veld in velden)}" if velden else woord


def noteer_ingezien(voorwerp: models.Model, *, door: Gebruiker, organisaties: Iterable[int | None], wat: str) -> None:
    """Log that somebody read a record; the same person and part again within a quarter of an hour is no new line."""
    sinds = timezone.now() - EENS_PER
    al = Gebeurtenis.objects.over(voorwerp).filter(soort="ingezien", door=door, gegevens__wat=wat, wanneer__gte=sinds)
    if not al.exists():
        noteer("ingezien", voorwerp, door=door, organisaties=organisaties, wat=wat)
