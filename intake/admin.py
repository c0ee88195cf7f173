"""The questionnaire in the admin. Learners are not there: their files belong to coaches only.

A published version is read-only. Copy it (action in the list), edit the copy as text, and publish it; the text is the
same TOML as the files in intake/data/, so messages name the line, and what was made here can be reviewed as a file.
"""

from __future__ import annotations

import tomllib
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from netwerk.kern.verzoek import Verzoek

from .actions.vragenlijst import fouten_in, maak_concept, publiceer
from .choices import VersieStatus
from .models import Vragenlijstversie
from .vragenlijst import VERTAALTALEN
from .vragenlijsttekst import als_toml, uit_toml

TEKSTVAK = {"rows": 30, "cols": 120, "spellcheck": "true", "class": "vLargeTextField"}
#: Of a faulty concept so many messages are shown at once; the rest after these are put right.
MEESTE_MELDINGEN = 40


class ConceptFormulier(forms.ModelForm):
    """A concept as text. It may be incomplete while it is worked on; publishing refuses what is not complete."""

    tekst = forms.CharField(
        label="Vragen", widget=forms.Textarea(attrs=TEKSTVAK), strip=False,
        help_text="Elke vraag begint met [[vraag]]. Laat de code van een vraag staan: antwoorden verwijzen ernaar.",
    )  # fmt: skip
    uitgeven = forms.BooleanField(
        label="Geef deze versie uit", required=False,
        help_text="Nieuwe intakes gebruiken dan deze versie. Daarna verandert zij niet meer.",
    )  # fmt: skip

    class Meta:
        model = Vragenlijstversie
        fields = ["titel"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].initial = als_toml({k: v for k, v in self.instance.inhoud.items() if k != "titel"})
        for taal in VERTAALTALEN:
            self.fields[f"vertaling_{taal}"] = forms.CharField(
                label=f"Vertaling {taal}", required=False, strip=False,
                widget=forms.Textarea(attrs={**TEKSTVAK, "rows": 12, "lang": taal, "dir": "auto"}),
                initial=als_toml(self.instance.vertalingen[taal]) if taal in self.instance.vertalingen else "",
                help_text="Leeg: deze versie heeft geen vertaling in deze taal.",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        tekst, inhoud = schoon.get("tekst", ""), self._lees("tekst")
        vertalingen = {
            taal: gelezen for taal in VERTAALTALEN if schoon.get(f"vertaling_{taal}", "").strip()
            and (gelezen := self._lees(f"vertaling_{taal}")) is not None
        }  # fmt: skip
        if inhoud is None or self.errors:
            return schoon
        inhoud = {**inhoud, "titel": schoon.get("titel", "")}
        if inhoud.get("versie") != self.instance.nummer:
            self.add_error("tekst", f"Dit is versie {self.instance.nummer}; laat ‘versie’ zo staan.")
        self.fouten = fouten_in(inhoud, vertalingen, tekst=tekst)
        if schoon.get("uitgeven") and self.fouten:
            self.add_error("tekst", [str(fout) for fout in self.fouten[:MEESTE_MELDINGEN]])
        self.instance.inhoud, self.instance.vertalingen = inhoud, vertalingen
        return schoon

    def _lees(self, veld: str) -> dict[str, Any] | None:
        try:
            return uit_toml(self.cleaned_data.get(veld, ""))
        except tomllib.TOMLDecodeError as fout:
            self.add_error(veld, f"Deze tekst is niet te lezen: {fout}. Kijk op de regel (line) die hier staat.")
            return None


@admin.register(Vragenlijstversie)
class VragenlijstversieAdmin(admin.ModelAdmin):
    """Published versions to read, concepts to edit; a new one starts as a copy."""

    taak = "Intake"
    list_filter = ["status"]
    search_fields = ["titel"]
    list_display = ["__str__", "status", "gepubliceerd_op", "aantal_vragen", "talen"]
    actions = ["nieuwe_versie"]

    def get_fields(self, request: HttpRequest, obj: Vragenlijstversie | None = None) -> Any:
        vast = ["nummer", "status", "gepubliceerd_op", "aantal_vragen", "talen"]
        if obj is not None and obj.status == VersieStatus.CONCEPT:
            return ["titel", *vast, "tekst", "uitgeven", *(f"vertaling_{taal}" for taal in VERTAALTALEN)]
        return ["titel", *vast, "als_tekst"]

    def get_readonly_fields(self, request: HttpRequest, obj: Vragenlijstversie | None = None) -> list[str]:
        vast = ["nummer", "status", "gepubliceerd_op", "aantal_vragen", "talen"]
        return vast if obj is not None and obj.status == VersieStatus.CONCEPT else ["titel", *vast, "als_tekst"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None and obj.status == VersieStatus.CONCEPT and self.has_change_permission(request, obj):
            return ConceptFormulier
        return super().get_form(request, obj, change, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        mag = super().has_change_permission(request, obj)
        return mag and (obj is None or obj.status == VersieStatus.CONCEPT)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a concept; the database refuses the rest as well."""
        return obj is not None and obj.status == VersieStatus.CONCEPT and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Vragenlijstversie, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("uitgeven") and request.user.is_authenticated:
            publiceer(obj, door=request.user)
            messages.success(request, f"{obj} is uitgegeven. Intakes die al lopen, houden hun eigen versie.")
        for fout in form.fouten[:MEESTE_MELDINGEN]:
            messages.warning(request, f"Nog niet compleet. {fout}")

    def response_change(self, request: HttpRequest, obj: Vragenlijstversie) -> HttpResponse:
        """Stay with a concept that is not complete yet: its messages belong beside the text."""
        antwoord = super().response_change(request, obj)
        if obj.status == VersieStatus.CONCEPT:
            return HttpResponseRedirect(reverse("admin:intake_vragenlijstversie_change", args=[obj.pk]))
        return antwoord

    @admin.action(description="Maak een nieuwe versie van de gekozen versie", permissions=["change"])
    def nieuwe_versie(self, request: Verzoek, queryset: QuerySet[Vragenlijstversie]) -> HttpResponse | None:
        if queryset.count() != 1:
            self.message_user(request, "Kies één versie om te kopiëren.", messages.ERROR)
            return None
        concept = maak_concept(queryset.get(), door=request.user)
        self.message_user(request, f"Versie {concept.nummer} is een concept. Pas de tekst aan en geef haar dan uit.")
        return HttpResponseRedirect(reverse("admin:intake_vragenlijstversie_change", args=[concept.pk]))

    @admin.display(description="vragen")
    def aantal_vragen(self, obj: Vragenlijstversie) -> int:
        return len(obj.inhoud.get("vraag", []))

    @admin.display(description="vertalingen")
    def talen(self, obj: Vragenlijstversie) -> str:
        return ", ".join(sorted(obj.vertalingen)) or "geen"

    @admin.display(description="inhoud")
    def als_tekst(self, obj: Vragenlijstversie) -> str:
        return als_toml(obj.inhoud)
