"""Asking for a volunteer, passing the request on, withdrawing it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie
from netwerk.kern.profiel import Kaart
from netwerk.kern.workflow import WerkstroomFout

from .. import koppelen, workflow
from ..choices import BEZET, HulpRol, HulpvraagStatus, KoppelingStatus, StopReden, Wens
from ..models import Hulpvraag
from ..permissions import mag_hulp_vragen, mag_koppelen
from .plek import plek_vrij


@transaction.atomic
def vraag_hulp(*, van: Organisatie, kaart: Kaart, rol: str, door: Gebruiker, wens: str = "") -> Hulpvraag:
    """Ask for a volunteer with a learner's card. Goes to the own coordinator, else to where most volunteers fit.

    Privacy-sensitive when the role or one of the needs is; then only screened volunteers can be proposed. ``wens``: by
    a woman or a man only, when the learner said so. Raises :class:`WerkstroomFout` when ``door`` may not ask for
    ``van``, or the role or the wish does not exist.
    """
    if not mag_hulp_vragen(door, van.pk):
        raise WerkstroomFout("U kunt voor deze organisatie geen hulp vragen. Dat doet een coach die daar werkt.")
    if rol not in HulpRol.values:
        raise WerkstroomFout("Kies welke hulp nodig is.")
    if wens not in Wens.values:
        raise WerkstroomFout("Kies door wie de leerder geholpen wil worden.")
    hulpvraag = Hulpvraag(
        van_organisatie=van,
        naar_organisatie=van,
        gevraagd_door=door,
        rol=rol,
        wens=wens,
        privacygevoelig=rol == HulpRol.DIGID or koppelen.is_privacygevoelig(kaart.leervragen),
        voornaam=kaart.voornaam,
        contact=kaart.contact,
        talen=list(kaart.talen),
        nederlands=kaart.nederlands,
        leest=kaart.leest,
        niveau=kaart.niveau,
        leervragen=list(kaart.leervragen),
        doelgroepen=list(kaart.doelgroepen),
        dagdelen=list(kaart.dagdelen),
        pc4=kaart.pc4,
        een_op_een=kaart.een_op_een,
        apparaten=list(kaart.apparaten),
        toelichting=kaart.toelichting,
    )
    hulpvraag.naar_organisatie = _wie_zoekt(hulpvraag)
    hulpvraag.save()
    noteer(
        "hulp_gevraagd", hulpvraag, door=door, organisaties=[van.pk, hulpvraag.naar_organisatie_id],
        rol=rol, naar=hulpvraag.naar_organisatie_id,
    )  # fmt: skip
    return hulpvraag


def met_coordinator() -> dict[int, Organisatie]:
    """Organisations where a coordinator can take up a request, by id."""
    leden = Lidmaatschap.objects.met_rol(Rol.COORDINATOR).filter(organisatie__actief=True).select_related("organisatie")
    return {lid.organisatie_id: lid.organisatie for lid in leden}


def _wie_zoekt(hulpvraag: Hulpvraag) -> Organisatie:
    """The asking organisation when it has a coordinator, else the one where most volunteers fit."""
    kandidaten = met_coordinator()
    if hulpvraag.van_organisatie_id in kandidaten or not kandidaten:
        return hulpvraag.van_organisatie
    aantallen = koppelen.passend_per_organisatie(
        koppelen.vraag_van(hulpvraag), rol=hulpvraag.rol, privacygevoelig=hulpvraag.privacygevoelig
    )
    return kandidaten[max(sorted(kandidaten), key=lambda pk: aantallen.get(pk, 0))]


@transaction.atomic
def draag_over(*, hulpvraag: Hulpvraag, naar: Organisatie, door: Gebruiker) -> Hulpvraag:
    """Let another organisation look for a volunteer; it then sees the card. Only while nobody is proposed."""
    vers = Hulpvraag.objects.select_for_update(of=("self",)).get(pk=hulpvraag.pk)
    if not mag_koppelen(door, vers):
        raise WerkstroomFout("U kunt deze hulpvraag niet doorzetten. Dat doet de coördinator van die organisatie.")
    if vers.status != HulpvraagStatus.OPEN:
        raise WerkstroomFout(f"Doorzetten kan alleen als de vraag open is. De stand is: {vers.get_status_display()}.")
    if naar.pk not in met_coordinator():
        raise WerkstroomFout("Deze organisatie heeft geen vrijwilligerscoördinator.")
    oud = vers.naar_organisatie_id
    # The row leaves the scope of who hands it over (unless they asked it), so the write needs both.
    with bereik([oud, naar.pk, vers.van_organisatie_id]):
        vers.naar_organisatie = naar
        vers.versie += 1
        vers.save()
        noteer("doorgezet", vers, door=door, organisaties=[oud, naar.pk, vers.van_organisatie_id], naar=naar.pk)
    return vers


@transaction.atomic
def zet_wens(*, hulpvraag: Hulpvraag, wens: str, door: Gebruiker) -> Hulpvraag:
    """By a woman or a man only, as the learner said. A hard condition, so only while somebody is looked for."""
    vers = Hulpvraag.objects.select_for_update(of=("self",)).get(pk=hulpvraag.pk)
    if not (mag_hulp_vragen(door, vers.van_organisatie_id) or mag_koppelen(door, vers)):
        raise WerkstroomFout("U kunt deze hulpvraag niet wijzigen. Dat doet de coördinator van die organisatie.")
    if wens not in Wens.values or not vers.wacht:
        raise WerkstroomFout(f"Dat kan nu niet. De stand is: {vers.get_status_display()}.")
    vers.wens = wens
    vers.versie += 1
    vers.save()
    noteer(
        "gewijzigd", vers, door=door, organisaties=[vers.van_organisatie_id, vers.naar_organisatie_id], velden=["wens"]
    )
    return vers


@transaction.atomic
def trek_in(*, hulpvraag: Hulpvraag, door: Gebruiker, versie: int | None = None) -> Hulpvraag:
    """The learner no longer wants a volunteer, or takes back the consent: proposals lapse, running help stops.

    The match and the volunteer may be of another organisation, so this looks wider than the coach who withdraws; who
    may withdraw is checked by the workflow on the request itself.
    """
    partijen = {hulpvraag.van_organisatie_id, hulpvraag.naar_organisatie_id}
    with bereik(alles=True):
        partijen |= set(hulpvraag.koppelingen.values_list("vrijwilliger__organisatie_id", flat=True)) - {None}
    with bereik(sorted(partijen)):
        for voorstel in hulpvraag.koppelingen.filter(status=KoppelingStatus.VOORGESTELD):
            workflow.koppeling.voer_uit(
                voorstel, "vervalt", door=None, door_tekst=str(door), velden={"geeindigd_op": timezone.localdate()}
            )
        for lopend in hulpvraag.koppelingen.bezet():
            klaar = workflow.koppeling.voer_uit(
                lopend,
                "leerder_stopt",
                door=None,
                door_tekst=str(door),
                gegevens={"reden": StopReden.LEERDER_STOPT},
                velden={
                    "reden": StopReden.LEERDER_STOPT,
                    "geeindigd_op": timezone.localdate(),
                    "volgende_checkin": None,
                },
            )
            plek_vrij(klaar.vrijwilliger, door)
        return workflow.hulpvraag.voer_uit(
            hulpvraag, "trek_in", door=door, versie=versie, velden={"afgerond_op": timezone.localdate()}
        )


@transaction.atomic
def trek_toestemming_in(*, hulpvraag: Hulpvraag, door: Gebruiker) -> None:
    """The learner took back the consent: stop what runs, and erase the card in whatever state the request is."""
    vers = Hulpvraag.objects.select_for_update(of=("self",)).get(pk=hulpvraag.pk)
    if workflow.hulpvraag.kan(vers, "trek_in", door) or vers.koppelingen.bezet().exists():
        vers = trek_in(hulpvraag=vers, door=door)
    if vers.kaart_gewist_op is None:
        for veld, leeg in Hulpvraag.LEGE_KAART.items():
            setattr(vers, veld, leeg)
        vers.kaart_gewist_op = timezone.now()
        vers.versie += 1
        vers.save()
        noteer("kaart_gewist", vers, door=door, organisaties=[vers.van_organisatie_id, vers.naar_organisatie_id])


def heropen_als_niemand(hulpvraag: Hulpvraag, door: Gebruiker | None) -> None:
    """After a match fell through: the request is open again, unless somebody else is proposed or helps."""
    leeft = hulpvraag.koppelingen.filter(status__in=[KoppelingStatus.VOORGESTELD, *BEZET])
    if hulpvraag.status != HulpvraagStatus.OPEN and not leeft.exists():
        workflow.hulpvraag.voer_uit(hulpvraag, "heropen", door=None, door_tekst=str(door or ""))
