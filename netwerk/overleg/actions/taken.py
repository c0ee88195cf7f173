"""What members do: suggest, support, take a task, move its date, hand it back, close it. Each atomic and logged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie, Stadsdeel

from ..choices import Netwerkthema, SuggestieStatus, TaakStatus
from ..models import Agendasuggestie, Bijeenkomst, Punt, Steun, Taak
from ..permissions import mag_meedoen, mag_overleg_beheren
from ..workflow import taakstroom


class NietVanUwOrganisatie(ValueError):
    """Somebody acts for an organisation they do not work for; the text is Dutch and fit to show."""


def namens(organisatie: Organisatie, door: Gebruiker) -> None:
    """Raise :class:`NietVanUwOrganisatie` unless this person works for the organisation."""
    if not mag_meedoen(door) or organisatie.pk not in door.organisatie_ids:
        raise NietVanUwOrganisatie(
            "U kunt dit alleen doen voor een organisatie waar u bij hoort. Kies een andere organisatie."
        )


@transaction.atomic
def doe_suggestie(
    *,
    bijeenkomst: Bijeenkomst,
    titel: str,
    organisatie: Organisatie,
    door: Gebruiker,
    toelichting: str = "",
    thema: str = Netwerkthema.OVERIG,
) -> Agendasuggestie:
    """Propose a point for the agenda; who proposes also supports."""
    namens(organisatie, door)
    suggestie = Agendasuggestie.objects.create(
        bijeenkomst=bijeenkomst, titel=titel, toelichting=toelichting, thema=thema, organisatie=organisatie, door=door
    )
    Steun.objects.create(suggestie=suggestie, door=door, organisatie=organisatie)
    noteer("suggestie:gedaan", suggestie, door=door, organisaties=[organisatie.pk])
    return suggestie


@transaction.atomic
def zet_steun(suggestie: Agendasuggestie, *, aan: bool, door: Gebruiker) -> bool:
    """Support or no longer support; says whether anything changed. Asking twice for the same changes nothing."""
    if not mag_meedoen(door):
        raise NietVanUwOrganisatie(
            "Alleen leden van het netwerk kunnen een suggestie steunen. Vraag de beheerder van uw organisatie om u "
            "toe te voegen."
        )
    if aan:
        _, nieuw = Steun.objects.get_or_create(
            suggestie=suggestie, door=door, defaults={"organisatie_id": door.organisatie_ids[0]}
        )
        return nieuw
    weg, _ = Steun.objects.filter(suggestie=suggestie, door=door).delete()
    return bool(weg)


@transaction.atomic
def zet_suggestie(suggestie: Agendasuggestie, status: str, *, door: Gebruiker) -> Agendasuggestie:
    """Put a suggestion on the agenda, keep it for later, or mark it as dealt with."""
    vers = Agendasuggestie.objects.select_for_update().get(pk=suggestie.pk)
    if vers.status != status:
        van, vers.status = vers.status, SuggestieStatus(status)
        vers.versie += 1
        vers.save()
        noteer("suggestie:status", vers, door=door, organisaties=[vers.organisatie_id], van=van, naar=status)
    return vers


@transaction.atomic
def breng_taak_in(
    *,
    titel: str,
    door: Gebruiker | None,
    wat: str = "",
    thema: str = Netwerkthema.OVERIG,
    stadsdeel: Stadsdeel | None = None,
    aangeboden_door: Organisatie | None = None,
    toegezegd: Gebruiker | None = None,
    uiterlijk: date | None = None,
    bijeenkomst: Bijeenkomst | None = None,
    punt: Punt | None = None,
) -> Taak:
    """Bring in a task: asked ("wie pakt dit op?"), or offered by one's own organisation.

    ``toegezegd``: who said at the meeting that they would do it, written down by the secretary; they still confirm it
    with a date, so nobody is given a promise that they did not make. Raises NietVanUwOrganisatie.
    """
    if aangeboden_door is not None and door is not None:
        namens(aangeboden_door, door)
    if toegezegd is not None:
        if not mag_overleg_beheren(door) or not toegezegd.lidmaatschappen_nu:
            raise NietVanUwOrganisatie("Alleen de secretaris schrijft op wat een lid in het overleg toezegde.")
        aangeboden_door = toegezegd.lidmaatschappen_nu[0].organisatie
    taak = Taak.objects.create(
        titel=titel,
        wat=wat,
        thema=thema,
        stadsdeel=stadsdeel,
        uiterlijk=uiterlijk,
        bijeenkomst=bijeenkomst,
        punt=punt,
        ingebracht_door=door,
        status=TaakStatus.AANGEBODEN if aangeboden_door else TaakStatus.GEVRAAGD,
        eigenaar_organisatie=aangeboden_door,
        eigenaar=toegezegd or (door if aangeboden_door else None),
    )
    noteer("taak:ingebracht", taak, door=door, organisaties=[taak.eigenaar_organisatie_id], status=taak.status)
    return taak


def pak_op(
    taak: Taak, *, organisatie: Organisatie, uiterlijk: date, door: Gebruiker, versie: int | None = None
) -> Taak:
    """Take a task: owner by name, for an organisation, with a date."""
    namens(organisatie, door)
    velden: dict[str, Any] = {
        "eigenaar": door,
        "eigenaar_organisatie": organisatie,
        "uiterlijk": uiterlijk,
        "reden": "",
    }
    return taakstroom.voer_uit(
        taak, "pak_op", door=door, versie=versie, velden=velden, gegevens={"uiterlijk": uiterlijk.isoformat()}
    )


def verzet(taak: Taak, *, uiterlijk: date, reden: str, door: Gebruiker, versie: int | None = None) -> Taak:
    """Promise another date, and say why: the network sees both."""
    gegevens = {"was": taak.uiterlijk.isoformat() if taak.uiterlijk else "", "uiterlijk": uiterlijk.isoformat()}
    velden = {"uiterlijk": uiterlijk, "reden": reden.strip(), "herinnerd_op": None}
    return taakstroom.voer_uit(taak, "verzet", door=door, versie=versie, velden=velden, gegevens=gegevens)


def rond_af(taak: Taak, *, resultaat: str, door: Gebruiker, versie: int | None = None) -> Taak:
    """Close with a concrete result; the database refuses an empty one."""
    velden = {"resultaat": resultaat.strip(), "gesloten_op": timezone.localdate()}
    return taakstroom.voer_uit(taak, "rond_af", door=door, versie=versie, velden=velden)


def geef_terug(taak: Taak, *, reden: str, door: Gebruiker, versie: int | None = None) -> Taak:
    """Hand back, with the reason, so that the next one knows."""
    velden = {"eigenaar": None, "eigenaar_organisatie": None, "uiterlijk": None, "reden": reden.strip()}
    return taakstroom.voer_uit(taak, "geef_terug", door=door, versie=versie, velden=velden)


def laat_vervallen(taak: Taak, *, reden: str, door: Gebruiker, versie: int | None = None) -> Taak:
    """Drop a task, with the reason."""
    velden = {"reden": reden.strip(), "gesloten_op": timezone.localdate()}
    return taakstroom.voer_uit(taak, "laat_vervallen", door=door, versie=versie, velden=velden)


def heropen(taak: Taak, *, door: Gebruiker, versie: int | None = None) -> Taak:
    """Open a closed task again: it looks for an owner, and what was reached stays readable."""
    velden = {"eigenaar": None, "eigenaar_organisatie": None, "uiterlijk": None, "gesloten_op": None, "reden": ""}
    return taakstroom.voer_uit(taak, "heropen", door=door, versie=versie, velden=velden)
