"""Forms of the front door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from aanbod.filters import PostcodeVeld
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Gebruiker, Organisatie, Stadsdeel

from .leden import TE_GEVEN
from .models import Ritme
from .overdragen import OpenWerk


class ZoekHulp(forms.Form):
    """What a visitor looks for and where; the directory takes over with the same parameter names.

    Checked here, so that a mistake in the postcode is told where it was typed.
    """

    q = forms.CharField(label="Wat wilt u leren, of waarbij zoekt u hulp?", max_length=100, required=False)
    pc4 = PostcodeVeld(label="Uw postcode", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control form-control-lg",
                "maxlength": 100,
                "placeholder": "Bijvoorbeeld: DigiD",
            }
        )
        self.fields["q"].error_messages["max_length"] = "Gebruik niet meer dan 100 tekens."
        self.fields["pc4"].widget.attrs |= {
            "class": "form-control form-control-lg",
            "placeholder": "1024",
        }
        if self.is_bound:
            for naam in self.errors:
                if naam in self.fields:
                    self.fields[naam].widget.attrs["class"] += " is-invalid"
                    self.fields[naam].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"fout-{naam}"}


class NaamFormulier(NetwerkFormulier, forms.ModelForm):
    """One's own name, as colleagues see it."""

    class Meta:
        model = Gebruiker
        fields = ["naam"]
        labels = {"naam": "Uw naam"}
        help_texts = {"naam": "Zo zien collega's en andere organisaties u."}


class RollenFormulier(NetwerkFormulier):
    """The roles of somebody at one organisation."""

    rollen = forms.MultipleChoiceField(
        label="Rollen",
        choices=[(rol.value, rol.label) for rol in TE_GEVEN],
        widget=forms.CheckboxSelectMultiple,
        help_text="Elke rol ziet alleen wat voor dat werk nodig is.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rollen"].error_messages["required"] = "Kies minstens één rol."


class UitnodigFormulier(RollenFormulier):
    """Somebody new at an organisation."""

    email = forms.EmailField(
        label="E-mailadres", help_text="Hierheen gaat de uitnodiging.", widget=forms.EmailInput(attrs={"size": 40})
    )
    naam = forms.CharField(label="Naam", max_length=150)
    field_order = ["email", "naam", "rollen"]


class VoorkeurFormulier(NetwerkFormulier):
    """How often an overview comes by mail, and about which districts."""

    ritme = forms.ChoiceField(
        label="Hoe vaak wilt u een overzicht per e-mail?", choices=Ritme.choices, widget=forms.RadioSelect,
        help_text="Er staat in hoeveel er op u wacht en wat er nieuw is. Is er niets, dan komt er geen mail.",
    )  # fmt: skip
    stadsdelen = forms.MultipleChoiceField(
        label="Van welke stadsdelen wilt u nieuws zien?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Kiest u niets, dan zijn het de stadsdelen waar uw organisatie een plek heeft.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: dict[str, Any] = self.fields
        velden["stadsdelen"].choices = list(Stadsdeel.objects.values_list("code", "naam"))


class OrganisatieFormulier(VersieFormulier, forms.ModelForm):
    """What others see of an organisation. Its name and kind come from the administrator of the portal."""

    class Meta:
        model = Organisatie
        fields = ["omschrijving", "email", "telefoon", "website"]
        labels = {"omschrijving": "Wat doet uw organisatie?"}
        help_texts = {"website": "Begint met https://"}


class VertrekFormulier(NetwerkFormulier):
    """Who takes over the work of somebody who leaves: a question for each kind of work there is."""

    def __init__(self, *args: Any, werk: Iterable[OpenWerk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.werk = list(werk)
        for deel in self.werk:
            zonder = "Niemand: alle collega’s zien het" if deel.collegas else "Er is geen collega die dit kan overnemen"
            self.fields[deel.soort.code] = forms.ChoiceField(
                label=f"{deel.soort.label} ({deel.aantal})",
                choices=[("", "Kies wie het overneemt")]
                + [(str(wie.pk), str(wie)) for wie in deel.collegas]
                + ([("niemand", zonder)] if deel.soort.mag_zonder else []),
                error_messages={"required": "Kies wie dit overneemt."},
            )

    def naar(self) -> dict[str, Gebruiker | None]:
        """The colleague per kind of work; None where nobody was chosen on purpose."""
        per_pk = {str(wie.pk): wie for deel in self.werk for wie in deel.collegas}
        return {deel.soort.code: per_pk.get(self.cleaned_data[deel.soort.code]) for deel in self.werk}
