"""When the period of volunteers, help requests and matches is over (``netwerk.kern.bewaren``)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from netwerk.kern.bewaren import KLOK, gaat_mee, regel, wis, wis_aanhang
from netwerk.kern.logboek import noteer
from netwerk.kern.privacy import REGISTER

from . import workflow
from .actions.plek import plek_vrij
from .choices import WACHTEND, HulpvraagStatus, KoppelingStatus, StopReden, VrijwilligerStatus
from .models import Hulpvraag, Koppeling, Resultaat, Screening, Terugvraag, Toewijzingsregel, Vrijwilliger

GEWIST = "Oud-vrijwilliger"
#: Signed up and never got further: after the same time without a change.
NOOIT_BEGONNEN = (VrijwilligerStatus.AANGEMELD, VrijwilligerStatus.KENNISMAKING)


def _grens(model: type, vandaag: date) -> date:
    return vandaag - timedelta(days=REGISTER[model].bewaren_dagen)


def wis_hulpvraag(hulpvraag: Hulpvraag) -> None:
    """Empty the card; what still runs under it ends first. Call in ``bereik(alles=True)``."""
    vandaag = timezone.localdate()
    for voorstel in hulpvraag.koppelingen.filter(status=KoppelingStatus.VOORGESTELD):
        workflow.koppeling.voer_uit(voorstel, "vervalt", door=None, door_tekst=KLOK, velden={"geeindigd_op": vandaag})
    for lopend in hulpvraag.koppelingen.bezet():
        klaar = workflow.koppeling.voer_uit(
            lopend, "leerder_stopt", door=None, door_tekst=KLOK,
            velden={"reden": StopReden.LEERDER_STOPT, "geeindigd_op": vandaag, "volgende_checkin": None},
        )  # fmt: skip
        plek_vrij(klaar.vrijwilliger, None)
    h = Hulpvraag.objects.select_for_update(of=("self",)).get(pk=hulpvraag.pk)
    if workflow.hulpvraag.kan(h, "verloop", None):
        h = workflow.hulpvraag.voer_uit(h, "verloop", door=None, door_tekst=KLOK, velden={"afgerond_op": vandaag})
    for veld, leeg in Hulpvraag.LEGE_KAART.items():
        setattr(h, veld, leeg)
    h.kaart_gewist_op = timezone.now()
    h.versie += 1
    h.save()
    noteer("kaart_gewist", h, door=None, door_tekst=KLOK, organisaties=[h.van_organisatie_id, h.naar_organisatie_id])


def wis_koppeling(koppeling: Koppeling) -> None:
    """Leave that there was a match and how it ended, without name or remark."""
    koppeling.voornaam, koppeling.toelichting, koppeling.redenen = GEWIST, "", []
    wis_aanhang(koppeling)
    koppeling.versie += 1
    koppeling.save()


def wis_vrijwilliger(vrijwilliger: Vrijwilliger) -> None:
    """Anonymise: the matches of the past keep somebody to point at, but nobody to recognise."""
    v = vrijwilliger
    wis_aanhang(v)  # screening, training, hours, questions
    for koppeling in Koppeling.objects.filter(vrijwilliger=v).exclude(voornaam=GEWIST):
        wis_koppeling(koppeling)
    # The database asks that somebody can be reached; this reaches nobody.
    v.naam, v.telefoon, v.email, v.opmerking, v.stopreden = GEWIST, "gewist", "", "", ""
    v.gebruiker = v.pc4 = v.toestemming_op = v.email_bevestigd_op = None
    v.mag_teruggevraagd = False
    v.talen, v.dagdelen, v.vaardigheden, v.doelgroepen, v.vormen = [], [], [], [], []
    v.ook_bij, v.ik_ben = [], ""
    if v.status != VrijwilligerStatus.GESTOPT:
        v.status, v.gestopt_op = VrijwilligerStatus.GESTOPT, timezone.localdate()
    v.versie += 1
    v.save()
    noteer("vrijwilliger_gewist", v, door=None, door_tekst=KLOK, organisaties=[v.organisatie_id])


def _vrijwilligers(vandaag: date) -> QuerySet[Vrijwilliger]:
    grens = _grens(Vrijwilliger, vandaag)
    stil = Q(status__in=NOOIT_BEGONNEN, status_sinds__date__lt=grens)
    return Vrijwilliger.objects.filter(Q(gestopt_op__lt=grens) | stil).exclude(naam=GEWIST)


regel(
    Hulpvraag,
    hoe="de kaart wordt leeggemaakt; dat er een vraag was blijft voor de cijfers",
    verlopen=lambda vandaag: Hulpvraag.objects.filter(
        afgerond_op__lt=_grens(Hulpvraag, vandaag), kaart_gewist_op=None
    ).exclude(status__in=[*WACHTEND, HulpvraagStatus.GESTART]),
    ruim=wis_hulpvraag,
)
regel(
    Koppeling,
    hoe="naam en opmerkingen worden gewist",
    verlopen=lambda vandaag: Koppeling.objects.filter(geeindigd_op__lt=_grens(Koppeling, vandaag)).exclude(
        voornaam=GEWIST
    ),
    ruim=wis_koppeling,
)
regel(
    Vrijwilliger,
    hoe="naam, contact en alles over de persoon worden gewist; ook wie zich aanmeldde en nooit begon",
    verlopen=_vrijwilligers,
    ruim=wis_vrijwilliger,
)
gaat_mee(Vrijwilliger, Screening, Resultaat, Terugvraag)
regel(
    Toewijzingsregel,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: Toewijzingsregel.objects.filter(
        ronde__aangemaakt_op__date__lt=_grens(Toewijzingsregel, vandaag)
    ),
    ruim=wis,
)
