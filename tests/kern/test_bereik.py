"""The row-level scope: a forgotten filter shows nothing, not everything."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from netwerk.kern.bereik import bereik
from netwerk.kern.checks import rol_zonder_overmacht
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.privacy import REGISTER
from tests.fabrieken import OrganisatieFabriek

pytestmark = pytest.mark.django_db


def test_log_lines_are_seen_by_their_organisations_only() -> None:
    onze, hunne = OrganisatieFabriek(), OrganisatieFabriek()
    noteer("bekeken", onze, door=None, organisaties=[onze.pk])
    noteer("bekeken", hunne, door=None, organisaties=[hunne.pk])
    noteer("gedeeld", onze, door=None, organisaties=[onze.pk, hunne.pk])
    assert Gebeurtenis.objects.count() == 0
    with bereik([onze.pk]):
        assert sorted(Gebeurtenis.objects.values_list("soort", flat=True)) == ["bekeken", "gedeeld"]
    with bereik(alles=True):
        assert Gebeurtenis.objects.count() == 3
    assert Gebeurtenis.objects.count() == 0


def test_scopes_nest_and_come_back() -> None:
    a, b = OrganisatieFabriek(), OrganisatieFabriek()
    noteer("x", a, door=None, organisaties=[a.pk])
    with bereik([a.pk]):
        with bereik([b.pk]):
            assert Gebeurtenis.objects.count() == 0
        assert Gebeurtenis.objects.count() == 1
        with pytest.raises(ZeroDivisionError), bereik([b.pk]):
            raise ZeroDivisionError
        assert Gebeurtenis.objects.count() == 1


def test_scope_comes_back_after_a_database_error_in_a_nested_scope() -> None:
    a = OrganisatieFabriek()
    noteer("x", a, door=None, organisaties=[a.pk])
    with bereik([a.pk]):
        with pytest.raises(DatabaseError), bereik([]), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert Gebeurtenis.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outermost_scope_ends_with_its_transaction() -> None:
    a = OrganisatieFabriek()
    with bereik([a.pk]):
        noteer("x", a, door=None, organisaties=[a.pk])
        assert Gebeurtenis.objects.count() == 1
    assert Gebeurtenis.objects.count() == 0


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE kern_gebeurtenis SET soort = 'anders'",
        "DELETE FROM kern_gebeurtenis",
        # Off in the database of the tests, which empties its tables (tests/fixtures.py).
        "ALTER TABLE kern_gebeurtenis ENABLE TRIGGER kern_gebeurtenis_niet_leeg; TRUNCATE kern_gebeurtenis",
        "ALTER TABLE kern_gebeurtenis ENABLE TRIGGER kern_gebeurtenis_niet_leeg; TRUNCATE kern_gebruiker CASCADE",
    ],
)
def test_database_refuses_to_change_the_log(alles, opdracht: str) -> None:
    noteer("x", OrganisatieFabriek(), door=None)
    with pytest.raises(IntegrityError, match="niet gewijzigd of verwijderd"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(opdracht)
    assert Gebeurtenis.objects.get().soort == "x"


def test_the_test_role_has_no_power_over_the_policies() -> None:
    """If this fails, every other test of the scope proves nothing."""
    assert rol_zonder_overmacht(None, databases=["default"]) == []


def test_every_model_with_personal_data_is_guarded_and_kept_for_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS"
            " (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) FROM pg_class c WHERE c.relkind = 'r'"
        )
        beschermd = dict(cursor.fetchall())
    onbeschermd = [
        model.__name__ for model, v in REGISTER.items() if not (v.zonder_beleid or beschermd[model._meta.db_table])
    ]
    assert REGISTER
    assert onbeschermd == []
    assert all(verwerking.bewaren_dagen > 0 and verwerking.grond for verwerking in REGISTER.values())
