"""The admin arranged per job, and what its lists share: CSV out, CSV in with a check first, history that only reads.

A list says in ``taak`` to which job it belongs (the order is :data:`TAKEN`); so the ground floor names no room. Records
of people are not here at all (docs/adr/0005).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from .csvuit import maak_csv

#: The jobs of an administrator, in the order of a week.
TAKEN: tuple[str, ...] = (
    "Mensen en organisaties",
    "Aanbod en materiaal",
    "Werven en begeleiden",
    "Intake",
    "Overleg",
    "Cijfers",
    "Woordenlijsten",
    "Hoe het portaal draait",
)
#: Lists of the libraries that say no job of ours: login, second factor, single sign-on.
OVERIG = TAKEN[-1]
#: Lists of the libraries that show more of people than anybody needs: from where somebody is logged in, and tokens.
NIET_TONEN = frozenset({"usersessions.usersession", "socialaccount.socialtoken"})
#: A file of a city is small; more is a mistake.
MAX_BYTES, MAX_REGELS = 2_000_000, 5000


class BeheerConfig(AdminConfig):
    """Takes the place of ``django.contrib.admin``."""

    default_site = "netwerk.kern.beheer.Beheersite"


class Beheersite(admin.AdminSite):
    """Django's own admin, its front page by job instead of by app."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **opties: Any) -> None:
        """As Django does, without the lists of :data:`NIET_TONEN`."""
        rij: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        super().register([m for m in rij if m._meta.label_lower not in NIET_TONEN], admin_class, **opties)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The lists this person may see, per job; within one app when that is asked."""
        per_app = super().get_app_list(request, app_label)
        if app_label is not None:
            return per_app
        per_taak: dict[str, list[Any]] = {}
        for app in per_app:
            for lijst in app["models"]:
                taak = getattr(self._registry.get(lijst["model"]), "taak", OVERIG)
                per_taak.setdefault(taak, []).append(lijst)
        return [
            {
                "name": taak,
                "app_label": f"taak-{nummer}",
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": sorted(per_taak[taak], key=lambda lijst: lijst["name"]),
            }
            for nummer, taak in enumerate(TAKEN)
            if taak in per_taak
        ]


class AlleenLezen(admin.ModelAdmin):
    """What happened is read, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Blijvend(admin.ModelAdmin):
    """What has a history is switched off or withdrawn, not deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Uitvoer(admin.ModelAdmin):
    """A list that can be taken along as CSV: the columns of ``csvvelden``."""

    csvvelden: Sequence[str] = ()

    @admin.action(description="Download de gekozen regels als CSV", permissions=["view"])
    def als_csv(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        regels = [list(self.csvvelden)]
        regels += [[_tekst(getattr(rij, veld)) for veld in self.csvvelden] for rij in queryset]
        antwoord = HttpResponse(maak_csv(regels), content_type="text/csv; charset=utf-8")
        antwoord["Content-Disposition"] = f'attachment; filename="{self.model._meta.model_name}.csv"'
        return antwoord

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        acties = super().get_actions(request)
        if "als_csv" not in acties and self.csvvelden:
            acties["als_csv"] = self.get_action("als_csv")
        return acties


class CsvBestand(forms.Form):
    """A file, and whether to only look."""

    bestand = forms.FileField(label="CSV-bestand", help_text="UTF-8, met een kopregel. Puntkomma of komma ertussen.")
    proef = forms.BooleanField(
        label="Alleen controleren, nog niets opslaan", required=False, initial=True,
        help_text="Zet dit uit als de controle goed was.",
    )  # fmt: skip

    def clean_bestand(self) -> str:
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 2 MB).")
        try:
            return bestand.read().decode("utf-8-sig")
        except UnicodeDecodeError as fout:
            raise forms.ValidationError("Dit is geen UTF-8. Kies bij het opslaan ‘CSV UTF-8’.") from fout


class Invoer(Uitvoer):
    """A list that can be brought in as CSV: ``csvvelden``, found by ``csvsleutel``. All lines are right, or none."""

    csvsleutel = ""
    change_list_template = "kern/beheer_lijst.html"

    def get_urls(self) -> list[Any]:
        naam = f"{self.opts.app_label}_{self.opts.model_name}_invoer"
        return [path("invoer/", self.admin_site.admin_view(self.invoer), name=naam), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        adres = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_invoer")
        mag = self.has_add_permission(request) and self.has_change_permission(request)
        return super().changelist_view(request, {"invoer_url": adres if mag else "", **(extra_context or {})})

    def invoer(self, request: HttpRequest) -> HttpResponse:
        """Read, check every line by the form of the admin's own fields, and save when asked and all are right."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = CsvBestand(request.POST or None, request.FILES or None)
        fouten: list[str] = []
        geteld: tuple[int, int] | None = None
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                fouten, geteld = self._lees(form.cleaned_data["bestand"])
                if fouten or form.cleaned_data["proef"]:
                    transaction.set_rollback(True)
            if not fouten and not form.cleaned_data["proef"]:
                messages.success(request, f"Opgeslagen: {geteld[0]} nieuw, {geteld[1]} bijgewerkt.")
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.opts.verbose_name_plural}: CSV inlezen".capitalize(),
            "opts": self.opts, "form": form, "fouten": fouten[:50], "geteld": None if fouten else geteld,
            "velden": self.csvvelden, "sleutel": self.csvsleutel,
        }  # fmt: skip
        return TemplateResponse(request, "kern/beheer_invoer.html", context)

    def _lees(self, tekst: str) -> tuple[list[str], tuple[int, int]]:
        eerste = tekst.partition("\n")[0]
        lezer = csv.DictReader(StringIO(tekst), delimiter=";" if eerste.count(";") >= eerste.count(",") else ",")
        kop = [naam.strip() for naam in lezer.fieldnames or []]
        if self.csvsleutel not in kop or set(kop) - set(self.csvvelden):
            mag = ", ".join(self.csvvelden)
            return [f"De kopregel moet bestaan uit: {mag} (of een deel, met {self.csvsleutel})."], (0, 0)
        lezer.fieldnames = kop
        Formulier = modelform_factory(self.model, fields=kop)
        fouten: list[str] = []
        nieuw = bij = 0
        for nummer, rij in enumerate(lezer, start=2):
            if nummer > MAX_REGELS:
                return [f"Meer dan {MAX_REGELS} regels: knip het bestand in stukken."], (0, 0)
            waarden = {naam: _van_csv((rij.get(naam) or "").strip()) for naam in kop}
            bestaand = self.model._default_manager.filter(**{self.csvsleutel: waarden[self.csvsleutel]}).first()
            form = Formulier(waarden, instance=bestaand)
            if form.is_valid():
                form.save()
                nieuw, bij = nieuw + (bestaand is None), bij + (bestaand is not None)
            else:
                fouten += [f"Regel {nummer}, {veld}: {' '.join(map(str, mis))}" for veld, mis in form.errors.items()]
        return fouten, (nieuw, bij)


def _tekst(waarde: Any) -> str:
    """A value as it stands in the file, and as the same file brings it back."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, models.Model):
        return str(waarde.pk)
    return str(waarde)


def _van_csv(waarde: str) -> str:
    """Undo what ``csvuit`` did against formulas, and read yes and no."""
    kaal = waarde[1:] if waarde.startswith("'") else waarde
    return {"ja": "True", "nee": "False"}.get(kaal.lower(), kaal)
