"""A field made once per content is the field that crispy makes, and other content is another field."""

from __future__ import annotations

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.test import SimpleTestCase

from netwerk.kern import eenmaal
from netwerk.kern.widgets import SnelleKeuze

gelijk = SimpleTestCase().assertHTMLEqual


class Filter(forms.Form):
    q = forms.CharField(label="Wat?", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    soort = forms.ChoiceField(required=False, widget=SnelleKeuze, choices=[("", "Alles"), ("a", "A & B"), ("c", "C")])
    plek = forms.MultipleChoiceField(
        required=False, choices=[("w", "wifi"), ("x", "<x>")], widget=forms.CheckboxSelectMultiple
    )
    dag = forms.DateField(required=False, help_text="Dag en maand.", widget=forms.DateInput(attrs={"type": "date"}))
    alleen = forms.BooleanField(required=False, label="Alleen gratis")
    verborgen = forms.CharField(required=False, widget=forms.HiddenInput)


@pytest.mark.parametrize(
    "data", [None, {}, {"q": "<b>'\"", "soort": "a", "plek": ["x"], "alleen": "on", "verborgen": "1"}, {"soort": "nee"}]
)
def test_zoals_crispy_het_maakt_ook_de_tweede_keer(data):
    for _ in range(2):
        gelijk(eenmaal.filterformulier(Filter(data)), as_crispy_form(Filter(data)))


def test_andere_keuzes_zijn_een_ander_veld():
    een, twee = Filter({"soort": "a"}), Filter({"soort": "a"})
    twee.fields["soort"].choices = [("", "Alles"), ("a", "Anders")]
    assert "A &amp; B" in eenmaal.filterformulier(een)
    assert "Anders" in eenmaal.filterformulier(twee)
    assert 'maxlength="5"' not in eenmaal.filterformulier(een)
    een.fields["q"].widget.attrs["maxlength"] = 5
    assert 'maxlength="5"' in eenmaal.filterformulier(een)


def test_hoogstens_zoveel_en_het_oudste_gaat_eerst():
    bewaard, gemaakt = eenmaal.Bewaard(2), []

    def haal(naam: str) -> str:
        return bewaard.haal(naam, lambda: gemaakt.append(naam) or naam)

    for naam in "aabcab":
        assert haal(naam) == naam
    assert "".join(gemaakt) == "abcab"


def test_even_bewaard(monkeypatch):
    keren = []
    geef = eenmaal.even(lambda: keren.append(1) or len(keren))
    assert (geef(), geef()) == (1, 2), "not in tests"
    monkeypatch.setattr(eenmaal, "SECONDEN", 60)
    assert (geef(), geef()) == (2, 2)
    nu = eenmaal.monotonic()
    monkeypatch.setattr(eenmaal, "monotonic", lambda: nu + 61)
    assert geef() == 3
