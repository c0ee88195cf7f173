"""Small forms around a referral: a message, attendance, the second person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from .forms import DatumVeld
from .lus import leden_van


class BerichtFormulier(NetwerkFormulier):
    """A message on the card."""

    tekst = forms.CharField(
        label="Uw bericht",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Beide organisaties lezen dit. Schrijf geen BSN, wachtwoord of medische gegevens.",
    )


class NavraagFormulier(NetwerkFormulier):
    """What the sender heard from the learner; goes into the thread."""

    tekst = forms.CharField(
        label="Wat sprak u af met de leerder?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: Zij was ziek en wil graag een nieuwe afspraak, liefst op dinsdag.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AanwezigFormulier(NetwerkFormulier):
    """Did the learner come on this day?"""

    dag = forms.DateField(label="Welke dag?", widget=DatumVeld)
    aanwezig = forms.ChoiceField(
        label="Was de leerder er?", choices=[("ja", "Ja"), ("nee", "Nee")], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].initial = timezone.localdate


class TweedeFormulier(NetwerkFormulier):
    """Who hears it when the first person stays silent."""

    gebruiker = ZoekKeuzeVeld(
        label="Wie krijgt bericht als er geen antwoord komt?",
        queryset=Gebruiker.objects.none(),
        required=False,
        empty_label="Een beheerder van de organisatie",
    )

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["gebruiker"]
        veld.queryset = Gebruiker.objects.filter(pk__in=leden_van(organisatie).values("gebruiker_id"))
