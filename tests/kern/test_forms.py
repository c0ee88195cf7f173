"""Stale forms and double submits, on a form over a model of the kern."""

from __future__ import annotations

import threading
import uuid

import pytest
from django import forms
from django.db import connection, transaction
from django.template.loader import render_to_string

from netwerk.kern.bereik import bereik
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzes_van, modelveld, noem_leeg
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Inzending, Organisatie
from netwerk.kern.validators import bevat_bsn
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek


class OrganisatieFormulier(VersieFormulier[Organisatie]):
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


def getoond(organisatie: Organisatie) -> dict:
    """What a browser sends when it changes nothing on the form as it is shown now."""
    form = OrganisatieFormulier(instance=organisatie)
    return {naam: form[naam].value() or "" for naam in form.fields}


def tweede_venster(organisatie: Organisatie, data: dict) -> OrganisatieFormulier:
    form = OrganisatieFormulier(data, instance=Organisatie.objects.get(pk=organisatie.pk))
    form.is_valid()
    return form


@pytest.mark.django_db
def test_a_stale_form_shows_both_versions_of_what_both_changed_and_does_as_the_user_chooses() -> None:
    ander = GebruikerFabriek(naam="Bea Bakker")
    organisatie = OrganisatieFabriek(naam="Oud", soort="formeel", omschrijving="Op dinsdag open.")
    eerst = getoond(organisatie)
    anders = OrganisatieFormulier(
        {**eerst, "naam": "Van een ander", "omschrijving": "Op woensdag open."}, instance=organisatie
    )
    assert anders.is_valid()
    anders.save()
    noteer("gewijzigd", organisatie, door=ander, organisaties=[organisatie.pk])
    typte = {**eerst, "naam": "Van mij", "soort": "informeel"}
    with bereik([organisatie.pk]):
        form = tweede_venster(organisatie, typte)
    assert "Iemand anders heeft dit intussen gewijzigd" in form.non_field_errors()[0]
    [naam] = form.botsing.kiezen
    assert (naam.label, naam.mijn, naam.ander) == (
        "Naam", [("Van ", False), ("mij", True)], [("Van ", False), ("een ander", True)]
    )  # fmt: skip
    # Only the other one wrote the description: it is taken over, and shown. Only I changed the kind: it stays.
    [over] = form.botsing.overgenomen
    assert "".join(stuk for stuk, _ in over.ander) == "Op woensdag open."
    assert form.botsing.alleen_ik == ["Soort"]
    assert (form.botsing.door, form.botsing.door_tekst) == (ander, "Bea Bakker")
    assert [form[veld].value() for veld in ("naam", "soort", "omschrijving")] == [
        "Van mij", "informeel", "Op woensdag open."
    ]  # fmt: skip
    pagina = render_to_string("componenten/formulier.html", {"form": form, "user": None})
    for woord in ("Bea Bakker sloeg", "<mark>mij</mark>", "<mark>een ander</mark>", 'name="botsing-naam"', "Soort"):
        assert woord in pagina
    verder = {naam: form[naam].value() for naam in form.fields}

    def bewaard(**keuze: str) -> str:
        with transaction.atomic():
            weer = tweede_venster(organisatie, {**verder, **keuze})
            assert weer.is_valid(), weer.errors
            weer.save()
            naam, soort, tekst, versie = Organisatie.objects.values_list("naam", "soort", "omschrijving", "versie").get(
                pk=organisatie.pk
            )
            assert (soort, tekst, versie) == ("informeel", "Op woensdag open.", 3)
            transaction.set_rollback(True)
        return naam

    assert bewaard() == "Van mij"
    assert bewaard(**{"botsing-naam": "mijn"}) == "Van mij"
    assert bewaard(**{"botsing-naam": "ander"}) == "Van een ander"
    # Typed once more after the choice: the typing counts.
    assert bewaard(**{"botsing-naam": "ander", "naam": "Van ons samen"}) == "Van ons samen"
    # And a third person in between is a new conflict, in which nothing is lost either.
    Organisatie.objects.filter(pk=organisatie.pk).update(naam="Van een derde", versie=9)
    derde = tweede_venster(organisatie, {**verder, "botsing-naam": "ander"})
    assert "".join(s for s, _ in derde.botsing.kiezen[0].ander) == "Van een derde"
    assert derde["naam"].value() == "Van mij" and derde.botsing.kiezen[0].keuze == "ander"


@pytest.mark.django_db
def test_a_stale_form_that_tells_only_its_version_shows_every_difference() -> None:
    organisatie = OrganisatieFabriek(naam="Oud")
    Organisatie.objects.filter(pk=organisatie.pk).update(naam="Van een ander", versie=2)
    form = tweede_venster(organisatie, data(organisatie, naam="Van mij"))
    assert [v.naam for v in form.botsing.kiezen] == ["naam"]
    opnieuw = tweede_venster(organisatie, {**data(organisatie, naam="Van mij"), "versie": form["versie"].value()})
    assert opnieuw.is_valid()
    opnieuw.save()
    assert Organisatie.objects.values_list("naam", "versie").get(pk=organisatie.pk) == ("Van mij", 3)


@pytest.mark.django_db
@pytest.mark.parametrize("versie", ["", "x", "-1", "9" * 40, "²", "1 naam", "1 :/ naam:/", "1 " + "a:b " * 2000])
def test_nonsense_for_a_version_is_stale_or_read_and_never_an_error(versie: str) -> None:
    organisatie = OrganisatieFabriek()
    form = tweede_venster(organisatie, {"naam": "x", "soort": "formeel", "versie": versie, "botsing-naam": "ander"})
    assert form.is_valid() is versie.startswith("1 ")


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


def test_a_required_box_says_so_and_is_not_invalid_before_anything_was_typed() -> None:
    class Vraag(forms.Form):
        naam = forms.CharField()
        soort = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

    vak, keuze = str(Vraag()["naam"]), str(Vraag()["soort"])
    assert 'aria-required="true"' in vak and " required" not in vak and "required" not in keuze
    assert 'aria-invalid="true"' in str(Vraag({})["naam"])


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


def test_a_field_is_asked_for_what_it_is() -> None:
    form = OrganisatieFormulier()
    noem_leeg(form, "soort", "Kies een soort")
    assert keuzes_van(form, "soort")[0] == ("", "Kies een soort")
    assert len(keuzes_van(form, "soort")) == len(keuzes_van(OrganisatieFormulier(), "soort"))
    with pytest.raises(TypeError, match="soort is a TypedChoiceField, not a ModelChoiceField"):
        modelveld(form, "soort")
