"""Stale forms and double submits, on a form over a model of the kern."""

from __future__ import annotations

import threading
import uuid

import pytest
from django import forms
from django.db import connection, transaction

from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Inzending, Organisatie
from netwerk.kern.validators import bevat_bsn
from tests.fabrieken import OrganisatieFabriek


class OrganisatieFormulier(VersieFormulier, forms.ModelForm):
    class Meta:
        model = Organisatie
        fields = ["naam", "soort", "omschrijving"]


class Wens(NetwerkFormulier):
    tekst = forms.CharField(label="Wens")


def data(organisatie: Organisatie, **anders) -> dict:
    return {
        "naam": organisatie.naam,
        "soort": organisatie.soort,
        "omschrijving": "",
        "versie": organisatie.versie,
        **anders,
    }


@pytest.mark.django_db
def test_saves_and_counts_up() -> None:
    organisatie = OrganisatieFabriek()
    form = OrganisatieFormulier(data(organisatie, naam="Nieuwe naam"), instance=organisatie)
    assert form.is_valid(), form.errors
    form.save()
    assert Organisatie.objects.values_list("naam", "versie").get(pk=organisatie.pk) == ("Nieuwe naam", 2)


@pytest.mark.django_db
def test_a_stale_form_keeps_what_was_typed_names_what_differs_and_can_be_saved_knowingly() -> None:
    organisatie = OrganisatieFabriek(naam="Oud")
    Organisatie.objects.filter(pk=organisatie.pk).update(naam="Van een ander", versie=2)
    form = OrganisatieFormulier(data(organisatie, naam="Van mij"), instance=organisatie)
    assert not form.is_valid()
    assert "Iemand anders heeft dit intussen gewijzigd" in form.non_field_errors()[0]
    assert "Naam" in form.non_field_errors()[0] and "Soort" not in form.non_field_errors()[0]
    assert form["naam"].value() == "Van mij"
    opnieuw = OrganisatieFormulier(
        {**data(organisatie, naam="Van mij"), "versie": form["versie"].value()},
        instance=Organisatie.objects.get(pk=organisatie.pk),
    )
    assert opnieuw.is_valid()
    opnieuw.save()
    assert Organisatie.objects.values_list("naam", "versie").get(pk=organisatie.pk) == ("Van mij", 3)


@pytest.mark.django_db
def test_a_form_without_its_version_is_stale() -> None:
    organisatie = OrganisatieFabriek()
    form = OrganisatieFormulier({"naam": "x", "soort": "formeel"}, instance=organisatie)
    assert not form.is_valid()


@pytest.mark.django_db
def test_free_text_refuses_a_bsn_at_the_field() -> None:
    form = Wens({"tekst": "mijn bsn is 111222333"})
    assert not form.is_valid()
    assert "burgerservicenummer" in form.errors["tekst"][0]


@pytest.mark.django_db
def test_a_random_key_that_holds_the_digits_of_a_bsn_is_no_bsn() -> None:
    form = Wens({"tekst": "een wens", "sleutel": "a1112223-3300-4000-8000-111222333000"})
    assert form.is_valid(), form.errors
    sleutel = "ab111222-333f-4111-8222-333aaaaaaaaa"
    assert bevat_bsn("111222333")
    assert Wens({"tekst": "een wens", "sleutel": sleutel}).is_valid()


@pytest.mark.django_db(transaction=True)
def test_ten_submits_of_one_form_at_once_do_the_work_once() -> None:
    sleutel, start, gedaan = str(uuid.uuid4()), threading.Barrier(10), []

    def verstuur() -> None:
        form = Wens({"tekst": "een wens", "sleutel": sleutel})
        start.wait()
        try:
            with transaction.atomic():
                assert form.is_valid()
                inzending, nieuw = form.claim(None)
                if nieuw:
                    OrganisatieFabriek(naam="Door het formulier")
                    inzending.rond_af("/klaar/")
                gedaan.append((nieuw, inzending.doel_url))
        finally:
            connection.close()

    draden = [threading.Thread(target=verstuur) for _ in range(10)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(gedaan) == [(False, "/klaar/")] * 9 + [(True, "/klaar/")]
    assert Organisatie.objects.filter(naam="Door het formulier").count() == 1
    assert Inzending.objects.count() == 1
