"""What the organisation asks per role, and whose VOG ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from netwerk.kern.choices import Rol
from netwerk.kern.forms import NetwerkFormulier, keuzes_van, keuzeveld
from netwerk.kern.models import Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..beleidswijziging import aflopende_vogs, geldend_per_rol, gevolg
from ..choices import HulpRol
from ..eisen import Beleid, beleid_van
from ..forms import Datum
from ..models import Eis, Module
from ..permissions import mag_werven
from .hulpjes import kruimels

#: How many names a preview shows; the counts are of all.
TOON = 50


class EisFormulier(NetwerkFormulier):
    """A new version of the policy for one role."""

    geldig_vanaf = forms.DateField(label="Geldt vanaf", widget=Datum())
    vog = forms.BooleanField(label="VOG nodig", required=False)
    vog_maanden = forms.TypedChoiceField(
        label="Hoe lang telt een VOG?", coerce=int,
        choices=[(12, "1 jaar"), (24, "2 jaar"), (36, "3 jaar (advies)"), (48, "4 jaar"), (60, "5 jaar")],
        help_text="Vanaf de dag waarop de VOG is getoond. Een eerdere einddatum bij de vrijwilliger gaat voor.",
    )  # fmt: skip
    geheimhouding = forms.BooleanField(label="Geheimhouding tekenen", required=False)
    referentie = forms.BooleanField(label="Referentie nodig", required=False)
    modules = forms.MultipleChoiceField(
        label="Welke modules van de leerlijn?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, organisatie: Organisatie, rol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisatie, self.rol = organisatie, rol
        keuzeveld(self, "modules").choices = list(Module.objects.filter(actief=True).values_list("code", "naam"))

    def clean_geldig_vanaf(self) -> Any:
        dag, vandaag = self.cleaned_data["geldig_vanaf"], timezone.localdate()
        if dag < vandaag:
            raise forms.ValidationError("Nieuwe eisen beginnen op zijn vroegst vandaag. Kies vandaag of later.")
        if dag > vandaag + timedelta(days=730):
            raise forms.ValidationError("Deze dag ligt meer dan twee jaar vooruit. Klopt het jaar?")
        if Eis.objects.filter(organisatie=self.organisatie, rol=self.rol, geldig_vanaf=dag).exists():
            raise forms.ValidationError("Voor deze dag staan er al eisen vast. Kies een latere dag.")
        return dag

    @property
    def eis(self) -> Eis:
        """The unsaved version."""
        velden = {
            n: self.cleaned_data[n] for n in ("geldig_vanaf", "vog", "vog_maanden", "geheimhouding", "referentie")
        }
        return Eis(organisatie=self.organisatie, rol=self.rol, modules=self.cleaned_data["modules"], **velden)


def _organisatie(request: Verzoek) -> Organisatie:
    """The organisation whose policy this is: for coordinators and administrators."""
    eigen = request.user.organisaties_met_rol(Rol.COORDINATOR, Rol.BEHEERDER)
    gevraagd = request.POST.get("organisatie") or request.GET.get("organisatie")
    if gevraagd:
        eigen = tuple(o for o in eigen if str(o.pk) == gevraagd)
    if not eigen:
        raise Http404
    return eigen[0]


@require_GET
@vereist_rol(Rol.COORDINATOR, Rol.BEHEERDER)
def eisen(request: Verzoek) -> HttpResponse:
    """Per role what is needed, what comes, and whose VOG ends."""
    organisatie = _organisatie(request)
    vandaag = timezone.localdate()
    namen = dict(Module.objects.values_list("code", "naam"))
    straks = list(Eis.objects.filter(organisatie=organisatie, geldig_vanaf__gt=vandaag).order_by("geldig_vanaf"))
    rollen = [
        {
            "code": rol, "naam": HulpRol(rol).label, "eis": eis, "beleid": _in_woorden(beleid_van(eis), rol, namen),
            "eigen": eis is not None and eis.organisatie_id is not None,
            "straks": [(s.geldig_vanaf, _in_woorden(beleid_van(s), rol, namen)) for s in straks if s.rol == rol],
        }
        for rol, eis in geldend_per_rol(organisatie.pk, vandaag).items()
    ]  # fmt: skip
    coordinator = mag_werven(request.user, organisatie.pk)
    return render(
        request,
        "vrijwilligers/eisen.html",
        {
            "organisatie": organisatie, "rollen": rollen, "coordinator": coordinator,
            "aflopend": aflopende_vogs([organisatie.pk], vandaag) if coordinator else [],
            "kruimels": kruimels(("Eisen", "")) if coordinator else None,
        },
    )  # fmt: skip


def _in_woorden(beleid: Beleid, rol: str, modules: dict[str, str]) -> list[str]:
    if rol == HulpRol.DIGID:
        beleid = beleid.met_privacy
    uit = []
    if beleid.vog:
        uit.append(f"VOG, telt {beleid.vog_maanden} maanden" if beleid.vog_maanden else "VOG")
    uit += ["Getekende geheimhouding"] if beleid.geheimhouding else []
    uit += ["Referentie"] if beleid.referentie else []
    return uit + [f"Module {modules.get(code, code)}" for code in beleid.modules]


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR, Rol.BEHEERDER)
def eis_wijzig(request: Verzoek, rol: str) -> HttpResponse:
    """Fill in, see whom it touches, then save. The second step carries the same fields along."""
    if rol not in HulpRol.values:
        raise Http404
    organisatie = _organisatie(request)
    vandaag = timezone.localdate()
    nu = geldend_per_rol(organisatie.pk, vandaag)[rol]
    huidig = beleid_van(nu)
    begin = {
        "geldig_vanaf": vandaag + timedelta(days=1), "vog": huidig.vog, "vog_maanden": huidig.vog_maanden or 36,
        "geheimhouding": huidig.geheimhouding, "referentie": huidig.referentie, "modules": list(huidig.modules),
    }  # fmt: skip
    form = EisFormulier(
        request.POST if request.method == "POST" else None, organisatie=organisatie, rol=rol, initial=begin
    )
    context = {
        "form": form, "rol": HulpRol(rol).label, "organisatie": organisatie,
        "terug_url": reverse("vrijwilligers:eisen"), "coordinator": mag_werven(request.user, organisatie.pk),
        "kruimels": kruimels(("Eisen", reverse("vrijwilligers:eisen")), (HulpRol(rol).label, "")),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid() and "wijzig" not in request.POST:
        eis = form.eis
        if "bevestigd" in request.POST:
            inzending, eerste = form.claim(request.user)
            if eerste:
                actions.leg_beleid_vast(eis=eis, door=request.user)
                inzending.rond_af(reverse("vrijwilligers:eisen"))
                messages.success(request, f"De eisen voor {HulpRol(rol).label.lower()} zijn vastgelegd.")
            return redirect("vrijwilligers:eisen")
        gevolgen = gevolg(organisatie.pk, rol, huidig, beleid_van(eis), op_nieuw=eis.geldig_vanaf, vandaag=vandaag)
        namen = dict(keuzes_van(form, "modules"))
        context |= {
            "gevolg": gevolgen, "eis": eis, "nieuw": _in_woorden(beleid_van(eis), rol, namen), "toon": f":{TOON}",
            "oud": _in_woorden(huidig, rol, namen), "verborgen": _verborgen(request),
        }  # fmt: skip
        return render(request, "vrijwilligers/eis_gevolg.html", context)
    return render(request, "vrijwilligers/eis.html", context, status=422 if form.errors else 200)


def _verborgen(request: Verzoek) -> list[tuple[str, str]]:
    weg = {"csrfmiddlewaretoken", "bevestigd", "wijzig"}
    return [(naam, waarde) for naam, waarden in request.POST.lists() if naam not in weg for waarde in waarden]
