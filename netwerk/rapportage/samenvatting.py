"""Keep the stored summaries up to date: count the quarters that are still open, publish those that are over, once.

Incremental by quarter: a published quarter is never counted again, so a night costs what one quarter costs, however
many years there are. People are published :data:`NA_DAGEN` days after the quarter, and then for good; things (supply,
materials) every time, until the quarter is over. Safe to repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Leervraag, Organisatie, Stadsdeel
from vrijwilligers.choices import Kanaal

from .models import Bouwsteen, Publicatie
from .periode import Kwartaal, laatste
from .publiceren import GROEPEN, ZAKEN, Inhoud, groep_van, maak, maak_zaken
from .tellen import ONBEKEND, Cel, Telling, doorverwijzingen, leerders, vrijwilligers, zaken
from .tellen.dekking import Dekking

#: Working time for what is entered late: then the quarter is published.
NA_DAGEN = 3
#: So many quarters back are counted when they were not published yet.
TERUG = 8
#: Groups that show the state at one moment: only counted while the quarter runs.
STANDEN = frozenset({"stand", *ZAKEN})

Teller = Callable[[Kwartaal, date], Telling]
TELLERS: dict[str, Teller] = {
    "leerders": lambda kwartaal, vandaag: leerders.tel(kwartaal, Dekking()),
    "verstuurd": doorverwijzingen.tel_verstuurd,
    "gesloten": lambda kwartaal, vandaag: doorverwijzingen.tel_gesloten(kwartaal),
    "gestart": lambda kwartaal, vandaag: doorverwijzingen.tel_gestart(kwartaal),
    "hulp": lambda kwartaal, vandaag: vrijwilligers.tel_hulp(kwartaal),
    "stand": lambda kwartaal, vandaag: vrijwilligers.tel_stand(),
    "werving": lambda kwartaal, vandaag: vrijwilligers.tel_werving(kwartaal),
    "aanbod": lambda kwartaal, vandaag: zaken.tel_aanbod(),
    "materiaal": lambda kwartaal, vandaag: zaken.tel_materiaal(),
}


def tel_live(groep: str, kwartaal: Kwartaal, vandaag: date) -> Telling:
    """Count a group from the rooms themselves, over all organisations: what the summary must equal."""
    with bereik(alles=True):
        return Counter({cel: aantal for cel, aantal in TELLERS[groep](kwartaal, vandaag).items() if aantal})


@transaction.atomic
def ververs(vandaag: date | None = None) -> dict[str, int]:
    """Bring everything up to date. Returns how many tables were counted and how many were published for good."""
    vandaag = vandaag or timezone.localdate()
    nu = Kwartaal.van_dag(vandaag)
    gedaan = {"geteld": 0, "gepubliceerd": 0}
    with bereik(alles=True):
        with connection.cursor() as cursor:  # a second run waits, and then finds the work done
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('netwerk.rapportage.ververs'))")
        klaar = set(Publicatie.objects.filter(definitief=True).values_list("groep", "kwartaal"))
        assen, tellers = _assen(), TELLERS | {"leerders": _met(Dekking())}
        for kwartaal in reversed(laatste(vandaag, TERUG)):
            for groep in (*GROEPEN, *ZAKEN):
                if (groep, kwartaal.code) in klaar:
                    continue
                telling = tel_en_bewaar(groep, kwartaal, vandaag, loopt=kwartaal == nu, tellers=tellers)
                if telling is None:
                    continue
                gedaan["geteld"] += 1
                if groep in ZAKEN:
                    _bewaar(groep, kwartaal, maak_zaken(groep, telling), definitief=kwartaal != nu)
                    if kwartaal != nu:
                        bouwstenen(groep, kwartaal).delete()
                elif vandaag >= kwartaal.tot + timedelta(days=NA_DAGEN):
                    _bewaar(groep, kwartaal, maak(groep, telling, assen), definitief=True)
                    bouwstenen(groep, kwartaal).delete()
                    gedaan["gepubliceerd"] += 1
    return gedaan


def _met(dekking: Dekking) -> Teller:
    """Count learners with what is published now: read once for all quarters."""
    return lambda kwartaal, vandaag: leerders.tel(kwartaal, dekking)


def tel_en_bewaar(
    groep: str, kwartaal: Kwartaal, vandaag: date, *, loopt: bool, tellers: Mapping[str, Teller] = TELLERS
) -> Telling | None:
    """The raw counts, stored as they are now; a state of a quarter that is over comes from what was stored in it.

    Call in the whole scope. None: the state of that quarter was never stored.
    """
    if groep in STANDEN and not loopt:
        oud = list(bouwstenen(groep, kwartaal).values_list("soort", "rij", "kolom", "aantal"))
        return Counter({Cel(soort, rij, kolom): aantal for soort, rij, kolom, aantal in oud}) if oud else None
    telling = Counter({cel: aantal for cel, aantal in tellers[groep](kwartaal, vandaag).items() if aantal})
    bouwstenen(groep, kwartaal).delete()
    Bouwsteen.objects.bulk_create(
        [Bouwsteen(kwartaal=kwartaal.code, aantal=aantal, **cel._asdict()) for cel, aantal in telling.items()],
        batch_size=2000,
    )
    return telling


def bouwstenen(groep: str, kwartaal: Kwartaal) -> QuerySet[Bouwsteen]:
    """The stored raw counts of a group in a quarter."""
    van_kwartaal = Bouwsteen.objects.filter(kwartaal=kwartaal.code).order_by()
    namen = [naam for naam in van_kwartaal.values_list("soort", flat=True).distinct() if groep_van(naam) == groep]
    return van_kwartaal.filter(soort__in=namen)


def _bewaar(groep: str, kwartaal: Kwartaal, inhoud: Inhoud, *, definitief: bool) -> None:
    Publicatie.objects.update_or_create(
        groep=groep,
        kwartaal=kwartaal.code,
        defaults={
            "inhoud": inhoud,
            "totalen": _rijtotalen(groep, inhoud),
            "berekend_op": timezone.now(),
            "definitief": definitief,
        },
    )


def _rijtotalen(groep: str, inhoud: Inhoud) -> Mapping[str, int]:
    """The total per row of the group's main table, and of the whole: for lines over time."""
    if groep in ZAKEN or not inhoud:
        return {}
    tabel = inhoud[GROEPEN[groep][0].naam]
    return dict(zip(tabel["rijen"], tabel["rijtotalen"], strict=True)) | {"totaal": tabel["totaal"]}


def _assen() -> dict[str, Sequence[str]]:
    """The classes in order. A provider or district that stopped stays on, for the quarters in which it was there."""
    return {
        "stadsdeel": [*Stadsdeel.objects.values_list("code", flat=True), ONBEKEND],
        "aanbieder": [str(pk) for pk in Organisatie.objects.order_by("pk").values_list("pk", flat=True)],
        "kanaal": [*Kanaal.values, ONBEKEND],
        "thema": list(Leervraag.objects.themas().order_by("volgorde").values_list("code", flat=True)),
    }
