"""How long does the city-wide proposal take, and how good is it? On an embedded PostgreSQL of its own.

    python benchmarks/vrijwilligers_toewijzing.py [--zaad 1] [2000x3000 10000x10000]

Per size, in a process of its own (for the peak memory): rows in the database → stored proposal
(`stadsronde.maak_ronde`) beside its two unavoidable parts in the same run: the bare solver (scipy) on the
same candidates plus the score matrix in numpy, once dense (all pairs, `dicht_s`) and once as ours is (filtered first,
`matrix_s`).
Then quality: total beside first come first served and, on the small size, beside the optimum over all pairs.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

#: language → share of the learners who need it, share of the volunteers who speak it
TALEN = {"ar": (0.25, 0.15), "tr": (0.15, 0.12), "ti": (0.10, 0.04), "uk": (0.08, 0.04), "en": (0.12, 0.6),
         "es": (0.06, 0.08), "pl": (0.06, 0.05), "so": (0.05, 0.02)}  # fmt: skip


def vul(vragen: int, mensen: int, zaad: int) -> None:
    """A city: four organisations, volunteers with papers, requests that wait up to four months."""
    from django.utils import timezone

    from netwerk.kern.choices import DAGDELEN
    from netwerk.kern.models import Leervraag, Organisatie, Postcodegebied
    from vrijwilligers.models import Hulpvraag, Resultaat, Screening, Vrijwilliger

    toeval, vandaag = random.Random(zaad), timezone.localdate()
    orgs = [
        Organisatie.objects.create(naam=f"Proef {n} (demo)", slug=f"proef-{n}", soort="informeel") for n in range(4)
    ]
    pc4s = list(Postcodegebied.objects.values_list("pk", flat=True))
    codes = list(Leervraag.objects.vragen().values_list("pk", flat=True))
    themas = list(Leervraag.objects.themas().values_list("pk", flat=True))
    dagen = [d[0] if isinstance(d, tuple) else d for d in DAGDELEN]
    Vrijwilliger.objects.bulk_create(
        (
            Vrijwilliger(
                naam=f"Demo {n}", telefoon="0612345678", organisatie=toeval.choice(orgs), pc4_id=toeval.choice(pc4s),
                talen=["nl", *(t for t, (_, deel) in TALEN.items() if toeval.random() < deel)],
                dagdelen=toeval.sample(dagen, 5), reisafstand_m=toeval.choice([None, 2000, 3000, 5000, 10000]),
                capaciteit=toeval.choice([1, 1, 1, 2, 3]), vaardigheden=toeval.sample(themas, 4),
                doelgroepen=toeval.sample(["ouderen", "nt2", "nt1", "jongeren"], 1),
                status="inzetbaar", status_sinds=timezone.now() - timedelta(days=toeval.randint(0, 120)),
            )
            for n in range(mensen)
        ),
        batch_size=2000,
    )  # fmt: skip
    rijen = list(Vrijwilliger.objects.values_list("pk", "organisatie_id"))
    Screening.objects.bulk_create(
        (
            Screening(
                vrijwilliger_id=pk, organisatie_id=org, geheimhouding_getekend_op=vandaag, geheimhouding_versie="1",
                referentie_op=vandaag, **({"vog_getoond_op": vandaag - timedelta(days=9),
                "vog_geldig_tot": vandaag + timedelta(days=900)} if toeval.random() < 0.6 else {}),
            )
            for pk, org in rijen
        ),
        batch_size=2000,
    )  # fmt: skip
    for module, deel in (("basis", 0.95), ("privacy", 0.6)):
        Resultaat.objects.bulk_create(
            (
                Resultaat(vrijwilliger_id=pk, organisatie_id=org, module_id=module, status="behaald",
                          ingeschreven_op=vandaag, behaald_op=vandaag)
                for pk, org in rijen
                if toeval.random() < deel
            ),
            batch_size=2000,
        )  # fmt: skip

    def vraag(n: int) -> Hulpvraag:
        eigen = toeval.choices(["nl", *TALEN], [0.3, *(deel for deel, _ in TALEN.values())])[0]
        org, gevoelig = toeval.choice(orgs), toeval.random() < 0.3
        return Hulpvraag(
            van_organisatie=org, naar_organisatie=org, voornaam=f"Demo {n}", talen=[eigen],
            nederlands="b1" if eigen == "nl" else toeval.choice(["geen", "a0", "a1", "a2"]),
            leervragen=toeval.sample(codes, 3), doelgroepen=["nt2"] if eigen != "nl" else ["ouderen"],
            dagdelen=toeval.sample(dagen, 4), pc4=toeval.choice(pc4s), privacygevoelig=gevoelig,
            rol="digid" if gevoelig else "computerhulp", een_op_een=toeval.choice([None, True]),
            gevraagd_op=vandaag - timedelta(days=toeval.randint(0, 120)),
        )  # fmt: skip

    Hulpvraag.objects.bulk_create((vraag(n) for n in range(vragen)), batch_size=2000)


def dicht(blok: type) -> type:
    """The same matrix without filtering first: every request against every volunteer."""
    import numpy as np

    class Dicht(blok):  # type: ignore[misc, valid-type]
        def __init__(self, leden: Any, kolommen: Any, afstand: Any, dek: Any) -> None:
            super().__init__(leden, kolommen, afstand, dek)
            self.wie, self.afstand = np.arange(len(kolommen.pk)), afstand

        def reken(self) -> Any:
            past, punten = super().reken()
            return past & (self.spreekt & self.dichtbij & (self.k.plekken > 0)), punten

    return Dicht


def meet(vragen: int, mensen: int, zaad: int, *, alles: bool) -> dict[str, Any]:
    """One size, in this process."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from netwerk.kern.bereik import bereik

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    with bereik(alles=True):
        vul(vragen, mensen, zaad)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    import numpy as np

    from vrijwilligers import scorematrix, stadsgegevens, stadsronde, toewijzen

    scorematrix.np.zeros(1)

    def mediaan(daad: Any) -> tuple[float, Any]:
        """Of three, so that one hiccup of the machine decides nothing."""
        tijden = []
        for _ in range(3):
            start = time.perf_counter()
            uitkomst = daad()
            tijden.append(time.perf_counter() - start)
        return sorted(tijden)[1], uitkomst

    totaal, ronde = mediaan(stadsronde.maak_ronde)
    piek = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    uit: dict[str, Any] = {"totaal_s": totaal, "piek_mb": piek, "vragen": ronde.vragen, "geholpen": ronde.geholpen}
    with bereik(alles=True):
        gebieden, vandaag = stadsgegevens.plaatsen(), timezone.localdate()
        aanvragen = [a for a, _ in stadsgegevens.hulpvragen(gebieden, vandaag)]
        helpers = [h for h, _ in stadsgegevens.vrijwilligers(gebieden, vandaag)]
    wacht = np.array([a.wachtdagen for a in aanvragen])
    kolommen = scorematrix.Kolommen.van(helpers)
    uit["matrix_s"], graaf = mediaan(
        lambda: scorematrix.kandidaten(aanvragen, scorematrix.Kolommen.van(helpers), k=toewijzen.BESTE)
    )
    echt = toewijzen.min_weight_full_bipartite_matching
    duur: list[float] = []

    def klok(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        antwoord = echt(*args, **kwargs)
        duur.append(time.perf_counter() - start)
        return antwoord

    toewijzen.min_weight_full_bipartite_matching = klok
    toewijzen.verdeel(aanvragen, helpers)
    uit["oplosser_s"], uit["keer_opgelost"] = sum(duur), len(duur)
    uit["verhouding_eigen_matrix"] = totaal / (uit["matrix_s"] + uit["oplosser_s"])
    ons, scorematrix._Blok = scorematrix._Blok, dicht(scorematrix._Blok)
    uit["dicht_s"], zelfde = mediaan(
        lambda: scorematrix.kandidaten(aanvragen, scorematrix.Kolommen.van(helpers), k=toewijzen.BESTE)
    )
    scorematrix._Blok = ons
    assert int(zelfde.passend.sum()) == int(graaf.passend.sum())
    uit["verhouding_dichte_matrix"] = totaal / (uit["dicht_s"] + uit["oplosser_s"])
    uit["paren"] = int(graaf.passend.sum())
    volgorde = sorted(range(len(aanvragen)), key=lambda n: (-wacht[n], aanvragen[n].pk))
    if alles:
        vol = scorematrix.kandidaten(aanvragen, kolommen, k=None)
        uit["optimum_alle_paren"] = toewijzen.los_op(vol, wacht, kolommen.plekken).totaal
        eerst = toewijzen.op_volgorde(vol, wacht, kolommen.plekken, volgorde)
        uit["op_volgorde_alle_paren"], uit["geholpen_op_volgorde"] = eerst.totaal, eerst.geholpen
        uit["gat_tot_optimum"] = 1 - ronde.totaal / uit["optimum_alle_paren"]
    uit["voorstel"], uit["op_volgorde_kandidaten"] = ronde.totaal, ronde.totaal_op_volgorde
    return uit


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lezer.add_argument("maten", nargs="*", default=["2000x3000", "10000x10000"])
    lezer.add_argument("--zaad", type=int, default=1)
    lezer.add_argument("--kind", help=argparse.SUPPRESS)
    keuze = lezer.parse_args()
    if keuze.kind:
        vragen, mensen = (int(deel) for deel in keuze.kind.split("x"))
        print(json.dumps(meet(vragen, mensen, keuze.zaad, alles=vragen * mensen <= 10_000_000)))
        return
    for maat in keuze.maten:
        with tempfile.TemporaryDirectory(prefix="netwerk-pg-bench-") as map_:
            from netwerk import embedded

            server = embedded.doe_mee(Path(map_), snel=False)
            omgeving = {**os.environ, "DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "netwerk.settings",
                        "NETWERK_DEMO": "1"}  # fmt: skip
            kind = subprocess.run(
                [sys.executable, __file__, "--kind", maat, "--zaad", str(keuze.zaad)],
                env=omgeving, check=True, capture_output=True, text=True,
            )  # fmt: skip
            print(maat)
            for naam, waarde in json.loads(kind.stdout.splitlines()[-1]).items():
                print(f"  {naam:24} {waarde:.3f}" if isinstance(waarde, float) else f"  {naam:24} {waarde}")
            server.verlaat()


if __name__ == "__main__":
    main()
