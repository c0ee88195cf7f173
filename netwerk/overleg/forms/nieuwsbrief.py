"""Forms of the newsletter: for who reads it, and for who makes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format

from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Stadsdeel

from ..choices import Netwerkthema, Nieuwssoort
from ..models import Nieuwsaanvoer, Nieuwsbrief, Nieuwsregel
from .kennis import schoon_adres


class VoorkeurenFormulier(NetwerkFormulier):
    """Which districts and themes; nothing ticked is everything."""

    stadsdelen = forms.MultipleChoiceField(
        label="Nieuws uit welke stadsdelen?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangevinkt: de hele stad.",
    )  # fmt: skip
    themas = forms.MultipleChoiceField(
        label="Over welke onderwerpen?",
        choices=[keuze for keuze in Netwerkthema.choices if keuze[0] != Netwerkthema.OVERIG],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangevinkt: alles.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["stadsdelen"]
        veld.choices = Stadsdeel.objects.values_list("code", "naam")


class AanmeldFormulier(VoorkeurenFormulier):
    """Ask for the newsletter. ``website`` is bait: people do not see it, machines fill it in."""

    email = forms.EmailField(
        label="Uw e-mailadres", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    website = forms.CharField(
        label="Niet invullen", required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    field_order = ["email", "stadsdelen", "themas", "website"]


class BriefFormulier(VersieFormulier, forms.ModelForm):
    """One's own words around the news."""

    class Meta:
        model = Nieuwsbrief
        fields = ["titel", "inleiding", "slot"]
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 8}), "slot": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"inleiding": "Een kop: ## ervoor. Vet: **zo**. Een link: [tekst](https://adres)."}


def _regel(nieuws: Nieuwsaanvoer) -> str:
    """What it is, of whom, and since when: enough to choose without opening it."""
    waar = f" ({nieuws.tekst})" if nieuws.tekst and nieuws.soort != Nieuwssoort.ARTIKEL else ""
    return f"{nieuws.titel}{waar}, sinds {date_format(nieuws.sinds, 'j F')}"


class KiesNieuwsFormulier(NetwerkFormulier):
    """Tick what goes into this issue: a list per kind, newest first."""

    def __init__(self, *args: Any, brief: Nieuwsbrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nieuws = Nieuwsaanvoer.objects.exclude(code__in=brief.regels.values("code")).order_by("-sinds", "titel")
        self.per_pk = {str(rij.pk): rij for rij in nieuws}
        self.soorten = [soort for soort in Nieuwssoort if any(rij.soort == soort for rij in nieuws)]
        for soort in self.soorten:
            self.fields[f"nieuw_{soort}"] = forms.MultipleChoiceField(
                label=soort.label,
                choices=[(pk, _regel(rij)) for pk, rij in self.per_pk.items() if rij.soort == soort],
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )

    def gekozen(self) -> list[Nieuwsaanvoer]:
        """What was ticked, of the valid form."""
        pks = [pk for soort in self.soorten for pk in self.cleaned_data[f"nieuw_{soort}"]]
        return [self.per_pk[pk] for pk in pks]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if not self.errors and not self.gekozen():
            raise forms.ValidationError("Vink eerst aan wat u wilt opnemen.")
        return schoon


class RegelFormulier(NetwerkFormulier, forms.ModelForm):
    """A line, one's own or changed."""

    stadsdelen = forms.MultipleChoiceField(
        label="Voor welke stadsdelen?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangevinkt: voor iedereen.",
    )  # fmt: skip

    class Meta:
        model = Nieuwsregel
        fields = ["soort", "titel", "tekst", "url", "thema", "stadsdelen"]
        labels = {"url": "Adres van de pagina"}
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["stadsdelen"]
        veld.choices = Stadsdeel.objects.values_list("code", "naam")

    def clean_url(self) -> str:
        return schoon_adres(self.cleaned_data["url"])


class UitzetFormulier(NetwerkFormulier):
    """Somebody asked by telephone to be taken off."""

    email = forms.EmailField(label="E-mailadres", max_length=254)
