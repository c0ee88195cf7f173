"""The forms of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzes_van, keuzeveld, modelveld, noem_leeg
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Organisatie, Taal
from netwerk.kern.talen import leervraag_tekst
from netwerk.kern.widgets import KeuzeInVakken, talen_in_vakken
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from .choices import Apparaat, Meldsoort, Uitkomst, Vorm
from .models import Belang, Ervaring, Gemis, Inventarisatieoordeel, Materiaal, Verzameling
from .querysets import OPENBAAR


def leervraagkeuzes(*, leeg: str = "") -> list[Any]:
    """Needs grouped by theme, in one query and in the language of the page."""
    groepen: dict[str, list[tuple[str, str]]] = {}
    for vraag in Leervraag.objects.vragen():
        thema = vraag.thema or vraag
        groep = groepen.setdefault(leervraag_tekst(thema.pk, thema.tekst), [])
        groep.append((vraag.pk, leervraag_tekst(vraag.pk, vraag.tekst)))
    kop: list[Any] = [("", leeg)] if leeg else []
    return [*kop, *groepen.items()]


class MateriaalFormulier(VersieFormulier[Materiaal]):
    """Propose or change a material. ``toch``: I saw the ones that look like it, this is another.

    ``origineel`` is typed, with suggestions: a list to choose from would hold the whole catalogue.
    """

    vormen = forms.MultipleChoiceField(label="Hoe werkt u ermee?", choices=Vorm, widget=forms.CheckboxSelectMultiple)
    apparaten = forms.MultipleChoiceField(
        label="Op welk apparaat?",
        choices=Apparaat,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Niets aanvinken: er is geen apparaat nodig.",
    )
    link = forms.URLField(
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Een volledig adres dat begint met https://. Weet u het niet zeker? Laat het leeg.",
    )
    origineel = forms.CharField(
        label="Bewerking van",
        max_length=300,
        required=False,
        help_text="De titel van het materiaal waarvan dit is gemaakt, of het adres van zijn pagina hier.",
    )
    toch = forms.BooleanField(label="Dit is een ander materiaal. Voeg het toch toe.", required=False)

    class Meta:
        model = Materiaal
        fields = [
            "titel", "uitgever", "uitgever_organisatie", "omschrijving", "link", "leervragen", "niveau_van",
            "niveau_tot", "doelgroepen", "toon", "talen", "nederlands_nodig", "lezen_nodig", "vormen", "apparaten",
            "offline", "duur", "kosten", "licentie", "jaar", "aangepast", "zekerheid_bron",
        ]  # fmt: skip
        field_classes = {"uitgever_organisatie": ZoekKeuzeVeld}
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "aangepast": forms.Textarea(attrs={"rows": 2}),
            "leervragen": KeuzeInVakken,
            "doelgroepen": forms.CheckboxSelectMultiple,
            "talen": KeuzeInVakken,
            "jaar": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "leervragen": "Open een thema en vink aan wat iemand ermee leert. Eén is genoeg.",
            "zekerheid_bron": "Bijvoorbeeld: gebruikt in onze les, of gezien op de site van de uitgever.",
            "uitgever_organisatie": "Alleen als de uitgever zelf meedoet in het netwerk.",
            "doelgroepen": "Niets aanvinken: voor iedereen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gevonden: Materiaal | None = None
        vragen = modelveld(self, "leervragen")
        vragen.queryset = Leervraag.objects.vragen()
        vragen.choices = leervraagkeuzes()
        keuzeveld(self, "talen").choices = talen_in_vakken()
        vragen.required = self.fields["talen"].required = True
        for keuze in (vragen, self.fields["talen"]):
            keuze.error_messages["required"] = "Kies er minstens één."
        self.fields["vormen"].error_messages["required"] = "Vink er minstens één aan."
        modelveld(self, "uitgever_organisatie").empty_label = "Niet in het netwerk"
        if self.instance.bewerking_van:
            self.initial["origineel"] = self.instance.bewerking_van.titel
        self.fields["origineel"].widget.attrs |= {
            "list": "origineel-keuzes", "autocomplete": "off", "hx-get": reverse("leermateriaal:origineel"),
            "hx-trigger": "input changed delay:300ms", "hx-target": "#origineel-keuzes",
        }  # fmt: skip
        if self.instance._state.adding:
            self.initial.setdefault("talen", ["nl"])
            for veld in ("titel", "link"):
                self.fields[veld].widget.attrs |= {
                    "hx-get": reverse("leermateriaal:lijkt"),
                    "hx-trigger": "input changed delay:400ms",
                    "hx-target": "#dubbelen",
                    "hx-include": "[name=titel],[name=link]",
                }
        self.dubbelen = self._dubbelen()
        if not self.dubbelen:
            del self.fields["toch"]
        self.helper.layout = Layout(
            *(["toch"] if self.dubbelen else []),
            Fieldset("Wat is het?", "titel", "uitgever", "uitgever_organisatie", "omschrijving", "link"),
            Fieldset("Wat leert iemand ermee?", "leervragen", "niveau_van", "niveau_tot"),
            Fieldset("Voor wie?", "doelgroepen", "toon", "talen", "nederlands_nodig", "lezen_nodig"),
            Fieldset("Hoe gebruikt u het?", "vormen", "apparaten", "offline", "duur"),
            Fieldset("Kosten en herkomst", "kosten", "licentie", "jaar", "zekerheid_bron"),
            Fieldset("Is het een bewerking?", "origineel", "aangepast"),
            "versie",
            "sleutel",
        )

    def _dubbelen(self) -> list[Materiaal]:
        """Materials that may be the same as what was typed; only while proposing."""
        if not self.is_bound or not self.instance._state.adding:
            return []
        titel, link = (str(self.data.get(self.add_prefix(veld)) or "").strip()[:300] for veld in ("titel", "link"))
        return Materiaal.objects.dubbelen(titel, link)

    def clean_origineel(self) -> str:
        """Find the original by its title or by the address of its page; says what comes near when there is none."""
        tekst = self.cleaned_data["origineel"].strip()
        oud = self.instance.bewerking_van
        if not tekst or (oud and tekst == oud.titel):
            self.gevonden = oud if tekst else None
            return tekst
        zoek = Materiaal.objects.filter(OPENBAAR, samengevoegd_met=None).exclude(pk=self.instance.pk)
        slug = tekst.rstrip("/").rpartition("/")[2]
        gevonden = list(zoek.filter(slug=slug)[:1] or zoek.filter(titel__iexact=tekst)[:2])
        if len(gevonden) == 1:
            self.gevonden = gevonden[0]
            return tekst
        if gevonden:
            raise forms.ValidationError("Er zijn meer materialen met deze titel. Plak hier het adres van de pagina.")
        lijkt = [f"‘{materiaal.titel}’" for materiaal in zoek.lijkt_op(tekst)[:3]]
        raad = f" Bedoelt u {' of '.join(lijkt)}?" if lijkt else ""
        raise forms.ValidationError(f"Dit materiaal staat niet in de catalogus.{raad}")

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        van, tot = schoon.get("niveau_van"), schoon.get("niveau_tot")
        if van is not None and tot is not None and van > tot:
            self.add_error("niveau_tot", "Dit ligt onder het laagste niveau.")
        if schoon.get("aangepast") and not schoon.get("origineel") and "origineel" not in self.errors:
            self.add_error("origineel", "Van welk materiaal is dit een bewerking?")
        if self.dubbelen and not schoon.get("toch"):
            self.add_error("toch", "Dit lijkt op materiaal dat er al is. Kijk dat eerst na.")
        return schoon

    def save(self, commit: bool = True) -> Materiaal:
        """Save with its original."""
        self.instance.bewerking_van = self.gevonden
        return super().save(commit=commit)


class ErvaringFormulier(VersieFormulier[Ervaring]):
    """One screen: for whom, how it went, what to mind."""

    hoe = forms.ChoiceField(label="Hoe ging het?", choices=Uitkomst, widget=forms.RadioSelect)
    vorm = forms.ChoiceField(label="Hoe werkte u ermee?", choices=Vorm, widget=forms.RadioSelect)

    class Meta:
        model = Ervaring
        fields = ["leervraag", "niveau", "doelgroep", "vorm", "aantal_leerders", "hoe", "let_op", "organisatie"]
        widgets = {"let_op": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "let_op": "Schrijf geen namen van leerders op. Iedereen kan dit lezen.",
            "doelgroep": "Was de groep gemengd? Laat dit dan leeg.",
        }

    def __init__(self, *args: Any, materiaal: Materiaal, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.materiaal = materiaal
        eigen = {vraag.pk for vraag in materiaal.leervragen.all()}
        if self.instance.leervraag_id:
            eigen.add(self.instance.leervraag_id)
        modelveld(self, "leervraag").queryset = (
            Leervraag.objects.vragen().filter(pk__in=eigen) if eigen else Leervraag.objects.vragen()
        )
        self.fields["leervraag"].label = "Bij welke leervraag?"
        modelveld(self, "leervraag").empty_label = "Kies een leervraag"
        self.fields["niveau"].label = "Welk niveau hadden de leerders?"
        noem_leeg(self, "niveau", "Kies een niveau")
        self.fields["doelgroep"].label = "Voor wie?"
        modelveld(self, "doelgroep").empty_label = "Gemengde groep"
        organisaties = modelveld(self, "organisatie")
        organisaties.queryset = Organisatie.objects.filter(pk__in=door.organisatie_ids)
        organisaties.label = "Namens"
        if len(door.organisatie_ids) == 1:
            self.fields["organisatie"].initial = door.organisatie_ids[0]
            self.fields["organisatie"].widget = forms.HiddenInput()


class AntwoordFormulier(NetwerkFormulier):
    """What was done about a report or a gap; who reported it reads this."""

    antwoord = forms.CharField(label="Wat hebt u gedaan?", max_length=300)


class MeldingFormulier(NetwerkFormulier):
    """What is wrong with this material?"""

    soort = forms.ChoiceField(label="Wat is er aan de hand?", choices=Meldsoort, widget=forms.RadioSelect)
    toelichting = forms.CharField(
        label="Wat zag u?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class GemisFormulier(NetwerkFormulier, forms.ModelForm):
    """What is missing?"""

    class Meta:
        model = Gemis
        fields = ["tekst", "leervraag", "niveau", "zoekterm"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3}), "zoekterm": forms.HiddenInput}
        help_texts = {"tekst": "Bijvoorbeeld: filmpjes over DigiD zonder tekst, voor mensen die niet lezen."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "leervraag").choices = leervraagkeuzes(leeg="Weet ik niet")
        noem_leeg(self, "niveau", "Weet ik niet")


class OordeelFormulier(NetwerkFormulier, forms.ModelForm):
    """A verdict on one cell."""

    class Meta:
        model = Inventarisatieoordeel
        fields = ["oordeel", "reden", "vult_gat", "herzien_op"]
        widgets = {
            "oordeel": forms.RadioSelect,
            "reden": forms.Textarea(attrs={"rows": 3}),
            "vult_gat": forms.Textarea(attrs={"rows": 2}),
            "herzien_op": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "oordeel").choices = [keuze for keuze in keuzes_van(self, "oordeel") if keuze[0]]

    def clean_herzien_op(self) -> date:
        dag = self.cleaned_data["herzien_op"]
        if dag <= timezone.localdate():
            raise forms.ValidationError("Kies een dag in de toekomst.")
        return dag


class BelangFormulier(NetwerkFormulier, forms.ModelForm):
    """Declare an interest in a publisher: a member of the network, or another by name."""

    class Meta:
        model = Belang
        fields = ["organisatie", "uitgever", "uitleg"]
        field_classes = {"organisatie": ZoekKeuzeVeld}
        help_texts = {
            "uitgever": "Schrijf de naam zoals die bij het materiaal staat.",
            "uitleg": "Bijvoorbeeld: ik schreef aan dit materiaal mee.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modelveld(self, "organisatie").empty_label = "Niet in het netwerk"


class PassendFormulier(forms.Form):
    """A learner without a name: the address of the search holds these codes and nothing else. A GET form."""

    leervraag = forms.ChoiceField(label="Wat wil de leerder leren?", choices=lambda: leervraagkeuzes(leeg="Kies"))
    niveau = forms.ChoiceField(
        label="Niveau",
        choices=[("", "Weet ik niet"), *((str(code), naam) for code, naam in Niveau.choices)],
        required=False,
    )
    spreekt = forms.ChoiceField(
        label="Taal die de leerder spreekt",
        choices=lambda: [
            ("", "Nederlands"),
            *Taal.objects.exclude(pk="nl").order_by("naam").values_list("code", "naam"),
        ],
        required=False,
    )
    nederlands = forms.ChoiceField(
        label="Hoe goed spreekt die Nederlands?",
        choices=[("", "Weet ik niet"), *NederlandsNiveau.choices],
        required=False,
    )
    leest = forms.ChoiceField(
        label="Lezen en schrijven", choices=[("", "Weet ik niet"), *Leesniveau.choices], required=False
    )
    doelgroep = forms.ChoiceField(
        label="Doelgroep",
        choices=lambda: [("", "Maakt niet uit"), *Doelgroep.objects.values_list("code", "naam")],
        required=False,
    )
    apparaat = forms.ChoiceField(
        label="Eigen apparaat", choices=[("", "Weet ik niet"), *Apparaat.choices], required=False
    )
    vorm = forms.ChoiceField(
        label="Hoe leert die het liefst?", choices=[("", "Maakt niet uit"), *Vorm.choices], required=False
    )


class VerzamelingFormulier(NetwerkFormulier, forms.ModelForm):
    """A collection of one's own organisation."""

    class Meta:
        model = Verzameling
        fields = ["titel", "toelichting", "gedeeld", "met_link", "organisatie"]
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = modelveld(self, "organisatie")
        veld.queryset = Organisatie.objects.filter(pk__in=door.organisatie_ids)
        if len(door.organisatie_ids) == 1:
            veld.initial = door.organisatie_ids[0]
            veld.widget = forms.HiddenInput()


class InvoerFormulier(NetwerkFormulier):
    """A spreadsheet to look at first."""

    bestand = forms.FileField(label="Spreadsheet (.xlsx of .csv)")
