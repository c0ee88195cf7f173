"""Figures pages against their floors: 1,000,000 intake answers and 200,000 referrals, in a database of its own.

    python -m benchmarks.cijfers [--antwoorden 1000000] [--verwijzingen 200000] [--keer 60]

Makes cijfers_snel beside the database of DATABASE_URL, fills it with invented intakes and referrals over eight quarters,
runs the refreshing command, and measures per page, in one process:

* live: counting the page's groups of one quarter from the rooms themselves (what the summary replaces);
* bare query: one statement on the stored summary that brings the same groups of that quarter, read and decoded;
* page, made: the whole request through all middleware, nothing ready;
* page, ready: the same for the next reader;
* own: what the view itself does for that reader, without the frame every page with a login has (session, roles, menu);
* floor: a bare view in that same frame, through all middleware: the bare query, and the portal's empty page around it.

Prints medians in milliseconds and the ratios of issue 7 (page to bare query at most 5, page to live at most 0.1): for
the figures' own work, for the whole request, and for the whole request beside a bare view with the same login. The
pages are asked in turn, so that a busy moment of the machine hits all of them alike.
"""
# ruff: noqa: E501

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
import types
from collections.abc import Callable
from typing import Any

import django

VRAGEN_PER_INTAKE = 25


def klaarzetten() -> str:
    """A database of its own on the server of DATABASE_URL (or an embedded one), migrated; returns its address."""
    import psycopg2

    if not os.environ.get("DATABASE_URL"):
        from netwerk import embedded

        os.environ["DATABASE_URL"] = embedded.doe_mee().url
    url = os.environ["DATABASE_URL"]
    verbinding = psycopg2.connect(url)
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS cijfers_snel WITH (FORCE)")
        cursor.execute("CREATE DATABASE cijfers_snel")
    verbinding.close()
    kop, _, rest = url.partition("?")
    os.environ["DATABASE_URL"] = f"{kop.rsplit('/', 1)[0]}/cijfers_snel{f'?{rest}' if rest else ''}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "netwerk.settings"
    os.environ["NETWERK_DEMO"] = "1"
    django.setup()
    return os.environ["DATABASE_URL"]


VUL = """
INSERT INTO intake_leerder (organisatie_id, voornaam, pc4_id, contact, talen, nederlands, leest, doelgroepen, dagdelen, vorm,
  apparaten, internet_thuis, digid, veilige_plek, werkte_eerder, hulptaal, persoon_gevraagd, laatste_contact, aangemaakt_op,
  gewijzigd_op, versie, reisafstand_m)
SELECT (%(orgs)s)[1 + n %% cardinality(%(orgs)s)], 'Proef', (SELECT array_agg(pc4 ORDER BY pc4) FROM kern_postcodegebied)[
  1 + (n * 7) %% (SELECT count(*) FROM kern_postcodegebied)::int], '', '{}', '', '', '{}', '{}', '',
  CASE n %% 3 WHEN 0 THEN '{}'::varchar[] WHEN 1 THEN '{telefoon}' ELSE '{telefoon,laptop}' END, n %% 4 > 0, '',
  n %% 5 > 1, '', '', false, current_date, now(), now(), 1, CASE WHEN n %% 2 = 0 THEN 1500 END
FROM generate_series(1, %(leerders)s) n;
INSERT INTO intake_toestemming (leerder_id, organisatie_id, doel, gegeven_op, taal)
SELECT id, organisatie_id, doel, now() - interval '3 years', 'nl' FROM intake_leerder, unnest(ARRAY['dossier','cijfers']) doel;
INSERT INTO intake_intake (leerder_id, organisatie_id, vragenlijst_id, status, gestart_op, afgerond_op, taal, leervragen,
  eigen_woorden, advies, versie)
SELECT id, organisatie_id, %(versie)s, 'afgerond', m, m, 'nl', ARRAY[
  (%(vragen)s)[1 + id %% cardinality(%(vragen)s)], (%(vragen)s)[1 + (id * 13) %% cardinality(%(vragen)s)]], '', '{}', 1
FROM (SELECT id, organisatie_id, %(begin)s::timestamptz + (id %% 720) * interval '1 day' AS m FROM intake_leerder) l;
INSERT INTO intake_domeinniveau (intake_id, organisatie_id, domein, berekend, zekerheid, reden)
SELECT i.id, i.organisatie_id, d, (i.id + o) %% 5, '', '' FROM intake_intake i,
  unnest(ARRAY['ict','veilig','zoeken','verwerken','communiceren']) WITH ORDINALITY x(d, o);
INSERT INTO intake_antwoord (intake_id, organisatie_id, vraag, score, gegeven_op)
SELECT i.id, i.organisatie_id, 'v' || n, 'zelfstandig', i.afgerond_op FROM intake_intake i, generate_series(1, %(per)s) n;
INSERT INTO aanbod_doorverwijzing (uuid, van_organisatie_id, naar_organisatie_id, aanbod_id, status, verstuurd_op,
  beantwoord_op, gesloten_op, eigenaar_ontvanger_naam, boodschap, reden, vervolg_wat, vervolg_wie, voornaam, contact, talen,
  nederlands, leest, leervragen, doelgroepen, dagdelen, pc4, apparaten, toelichting, aangemaakt_op, gewijzigd_op, versie)
SELECT gen_random_uuid(), (%(orgs)s)[1 + n %% cardinality(%(orgs)s)], a.organisatie_id, a.id, CASE n %% 5 WHEN 0 THEN 'verlopen'
  WHEN 1 THEN 'afgewezen' ELSE 'afgerond' END, m, CASE WHEN n %% 5 > 0 THEN m + (n %% 12) * interval '1 day' END,
  m + interval '40 days', 'Iemand', '', CASE n %% 5 WHEN 1 THEN 'vol' ELSE '' END, '', '', 'Proef', '', '{}', 'b1', 'goed',
  '{}', '{}', '{}', (SELECT array_agg(pc4 ORDER BY pc4) FROM kern_postcodegebied)[1 + (n * 11) %%
  (SELECT count(*) FROM kern_postcodegebied)::int], '{}', '', m, m, 1
FROM (SELECT n, %(begin)s::timestamptz + (n %% 720) * interval '1 day' AS m FROM generate_series(1, %(verwijzingen)s) n) x
JOIN (SELECT id, organisatie_id, row_number() OVER () - 1 AS plek, count(*) OVER () AS aantal FROM aanbod_aanbod) a
  ON a.plek = x.n %% a.aantal;
ANALYZE;
"""


def vul(antwoorden: int, verwijzingen: int) -> None:
    """Invented rows by SQL: forty provisions, as many learners as the answers need, and referrals."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from intake.models import Vragenlijstversie
    from netwerk.kern.bereik import bereik
    from netwerk.kern.models import Leervraag
    from netwerk.rapportage.periode import laatste
    from tests.aanbod.fabrieken import maak_aanbod
    from tests.fabrieken import OrganisatieFabriek

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("laad_basis", verbosity=0)
    call_command("laad_vragenlijst", verbosity=0)
    vragen = list(Leervraag.objects.vragen().values_list("code", flat=True))
    with bereik(alles=True), connection.cursor() as cursor:
        for nummer in range(40):
            plek = ("1012", "1024", "1061", "1103")[nummer % 4]
            maak_aanbod(vragen[nummer % len(vragen) :: 9], pc4=plek, naam=f"P{nummer}")
        gegevens = {
            "orgs": [OrganisatieFabriek().pk for _ in range(60)], "leerders": antwoorden // VRAGEN_PER_INTAKE,
            "versie": Vragenlijstversie.objects.first().pk, "vragen": vragen, "per": VRAGEN_PER_INTAKE,
            "begin": laatste(timezone.localdate(), 9)[-1].grenzen[0], "verwijzingen": verwijzingen,
        }  # fmt: skip
        for opdracht in VUL.split(";\n"):
            if opdracht.strip():
                cursor.execute(opdracht, gegevens)


def medianen(doen: dict[str, Callable[[], object]], keer: int) -> dict[str, float]:
    """Median of so many runs of each, in milliseconds; one after the other within a round."""
    tijden: dict[str, list[float]] = {naam: [] for naam in doen}
    for _ in range(keer):
        for naam, doe in doen.items():
            begin = time.perf_counter()
            doe()
            tijden[naam].append(1000 * (time.perf_counter() - begin))
    return {naam: statistics.median(rij) for naam, rij in tijden.items()}


def met_vloer(kale_vragen: dict[str, Callable[[], object]]) -> None:
    """Add ``/vloer/<page>/``: the bare query of that page and the portal's empty page, nothing else."""
    from django.conf import settings
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import render
    from django.urls import clear_url_caches, path

    from netwerk import urls

    def vloer(request: HttpRequest, naam: str) -> HttpResponse:
        kale_vragen[naam]()
        return render(request, "base.html")

    module = types.ModuleType("urls_met_vloer")
    module.urlpatterns = [path("vloer/<slug:naam>/", vloer), *urls.urlpatterns]  # type: ignore[attr-defined]
    for naam in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, naam, getattr(urls, naam, f"django.conf.urls.{naam}"))
    sys.modules[module.__name__] = module
    settings.ROOT_URLCONF = module.__name__
    clear_url_caches()


def meet(keer: int) -> None:
    """All pages, one line each."""
    from django.db import connection
    from django.test import Client, RequestFactory
    from django.urls import reverse
    from django.utils import timezone

    from netwerk.kern.bereik import bereik
    from netwerk.rapportage.figuren import PAGINAS
    from netwerk.rapportage.overzicht import GROEPEN
    from netwerk.rapportage.periode import Kwartaal
    from netwerk.rapportage.samenvatting import TELLERS, ververs
    from netwerk.rapportage.views import lezing
    from tests.fabrieken import lid

    begin = time.perf_counter()
    ververs()
    print(f"refresh, everything for the first time: {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    ververs()
    print(f"refresh, a night: {time.perf_counter() - begin:.1f} s")
    vandaag = timezone.localdate()
    kwartaal = Kwartaal.van_dag(vandaag).vorige
    client = Client(headers={"host": "127.0.0.1"})
    regie = lid("regie")
    client.force_login(regie, backend="django.contrib.auth.backends.ModelBackend")
    paginas = [("overzicht", reverse("rapportage:cijfers"), GROEPEN)]
    paginas += [(p.code, reverse("rapportage:onderwerp", args=[p.code]), p.groepen) for p in PAGINAS.values()]
    kale_vragen: dict[str, Callable[[], object]] = {}
    for naam, _, groepen in paginas:

        def kaal(groepen: tuple[str, ...] = groepen) -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT groep, inhoud, berekend_op FROM rapportage_publicatie WHERE kwartaal = %s AND groep = ANY(%s)",
                    [kwartaal.code, list(groepen)],
                )
                [json.loads(rij[1]) if isinstance(rij[1], str) else rij[1] for rij in cursor.fetchall()]

        kale_vragen[naam] = kaal
    met_vloer(kale_vragen)
    koppen = (
        "live",
        "bare",
        "own",
        "floor",
        "ready",
        "made",
        "own/bare",
        "ready/floor",
        "ready/bare",
        "own/live",
        "ready/live",
    )
    print(f"{'page':18}" + "".join(f"{kop:>12}" for kop in koppen))
    for naam, adres, groepen in paginas:

        def live(groepen: tuple[str, ...] = groepen) -> None:
            with bereik(alles=True):
                for groep in groepen:
                    TELLERS[groep](kwartaal, vandaag)

        def pagina(adres: str = adres) -> None:
            assert client.get(adres, {"periode": kwartaal.code}).status_code == 200

        def gemaakt(pagina: Callable[[], None] = pagina) -> None:
            lezing._KLAAR.clear()
            pagina()

        def vloer(naam: str = naam) -> None:
            assert client.get(f"/vloer/{naam}/").status_code == 200

        verzoek = RequestFactory().get(adres, {"periode": kwartaal.code})
        verzoek.user = regie

        def eigen(naam: str = naam, verzoek: Any = verzoek) -> None:
            lezing.klaar(verzoek, naam, lambda: "")

        gemaakt()
        vloer()
        t = medianen({"live": live}, 3) | medianen({"made": gemaakt}, max(3, keer // 3))
        t |= medianen({"bare": kale_vragen[naam], "own": eigen, "floor": vloer, "ready": pagina}, keer)
        verhouding = {f"{a}/{b}": t[a] / t[b] for a, b in (kop.split("/") for kop in koppen if "/" in kop)}
        print(f"{naam:18}" + "".join(f"{(t | verhouding)[kop]:12.3g}" for kop in koppen))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--antwoorden", type=int, default=1_000_000)
    parser.add_argument("--verwijzingen", type=int, default=200_000)
    parser.add_argument("--keer", type=int, default=60)
    keuze = parser.parse_args()
    klaarzetten()
    start = time.perf_counter()
    vul(keuze.antwoorden, keuze.verwijzingen)
    print(f"filled in {time.perf_counter() - start:.0f} s")
    meet(keuze.keer)
