"""Who looked at what: for the organisation's manager, and printable for one record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import inzage
from ..choices import Rol
from ..models import Gebeurtenis, Gebruiker
from ..permissions import vereist_rol
from ..verzoek import Verzoek
from ..zoekkeuze import ZoekKeuzeVeld

PER_PAGINA = 50
#: A printed list is whole; more than this is a question for the administrator of the portal.
MEESTE_REGELS = 2000


class LogboekFilter(forms.Form):
    """Which lines; a value that does not exist counts as not chosen."""

    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    door = ZoekKeuzeVeld(Gebruiker.objects.none(), label="Wie", required=False, empty_label="Iedereen")
    soort = forms.ChoiceField(
        label="Wat",
        required=False,
        choices=[("", "Alles"), *((code, naam) for code, (naam, _) in inzage.GROEPEN.items())],
    )
    van = forms.DateField(label="Vanaf", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    tot = forms.DateField(label="Tot en met", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, gebruiker: Gebruiker) -> None:
        super().__init__(data)
        self.beheert = inzage.mag_logboek(gebruiker)
        keuzes: Any = self.fields["organisatie"]
        keuzes.choices = [("", "Al mijn organisaties"), *((str(o.pk), str(o)) for o in self.beheert)]
        if len(self.beheert) == 1:
            del self.fields["organisatie"]
        wie: Any = self.fields["door"]
        wie.queryset = Gebruiker.objects.filter(lidmaatschappen__organisatie__in=self.beheert).distinct()

    def keuze(self) -> inzage.Filter:
        """What was chosen, within what this person may see."""
        self.is_valid()
        schoon = self.cleaned_data
        ids = tuple(organisatie.pk for organisatie in self.beheert)
        if gekozen := schoon.get("organisatie"):
            ids = (int(gekozen),)
        door = schoon.get("door")
        return inzage.Filter(
            ids, door.pk if door else None, schoon.get("soort") or "", schoon.get("van"), schoon.get("tot")
        )


@require_safe
@vereist_rol(Rol.BEHEERDER)
def logboek(request: Verzoek) -> HttpResponse:
    """Reads, exports and changes at the organisations that this person manages."""
    form = LogboekFilter(request.GET, request.user)
    pagina = Paginator(form.keuze().gevonden(), PER_PAGINA).get_page(request.GET.get("page"))
    return render(
        request,
        "kern/logboek.html",
        {
            "form": form,
            "page_obj": pagina,
            "regels": inzage.in_woorden(pagina.object_list),
            "gefilterd": any(request.GET.get(naam) for naam in form.fields),
            "organisaties": form.beheert,
        },
    )


@require_safe
def logboek_over(request: Verzoek, model: str, nummer: str) -> HttpResponse:
    """Everything logged about one record, to print for the person it is about. 404 when there is nothing to see."""
    organisaties = inzage.mag_over(request.user, model)
    if not organisaties:
        raise Http404
    filter_ = inzage.Filter(organisaties, model=model, object_id=nummer)
    gevonden: list[Gebeurtenis] = list(filter_.gevonden()[:MEESTE_REGELS])
    if not gevonden:
        raise Http404
    return render(
        request,
        "kern/logboek_over.html",
        {
            "regels": inzage.in_woorden(gevonden),
            "naam": f"{inzage.modelnaam(model)} {nummer}",
            "nu": timezone.localtime(),
            "is_beheerder": bool(inzage.mag_logboek(request.user)),
            "kruimels": [{"label": "Logboek", "url": reverse("kern:logboek")}, {"label": "Eén dossier", "url": ""}]
            if inzage.mag_logboek(request.user)
            else [],
        },
    )
