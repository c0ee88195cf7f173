"""Forms of training: a session, and the self-check."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from netwerk.kern.choices import Domein
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzes_van, keuzeveld, modelveld
from netwerk.kern.models import Niveauuitleg

from .forms import Datum
from .models import Module, Sessie


class SessieFormulier(VersieFormulier[Sessie]):
    """Plan or change a session. Day and time are two fields: one native box for both is hard on a phone."""

    dag = forms.DateField(label="Dag", widget=Datum())
    tijd = forms.TimeField(
        label="Begint om", initial=time(19, 0), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    duur_minuten = forms.TypedChoiceField(
        label="Duurt", coerce=int, initial=120,
        choices=[(30, "een half uur"), (60, "1 uur"), (90, "anderhalf uur"), (120, "2 uur"), (180, "3 uur"),
                 (240, "4 uur"), (360, "6 uur"), (480, "8 uur")],
    )  # fmt: skip

    field_order = ["module", "dag", "tijd", "duur_minuten", "plaats", "trainer", "plekken", "voor", "toelichting"]

    class Meta:
        model = Sessie
        fields = ["module", "plaats", "trainer", "plekken", "duur_minuten", "voor", "toelichting"]
        widgets = {"voor": forms.RadioSelect, "toelichting": forms.Textarea(attrs={"rows": 2})}
        labels = {"plaats": "Waar?", "plekken": "Hoeveel plekken?", "trainer": "Wie geeft de training?"}
        help_texts = {"plaats": "Naam en adres, zoals het in de uitnodiging komt."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modelveld(self, "module").queryset = Module.objects.filter(actief=True)
        modelveld(self, "module").empty_label = "Kies een module"
        keuzeveld(self, "voor").choices = Sessie._meta.get_field("voor").choices or []
        self.fields["plekken"].widget.attrs.update(min=1, max=200)
        self.fields["plekken"].error_messages["max_value"] = "Hoogstens 200 plekken."
        if self.instance.pk:
            lokaal = timezone.localtime(self.instance.begint_op)
            self.fields["dag"].initial, self.fields["tijd"].initial = lokaal.date(), lokaal.time()
            duur = self.instance.duur_minuten
            keuzes = keuzes_van(self, "duur_minuten")
            if duur not in dict(keuzes):
                keuzeveld(self, "duur_minuten").choices = [*keuzes, (duur, f"{duur} minuten")]

    def clean_plekken(self) -> int:
        plekken: int = self.cleaned_data["plekken"]
        if not 1 <= plekken <= 200:
            raise forms.ValidationError("Vul een getal van 1 tot en met 200 in.")
        return plekken

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        dag, tijd = schoon.get("dag"), schoon.get("tijd")
        if dag and tijd:
            begin = timezone.make_aware(datetime.combine(dag, tijd))
            vandaag = timezone.localdate()
            if begin <= timezone.now() and (self.instance.pk is None or begin != self.instance.begint_op):
                self.add_error("dag", "Deze dag en tijd zijn al voorbij.")
            elif (dag - vandaag).days > 730:
                self.add_error("dag", "Deze dag ligt meer dan twee jaar vooruit. Klopt het jaar?")
            self.instance.begint_op = begin
        return schoon


class ZelfcheckFormulier(NetwerkFormulier):
    """Per domain the sentence that fits best. The sentences are those of the ladder (kern/data/niveaus.toml)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        treden = list(Niveauuitleg.objects.order_by("rang"))
        for domein in Domein:
            self.fields[domein.value] = forms.TypedChoiceField(
                label=domein.label, coerce=int, widget=forms.RadioSelect,
                choices=[(t.rang, t.herkenning.get(domein.value, t.omschrijving)) for t in treden],
                error_messages={"required": "Kies de zin die het best past."},
            )  # fmt: skip

    @property
    def niveaus(self) -> dict[str, int]:
        return {domein.value: self.cleaned_data[domein.value] for domein in Domein}
