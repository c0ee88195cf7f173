"""Forms of the knowledge centre."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from netwerk.kern.choices import Rol
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, modelveld
from netwerk.kern.models import Gebruiker, Leervraag, Organisatie

from ..choices import Netwerkthema
from ..models import Artikel, Praktijkantwoord, Praktijkvraag, Verwijzing
from .basis import DatumVeld, VastFormulier, goede_datum, kies_organisatie
from .bijeenkomst import BestandVeld

OPMAAK_HULP = (
    "Een kop: ## ervoor. Een lijst: - ervoor. Vet: **zo**. Een link: [tekst](https://adres). "
    "Kies Voorbeeld om te zien hoe het wordt."
)


def schoon_adres(url: str) -> str:
    """A path of this portal, or an https address elsewhere; ValidationError for anything else."""
    url = url.strip()
    if url.startswith(settings.PORTAAL_URL + "/"):
        url = url.removeprefix(settings.PORTAAL_URL)
    if len(url) > 1 and url.startswith("/") and url[1] not in "/\\":
        return url
    if urlsplit(url).scheme == "https" and urlsplit(url).netloc:
        return url
    raise ValidationError("Gebruik een adres van dit portaal, of een adres dat begint met https://")


def _leervragen(veld: Any) -> None:
    veld.queryset = Leervraag.objects.vragen()
    veld.label_from_instance = lambda vraag: f"{vraag.thema.kort}: {vraag.tekst}"


class ArtikelFormulier(VersieFormulier, forms.ModelForm):
    """Write or change an article."""

    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")
    rollen = forms.MultipleChoiceField(
        label="Voor wie?", choices=Rol.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangevinkt: voor iedereen in het netwerk.",
    )  # fmt: skip

    class Meta:
        model = Artikel
        fields = [
            "titel",
            "samenvatting",
            "tekst",
            "thema",
            "rollen",
            "leervragen",
            "nakijken_op",
            "openbaar",
            "organisatie",
        ]
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 2}),
            "tekst": forms.Textarea(attrs={"rows": 18}),
            "leervragen": forms.SelectMultiple(attrs={"size": 8}),
            "nakijken_op": DatumVeld(),
        }
        help_texts = {
            "tekst": OPMAAK_HULP,
            "leervragen": "Houd Ctrl ingedrukt om er meer te kiezen. Mag leeg blijven.",
            "nakijken_op": "Leeg: over een half jaar vragen wij of alles nog klopt.",
        }

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leervragen(self.fields["leervragen"])
        kies_organisatie(self.fields["organisatie"], gebruiker)
        if self.instance.pk is not None:
            # Who edits for another organisation leaves it with that organisation.
            veld: Any = self.fields["organisatie"]
            veld.queryset = Organisatie.objects.filter(
                pk__in={*gebruiker.organisatie_ids, self.instance.organisatie_id} - {None}
            )
            veld.initial = self.instance.organisatie_id

    def clean_nakijken_op(self) -> Any:
        dag = self.cleaned_data["nakijken_op"]
        return dag if dag == self.instance.nakijken_op else goede_datum(dag)


class BijlageFormulier(NetwerkFormulier):
    """A file with an article."""

    label = forms.CharField(label="Wat is het?", max_length=150, help_text="Bij een afbeelding: wat is erop te zien?")
    upload = BestandVeld(
        label="Bestand", help_text="PDF, presentatie, Word, Excel of afbeelding. Niet groter dan 15 MB."
    )


class VerwijzingFormulier(VastFormulier):
    """A page that belongs with it; an address of this portal is kept without its host, so that it stays right."""

    vast = "artikel"

    class Meta:
        model = Verwijzing
        fields = ["url", "label"]
        help_texts = {"url": "Kopieer het adres van de pagina: materiaal of aanbod in dit portaal, of iets daarbuiten."}

    def clean_url(self) -> str:
        return schoon_adres(self.cleaned_data["url"])


class VraagFormulier(NetwerkFormulier, forms.ModelForm):
    """Ask the other practitioners."""

    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")

    class Meta:
        model = Praktijkvraag
        fields = ["titel", "tekst", "thema", "leervraag"]
        labels = {"leervraag": "Gaat het over een leervraag?"}
        widgets = {"tekst": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leervragen(self.fields["leervraag"])
        modelveld(self, "leervraag").empty_label = "Nee"
        kies_organisatie(self.fields["organisatie"], gebruiker)


class AntwoordFormulier(NetwerkFormulier, forms.ModelForm):
    """Answer."""

    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), label="Namens welke organisatie?")

    class Meta:
        model = Praktijkantwoord
        fields = ["tekst"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kies_organisatie(self.fields["organisatie"], gebruiker)


class KennisFilter(forms.Form):
    """Words, theme, role; everything in the address, an unknown value counts as not filled in."""

    q = forms.CharField(label="Zoekwoord", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle thema's"), *Netwerkthema.choices], required=False)
    rol = forms.ChoiceField(label="Voor wie", choices=[("", "Iedereen"), *Rol.choices], required=False)
