"""The page of figures, and each figure as CSV."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.models import Stadsdeel

from .cijfers import Figuur, alle_figuren
from .csvuit import maak_csv
from .periode import Kwartaal, laatste
from .permissions import mag_cijfers, mag_mensen


class CijferFilter(forms.Form):
    """Which quarter and which district; a value that does not exist counts as not chosen."""

    periode = forms.ChoiceField(label="Periode", required=False)
    stadsdeel = forms.ModelChoiceField(
        Stadsdeel.objects.all(), label="Stadsdeel", required=False, empty_label="De hele stad"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kwartalen = laatste(timezone.localdate())
        periode: Any = self.fields["periode"]
        periode.choices = [(k.code, k.naam[:1].upper() + k.naam[1:]) for k in kwartalen]

    def keuze(self) -> tuple[Kwartaal, str]:
        """The quarter (now, when none was chosen) and the code of the district (empty: the city)."""
        self.is_valid()
        kwartaal = Kwartaal.van_code(self.cleaned_data.get("periode") or "")
        stadsdeel = self.cleaned_data.get("stadsdeel")
        return kwartaal or Kwartaal.van_dag(timezone.localdate()), stadsdeel.pk if stadsdeel else ""


def _figuren(request: HttpRequest) -> tuple[CijferFilter, Kwartaal, str, list[Figuur]]:
    if not mag_cijfers(request.user):
        raise Http404
    gevraagd = request.GET.copy()
    gevraagd.setdefault("periode", Kwartaal.van_dag(timezone.localdate()).code)
    filter_ = CijferFilter(gevraagd)
    kwartaal, stadsdeel = filter_.keuze()
    figuren = alle_figuren(kwartaal, timezone.localdate(), mensen=mag_mensen(request.user), stadsdeel=stadsdeel)
    return filter_, kwartaal, stadsdeel, figuren


def cijfers(request: HttpRequest) -> HttpResponse:
    """All figures this reader may see; the filters stand in the address."""
    filter_, kwartaal, stadsdeel, figuren = _figuren(request)
    return render(
        request,
        "rapportage/cijfers.html",
        {
            "form": filter_,
            "aantal_actief": int(bool(stadsdeel)) + int(kwartaal != Kwartaal.van_dag(timezone.localdate())),
            "figuren": figuren,
            "kwartaal": kwartaal,
            "stadsdeel": Stadsdeel.objects.filter(pk=stadsdeel).first() if stadsdeel else None,
            "mag_mensen": mag_mensen(request.user),
            "nu": timezone.now(),
        },
    )


def als_csv(request: HttpRequest, code: str) -> HttpResponse:
    """One figure, with the same filters and the same counts hidden."""
    _, kwartaal, _, figuren = _figuren(request)
    figuur = next((figuur for figuur in figuren if figuur.code == code), None)
    if figuur is None:
        raise Http404
    regels = [
        [figuur.titel],
        [figuur.telt],
        [figuur.over],
        [f"Berekend op {date_format(timezone.localtime(figuur.berekend_op), 'j F Y H:i')}"],
        [],
        [figuur.rijkop, *(kop for _, kop in figuur.kolommen)],
        *([label, *(cel.tekst for _, cel in cellen)] for _, label, cellen in figuur.regels()),
    ]
    antwoord = HttpResponse(maak_csv(regels), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{figuur.code}-{kwartaal.code}.csv"'
    return antwoord
