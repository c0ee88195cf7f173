"""This room of the demo city: invented estimates of need, and a year of figures to look back on.

The learners, referrals and volunteers of earlier quarters belong to organisations without a demo login, archived and
closed, so that no list of a demo user fills up with them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from aanbod.choices import AanbodStatus, RedenAfwijzing, RedenStop, Stand
from aanbod.models import Aanbod, Doorverwijzing, DoorverwijzingAntwoord
from intake.choices import Doel, IntakeStatus
from intake.models import Domeinniveau, Intake, Leerder, Toestemming, Vragenlijstversie
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebeurtenis, Leervraag, Organisatie, Postcodegebied, Stadsdeel
from vrijwilligers.choices import HulpvraagStatus, KoppelingStatus, VrijwilligerStatus
from vrijwilligers.demo_werving import loop_van
from vrijwilligers.models import Campagne, Hulpvraag, Koppeling, Vrijwilliger

from .models import Behoefte
from .periode import Kwartaal, laatste
from .samenvatting import STANDEN, tel_en_bewaar, ververs

#: Organisations nobody logs in for, and the districts (by place in the list) that each serves most.
ZENDERS = ("kompas", "west", "weesp", "zuiderlicht")
#: Learners per quarter, oldest first.
PER_KWARTAAL = (120, 150, 190, 240)
#: How often a district is drawn: some are reached well, some hardly.
GEWICHT = {"centrum": 2, "nieuw-west": 7, "noord": 5, "oost": 4, "west": 3, "zuid": 2, "zuidoost": 6, "weesp": 6}
BRON = "Verzonnen getal voor de demo, geen onderzoek (demo)"


def vul(stad: Demostad) -> None:
    """Call in ``bereik(alles=True)``, after all other rooms."""
    for plek, deel in enumerate(Stadsdeel.objects.all()):
        Behoefte.objects.create(
            stadsdeel=deel, aantal=2000 + 1500 * ((plek * 5) % 7), bron=BRON, peiljaar=stad.vandaag.year - 1
        )
    kwartalen = laatste(stad.vandaag, len(PER_KWARTAAL) + 1)[:0:-1]
    gebieden = list(Postcodegebied.objects.all())
    gewichten = [GEWICHT.get(g.stadsdeel_id, 1) for g in gebieden]
    for kwartaal, aantal in zip(kwartalen, PER_KWARTAAL, strict=True):
        plekken = stad.rng.choices(gebieden, gewichten, k=aantal)
        _leerders(stad, kwartaal, plekken)
        _doorverwijzingen(stad, kwartaal, plekken[: aantal // 2])
        _vrijwilligers(stad, kwartaal, plekken[: aantal // 5])
        for groep in sorted(STANDEN):
            tel_en_bewaar(groep, kwartaal, stad.vandaag, loopt=True)
    ververs(stad.vandaag)


def _moment(stad: Demostad, kwartaal: Kwartaal, *, marge: int = 0) -> datetime:
    """A moment in the quarter, ``marge`` days before its end at the latest."""
    dag = kwartaal.van + timedelta(days=stad.rng.randrange((kwartaal.tot - kwartaal.van).days - marge))
    return timezone.make_aware(datetime.combine(dag, time(10)))


def _organisatie(stad: Demostad) -> Organisatie:
    return stad.organisaties[stad.rng.choice(ZENDERS)]


def _leerders(stad: Demostad, kwartaal: Kwartaal, plekken: list[Postcodegebied]) -> None:
    rng, versie = stad.rng, Vragenlijstversie.objects.first()
    vragen = list(Leervraag.objects.vragen().values_list("code", flat=True))
    leerders, intakes, toestemmingen, niveaus = [], [], [], []
    for gebied in plekken:
        organisatie, wanneer = _organisatie(stad), _moment(stad, kwartaal)
        leerder = Leerder(
            organisatie=organisatie, voornaam="Verzonnen (demo)", pc4=gebied, laatste_contact=wanneer.date(),
            gearchiveerd_op=wanneer, aangemaakt_op=wanneer, reisafstand_m=rng.choice((None, 1500, 3000)),
            apparaten=rng.choice((["telefoon"], ["telefoon", "laptop"], ["tablet"], [])),
            internet_thuis=rng.choice((True, True, True, False, None)),
            veilige_plek=rng.choice((True, True, False, None)),
        )  # fmt: skip
        intake = Intake(
            leerder=leerder, organisatie=organisatie, vragenlijst=versie, status=IntakeStatus.AFGEROND,
            gestart_op=wanneer, afgerond_op=wanneer, leervragen=rng.sample(vragen, rng.choice((1, 2, 2, 3))),
        )  # fmt: skip
        leerders.append(leerder)
        intakes.append(intake)
        toestemmingen += [
            Toestemming(leerder=leerder, organisatie=organisatie, doel=doel, gegeven_op=wanneer)
            for doel in (Doel.DOSSIER, Doel.CIJFERS)
        ]
        niveau = rng.choices((0, 1, 2, 3), (4, 5, 3, 1))[0]
        niveaus.append(Domeinniveau(intake=intake, organisatie=organisatie, domein="ict", berekend=niveau))
    Leerder.objects.bulk_create(leerders)
    Toestemming.objects.bulk_create(toestemmingen)
    Intake.objects.bulk_create(intakes)
    Domeinniveau.objects.bulk_create(niveaus)


def _doorverwijzingen(stad: Demostad, kwartaal: Kwartaal, plekken: list[Postcodegebied]) -> None:
    rng = stad.rng
    aanbod = list(
        Aanbod.objects.filter(status=AanbodStatus.GEPUBLICEERD, organisatie__in=[
            stad.organisaties[sleutel] for sleutel in ("roc", "volksuni", "taal", "bieb")
        ]).order_by("pk")
    )  # fmt: skip
    rijen: list[Doorverwijzing] = []
    begonnen: list[tuple[Doorverwijzing, datetime, date]] = []
    for gebied in plekken:
        wat, verstuurd = rng.choice(aanbod), _moment(stad, kwartaal, marge=40)
        stand = rng.choices(
            (Stand.AFGEROND, Stand.GESTOPT, Stand.AFGEWEZEN, Stand.VERLOPEN), (11, 3, 4, 2)
        )[0]  # fmt: skip
        reden = {Stand.AFGEWEZEN: RedenAfwijzing.values[0], Stand.GESTOPT: RedenStop.values[0]}.get(stand, "")
        antwoord = None if stand == Stand.VERLOPEN else verstuurd + timedelta(days=rng.choice((2, 3, 4, 5, 6, 10, 15)))
        rij = Doorverwijzing(
            van_organisatie=_organisatie(stad), naar_organisatie=wat.organisatie, aanbod=wat, status=stand,
            verstuurd_op=verstuurd, beantwoord_op=antwoord, gesloten_op=verstuurd + timedelta(days=38), reden=reden,
            aangemaakt_op=verstuurd, eigenaar_ontvanger_naam="Aanbieder (demo)", voornaam="Verzonnen (demo)",
            pc4=gebied.pc4,
        )  # fmt: skip
        rijen.append(rij)
        if stand in (Stand.AFGEROND, Stand.GESTOPT):
            begonnen.append((rij, verstuurd, verstuurd.date() + timedelta(days=rng.choice((9, 12, 20, 30, 37)))))
    Doorverwijzing.objects.bulk_create(rijen)
    DoorverwijzingAntwoord.objects.bulk_create(
        DoorverwijzingAntwoord(
            doorverwijzing=rij, van_organisatie=rij.van_organisatie, naar_organisatie=rij.naar_organisatie,
            stand=Stand.GESTART, wat="Begonnen in de groep.", wie="Aanbieder (demo)", wanneer=dag,
            gemaakt_op=verstuurd + (dag - verstuurd.date()),
        )
        for rij, verstuurd, dag in begonnen
    )  # fmt: skip


def _vrijwilligers(stad: Demostad, kwartaal: Kwartaal, plekken: list[Postcodegebied]) -> None:
    """Requests that volunteers of these organisations answered, and the volunteers who signed up for it."""
    rng, campagnes = stad.rng, [*Campagne.objects.order_by("pk"), None]
    mensen = [
        Vrijwilliger(
            naam=f"Verzonnen Demo {kwartaal.code} {nummer}", email=f"verzonnen{kwartaal.code}-{nummer}@demo.example",
            organisatie=stad.organisaties["weesp"], pc4=gebied, campagne=rng.choice(campagnes), demo=True,
            status=rng.choice((VrijwilligerStatus.ACTIEF, VrijwilligerStatus.INZETBAAR, VrijwilligerStatus.GESTOPT)),
            aangemaakt_op=_moment(stad, kwartaal), toestemming_op=_moment(stad, kwartaal), talen=["nl"],
        )
        for nummer, gebied in enumerate(plekken)
    ]  # fmt: skip
    Vrijwilliger.objects.bulk_create(mensen)
    Gebeurtenis.objects.bulk_create([regel for wie in mensen for regel in loop_van(wie, timezone.now())])
    vragen = [
        Hulpvraag(
            van_organisatie=stad.organisaties["west"], naar_organisatie=stad.organisaties["weesp"],
            status=rng.choices((HulpvraagStatus.AFGEROND, HulpvraagStatus.VERLOPEN), (4, 1))[0],
            gevraagd_op=_moment(stad, kwartaal, marge=60).date(), afgerond_op=kwartaal.tot - timedelta(days=1),
            voornaam="Verzonnen (demo)", pc4=gebied.pc4,
        )
        for gebied in plekken
    ]  # fmt: skip
    Hulpvraag.objects.bulk_create(vragen)
    Koppeling.objects.bulk_create(
        Koppeling(
            hulpvraag=vraag, vrijwilliger=mens, organisatie=stad.organisaties["weesp"],
            van_organisatie=stad.organisaties["west"], voornaam=mens.voornaam, status=KoppelingStatus.AFGEROND,
            voorgesteld_op=vraag.gevraagd_op, start_op=_start(stad, vraag.gevraagd_op), geeindigd_op=vraag.afgerond_op,
        )
        for vraag, mens in zip(vragen, mensen, strict=True)
        if vraag.status == HulpvraagStatus.AFGEROND
    )  # fmt: skip


def _start(stad: Demostad, gevraagd: date) -> date:
    return gevraagd + timedelta(days=stad.rng.choice((8, 15, 21, 26, 35, 50)))
