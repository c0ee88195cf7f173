"""What a coordinator does with one line of the city-wide proposal."""

from __future__ import annotations

from django.db import transaction

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from ..models import Hulpvraag, Koppeling, RegelStand, Toewijzingsregel, Vrijwilliger
from .hulpvragen import draag_over
from .koppelingen import stel_voor
from .mensen import haal_uit_pool


@transaction.atomic
def neem_aan(*, regel: Toewijzingsregel, door: Gebruiker) -> Koppeling | Hulpvraag:
    """Accept a line. Own volunteer: proposed. From the pool: brought here, then proposed. Elsewhere: passed on.

    Everything is judged again at this moment: the proposal may be of this morning.
    """
    vers = _op_slot(regel, door)
    hulpvraag = Hulpvraag.objects.get(pk=vers.hulpvraag_id)
    if vers.soort == "elders" and vers.bij is not None:
        uit: Koppeling | Hulpvraag = draag_over(hulpvraag=hulpvraag, naar=vers.bij, door=door)
        # The line goes along: there it is their own volunteer. Leaves the scope of who writes it, hence both.
        with bereik([vers.organisatie_id, vers.bij.pk]):
            vers.organisatie_id = vers.bij.pk
            vers.save(update_fields=["organisatie"])
        return uit
    if vers.vrijwilliger_id is None:
        raise WerkstroomFout("Voor deze hulpvraag is niemand gevonden. Maak een nieuw voorstel of zet de vraag door.")
    if vers.soort == "pool":
        wie = haal_uit_pool(vrijwilliger_id=vers.vrijwilliger_id, organisatie=hulpvraag.naar_organisatie, door=door)
    else:
        gevonden = Vrijwilliger.objects.zichtbaar_voor(door).filter(pk=vers.vrijwilliger_id).first()
        if gevonden is None:
            raise WerkstroomFout("Deze vrijwilliger hoort niet meer bij uw organisatie. Maak een nieuw voorstel.")
        wie = gevonden
    uit = stel_voor(hulpvraag=hulpvraag, vrijwilliger=wie, door=door)
    _zet(vers, RegelStand.AANGENOMEN)
    return uit


@transaction.atomic
def sla_over(*, regel: Toewijzingsregel, door: Gebruiker) -> None:
    """Not this one; the request stays open and comes back in the next round."""
    vers = _op_slot(regel, door)
    _zet(vers, RegelStand.OVERGESLAGEN)
    noteer("voorstel_overgeslagen", vers.hulpvraag, door=door, organisaties=[vers.organisatie_id])


def _op_slot(regel: Toewijzingsregel, door: Gebruiker) -> Toewijzingsregel:
    vers = Toewijzingsregel.objects.select_for_update(of=("self",)).select_related("bij").filter(pk=regel.pk).first()
    if vers is None or not door.heeft_rol(Rol.COORDINATOR, organisatie_id=vers.organisatie_id):
        raise WerkstroomFout("Dit voorstel is er niet meer. Bekijk het nieuwste.")
    if vers.stand != RegelStand.OPEN:
        raise WerkstroomFout(f"Hier is al voor gekozen: {vers.get_stand_display().lower()}.")
    return vers


def _zet(regel: Toewijzingsregel, stand: str) -> None:
    regel.stand = stand
    regel.save(update_fields=["stand"])
