"""A spreadsheet of volunteers: choose it, see what is good and what is wrong, confirm. Nothing is stored before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from netwerk.kern.choices import Rol
from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.werkblad import XLSX, WerkbladFout
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, importeren
from .hulpjes import eigen_organisatie, kruimels


class ImportFormulier(NetwerkFormulier):
    bestand = forms.FileField(
        label="Bestand", help_text="Excel (.xlsx) of .csv, hoogstens 5.000 rijen. De eerste rij noemt de kolommen.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )  # fmt: skip
    toestemming = forms.BooleanField(
        label="Deze mensen weten dat wij hun gegevens hier bewaren en vinden dat goed",
        error_messages={"required": "Vraag eerst toestemming. Zonder toestemming mogen we niemand bewaren."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["toestemming"].error_messages["required"] = (
            "Vraag eerst toestemming. Zonder toestemming mogen we niemand bewaren."
        )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def importeer(request: Verzoek) -> HttpResponse:
    """The one address of it all: choose, preview, take the wrong rows along to correct them, confirm."""
    organisatie = eigen_organisatie(request)
    if request.method == "GET" and "voorbeeld" in request.GET:
        return _bestand(importeren.voorbeeld(), "vrijwilligers-voorbeeld")
    if request.method == "POST" and {"pakket", "fouten"} & request.POST.keys():
        try:
            if "fouten" in request.POST:
                fout = importeren.pak_fouten_uit(request.POST["fouten"], organisatie.pk, request.user.pk)
                return _bestand(importeren.fouten_als_blad(fout), "vrijwilligers-te-verbeteren")
            rijen = importeren.pak_uit(request.POST["pakket"], organisatie.pk, request.user.pk)
            nieuw, bekend = actions.importeer(organisatie=organisatie, rijen=rijen, door=request.user)
        except (WerkbladFout, WerkstroomFout) as fout_:
            messages.error(request, str(fout_))
            return redirect("vrijwilligers:importeer")
        messages.success(request, _gedaan(nieuw, bekend))
        return redirect("vrijwilligers:lijst")
    form = ImportFormulier(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            if bestand.size > importeren.MAX_BYTES:
                raise WerkbladFout("Dit bestand is groter dan 5 MB. Splits het in delen.")
            uitslag = importeren.lees(bestand.read(), bestand.name)
        except WerkbladFout as fout_:
            form.add_error("bestand", str(fout_))
        else:
            bekend_al = importeren.bestaande_sleutels(organisatie.pk)
            nieuwe = [r for r in uitslag.goed if not importeren.sleutels(r) & bekend_al]
            wie = organisatie.pk, request.user.pk
            return render(
                request,
                "vrijwilligers/import_voorbeeld.html",
                {
                    "organisatie": organisatie, "uitslag": uitslag, "nieuw": nieuwe, "eerste": nieuwe[:10],
                    "bekend": len(uitslag.goed) - len(nieuwe), "bestand": bestand.name,
                    "pakket": importeren.verpak(nieuwe, *wie) if nieuwe else "",
                    "fouten": importeren.verpak_fouten(uitslag.fout, *wie) if uitslag.fout else "",
                    "kruimels": _kruimels(),
                },
            )  # fmt: skip
    return render(
        request,
        "vrijwilligers/import.html",
        {"form": form, "organisatie": organisatie, "kruimels": _kruimels()},
        status=422 if form.is_bound and form.errors else 200,
    )


def _kruimels() -> list[dict[str, str]]:
    return kruimels(("Lijst", reverse("vrijwilligers:lijst")), ("Inlezen", ""))


def _bestand(inhoud: bytes, naam: str) -> HttpResponse:
    return HttpResponse(
        inhoud, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{naam}.xlsx"'}
    )


def _gedaan(nieuw: int, bekend: int) -> str:
    erbij = "1 vrijwilliger is" if nieuw == 1 else f"{nieuw} vrijwilligers zijn"
    al = f" {'1 stond' if bekend == 1 else f'{bekend} stonden'} er al en {'bleef' if bekend == 1 else 'bleven'} zo."
    return f"{erbij} toegevoegd.{al if bekend else ''}"
