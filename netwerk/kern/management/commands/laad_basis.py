"""`manage.py laad_basis`: load or renew the vocabularies, districts and postcodes from netwerk/kern/data/."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from netwerk.kern import models
from netwerk.kern.basisgegevens import BasisgegevensFout, lees_basisgegevens
from netwerk.kern.choices import Niveau


class Command(BaseCommand):
    help = "Laadt woordenlijsten, stadsdelen en postcodes. Nog een keer laden werkt bij; er wordt niets verwijderd."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            basis = lees_basisgegevens(stad=settings.STADSGEGEVENS)
        except BasisgegevensFout as fout:
            raise CommandError(f"De basisgegevens kloppen niet; er is niets geladen.\n{fout}") from fout
        self._zet(models.Stadsdeel, basis.stadsdelen, "code", "naam", "soort", "volgorde")
        self._zet(models.Doelgroep, basis.doelgroepen, "code", "naam", "uitleg", "volgorde")
        self._zet(models.Taal, basis.talen, "code", "naam", "eigen_naam", "richting", "schrift", "volgorde")
        self._zet(models.Competentie, basis.competenties, "nummer", "gebied", "naam", "naam_en")
        self._zet(models.Domeinuitleg, basis.domeinen, "code", "naam", "uitleg", "herkenning", "volgorde")
        self._opslaan(
            models.Niveauuitleg,
            [
                models.Niveauuitleg(
                    rang=niveau.rang,
                    code=niveau.code,
                    naam=niveau.naam,
                    omschrijving=niveau.omschrijving,
                    herkenning=dict(niveau.herkenning),
                )
                for niveau in basis.niveaus
            ],
        )
        self._opslaan(
            models.Postcodegebied,
            [
                models.Postcodegebied(
                    pc4=gebied.pc4,
                    plaats=gebied.plaats,
                    stadsdeel_id=gebied.stadsdeel,
                    gedeeld=gebied.gedeeld,
                    lat=gebied.lat,
                    lon=gebied.lon,
                )
                for gebied in basis.postcodes
            ],
        )
        self._leervragen(basis)
        if options["verbosity"]:
            self.stdout.write(
                f"Basis geladen: {len(basis.leervragen)} leervragen in {len(basis.themas)} thema's, "
                f"{len(basis.talen)} talen, {len(basis.postcodes)} postcodes."
            )

    def _leervragen(self, basis: Any) -> None:
        self._opslaan(
            models.Leervraag,
            [
                models.Leervraag(
                    code=thema.code,
                    tekst=thema.naam,
                    kort=thema.naam,
                    uitleg=thema.uitleg,
                    pictogram=thema.pictogram,
                    volgorde=thema.volgorde,
                )
                for thema in basis.themas
            ],
        )
        self._opslaan(
            models.Leervraag,
            [
                models.Leervraag(
                    code=vraag.code,
                    thema_id=vraag.thema,
                    tekst=vraag.tekst,
                    kort=vraag.kort,
                    domein=vraag.domein,
                    niveau=Niveau.van_code(vraag.niveau),
                    woorden=list(vraag.woorden),
                    pictogram=vraag.pictogram,
                    privacygevoelig=vraag.privacygevoelig,
                    volgorde=volgorde,
                )
                for volgorde, vraag in enumerate(basis.leervragen)
            ],
        )
        koppel = models.Leervraag.competenties.through
        codes = [vraag.code for vraag in basis.leervragen]
        koppel.objects.filter(leervraag_id__in=codes).delete()
        koppel.objects.bulk_create(
            koppel(leervraag_id=vraag.code, competentie_id=nummer)
            for vraag in basis.leervragen
            for nummer in vraag.digcomp
        )

    def _zet(self, model: Any, regels: Any, *velden: str) -> None:
        self._opslaan(model, [model(**{veld: getattr(regel, veld) for veld in velden}) for regel in regels])

    @staticmethod
    def _opslaan(model: Any, rijen: list[Any]) -> None:
        sleutel = model._meta.pk.name
        velden = [veld.name for veld in model._meta.concrete_fields if veld.name not in (sleutel, "actief")]
        model.objects.bulk_create(rijen, update_conflicts=True, unique_fields=[sleutel], update_fields=velden)
