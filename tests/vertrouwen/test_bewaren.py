"""When a retention period is over: what is erased is nowhere in the database any more, and nothing else is touched."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from aanbod.models import (
    AanbodMelding,
    Aanwezigheid,
    BewaardeZoekvraag,
    Doorverwijzing,
    DoorverwijzingAntwoord,
    DoorverwijzingBericht,
    Sein,
)
from intake.models import Leerder, Stap
from leermateriaal.models import Verzameling
from netwerk.kern import bewaren
from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebeurtenis, Gebruiker
from netwerk.kern.privacy import REGISTER
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek, lid
from vrijwilligers.models import Hulpvraag, Koppeling, Vrijwilliger

from .probe import MERK
from .wereld import Wereld, bouw

pytestmark = pytest.mark.django_db
LANG_GELEDEN = timedelta(days=6 * 365)


def tabellen() -> list[str]:
    """Every table there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace"
        )
        return [rij[0] for rij in cursor.fetchall()]


def overal(tekst: str) -> list[str]:
    """The tables in which this text stands anywhere, in whatever column; the whole database."""
    gevonden = []
    with bereik(alles=True), connection.cursor() as cursor:
        for tabel in tabellen():
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{tabel}" t WHERE t::text ILIKE %s)', [f"%{tekst}%"])
            if cursor.fetchone()[0]:
                gevonden.append(tabel)
    return gevonden


def alle_merken() -> dict[str, set[str]]:
    """Every marker that stands anywhere in the database, with the tables it stands in."""
    gevonden: dict[str, set[str]] = {}
    with bereik(alles=True), connection.cursor() as cursor:
        for tabel in tabellen():
            cursor.execute(
                f"SELECT DISTINCT (regexp_matches(t::text, '{MERK.pattern.decode()}', 'gi'))[1] FROM \"{tabel}\" t"
            )
            for (tekst,) in cursor.fetchall():
                gevonden.setdefault(tekst, set()).add(tabel)
    return gevonden


def maak_oud(wereld: Wereld) -> None:
    """Close everything of this city and move it six years back."""
    toen = timezone.now() - LANG_GELEDEN
    Leerder.objects.update(laatste_contact=toen.date())
    Doorverwijzing.objects.update(status="afgerond", gesloten_op=toen, uiterlijk=None)
    for model in (DoorverwijzingAntwoord, DoorverwijzingBericht, Sein, Aanwezigheid, AanbodMelding):
        model.objects.update(gemaakt_op=toen)
    Hulpvraag.objects.update(status="ingetrokken", afgerond_op=toen.date())
    Koppeling.objects.update(status="afgewezen", geeindigd_op=toen.date())
    Vrijwilliger.objects.update(status="gestopt", gestopt_op=toen.date())
    Verzameling.objects.update(gewijzigd_op=toen)


def test_every_model_has_a_rule_or_goes_with_one_it_hangs_on() -> None:
    for model in REGISTER:
        if model in bewaren.REGELS:
            continue
        ouder = bewaren.ouder_van(model)
        assert ouder is not None, f"{model.__name__} has no rule and hangs on nothing that has one"
        verwijzing = [veld for veld in model._meta.fields if veld.related_model is ouder]
        assert verwijzing, f"{model.__name__} does not point at {ouder.__name__}"
        assert ouder in bewaren.REGELS or bewaren.ouder_van(ouder)


def test_no_model_of_ours_keeps_files() -> None:
    """Erasing looks in the database only; a file would need a rule of its own."""
    assert [f for m in apps.get_models() for f in m._meta.get_fields() if isinstance(f, models.FileField)] == []


def test_nothing_of_an_erased_person_is_left_and_the_rest_is() -> None:
    with bereik(alles=True):
        oud = bouw(11, organisaties=2)
        maak_oud(oud)
        nieuw = bouw(12, organisaties=2)
        # Markers of two cities may not look alike.
        assert not oud.merken.keys() & nieuw.merken.keys()
    namen = [tekst for tekst, merk in oud.merken.items() if not merk.plek.startswith("logboek.")]
    voor = alle_merken()
    assert len(namen) > 60
    assert set(namen) | nieuw.merken.keys() <= voor.keys()
    uit = StringIO()
    call_command("ruim_op", stdout=uit)
    na = alle_merken()
    assert {tekst: na[tekst] for tekst in namen if tekst in na} == {}
    assert nieuw.merken.keys() <= na.keys()
    assert "leerders: " in uit.getvalue()
    # The facts stay for the figures, and running again finds nothing.
    with bereik(alles=True):
        assert Doorverwijzing.objects.filter(kaart_gewist_op__isnull=False).count() >= 2
    weer = StringIO()
    call_command("ruim_op", stdout=weer)
    assert weer.getvalue() == ""


def test_a_file_with_open_cards_goes_whole() -> None:
    with bereik(alles=True):
        bouw(13, organisaties=2)
        stap = Stap.objects.filter(soort="aanbod").first()
        leerder = stap.plan.leerder
        stap.doorverwijzing = Doorverwijzing.objects.filter(van_organisatie=leerder.organisatie).first()
        stap.hulpvraag = Hulpvraag.objects.filter(
            van_organisatie=leerder.organisatie, koppelingen__isnull=False
        ).first()
        stap.save()
        Doorverwijzing.objects.filter(pk=stap.doorverwijzing_id).update(status="verstuurd", gesloten_op=None)
        kaarten = [stap.doorverwijzing.voornaam, stap.hulpvraag.voornaam]
        Leerder.objects.filter(pk=leerder.pk).update(laatste_contact=timezone.localdate() - timedelta(days=731))
    call_command("ruim_op", stdout=StringIO())
    for tekst in (leerder.voornaam, leerder.contact, *kaarten):
        assert overal(tekst) == []
    with bereik(alles=True):
        assert Doorverwijzing.objects.get(pk=stap.doorverwijzing_id).status == "verlopen"
        assert Gebeurtenis.objects.filter(soort="leerder:gewist", object_id=str(leerder.pk)).exists()


def test_a_trial_only_counts_and_a_day_within_the_period_is_kept() -> None:
    organisatie = OrganisatieFabriek()
    vandaag = timezone.localdate()
    with bereik(alles=True):
        for dagen in (730, 731):
            Leerder.objects.create(
                organisatie=organisatie, voornaam=f"Dag {dagen}", laatste_contact=vandaag - timedelta(days=dagen)
            )
    uit = StringIO()
    call_command("ruim_op", "--proef", stdout=uit)
    assert "leerders: 1 (" in uit.getvalue()
    call_command("ruim_op", stdout=StringIO())
    assert overal("Dag 730") and not overal("Dag 731")
    with pytest.raises(CommandError, match="alleen met --proef"):
        call_command("ruim_op", "--op", "2030-01-01")


def test_one_row_that_fails_does_not_keep_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    organisatie = OrganisatieFabriek()
    with bereik(alles=True):
        for naam in ("Stukmaker", "Heelmaker"):
            Leerder.objects.create(organisatie=organisatie, voornaam=naam, laatste_contact="2015-01-01")
    echt = bewaren.REGELS[Leerder]

    def ruim(leerder: Leerder) -> None:
        echt.ruim(leerder)
        if leerder.voornaam == "Stukmaker":
            raise ValueError

    monkeypatch.setitem(bewaren.REGELS, Leerder, bewaren.Regel(Leerder, echt.hoe, echt.verlopen, ruim))
    with pytest.raises(CommandError, match="1 rijen zijn niet gewist"):
        call_command("ruim_op", stdout=StringIO())
    assert "intake_leerder" in overal("Stukmaker") and not overal("Heelmaker")


def test_accounts_of_who_left_become_nobody(alles: None) -> None:
    toen = timezone.now() - LANG_GELEDEN
    weg = GebruikerFabriek(naam="Vertrokken Vera", email="vera.vertrokken@demo.example", last_login=toen)
    blijft = lid("coach", naam="Blijvende Bas", last_login=toen)
    noteer("ingezien", blijft, door=weg)
    # Words that somebody searched for may name a learner; so may the name of the search.
    for wie in (weg, blijft):
        BewaardeZoekvraag.objects.create(
            gebruiker=wie, naam=f"Voor Zoekwoord-{wie.pk}-x", zoekvraag=f"q=taal+voor+Zoekwoord-{wie.pk}-x"
        )
    call_command("ruim_op", stdout=StringIO())
    assert overal("vertrokken") == []
    assert overal(f"Zoekwoord-{weg.pk}-x") == []
    assert overal(f"Zoekwoord-{blijft.pk}-x") == ["aanbod_bewaardezoekvraag"]
    weg.refresh_from_db()
    assert (weg.is_active, weg.has_usable_password()) == (False, False)
    assert Gebruiker.objects.filter(naam="Blijvende Bas", is_active=True).exists()


def test_the_log_lets_go_only_after_its_period(alles: None) -> None:
    organisatie = OrganisatieFabriek()
    jong = noteer("ingezien", organisatie, door=None)
    oud = Gebeurtenis.objects.create(
        soort="ingezien", model="x.y", object_id="1", wanneer=timezone.now() - timedelta(days=1830)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        jong.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Gebeurtenis.objects.filter(pk=oud.pk).update(soort="anders")
    call_command("ruim_op", stdout=StringIO())
    assert list(Gebeurtenis.objects.values_list("pk", flat=True)) == [jong.pk]
