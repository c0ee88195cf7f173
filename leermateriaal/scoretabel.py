"""Keeps the stored scores true: after each experience for one material, and for everything by command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from . import score
from .inventaris import ververs_cellen, ververs_van
from .models import Celscore, Ervaring, Materiaal, Matrixcel, Scorebasis

#: Which margins are stored, by the fields that stay.
MARGES: dict[str, tuple[str, ...]] = {
    Celscore.Per.MATERIAAL: ("materiaal",),
    Celscore.Per.VRAAG: ("materiaal", "leervraag"),
    Celscore.Per.VRAAGNIVEAU: ("materiaal", "leervraag", "niveau"),
    Celscore.Per.VRAAGGROEP: ("materiaal", "leervraag", "doelgroep"),
    Celscore.Per.CEL: ("materiaal", "leervraag", "niveau", "doelgroep"),
}


def _waarnemingen(materialen: Iterable[int] | None = None) -> list[score.Waarneming]:
    zoek = Ervaring.objects.all()
    if materialen is not None:
        zoek = zoek.filter(materiaal_id__in=materialen)
    return [
        score.Waarneming(
            materiaal=rij["materiaal_id"],
            leervraag=rij["leervraag_id"],
            doelgroep=rij["doelgroep_id"],
            niveau=rij["niveau"],
            organisatie=rij["organisatie_id"],
            persoon=rij["door_id"],
            uitkomst=rij["hoe"],
            op=rij["op"],
            leerders=rij["aantal_leerders"],
        )
        for rij in zoek.order_by().values(
            "materiaal_id",
            "leervraag_id",
            "doelgroep_id",
            "niveau",
            "organisatie_id",
            "door_id",
            "hoe",
            "op",
            "aantal_leerders",
        )
    ]


def _uitgevers() -> dict[int, tuple[int, ...]]:
    rijen = Materiaal.objects.filter(uitgever_organisatie__isnull=False)
    return {pk: (organisatie,) for pk, organisatie in rijen.values_list("pk", "uitgever_organisatie_id")}


def _rijen(waarnemingen: list[score.Waarneming], naar: float, op: date, uitgevers: dict) -> list[Celscore]:
    rijen = []
    for per, velden in MARGES.items():
        cellen: dict[tuple, list[score.Waarneming]] = {}
        for waarneming in waarnemingen:
            cellen.setdefault(tuple(getattr(waarneming, veld) for veld in velden), []).append(waarneming)
        for cel, inhoud in cellen.items():
            uit = score.score(inhoud, peildatum=op, naar=naar, uitgevers=uitgevers)
            rijen.append(
                Celscore(
                    per=per,
                    **{
                        f"{veld}_id" if veld != "niveau" else veld: waarde
                        for veld, waarde in zip(velden, cel, strict=True)
                    },
                    score=uit.score,
                    marge=uit.marge,
                    aantal=uit.aantal,
                    bronnen=uit.bronnen,
                    verdeling=list(uit.verdeling),
                    berekend_op=op,
                )
            )
    return rijen


@transaction.atomic
def ververs(materiaal: Materiaal) -> None:
    """Recompute the scores of one material and the cells they stand in. Locks the material.

    Pulled to the mean of the last full computation.
    """
    Materiaal.objects.select_for_update(of=("self",)).get(pk=materiaal.pk)
    basis = Scorebasis.objects.first()
    naar = basis.gemiddelde if basis else score.BEGIN_GEMIDDELDE
    eigen = (materiaal.uitgever_organisatie_id,) if materiaal.uitgever_organisatie_id else ()
    voorheen = set(
        Celscore.objects.filter(materiaal=materiaal, per=Celscore.Per.VRAAG).values_list("leervraag_id", flat=True)
    )
    Celscore.objects.filter(materiaal=materiaal).delete()
    Celscore.objects.bulk_create(
        _rijen(_waarnemingen([materiaal.pk]), naar, timezone.localdate(), {materiaal.pk: eigen})
    )
    ververs_van(materiaal, *voorheen)


def koppel_uitgevers() -> int:
    """Tie materials to the organisation whose name stands as publisher, for those that joined later; returns how many.

    From then on what that organisation told about them counts no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE leermateriaal_materiaal m SET uitgever_organisatie_id = o.id FROM kern_organisatie o"
            " WHERE m.uitgever_organisatie_id IS NULL AND lower(btrim(o.naam)) = lower(btrim(m.uitgever))"
        )
        return cursor.rowcount


@transaction.atomic
def ververs_alles() -> int:
    """Recompute the mean, every score and the matrix (nightly: experiences age). Returns the number of scores."""
    koppel_uitgevers()
    vandaag, uitgevers, alle = timezone.localdate(), _uitgevers(), _waarnemingen()
    naar = score.gemiddelde((w for w in alle if not score.is_eigen(w, uitgevers)), vandaag)
    Scorebasis.objects.update_or_create(pk=1, defaults={"gemiddelde": naar, "berekend_op": vandaag})
    # Without Django's collector, which would fetch every row first; both tables are filled again below.
    Matrixcel.objects.all()._raw_delete(Matrixcel.objects.db)
    Celscore.objects.all()._raw_delete(Celscore.objects.db)
    aantal = len(Celscore.objects.bulk_create(_rijen(alle, naar, vandaag, uitgevers), batch_size=2000))
    with connection.cursor() as cursor:
        # The next statement joins on what was filled just now: without fresh statistics its plan can take hours.
        cursor.execute("ANALYZE leermateriaal_celscore")
    ververs_cellen()
    return aantal
