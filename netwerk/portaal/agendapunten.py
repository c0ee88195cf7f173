"""What the figures say that the network should talk about, handed down to the room of the meetings.

Each rule reads one room and gives at most a few proposals. Counts of people are rounded down to fives, and under five
it says so: next to the published tables no exact number can be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from aanbod.choices import Soort
from aanbod.models import Aanbod, Doorverwijzing
from leermateriaal import inventaris
from netwerk.kern.bereik import bereik
from netwerk.kern.datums import datum
from netwerk.kern.grof import in_woorden as mensen
from netwerk.kern.models import Stadsdeel
from netwerk.overleg.actions import Voorstel, zet_voorstellen
from netwerk.overleg.choices import Netwerkthema
from vrijwilligers.choices import VrijwilligerStatus
from vrijwilligers.models import Hulpvraag, Vrijwilliger

#: Days a volunteer may wait between signing up and being ready, and a learner for a volunteer.
WACHT_DAGEN = 42
#: Provision that ends within so many days asks for a plan now.
EINDE_DAGEN = 60
#: Of the holes in the catalogue only those that most learners asked for.
MEESTE_GATEN = 3

ONDERWEG = (
    VrijwilligerStatus.AANGEMELD,
    VrijwilligerStatus.KENNISMAKING,
    VrijwilligerStatus.SCREENING,
    VrijwilligerStatus.TRAINING,
)


def _zonder_antwoord(vandaag: date) -> Iterator[Voorstel]:
    aantal = Doorverwijzing.objects.bij_ontvanger().te_laat(vandaag).count()
    if aantal:
        yield Voorstel(
            code="doorverwijzing-te-laat",
            titel="Doorverwijzingen die te lang op antwoord wachten",
            waarde=mensen(aantal),
            toelichting="Bij deze doorverwijzingen is de afgesproken datum voorbij en is er nog geen antwoord.",
            thema=Netwerkthema.SAMENWERKING,
            url=reverse("aanbod:prestaties"),
        )


def _gaten(vandaag: date) -> Iterator[Voorstel]:
    gaten = [
        (cel.gevraagd, rij.vraag, cel)
        for _, rijen in inventaris.matrix()
        for rij in rijen
        for cel in rij.cellen
        if cel.gat and cel.gevraagd
    ]
    gaten.sort(key=lambda gat: (-(gat[0] or 0), gat[1].pk))
    for gevraagd, vraag, cel in gaten[:MEESTE_GATEN]:
        yield Voorstel(
            code=f"gat:{vraag.pk}:{cel.niveau}",
            titel=f"Geen lesmateriaal: {vraag.tekst} ({cel.niveau_naam})"[:160],
            waarde=f"{mensen(gevraagd or 0)} leerders vroegen dit",
            toelichting=cel.vult,
            thema=Netwerkthema.LEERMATERIAAL,
            url=reverse("leermateriaal:wat_ontbreekt"),
        )


def _zonder_veilige_plek(vandaag: date) -> Iterator[Voorstel]:
    met = set(
        Aanbod.objects.gepubliceerd(vandaag)
        .filter(soort=Soort.VEILIGE_PLEK)
        .order_by()
        .values_list("locaties__stadsdeel", flat=True)
    )
    for deel in Stadsdeel.objects.exclude(pk__in=[code for code in met if code]):
        yield Voorstel(
            code=f"veilige-plek:{deel.pk}",
            titel=f"Geen veilige plek voor DigiD in {deel}",
            waarde="geen",
            toelichting="In dit stadsdeel staat geen enkele veilige plek voor DigiD en privézaken in het aanbod.",
            thema=Netwerkthema.SAMENWERKING,
            stadsdeel=deel.pk,
            url=f"{reverse('aanbod:lijst')}?soort={Soort.VEILIGE_PLEK}",
        )


def _aanbod_dat_stopt(vandaag: date) -> Iterator[Voorstel]:
    einde = vandaag + timedelta(days=EINDE_DAGEN)
    rijen = list(
        Aanbod.objects.gepubliceerd(vandaag).filter(tijdelijk_tot__lte=einde).order_by("tijdelijk_tot", "naam", "pk")
    )
    if rijen:
        regels = [f"{rij.naam} (tot en met {datum(rij.tijdelijk_tot, 'j F')})" for rij in rijen[:8]]
        meer = f"\nEn nog {len(rijen) - 8}." if len(rijen) > 8 else ""
        yield Voorstel(
            code="aanbod-stopt",
            titel=f"Aanbod dat binnen {EINDE_DAGEN} dagen stopt",
            waarde=str(len(rijen)),
            toelichting="\n".join(regels) + meer,
            thema=Netwerkthema.SAMENWERKING,
            url=reverse("aanbod:lijst"),
        )


def _wachtende_vrijwilligers(vandaag: date) -> Iterator[Voorstel]:
    grens = timezone.now() - timedelta(days=WACHT_DAGEN)
    if aantal := Vrijwilliger.objects.filter(status__in=ONDERWEG, aangemaakt_op__lt=grens).count():
        yield Voorstel(
            code="vrijwilligers-wachten",
            titel="Vrijwilligers die lang wachten tot zij kunnen beginnen",
            waarde=mensen(aantal),
            toelichting=f"Zij meldden zich meer dan {WACHT_DAGEN} dagen geleden aan en zijn nog niet inzetbaar.",
            thema=Netwerkthema.VRIJWILLIGERS,
        )
    leerders = Hulpvraag.objects.wachtend().filter(gevraagd_op__lt=vandaag - timedelta(days=WACHT_DAGEN)).count()
    if leerders:
        yield Voorstel(
            code="hulpvragen-wachten",
            titel="Leerders die lang op een vrijwilliger wachten",
            waarde=mensen(leerders),
            toelichting=f"Voor hen is meer dan {WACHT_DAGEN} dagen geleden hulp gevraagd en nog niemand gevonden.",
            thema=Netwerkthema.VRIJWILLIGERS,
        )


REGELS: tuple[Callable[[date], Iterator[Voorstel]], ...] = (
    _zonder_antwoord,
    _gaten,
    _zonder_veilige_plek,
    _aanbod_dat_stopt,
    _wachtende_vrijwilligers,
)


def bereken(vandaag: date | None = None) -> tuple[int, int]:
    """Compute all proposals over the whole network and store them: (current, no longer so)."""
    dag = vandaag or timezone.localdate()
    with bereik(alles=True):
        return zet_voorstellen([voorstel for regel in REGELS for voorstel in regel(dag)])
