"""A new version of the questionnaire: copy, edit as a concept, publish. A published version never changes."""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..choices import VersieStatus
from ..fouten import IntakeFout
from ..models import Vragenlijstversie
from ..vragenlijst import Fout, VragenlijstFout, maak_vertaling, maak_vragenlijst
from ..vragenlijsttekst import als_toml


@transaction.atomic
def maak_concept(van: Vragenlijstversie, *, door: Gebruiker) -> Vragenlijstversie:
    """A copy with the next number, translations included. The one that is published stays as it is."""
    hoogste = Vragenlijstversie.objects.select_for_update().order_by("-nummer").aggregate(hoogste=Max("nummer"))
    nummer = (hoogste["hoogste"] or 0) + 1
    inhoud = {**copy.deepcopy(van.inhoud), "versie": nummer, "datum": timezone.localdate().isoformat()}
    vertalingen = {taal: {**copy.deepcopy(tekst), "versie": nummer} for taal, tekst in van.vertalingen.items()}
    concept = Vragenlijstversie.objects.create(
        nummer=nummer, titel=van.titel, inhoud=inhoud, vertalingen=vertalingen, status=VersieStatus.CONCEPT
    )
    noteer("vragenlijst:concept", concept, door=door, van=van.nummer)
    return concept


def fouten_in(inhoud: dict[str, Any], vertalingen: dict[str, Any], *, tekst: str = "") -> list[Fout]:
    """Everything that keeps this from being published, with the line in ``tekst`` (else in its own text form)."""
    try:
        vragenlijst = maak_vragenlijst(inhoud, bron="vragen", tekst=tekst or als_toml(inhoud))
    except VragenlijstFout as fout:
        return list(fout.fouten)
    fouten: list[Fout] = []
    for taal, vertaling in vertalingen.items():
        try:
            maak_vertaling(vertaling, vragenlijst, bron=f"vertaling {taal}", tekst=als_toml(vertaling))
        except VragenlijstFout as fout:
            fouten += fout.fouten
    return fouten


@transaction.atomic
def publiceer(versie: Vragenlijstversie, *, door: Gebruiker) -> Vragenlijstversie:
    """From now on new intakes use this version; running ones keep theirs. Raises VragenlijstFout, IntakeFout.

    Where the Dutch sentence changed and the translation did not, the translation is marked as not reviewed: nobody who
    reads that language has seen the two side by side.
    """
    vers = Vragenlijstversie.objects.select_for_update().get(pk=versie.pk)
    if vers.status != VersieStatus.CONCEPT:
        raise IntakeFout(f"Versie {vers.nummer} is al uitgegeven en verandert niet meer. Maak een nieuwe versie.")
    fouten = fouten_in(vers.inhoud, vers.vertalingen)
    if fouten:
        raise VragenlijstFout(fouten)
    oud = Vragenlijstversie.objects.filter(status=VersieStatus.GEPUBLICEERD).first()
    if oud:
        _merk_verouderde_vertalingen(oud, vers)
        Vragenlijstversie.objects.filter(pk=oud.pk).update(status=VersieStatus.OUD)
    vers.status, vers.gepubliceerd_op = VersieStatus.GEPUBLICEERD, timezone.now()
    vers.save()
    noteer("vragenlijst:uitgegeven", vers, door=door, nummer=vers.nummer)
    return vers


def _merk_verouderde_vertalingen(oud: Vragenlijstversie, nieuw: Vragenlijstversie) -> None:
    def zinnen(versie: Vragenlijstversie) -> dict[str, str]:
        return {vraag["code"]: vraag["tekst"] for vraag in versie.inhoud["vraag"]}

    eerst, nu = zinnen(oud), zinnen(nieuw)
    anders = [code for code, zin in nu.items() if eerst.get(code) != zin]
    for taal, vertaling in nieuw.vertalingen.items():
        was = oud.vertalingen.get(taal, {}).get("vragen", {})
        if any(code in was and was[code] == vertaling["vragen"].get(code) for code in anders):
            vertaling["nagekeken"] = False
