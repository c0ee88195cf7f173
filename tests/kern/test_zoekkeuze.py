"""Choosing one of very many by typing a part of its name."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from netwerk.kern import zoekkeuze
from netwerk.kern.models import Organisatie
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

pytestmark = pytest.mark.django_db


@pytest.fixture
def Keuze(monkeypatch: pytest.MonkeyPatch) -> type[forms.Form]:
    monkeypatch.setattr(zoekkeuze, "GRENS", 3)
    namen = ("Huis Noord", "Huis Noord Oost", "Huis Zuid", "School Zuid")
    Organisatie.objects.bulk_create(
        Organisatie(naam=naam, slug=str(n), soort="informeel") for n, naam in enumerate(namen)
    )

    class Formulier(forms.Form):
        wie = ZoekKeuzeVeld(Organisatie.objects.filter(naam__in=namen), empty_label="Kies")

    return Formulier


def test_a_short_list_is_a_select(Keuze, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoekkeuze, "GRENS", 4)
    pagina = str(Keuze()["wie"])
    assert pagina.count("<option") == 5
    assert "_zoek" not in pagina
    form = Keuze(QueryDict(f"wie={Organisatie.objects.get(naam='Huis Zuid').pk}"))
    assert form.is_valid()
    assert form.cleaned_data["wie"].naam == "Huis Zuid"


@pytest.mark.parametrize(
    ("tekst", "gekozen", "fout"),
    [
        ("school", "School Zuid", ""),
        ("zuid huis", "Huis Zuid", ""),
        ("huis noord", "Huis Noord", ""),  # exactly one has that name, though two hold the words
        ("huis", "", "Dit past op 3 namen. Kies hieronder"),
        ("West", "", "Wij vonden niets met ‘West’"),
        ("", "", "verplicht|required"),
    ],
)
def test_of_many_one_types_a_part(Keuze, tekst: str, gekozen: str, fout: str) -> None:
    assert "<select" not in str(Keuze()["wie"])
    vraag = QueryDict(mutable=True)
    vraag.update({"wie_zoek": tekst, "wie_was": ""})
    form = Keuze(vraag)
    assert form.is_valid() is bool(gekozen)
    if gekozen:
        assert form.cleaned_data["wie"].naam == gekozen
    else:
        assert any(deel in str(form.errors) for deel in fout.split("|"))


def test_what_was_found_can_be_chosen_and_what_stood_there_stays(Keuze) -> None:
    zuid = Organisatie.objects.get(naam="Huis Zuid")
    vraag = QueryDict(mutable=True)
    vraag.update({"wie_zoek": "huis", "wie_was": ""})
    pagina = str(Keuze(vraag)["wie"])
    assert pagina.count('type="radio"') == 3
    vraag.update({"wie_was": "huis", "wie_kies": str(zuid.pk)})
    form = Keuze(vraag)
    assert form.is_valid()
    assert form.cleaned_data["wie"] == zuid
    # Shown with a choice already made, and sent back as it was.
    pagina = str(Keuze(initial={"wie": zuid.pk})["wie"])
    assert 'value="Huis Zuid"' in pagina
    vraag = QueryDict(mutable=True)
    vraag.update({"wie": str(zuid.pk), "wie_zoek": "Huis Zuid", "wie_was": "Huis Zuid"})
    form = Keuze(vraag)
    assert form.is_valid()
    assert form.cleaned_data["wie"] == zuid
    # Another name typed over it counts, not the hidden choice.
    vraag["wie_zoek"] = "school"
    form = Keuze(vraag)
    assert form.is_valid()
    assert form.cleaned_data["wie"].naam == "School Zuid"
