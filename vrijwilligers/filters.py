"""What lists can be narrowed by. Plain GET forms: an unknown value is ignored with a message at the field."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q, QuerySet

from netwerk.kern.models import Stadsdeel, Taal
from netwerk.kern.talen import taalnaam, vertaal_formulier

from .choices import HulpRol, HulpvraagStatus, VrijwilligerStatus


class LijstFilter(forms.Form):
    """Base: ``toepassen`` narrows, ``aantal_actief`` counts what is on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        vertaal_formulier(self)  # before the check, which keeps the labels
        self.is_valid()

    def waarde(self, naam: str) -> Any:
        """The cleaned value, empty when it was wrong."""
        return self.cleaned_data.get(naam) or ""

    @property
    def aantal_actief(self) -> int:
        return sum(1 for waarde in self.cleaned_data.values() if waarde)


class VrijwilligersFilter(LijstFilter):
    q = forms.CharField(label="Naam", required=False, max_length=80)
    status = forms.ChoiceField(label="Stand", required=False, choices=[("", "Alle"), *VrijwilligerStatus.choices])
    taal = forms.ModelChoiceField(Taal.objects.all(), label="Taal", required=False, empty_label="Alle")
    stadsdeel = forms.ModelChoiceField(Stadsdeel.objects.all(), required=False, empty_label="Alle")

    def toepassen(self, rijen: QuerySet) -> QuerySet:
        """Narrow the volunteers."""
        if q := self.waarde("q"):
            rijen = rijen.filter(naam__icontains=q)
        if status := self.waarde("status"):
            rijen = rijen.filter(status=status)
        if taal := self.waarde("taal"):
            rijen = rijen.filter(talen__contains=[taal.pk])
        if stadsdeel := self.waarde("stadsdeel"):
            rijen = rijen.filter(pc4__stadsdeel=stadsdeel)
        return rijen


class HulpvragenFilter(LijstFilter):
    STANDEN = [("wacht", "Wacht op iemand"), ("", "Alle"), *HulpvraagStatus.choices]

    q = forms.CharField(label="Voornaam", required=False, max_length=80)
    status = forms.ChoiceField(label="Stand", required=False, choices=STANDEN)
    taal = forms.ModelChoiceField(Taal.objects.all(), label="Taal", required=False, empty_label="Alle")

    def toepassen(self, rijen: QuerySet) -> QuerySet:
        """Narrow the requests."""
        if q := self.waarde("q"):
            rijen = rijen.filter(voornaam__icontains=q)
        status = self.waarde("status")
        if status == "wacht":
            rijen = rijen.filter(Q(status=HulpvraagStatus.OPEN) | Q(status=HulpvraagStatus.VOORGESTELD))
        elif status:
            rijen = rijen.filter(status=status)
        if taal := self.waarde("taal"):
            rijen = rijen.filter(talen__contains=[taal.pk])
        return rijen


class _Taalkeuze(forms.ModelChoiceField):
    """Languages by the name their own speakers give them, on a page in another language."""

    def label_from_instance(self, obj: Taal) -> str:
        return taalnaam(obj.naam)


class VacaturesFilter(LijstFilter):
    q = forms.CharField(label="Zoek op woord", required=False, max_length=80)
    rol = forms.ChoiceField(label="Wat voor hulp", required=False, choices=[("", "Alle"), *HulpRol.choices])
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Stadsdeel", required=False, empty_label="De hele stad"
    )
    taal = _Taalkeuze(Taal.objects.all(), label="Taal", required=False, empty_label="Alle")

    def toepassen(self, rijen: QuerySet) -> QuerySet:
        """Narrow the vacancies. One for the whole city, or without languages, is found under each."""
        if q := self.waarde("q"):
            rijen = rijen.filter(Q(titel__icontains=q) | Q(omschrijving__icontains=q))
        if rol := self.waarde("rol"):
            rijen = rijen.filter(rol=rol)
        if stadsdeel := self.waarde("stadsdeel"):
            rijen = rijen.filter(Q(stadsdeel=stadsdeel) | Q(stadsdeel__isnull=True))
        if taal := self.waarde("taal"):
            rijen = rijen.filter(Q(talen__contains=[taal.pk]) | Q(talen=[]))
        return rijen
