"""A signal to the municipality: hand in, support, answer with what, who and when, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.werkdagen import na_werkdagen

from ..berichten import meld_ingediend
from ..models import Agendavoorstel, Signaal, Signaalcijfer, Signaalsteun
from ..permissions import kan_signaal_geven, mag_meedoen
from ..workflow import signaalstroom
from .taken import NietVanUwOrganisatie, namens

#: Working days within which the municipality answers.
ANTWOORD_WERKDAGEN = 20


@transaction.atomic
def dien_in(
    signaal: Signaal, *, organisatie: Organisatie, voorstellen: Iterable[Agendavoorstel] = (), door: Gebruiker
) -> Signaal:
    """Hand in, with the portal's figures as they stand today; one's own organisation supports it from the start."""
    _van_het_netwerk(organisatie, door)
    signaal.organisatie, signaal.door = organisatie, door
    signaal.uiterlijk = na_werkdagen(timezone.localdate(), ANTWOORD_WERKDAGEN)
    signaal.save()
    Signaalcijfer.objects.bulk_create(
        Signaalcijfer(
            signaal=signaal,
            wat=voorstel.titel,
            waarde=voorstel.waarde,
            bron="Dit portaal",
            peildatum=timezone.localdate(voorstel.berekend_op),
            url=voorstel.url,
        )
        for voorstel in voorstellen
    )
    Signaalsteun.objects.create(signaal=signaal, organisatie=organisatie, door=door)
    noteer("signaal:ingediend", signaal, door=door, organisaties=[organisatie.pk])
    meld_ingediend(signaal)
    return signaal


@transaction.atomic
def zet_signaalsteun(signaal: Signaal, organisatie: Organisatie, *, aan: bool, door: Gebruiker) -> bool:
    """Support for one's organisation, or stop; says whether anything changed."""
    if not mag_meedoen(door):
        raise NietVanUwOrganisatie("Alleen organisaties van het netwerk kunnen een signaal steunen.")
    if aan:
        _van_het_netwerk(organisatie, door)
        _, nieuw = Signaalsteun.objects.get_or_create(signaal=signaal, organisatie=organisatie, defaults={"door": door})
        return nieuw
    namens(organisatie, door)
    weg, _ = Signaalsteun.objects.filter(signaal=signaal, organisatie=organisatie).delete()
    return bool(weg)


def _van_het_netwerk(organisatie: Organisatie, door: Gebruiker) -> None:
    """Raises NietVanUwOrganisatie when the organisation is not one's own, or is the municipality itself."""
    namens(organisatie, door)
    if not kan_signaal_geven(organisatie):
        raise NietVanUwOrganisatie("Een signaal is voor de gemeente. Zij geeft antwoord en steunt het niet zelf.")


@transaction.atomic
def voeg_cijfer_toe(cijfer: Signaalcijfer, *, door: Gebruiker) -> Signaalcijfer:
    """Put a figure of one's own under a signal, with its source."""
    cijfer.save()
    noteer("signaal:cijfer", cijfer.signaal, door=door, organisaties=[cijfer.signaal.organisatie_id])
    return cijfer


def neem_in_behandeling(signaal: Signaal, *, behandelaar: Gebruiker, door: Gebruiker, versie: int | None = None) -> Any:
    """An official puts a name to it. The date for the answer does not move."""
    velden = {"behandelaar": behandelaar, "behandelaar_naam": str(behandelaar)}
    return signaalstroom.voer_uit(signaal, "neem_in_behandeling", door=door, versie=versie, velden=velden)


def zeg_toe(
    signaal: Signaal, *, antwoord: str, toezegging: str, uiterlijk: date, door: Gebruiker, versie: int | None = None
) -> Any:
    """Answer with what, by whom and when."""
    velden = _antwoord(signaal, antwoord, door) | {"toezegging": toezegging.strip(), "uiterlijk": uiterlijk}
    return signaalstroom.voer_uit(
        signaal, "zeg_toe", door=door, versie=versie, velden=velden, gegevens={"uiterlijk": uiterlijk.isoformat()}
    )


def wijs_af(signaal: Signaal, *, antwoord: str, door: Gebruiker, versie: int | None = None) -> Any:
    """Answer that it will not happen, and why."""
    velden = _antwoord(signaal, antwoord, door) | {"gesloten_op": timezone.localdate(), "uiterlijk": None}
    return signaalstroom.voer_uit(signaal, "wijs_af", door=door, versie=versie, velden=velden)


def _antwoord(signaal: Signaal, antwoord: str, door: Gebruiker) -> dict[str, Any]:
    wie = signaal.behandelaar or door
    return {
        "antwoord": antwoord.strip(),
        "behandelaar": wie,
        "behandelaar_naam": str(wie),
        "beantwoord_op": timezone.localdate(),
        "herinnerd_op": None,
    }


def stel_uit(signaal: Signaal, *, uiterlijk: date, reden: str, door: Gebruiker, versie: int | None = None) -> Any:
    """Promise another date, and say why."""
    gegevens = {"was": signaal.uiterlijk.isoformat() if signaal.uiterlijk else "", "uiterlijk": uiterlijk.isoformat()}
    velden = {"uiterlijk": uiterlijk, "reden": reden.strip(), "herinnerd_op": None}
    return signaalstroom.voer_uit(signaal, "stel_uit", door=door, versie=versie, velden=velden, gegevens=gegevens)


def voer_uit(signaal: Signaal, *, resultaat: str, door: Gebruiker, versie: int | None = None) -> Any:
    """Close a promise with what came of it."""
    velden = {"resultaat": resultaat.strip(), "gesloten_op": timezone.localdate(), "uiterlijk": None, "reden": ""}
    return signaalstroom.voer_uit(signaal, "voer_uit", door=door, versie=versie, velden=velden)


def zet_terug(signaal: Signaal, *, reden: str, door: Gebruiker, versie: int | None = None) -> Any:
    """Say that it is not solved: the same signal asks again, with a new date for the answer."""
    velden = {
        "reden": reden.strip(),
        "gesloten_op": None,
        "herinnerd_op": None,
        "uiterlijk": na_werkdagen(timezone.localdate(), ANTWOORD_WERKDAGEN),
    }
    return signaalstroom.voer_uit(signaal, "zet_terug", door=door, versie=versie, velden=velden)


def trek_in(signaal: Signaal, *, reden: str, door: Gebruiker, versie: int | None = None) -> Any:
    """Withdraw, with the reason."""
    velden = {"reden": reden.strip(), "gesloten_op": timezone.localdate(), "uiterlijk": None}
    return signaalstroom.voer_uit(signaal, "trek_in", door=door, versie=versie, velden=velden)
