"""The page that shows every component in each state, for who builds or checks pages."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..choices import Niveau
from ..forms import NetwerkFormulier


class VoorbeeldFormulier(NetwerkFormulier):
    """Each kind of field once."""

    naam = forms.CharField(label="Uw naam", help_text="Zoals u hem zelf zegt.")
    email = forms.EmailField(label="E-mailadres", required=False)
    niveau = forms.TypedChoiceField(label="Niveau", choices=[("", "Kies een niveau"), *Niveau.choices])
    vormen = forms.MultipleChoiceField(
        label="Hoe wilt u leren?", choices=[("a", "Alleen"), ("b", "In een groep")], widget=forms.CheckboxSelectMultiple
    )
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    akkoord = forms.BooleanField(label="Ik ga akkoord", required=False)


def _voorbeeld() -> dict[str, Any]:
    """Made-up content for the components; the icons are read from the sprite itself."""
    sprite = (settings.BASE_DIR / "static/icons/sprite.svg").read_text(encoding="utf-8")
    return {
        "acties": [
            {"label": "Nieuw", "url": "#", "icoon": "plus-lg", "soort": "primary"},
            {"label": "Afdrukken", "url": "#", "icoon": "printer"},
        ],
        "meta": [
            {"icoon": "geo-alt", "tekst": "Osdorp, 1,2 km"},
            {"icoon": "calendar-event", "tekst": "elke dinsdag 10.00 uur"},
        ],
        "pillen": [{"tekst": "Gratis"}, {"tekst": "Informatie zoeken", "toon": "zoeken"}],
        "redenen": ["past bij het niveau Starter", "op 600 meter"],
        "gebeurtenissen": [
            {"moment": timezone.now(), "wie": "Karim (demo)", "wat": "Doorverwijzing verstuurd", "icoon": "send"}
        ],
        "pictogrammen": ["phone", "envelope", "bank", "heart-pulse"],
        "iconen": re.findall(r'<symbol id="([^"]+)"', sprite),
    }


@login_not_required
def overzicht(request: HttpRequest) -> HttpResponse:
    """Every component, with a form that is empty and one that is wrong."""
    fout = VoorbeeldFormulier({"naam": "", "email": "geen-adres", "niveau": "9"})
    fout.is_valid()
    return render(
        request,
        "ontwerp/overzicht.html",
        {
            "form": VoorbeeldFormulier(),
            "fout_form": fout,
            "page_obj": Paginator(range(95), 10).get_page(request.GET.get("page", 3)),
            "niveaus": [*Niveau, None],
            "voorbeeld": _voorbeeld(),
        },
    )
