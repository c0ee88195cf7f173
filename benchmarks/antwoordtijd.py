"""Does the clock tell what the page does not? "Not there" against "not yours", an account against no account.

    python benchmarks/antwoordtijd.py --keer 400

Per pair the two requests are made by turns, in a random order, on an embedded server of its own with the real password
hasher and a mail server that takes 50 ms. Printed: both medians, the difference with a 95 % interval (bootstrap of the
medians), and p of Mann-Whitney. A pair fails when the interval leaves out zero and the difference is more than
``--marge`` of the median: less than that a visitor over a network cannot measure in the tries that the limits allow.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
WACHTWOORD = "een-goed-wachtwoord-voor-de-proef"


def meet(
    paar: tuple[Callable[[], int], Callable[[], int]], keer: int, rng: random.Random
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, by turns; the first tries warm up and do not count."""
    uit: tuple[list[float], list[float]] = ([], [])
    for n in range(keer + 10):
        for kant in rng.sample((0, 1), 2):
            begin = time.perf_counter()
            paar[kant]()
            if n >= 10:
                uit[kant].append((time.perf_counter() - begin) * 1000)
    return uit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keer", type=int, default=400)
    parser.add_argument("--marge", type=float, default=0.05)
    opties = parser.parse_args()
    from benchmarks.vreemden import begin

    begin()
    import numpy as np
    from django.conf import settings
    from django.contrib.auth.hashers import get_hashers
    from django.core import mail
    from django.core.cache import cache
    from django.db import connection, transaction
    from django.test import Client
    from scipy.stats import mannwhitneyu

    from aanbod.models import Doorverwijzing
    from intake.models import Leerder
    from leermateriaal.models import Verzameling
    from netwerk.kern.bereik import bereik
    from tests.fabrieken import GebruikerFabriek, lid
    from tests.vertrouwen.probe import als
    from tests.vertrouwen.wereld import bouw
    from vrijwilligers.models import Hulpvraag, Koppeling, Vrijwilliger

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    get_hashers.cache_clear()
    settings.EMAIL_BACKEND = "benchmarks.antwoordtijd.TragePost"
    # The limits on logging in would end the measurement after some tries.
    settings.ACCOUNT_RATE_LIMITS = False
    rng = random.Random(4)  # noqa: S311
    fout = 0
    with transaction.atomic(), bereik(alles=True):
        wereld = bouw(5)
        wie = lid("coach", "coordinator", "aanbieder", organisatie=wereld.organisaties[0])
    ander = next(o.pk for o in wereld.organisaties if o.pk not in wie.organisatie_ids)
    lid_client = als(wie)

    def pagina(pad: str) -> Callable[[], int]:
        return lambda: lid_client.get(pad).status_code

    def van_anderen(model: Any, *velden: str) -> Any:
        """A record that none of one's own organisations has to do with."""
        rijen = model.objects.all()
        for veld in velden:
            rijen = rijen.exclude(**{f"{veld}__in": wie.organisatie_ids})
        return rijen.first()

    paren: dict[str, tuple[Callable[[], int], Callable[[], int]]] = {}
    with bereik(alles=True):
        vreemd = {
            "/intake/leerder/{}/": Leerder.objects.filter(organisatie=ander).first(),
            "/vrijwilligers/{}/": Vrijwilliger.objects.filter(organisatie=ander).first(),
            "/vrijwilligers/hulpvragen/{}/": van_anderen(Hulpvraag, "van_organisatie", "naar_organisatie"),
            "/vrijwilligers/koppelingen/{}/": Koppeling.objects.filter(organisatie=ander).first(),
            "/materiaal/verzamelingen/{}/": Verzameling.objects.filter(organisatie=ander).first(),
        }  # fmt: skip
        kaart = van_anderen(Doorverwijzing, "van_organisatie", "aanbod__organisatie")
    for vorm, rij in vreemd.items():
        if rij is not None:
            paren[vorm] = (pagina(vorm.format(rij.pk)), pagina(vorm.format(999_999)))
    if kaart is not None:
        paren["/aanbod/doorverwijzing/{uuid}/"] = (
            pagina(f"/aanbod/doorverwijzing/{kaart.uuid}/"),
            pagina("/aanbod/doorverwijzing/00000000-0000-4000-8000-000000000000/"),
        )
    bekend = GebruikerFabriek(email="bekend@demo.example")
    bekend.set_password(WACHTWOORD)
    bekend.save()

    def post(pad: str, **velden: str) -> Callable[[], int]:
        def doe() -> int:
            return Client(raise_request_exception=False).post(pad, velden).status_code

        return doe

    for adres, veld, velden in (
        ("/account/login/", "login", {"password": "verkeerd-verkeerd-1"}),
        ("/account/password/reset/", "email", {}),
    ):
        paren[adres] = (
            post(adres, **velden, **{veld: "bekend@demo.example"}),
            post(adres, **velden, **{veld: "onbekend@demo.example"}),
        )
    for naam, paar in paren.items():
        statussen = (paar[0](), paar[1]())
        aantal = opties.keer if "login" not in naam else max(40, opties.keer // 5)
        er, niet = (np.array(x) for x in meet(paar, aantal, rng))
        trek = np.random.default_rng(1)
        verschillen = np.median(trek.choice(er, (2000, len(er))), axis=1) - np.median(
            trek.choice(niet, (2000, len(niet))), axis=1
        )
        laag, hoog = np.percentile(verschillen, [2.5, 97.5])
        verschil = float(np.median(er) - np.median(niet))
        p = mannwhitneyu(er, niet).pvalue
        mis = statussen[0] != statussen[1] or (
            laag * hoog > 0 and abs(verschil) > opties.marge * float(np.median(niet))
        )
        fout += mis
        print(
            f"{naam}: {statussen[0]}/{statussen[1]}, {len(er)} keer elk, mediaan {np.median(er):.2f} en "
            f"{np.median(niet):.2f} ms, verschil {verschil:+.2f} ms (95 %: {laag:+.2f} tot {hoog:+.2f}), p = {p:.2f}"
            f"{'  VERSCHIL' if mis else ''}",
            flush=True,
        )
    print(f"{len(paren)} paren, {fout} met een verschil dat te meten is; {len(mail.outbox)} mails")
    cache.clear()
    connection.close()
    return bool(fout)


class TragePost:
    """A mail server that takes its time."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def send_messages(self, berichten: list[object]) -> int:
        time.sleep(0.05)
        return len(berichten)


if __name__ == "__main__":
    sys.exit(main())
