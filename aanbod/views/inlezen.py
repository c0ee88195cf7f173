"""A spreadsheet of provision: choose it, see row by row what is good and what is wrong, confirm. Drafts come of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.models import Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.werkblad import XLSX, WerkbladFout, lees, maak_xlsx

from .. import rekenblad
from ..inlezen import bewaar
from ..models import Aanbod
from ..permissions import BEHEERT

#: One organisation's sheet; a whole city comes in with `manage.py importeer_rekenblad`.
MAX_RIJEN, MAX_BYTES = 500, 2 * 1024 * 1024
ZOUT = "aanbod.inlezen"
#: How long somebody may look at the preview, in seconds.
GELDIG = 3_600


class BestandFormulier(NetwerkFormulier):
    organisatie = forms.ModelChoiceField(
        label="Voor welke organisatie?", queryset=Organisatie.objects.none(), empty_label=None
    )
    bestand = forms.FileField(
        label="Spreadsheet",
        help_text="Een .xlsx of .csv met in de eerste rij de namen van de kolommen. Ten hoogste 500 rijen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, organisaties: list[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze: Any = self.fields["organisatie"]
        keuze.queryset = Organisatie.objects.filter(pk__in=[een.pk for een in organisaties])
        keuze.initial = organisaties[0].pk if organisaties else None
        if len(organisaties) == 1:
            keuze.widget = forms.HiddenInput()
        self.fields["bestand"].error_messages |= {
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
        }


@vereist_rol(*BEHEERT)
def inlezen(request: Verzoek) -> HttpResponse:
    """Nothing is stored before the confirmation: the rows travel in the page, signed for this person."""
    organisaties = sorted(request.user.organisaties_met_rol(*BEHEERT), key=lambda een: een.naam)
    if request.method == "POST" and "pakket" in request.POST:
        return _bevestig(request, organisaties)
    form = BestandFormulier(request.POST or None, request.FILES or None, organisaties=organisaties)
    if request.method == "POST" and form.is_valid():
        bestand, organisatie = form.cleaned_data["bestand"], form.cleaned_data["organisatie"]
        try:
            if bestand.size > MAX_BYTES:
                raise WerkbladFout("Het bestand is groter dan 2 MB. Deel het op.")
            rijen = lees(bestand.name, bestand.read(), max_rijen=MAX_RIJEN, max_bytes=MAX_BYTES)
            if not rijen:
                raise WerkbladFout(
                    "Onder de namen van de kolommen staan geen rijen. Vul het blad in en kies het nog een keer."
                )
            if "naam" not in {rekenblad.KOPPEN.get(kop) for kop in rijen[0]}:
                raise WerkbladFout("Er is geen kolom ‘naam’. Gebruik het voorbeeld, of geef de eerste rij die kopjes.")
        except WerkbladFout as fout:
            form.add_error("bestand", str(fout))
        else:
            return _voorbeeld(request, organisatie, bestand.name, rijen)
    context = {"form": form, "kruimels": _kruimels(), "koppen": list(next(rekenblad.voorbeeld()))}
    return render(request, "aanbod/inlezen.html", context, status=422 if form.is_bound and form.errors else 200)


def _kruimels() -> list[dict[str, str]]:
    return [{"label": "Mijn aanbod", "url": reverse("aanbod:beheer")}, {"label": "Inlezen"}]


def _voorbeeld(request: Verzoek, organisatie: Organisatie, naam: str, rijen: list[dict[str, str]]) -> HttpResponse:
    uitslag = rekenblad.keur(rijen, rekenblad.Woorden([organisatie]), eigen=organisatie)
    bekend = set(Aanbod.objects.filter(uuid__in=[rij.uuid for rij in uitslag.goed]).values_list("uuid", flat=True))
    onbekend = [kop for kop in rijen[0] if kop and kop not in rekenblad.KOPPEN]
    pakket = signing.dumps([organisatie.pk, request.user.pk, rijen], salt=ZOUT, compress=True)
    return render(
        request,
        "aanbod/inlezen_voorbeeld.html",
        {
            "organisatie": organisatie, "bestand": naam, "uitslag": uitslag, "onbekend": onbekend,
            "bekend": len(bekend), "nieuw": len(uitslag.goed) - len(bekend),
            "eerste": [(rij, rij.uuid in bekend) for rij in uitslag.goed[:50]],
            "pakket": pakket if uitslag.goed else "", "kruimels": _kruimels(),
        },
    )  # fmt: skip


def _bevestig(request: Verzoek, organisaties: list[Organisatie]) -> HttpResponse:
    """Judge the same rows again (lists may have changed) and store the good ones; a repeat changes nothing."""
    try:
        organisatie_id, gebruiker_id, rijen = signing.loads(request.POST["pakket"], salt=ZOUT, max_age=GELDIG)
    except signing.BadSignature:
        messages.error(request, "Dit voorbeeld is verlopen. Kies het bestand opnieuw.")
        return redirect("aanbod:inlezen")
    organisatie = next((een for een in organisaties if een.pk == organisatie_id), None)
    if organisatie is None or gebruiker_id != request.user.pk:
        messages.error(request, "Dit voorbeeld is van iemand anders. Kies het bestand opnieuw.")
        return redirect("aanbod:inlezen")
    uitslag = rekenblad.keur(rijen, rekenblad.Woorden([organisatie]), eigen=organisatie)
    try:
        telling = bewaar(uitslag, door=request.user)
    except DatabaseError:
        # What the judge cannot see: a row that does not go with what a person entered here meanwhile.
        messages.error(
            request,
            "Een rij past niet bij wat er al staat. Er is niets opgeslagen. "
            "Kies het bestand opnieuw en kijk wat er mis is.",
        )
        return redirect("aanbod:inlezen")
    messages.success(
        request,
        f"{telling['nieuw']} nieuw als concept, {telling['bijgewerkt']} bijgewerkt, "
        f"{telling['ongewijzigd']} ongewijzigd. Kijk de concepten na en publiceer ze.",
    )
    return redirect("aanbod:beheer")


@vereist_rol(*BEHEERT)
def voorbeeldblad(request: Verzoek) -> HttpResponse:
    """A sheet to start with: all heads and one row filled in."""
    koppen, rij = rekenblad.voorbeeld()
    antwoord = HttpResponse(maak_xlsx([("Aanbod", koppen, [rij])]), content_type=XLSX)
    antwoord["Content-Disposition"] = 'attachment; filename="aanbod-voorbeeld.xlsx"'
    return antwoord
