"""The database ranks as ``weging`` does: same who fits, same order, on random people and requests."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from netwerk.kern.choices import NederlandsNiveau, Rol
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import kandidatenlijst, koppelen
from vrijwilligers.actions.hulpvragen import zet_wens
from vrijwilligers.eisen import beleid_voor
from vrijwilligers.models import Hulpvraag, Koppeling, Resultaat, Screening, Vrijwilliger

from .fabrieken import hulpvraag

DAGEN = ["ma-ochtend", "di-middag", "wo-avond", "za-avond"]
TALEN = ["nl", "ti", "ar", "tr"]
VAARDIG = ["apparaat", "overheid", "veilig", "overheid-digid-aanvragen", "veilig-online"]
VRAGEN = ["apparaat-aan-uit", "overheid-digid-aanvragen", "werk-sollicitatiebrief"]


def mensen(rng: random.Random, organisaties: list, aantal: int) -> None:
    nu, vandaag = timezone.now(), timezone.localdate()

    def greep(lijst: list[str], minst: int = 0) -> list[str]:
        return rng.sample(lijst, rng.randint(minst, min(3, len(lijst))))

    for n in range(aantal):
        org = rng.choice(organisaties)
        wie = Vrijwilliger.objects.create(
            naam=f"Proef {n}", telefoon="0612345678", organisatie=org, talen=greep(TALEN, 1),
            pc4_id=rng.choice([None, "1024", "1031", "1071", "1102"]), dagdelen=greep(DAGEN),
            reisafstand_m=rng.choice([None, 1500, 5000, 10000]), capaciteit=rng.choice([0, 1, 1, 2]),
            vaardigheden=greep(VAARDIG), doelgroepen=greep(["ouderen", "nt2"]),
            vormen=greep(["een_op_een", "groep"]), ik_ben=rng.choice(["", "vrouw", "man"]),
            status=rng.choice(["inzetbaar", "inzetbaar", "actief", "pauze"]),
            status_sinds=nu - timedelta(days=rng.randint(0, 120)),
            ook_bij=[organisaties[0].pk] if rng.random() < 0.2 and org != organisaties[0] else [],
        )  # fmt: skip
        if rng.random() < 0.8:
            getoond = vandaag - timedelta(days=rng.choice([10, 900, 1200]))
            vog = {"vog_getoond_op": getoond, "vog_geldig_tot": getoond + timedelta(days=1300)}
            Screening.objects.create(
                vrijwilliger=wie, organisatie=org, geheimhouding_getekend_op=vandaag, geheimhouding_versie="1",
                referentie_op=rng.choice([None, vandaag]), **(vog if rng.random() < 0.7 else {}),
            )  # fmt: skip
        for module in ("basis", "privacy"):
            if rng.random() < 0.8:
                Resultaat.objects.create(
                    vrijwilliger=wie, organisatie=org, module_id=module, status="behaald",
                    ingeschreven_op=vandaag, behaald_op=vandaag,
                )  # fmt: skip


def test_the_database_ranks_as_the_scoring_of_one(alles) -> None:
    rng = random.Random(5)
    een, twee = OrganisatieFabriek(), OrganisatieFabriek()
    door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=een)
    mensen(rng, [een, een, twee, None], 120)
    loopt = hulpvraag(een, door, voornaam="Loopt")
    helpt = Vrijwilliger.objects.filter(organisatie=een, capaciteit__gte=1, screening__isnull=False).order_by("pk")
    helpt = helpt.filter(resultaten__module="basis").first()
    Koppeling.objects.create(
        hulpvraag=loopt, vrijwilliger=helpt, organisatie=een, van_organisatie=een, voornaam="x", status="gestart"
    )
    for n, klaar in enumerate(Vrijwilliger.objects.filter(organisatie=een).order_by("pk")[:20]):
        for _ in range(n % 5):
            Koppeling.objects.create(
                hulpvraag=loopt, vrijwilliger=klaar, organisatie=een, van_organisatie=een, voornaam="x",
                status="afgerond",
            )  # fmt: skip
    gezien = 0
    for n in range(14):
        rij = hulpvraag(
            een, door, voornaam=f"Vraag {n}", rol=rng.choice(["computerhulp", "spreekuur", "digid"]),
            talen=tuple(rng.sample(TALEN, rng.randint(1, 2))), nederlands=rng.choice(list(NederlandsNiveau)),
            leervragen=tuple(rng.sample(VRAGEN, rng.randint(0, 3))), pc4=rng.choice(["", "1024", "1079"]),
            dagdelen=tuple(rng.sample(DAGEN, rng.randint(0, 2))), een_op_een=rng.choice([None, True, False]),
            doelgroepen=tuple(rng.sample(["ouderen", "nt2"], rng.randint(0, 1))),
        )  # fmt: skip
        zet_wens(hulpvraag=rij, wens=rng.choice(["", "", "vrouw", "man"]), door=door)
        rij.refresh_from_db()
        vraag, vandaag = koppelen.vraag_van(rij), timezone.localdate()
        beleid = beleid_voor(rij.rol, een.pk, vandaag, privacygevoelig=rij.privacygevoelig)
        lijst = kandidatenlijst.rangschik(
            vraag, beleid, organisatie_id=een.pk, hulpvraag_id=rij.pk, vandaag=vandaag, passend=200, bijna=200
        )
        waar = Q(organisatie=een) | Q(organisatie=None) | Q(ook_bij__contains=[een.pk])
        _, kandidaten = koppelen._kandidaten(
            waar & Q(talen__overlap=sorted(vraag.bruikbare_talen) or ["nl"]),
            rol=rij.rol, privacygevoelig=rij.privacygevoelig, organisatie_id=een.pk,
        )  # fmt: skip
        uit = koppelen.rangschik(vraag, kandidaten, bijna=1000)
        assert [o.pk for o in uit.passend] == lijst.passend and lijst.totaal == len(lijst.passend)
        assert [o.pk for o in uit.bijna] == lijst.bijna
        gezien += len(lijst.passend)
    assert gezien > 30, "the cases must have something to compare"


def test_the_list_takes_a_fixed_number_of_queries(alles, django_assert_max_num_queries) -> None:
    een = OrganisatieFabriek()
    door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=een)
    mensen(random.Random(1), [een], 40)
    rij = Hulpvraag.objects.get(pk=hulpvraag(een, door, talen=("ar", "nl")).pk)
    with django_assert_max_num_queries(16):
        passend, _, totaal = koppelen.ranglijst(rij, passend=3)
    assert len(passend) == min(3, totaal) and totaal > 3
