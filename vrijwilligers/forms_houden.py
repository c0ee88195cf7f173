"""Forms about keeping people: feedback, hours, thanks, and going to another organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import BaseValidator
from django.db.models import QuerySet
from django.utils import timezone

from netwerk.kern.forms import NetwerkFormulier, modelveld
from netwerk.kern.models import Organisatie
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from .choices import Gaat, OverdrachtSoort
from .forms import Datum


class TerugkoppelFormulier(NetwerkFormulier):
    """Two taps; the words may stay empty."""

    gaat = forms.ChoiceField(label="Hoe gaat het?", choices=Gaat.choices, widget=forms.RadioSelect)
    tekst = forms.CharField(
        label="Wilt u iets vertellen?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf niets op over gezondheid, geld of wachtwoorden.",
    )  # fmt: skip


class UrenFormulier(NetwerkFormulier):
    dag = forms.DateField(label="Welke dag?", widget=Datum(), initial=timezone.localdate)
    uren = forms.DecimalField(
        label="Hoeveel uur?", min_value=0.25, max_value=16, max_digits=4, decimal_places=2, localize=True,
        help_text="Bijvoorbeeld 1,5.", widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    wat = forms.CharField(label="Wat deed u?", max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fouten = self.fields["uren"].error_messages
        fouten["invalid"] = "Vul een getal in, bijvoorbeeld 1,5."
        for grens in self.fields["uren"].validators:
            if isinstance(grens, BaseValidator):
                grens.message = "Vul een aantal van 0,25 tot en met 16 uur in."


class BedankFormulier(NetwerkFormulier):
    tekst = forms.CharField(
        label="Uw bedankje", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        initial="Bedankt dat u iemand op weg hielp. Wat u deed maakt verschil: iemand kan nu zelf iets wat eerst niet "
        "lukte.",
    )  # fmt: skip


class OverdrachtFormulier(NetwerkFormulier):
    """To which organisation, how, and the words to the volunteer."""

    naar = ZoekKeuzeVeld(
        Organisatie.objects.none(), label="Naar welke organisatie?", empty_label="Kies een organisatie"
    )
    soort = forms.ChoiceField(
        label="Hoe?", choices=OverdrachtSoort.choices, initial=OverdrachtSoort.OVER, widget=forms.RadioSelect
    )
    toelichting = forms.CharField(
        label="Wat wilt u erbij zeggen?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De vrijwilliger leest dit bij de vraag.",
    )  # fmt: skip
    mondeling = forms.BooleanField(label="Ik heb het zelf gevraagd en het antwoord is ja", required=False)

    def __init__(self, *args: Any, organisaties: QuerySet[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modelveld(self, "naar").queryset = organisaties
