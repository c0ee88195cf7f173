"""Composing the agenda: from suggestions, from what the figures say, and in the secretary's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..choices import Netwerkthema, SuggestieStatus
from ..models import Agendapunt, Agendasuggestie, Agendavoorstel, Bijeenkomst
from .taken import zet_suggestie


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What a higher room hands down: see :class:`~netwerk.overleg.models.Agendavoorstel` for the fields."""

    code: str
    titel: str
    waarde: str
    toelichting: str = ""
    thema: str = Netwerkthema.OVERIG
    stadsdeel: str | None = None
    url: str = ""


@transaction.atomic
def zet_voorstellen(voorstellen: Iterable[Voorstel]) -> tuple[int, int]:
    """Store what the figures say now: (current, no longer so). Safe to repeat; nothing is doubled or forgotten.

    A proposal that was put aside comes back only when its figure changed.
    """
    nu = timezone.now()
    codes = []
    for voorstel in voorstellen:
        codes.append(voorstel.code)
        oud = Agendavoorstel.objects.filter(code=voorstel.code).first()
        velden = {
            "thema": Netwerkthema(voorstel.thema).value,
            "titel": voorstel.titel[:160],
            "toelichting": voorstel.toelichting[:2000],
            "waarde": voorstel.waarde,
            "stadsdeel_id": voorstel.stadsdeel,
            "url": voorstel.url,
            "berekend_op": nu,
            "actueel": True,
        }
        if oud is not None and (oud.waarde != voorstel.waarde or not oud.actueel):
            velden["weggelegd_op"] = None
        Agendavoorstel.objects.update_or_create(code=voorstel.code, defaults=velden)
    weg = Agendavoorstel.objects.filter(actueel=True).exclude(code__in=codes).update(actueel=False)
    return len(codes), weg


@transaction.atomic
def zet_op_agenda(
    bijeenkomst: Bijeenkomst,
    *,
    door: Gebruiker,
    suggestie: Agendasuggestie | None = None,
    voorstel: Agendavoorstel | None = None,
) -> Agendapunt:
    """Add a suggestion or a figure's proposal at the end. Asking twice is asking once."""
    _slot(bijeenkomst)
    if suggestie is not None:
        punt, _ = Agendapunt.objects.get_or_create(
            bijeenkomst=bijeenkomst,
            suggestie=suggestie,
            defaults={
                "titel": suggestie.titel,
                "toelichting": suggestie.toelichting,
                "organisatie": suggestie.organisatie,
                "wie": str(suggestie.door or ""),
                "volgorde": _achteraan(bijeenkomst),
            },
        )
        zet_suggestie(suggestie, SuggestieStatus.OP_AGENDA, door=door)
        return punt
    assert voorstel is not None
    dag = date_format(timezone.localdate(voorstel.berekend_op), "j F Y")
    punt, _ = Agendapunt.objects.get_or_create(
        bijeenkomst=bijeenkomst,
        voorstel=voorstel,
        defaults={
            "titel": voorstel.titel,
            "toelichting": f"{voorstel.toelichting}\n\nCijfer op {dag}: {voorstel.waarde}.".strip(),
            "volgorde": _achteraan(bijeenkomst),
        },
    )
    noteer("agenda:voorstel", punt, door=door, organisaties=door.organisatie_ids, code=voorstel.code)
    return punt


@transaction.atomic
def bewaar_punt(punt: Agendapunt, *, door: Gebruiker) -> Agendapunt:
    """Keep a point; a new one comes at the end."""
    if punt._state.adding:
        _slot(punt.bijeenkomst)
        punt.volgorde = _achteraan(punt.bijeenkomst)
    punt.save()
    noteer("agenda:punt", punt, door=door, organisaties=door.organisatie_ids)
    return punt


@transaction.atomic
def verplaats(punt: Agendapunt, *, omhoog: bool) -> None:
    """One place up or down; at the edge nothing happens."""
    _slot(punt.bijeenkomst)
    rij = list(Agendapunt.objects.filter(bijeenkomst=punt.bijeenkomst_id))
    van = next(plek for plek, ander in enumerate(rij) if ander.pk == punt.pk)
    naar = van - 1 if omhoog else van + 1
    if not 0 <= naar < len(rij):
        return
    rij[van], rij[naar] = rij[naar], rij[van]
    for plek, ander in enumerate(rij, 1):
        ander.volgorde = plek
    Agendapunt.objects.bulk_update(rij, ["volgorde"])


@transaction.atomic
def haal_van_agenda(punt: Agendapunt, *, door: Gebruiker) -> None:
    """Take a point off; a suggestion goes back to the list of what was proposed."""
    if punt.suggestie is not None and punt.suggestie.status == SuggestieStatus.OP_AGENDA:
        zet_suggestie(punt.suggestie, SuggestieStatus.VOORGESTELD, door=door)
    noteer("agenda:weg", punt.bijeenkomst, door=door, organisaties=door.organisatie_ids)
    punt.delete()


@transaction.atomic
def kies_stand(suggestie: Agendasuggestie, status: str, *, door: Gebruiker) -> None:
    """Say what happens with a suggestion, and keep its meeting's agenda true: what is on it has a point there.

    Back to proposed or for later takes the point off; dealt with leaves it, since it was spoken of.
    """
    if status == SuggestieStatus.OP_AGENDA:
        zet_op_agenda(suggestie.bijeenkomst, suggestie=suggestie, door=door)
        return
    if status in (SuggestieStatus.VOORGESTELD, SuggestieStatus.LATER):
        for punt in suggestie.agendapunten.filter(bijeenkomst=suggestie.bijeenkomst_id):
            haal_van_agenda(punt, door=door)
    zet_suggestie(suggestie, status, door=door)


def leg_weg(voorstel: Agendavoorstel, *, door: Gebruiker) -> None:
    """Put a proposal aside until its figure changes."""
    voorstel.weggelegd_op = timezone.localdate()
    voorstel.save(update_fields=["weggelegd_op"])
    noteer("agenda:weggelegd", voorstel, door=door, organisaties=door.organisatie_ids)


def _slot(bijeenkomst: Bijeenkomst) -> None:
    Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)


def _achteraan(bijeenkomst: Bijeenkomst) -> int:
    return (bijeenkomst.agendapunten.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0) + 1
