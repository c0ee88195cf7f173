"""Forms around a signal to the municipality."""

from __future__ import annotations

from typing import Any

from django import forms

from netwerk.kern.choices import Rol
from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.models import Gebruiker, Organisatie

from ..choices import Signaalsoort
from ..models import Agendavoorstel, Signaal, Signaalcijfer
from ..permissions import kan_signaal_geven
from .basis import AfrondenFormulier, DatumVeld, OvergangFormulier, VerzetFormulier, goede_datum, kies_organisatie


class SignaalFormulier(NetwerkFormulier, forms.ModelForm):
    """Hand in a signal, with figures of the portal to tick."""

    soort = forms.ChoiceField(label="Soort", choices=[("", "Kies een soort"), *Signaalsoort.choices])
    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")
    voorstellen = forms.ModelMultipleChoiceField(
        Agendavoorstel.objects.none(),
        label="Cijfers uit dit portaal erbij",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zij gaan mee zoals zij vandaag zijn. Eigen cijfers kunt u daarna toevoegen.",
    )

    class Meta:
        model = Signaal
        fields = ["titel", "omschrijving", "gevraagd", "soort", "stadsdeel"]
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 5}), "gevraagd": forms.Textarea(attrs={"rows": 3})}

    field_order = ["titel", "soort", "stadsdeel", "omschrijving", "gevraagd", "voorstellen", "organisatie"]

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mogen = [lid.organisatie_id for lid in gebruiker.lidmaatschappen_nu if kan_signaal_geven(lid.organisatie)]
        kies_organisatie(self.fields["organisatie"], gebruiker, alleen=mogen)
        stadsdeel: Any = self.fields["stadsdeel"]
        stadsdeel.empty_label = "De hele stad"
        veld: Any = self.fields["voorstellen"]
        veld.queryset = Agendavoorstel.objects.filter(actueel=True)
        veld.label_from_instance = lambda voorstel: f"{voorstel.titel}: {voorstel.waarde}"


class CijferFormulier(NetwerkFormulier, forms.ModelForm):
    """A figure of one's own, with where it comes from."""

    class Meta:
        model = Signaalcijfer
        fields = ["wat", "waarde", "bron", "peildatum"]
        widgets = {"peildatum": DatumVeld()}
        help_texts = {
            "waarde": "Gaat het over mensen, en zijn het er minder dan 5? Schrijf dan: minder dan 5.",
            "bron": "Bijvoorbeeld: onze eigen wachtlijst.",
        }


class BehandelFormulier(OvergangFormulier):
    """Which official puts a name to it."""

    behandelaar = forms.ModelChoiceField(Gebruiker.objects.none(), label="Wie behandelt dit?", empty_label=None)

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["behandelaar"]
        veld.queryset = Gebruiker.objects.filter(
            is_active=True, lidmaatschappen__rol=Rol.REGIE, lidmaatschappen__organisatie__actief=True
        ).distinct()
        veld.initial = gebruiker.pk


class ToezegFormulier(OvergangFormulier):
    """What, and when. "We nemen het mee" is no answer."""

    antwoord = forms.CharField(
        label="Uw antwoord", max_length=4000, min_length=15, widget=forms.Textarea(attrs={"rows": 5})
    )
    toezegging = forms.CharField(
        label="Wat gaat er gebeuren?", max_length=500, min_length=10,
        help_text="In één zin, zo dat iedereen straks kan zien of het gebeurd is.",
    )  # fmt: skip
    uiterlijk = forms.DateField(label="Wanneer is dat klaar?", widget=DatumVeld())

    def clean_uiterlijk(self) -> Any:
        return goede_datum(self.cleaned_data["uiterlijk"])


class AfwijsFormulier(OvergangFormulier):
    """It will not happen, and why."""

    antwoord = forms.CharField(
        label="Waarom gebeurt dit niet?", max_length=4000, min_length=15, widget=forms.Textarea(attrs={"rows": 5})
    )


class UitstelFormulier(VerzetFormulier):
    """Another date for a promise, with the reason."""


class UitgevoerdFormulier(AfrondenFormulier):
    """A promise closes with a concrete result."""
