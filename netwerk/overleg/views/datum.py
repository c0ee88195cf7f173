"""Finding a date, inviting, answering, and noting who was there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..choices import Datumkeuze, Komst, Verzendstand
from ..forms import AfgelastFormulier, DatumoptieFormulier, OokErbijFormulier, StemFormulier, UitnodigenFormulier
from ..models import Bijeenkomst, Datumoptie, Datumstem, Deelname
from ..permissions import mag_meedoen, mag_overleg_beheren
from ..uitnodiging import kalender
from .hulp import doe, formulierpagina, kruimels

ZONDER_PLAATS = (
    "Let op: er staat nog niet bij waar het is. Vul dat eerst in bij ‘Gegevens wijzigen’. Dan staat het in de mail."
)


def _vind(request: Verzoek, slug: str) -> Bijeenkomst:
    return get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)


def _pad(bij: Bijeenkomst, hier: str) -> list[dict[str, str]]:
    return kruimels((bij.titel, bij.get_absolute_url()), hier)


def prikker(request: Verzoek, slug: str) -> HttpResponse:
    """The options with what everybody said, and one's own answer in one form."""
    bij = get_object_or_404(
        Bijeenkomst.objects.zichtbaar_voor(request.user).prefetch_related(
            Prefetch("datumopties__stemmen", Datumstem.objects.select_related("door", "organisatie"))
        ),
        slug=slug,
    )
    opties = list(bij.datumopties.all())
    stemt = mag_meedoen(request.user) and bij.datum is None and bool(opties)
    if request.method == "POST" and not stemt:
        raise Http404
    form = StemFormulier(request.POST or None, bijeenkomst=bij, gebruiker=request.user) if stemt else None
    if request.method == "POST" and form is not None and form.is_valid():
        actions.stem_datums(bij, form.keuzes, door=request.user)
        messages.success(request, "Uw antwoord staat erbij. U kunt het nog veranderen.")
        return redirect("overleg:prikker", slug=slug)
    beheert = mag_overleg_beheren(request.user)
    return render(
        request,
        "overleg/prikker.html",
        {
            "bijeenkomst": bij,
            "opties": _met_telling(opties),
            "form": form,
            "mag_beheren": beheert and bij.datum is None,
            "acties": [
                {
                    "label": "Datum toevoegen",
                    "url": reverse("overleg:datumoptie_nieuw", args=[slug]),
                    "icoon": "calendar-plus",
                    "soort": "secondary" if opties else "primary",
                }
            ]
            if beheert and bij.datum is None
            else [],
            "kruimels": _pad(bij, "Datum prikken"),
        },
        status=422 if form is not None and form.errors else 200,
    )


def _met_telling(opties: list[Datumoptie]) -> list[dict[str, Any]]:
    """Per option who said what; most who can come first is marked. Uses what was prefetched."""
    rijen: list[dict[str, Any]] = []
    for optie in opties:
        per = {keuze: [stem for stem in optie.stemmen.all() if stem.keuze == keuze] for keuze in Datumkeuze.values}
        rijen.append({"optie": optie, "ja": per["ja"], "misschien": per["misschien"], "nee": per["nee"]})
    beste = max(((len(rij["ja"]), len(rij["misschien"])) for rij in rijen), default=(0, 0))
    for rij in rijen:
        rij["beste"] = beste[0] > 0 and (len(rij["ja"]), len(rij["misschien"])) == beste
    return rijen


@vereist_rol(Rol.SECRETARIS)
def optie_nieuw(request: Verzoek, slug: str) -> HttpResponse:
    """Add a possible date."""
    bij = _vind(request, slug)
    terug = reverse("overleg:prikker", args=[slug])
    form = DatumoptieFormulier(request.POST or None, instance=Datumoptie(bijeenkomst=bij))

    def bewaar(form: Any) -> str:
        form.save()
        noteer("datum:voorgesteld", bij, door=request.user, organisaties=request.user.organisatie_ids)
        return terug

    return formulierpagina(
        request, form, bewaar, titel="Datum toevoegen", terug=terug, pad=_pad(bij, "Datum toevoegen"),
        gelukt="De datum staat erbij. Leden kunnen nu zeggen of zij kunnen.", knop="Toevoegen",
    )  # fmt: skip


@require_POST
@vereist_rol(Rol.SECRETARIS)
def optie(request: Verzoek, slug: str, pk: int, wat: str) -> HttpResponse:
    """Choose an option as the date, or take it off the list."""
    gevonden = get_object_or_404(Datumoptie.objects.select_related("bijeenkomst"), pk=pk, bijeenkomst__slug=slug)
    if wat == "kies":
        actions.kies_datum(gevonden, door=request.user)
        eerst = "" if gevonden.bijeenkomst.plaats or gevonden.bijeenkomst.online_url else "Vul in waar het is, en n"
        messages.success(request, f"De datum is {gevonden}. {eerst or 'N'}odig nu iedereen uit.")
        return redirect("overleg:uitnodigen", slug=slug)
    if wat != "weg":
        raise Http404
    gevonden.delete()
    messages.success(request, "De datum is van de lijst gehaald.")
    return redirect("overleg:prikker", slug=slug)


@vereist_rol(Rol.SECRETARIS)
def uitnodigen(request: Verzoek, slug: str) -> HttpResponse:
    """Invite, and see who was sent what and who answered."""
    bij = _vind(request, slug)
    form = UitnodigenFormulier(request.POST or None)
    hier = reverse("overleg:uitnodigen", args=[slug])

    def bewaar(form: Any) -> str:
        aantal = actions.nodig_uit(bij, form.gekozen(), door=request.user)
        messages.success(request, f"{aantal} uitnodigingen worden nu verstuurd. Dat duurt een paar minuten.")
        return hier

    deelnames = list(bij.deelnames.select_related("gebruiker", "organisatie"))
    return formulierpagina(
        request,
        form,
        bewaar,
        titel="Uitnodigen",
        terug=bij.get_absolute_url(),
        pad=_pad(bij, "Uitnodigen"),
        knop="Uitnodiging versturen",
        inleiding=f"{bij.titel}: {bij.datum_in_woorden.lower()}. "
        "In de mail zit een afspraak voor de agenda. Wie u eerder uitnodigde, krijgt de nieuwe gegevens.",
        uitleg="" if bij.plaats or bij.online_url else ZONDER_PLAATS,
        deelnames=deelnames,
        tel=_telling(deelnames),
        wacht=sum(rij.verzendstand in (Verzendstand.WACHT, Verzendstand.BEZIG) for rij in deelnames),
        onder="overleg/_deelnames.html",
    )


def _telling(deelnames: list[Deelname]) -> list[tuple[str, int]]:
    """How many said what, for the answers that somebody gave."""
    return [(str(k.label), n) for k in Komst if (n := sum(rij.komst == k for rij in deelnames))]


@require_POST
def komst(request: Verzoek, slug: str) -> HttpResponse:
    """Say whether one comes."""
    bij = _vind(request, slug)
    antwoord = request.POST.get("komst", "")
    if not mag_meedoen(request.user) or antwoord not in (Komst.KOMT, Komst.MISSCHIEN, Komst.KOMT_NIET):
        raise Http404
    zin = {"komt": "Fijn dat u komt.", "misschien": "U komt misschien.", "komt_niet": "Jammer. U bent afgemeld."}
    doe(request, lambda: actions.beantwoord_uitnodiging(bij, antwoord, door=request.user), zin[antwoord])
    return redirect(bij)


@vereist_rol(Rol.SECRETARIS)
def aanwezig(request: Verzoek, slug: str) -> HttpResponse:
    """Tick who was there, and add who came without an invitation."""
    bij = _vind(request, slug)
    deelnames = list(bij.deelnames.select_related("gebruiker", "organisatie"))
    bekend = [rij.gebruiker_id for rij in deelnames]
    form = OokErbijFormulier(request.POST if request.method == "POST" else None, bekend=bekend)
    if request.method == "POST":
        aangevinkt = {int(pk) for pk in request.POST.getlist("erbij") if pk.isdecimal()}
        ander = form.cleaned_data["ook"] if form.is_valid() else None
        if ander:
            aangevinkt |= _ook_aanwezig(bij, ander)
        aantal = actions.noteer_aanwezigheid(bij, aangevinkt, door=request.user)
        if form.errors:  # the ticks are kept; whom the name meant is asked again
            deelnames = list(bij.deelnames.select_related("gebruiker", "organisatie"))
            return _aanwezigpagina(request, bij, deelnames, form)
        messages.success(request, f"Opgeslagen: {aantal} {'mens was' if aantal == 1 else 'mensen waren'} erbij.")
        return redirect("overleg:aanwezig", slug=slug) if ander else redirect(bij)
    return _aanwezigpagina(request, bij, deelnames, form)


def _aanwezigpagina(
    request: Verzoek, bij: Bijeenkomst, deelnames: list[Deelname], form: OokErbijFormulier
) -> HttpResponse:
    context = {"bijeenkomst": bij, "deelnames": deelnames, "form": form, "kruimels": _pad(bij, "Wie was erbij?")}
    return render(request, "overleg/aanwezig.html", context, status=422 if form.errors else 200)


def _ook_aanwezig(bij: Bijeenkomst, gebruiker: Gebruiker) -> set[int]:
    if not gebruiker.organisatie_ids:
        return set()
    rij, _ = Deelname.objects.get_or_create(
        bijeenkomst=bij, gebruiker=gebruiker, defaults={"organisatie_id": gebruiker.organisatie_ids[0]}
    )
    return {rij.pk}


@vereist_rol(Rol.SECRETARIS)
def afgelasten(request: Verzoek, slug: str) -> HttpResponse:
    """Call a meeting off, with the reason."""
    bij = _vind(request, slug)

    def bewaar(form: Any) -> str:
        actions.gelast_af(bij, reden=form.cleaned_data["reden"], door=request.user)
        return bij.get_absolute_url()

    return formulierpagina(
        request,
        AfgelastFormulier(request.POST or None),
        bewaar,
        titel="Deze bijeenkomst gaat niet door",
        terug=bij.get_absolute_url(),
        pad=_pad(bij, "Gaat niet door"),
        gelukt="De bijeenkomst gaat niet door. Wie was uitgenodigd, krijgt bericht.",
        knop="Bijeenkomst afgelasten",
        knop_soort="danger",
        inleiding=f"{bij.titel}, {bij.datum_in_woorden.lower()}.",
    )


@require_GET
def agendabestand(request: Verzoek, slug: str) -> HttpResponse:
    """The entry for one's diary."""
    bij = _vind(request, slug)
    if bij.begin_en_eind is None:
        raise Http404
    antwoord = HttpResponse(kalender(bij), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{bij.slug[:60]}.ics"'
    return antwoord
