"""The coordinator's recruitment: campaigns with poster and yield, vacancies, asking back."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.models import Stadsdeel
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.taken import open_taken
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, berichten, opbrengst, verloop
from ..actions.werving import terug_te_vragen
from ..forms_werving import CampagneFormulier, TerugvraagFormulier, VacatureFormulier
from ..models import Campagne, Terugvraag, Vacature, Vrijwilliger
from ..permissions import mag_campagne_beheren
from ..querysets import eigen_organisaties
from .hulpjes import eigen_organisatie, formulierpagina, knop, kruimels, meld_fout, pagina


def _zichtbaar(request: Verzoek) -> Any:
    """Campaigns of one's own and of the network (for the pool)."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    return Campagne.objects.filter(Q(organisatie__in=eigen) | Q(organisatie__isnull=True)).select_related(
        "organisatie", "eigenaar", "bedrijf"
    )


def _adres(campagne: Campagne) -> str:
    return settings.PORTAAL_URL + reverse("vrijwilligers:aanmelden_code", args=[campagne.code])


def _waar(campagne: Campagne, stadsdelen: dict[str, str]) -> str:
    return ", ".join(stadsdelen.get(code, code) for code in campagne.stadsdelen) or "Hele stad"


@require_GET
@vereist_rol(Rol.COORDINATOR)
def campagnes(request: Verzoek) -> HttpResponse:
    """Campaigns of one's own and of the network. Of the own sign-ups the yield is counted, in one query."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    page_obj = pagina(request, _zichtbaar(request).order_by("-van", "pk"))
    telling = {
        rij["campagne"]: rij
        for rij in Vrijwilliger.objects.filter(campagne__in=[c.pk for c in page_obj], organisatie__in=eigen)
        .order_by()
        .values("campagne")
        .annotate(aangemeld=Count("pk"), inzetbaar=Count("pk", filter=Q(status__in=["inzetbaar", "actief"])))
    }
    stadsdelen = dict(Stadsdeel.objects.values_list("code", "naam"))
    vandaag = timezone.localdate()
    regels = [
        {
            "campagne": c,
            "waar": _waar(c, stadsdelen),
            "loopt": c.loopt(vandaag),
            "telling": telling.get(c.pk, {"aangemeld": 0, "inzetbaar": 0}),
        }
        for c in page_obj
    ]
    acties = [
        knop("Wat levert het op?", reverse("vrijwilligers:opbrengst"), icoon="bar-chart"),
        knop("Campagne maken", reverse("vrijwilligers:campagne_nieuw"), icoon="plus-lg", soort="primary"),
    ]
    return render(
        request,
        "vrijwilligers/campagnes.html",
        {
            "regels": regels,
            "page_obj": page_obj,
            "acties": acties,
            "kruimels": kruimels(("Campagnes", "")),
            "taken": open_taken(request.user, "vrijwilligers"),
        },
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def campagne_nieuw(request: Verzoek) -> HttpResponse:
    """Make one for one's own organisation, or for the city's pool."""
    organisatie = eigen_organisatie(request)
    form = CampagneFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or "vrijwilligers:campagnes")
        campagne = form.save(commit=False)
        campagne.eigenaar = organisatie
        campagne.organisatie = None if form.cleaned_data["pool"] else organisatie
        actions.bewaar_campagne(campagne=campagne, door=request.user)
        inzending.rond_af(campagne.get_absolute_url())
        messages.success(request, "De campagne is klaar. Hieronder staan de link en de poster.")
        return redirect(campagne)
    return formulierpagina(
        request, form, "Campagne maken", reverse("vrijwilligers:campagnes"), inleiding=f"Voor {organisatie}."
    )


@require_GET
@vereist_rol(Rol.COORDINATOR)
def campagne(request: Verzoek, pk: int) -> HttpResponse:
    """Link, QR code and yield of one campaign."""
    rij = get_object_or_404(_zichtbaar(request), pk=pk)
    vandaag = timezone.localdate()
    beheer = mag_campagne_beheren(request.user, rij)
    acties = [knop("Poster", reverse("vrijwilligers:poster", args=[pk]), icoon="printer", soort="primary")]
    if beheer:
        acties.insert(0, knop("Wijzigen", reverse("vrijwilligers:campagne_wijzig", args=[pk]), icoon="pencil"))
    return render(
        request,
        "vrijwilligers/campagne.html",
        {
            "campagne": rij,
            "waar": _waar(rij, dict(Stadsdeel.objects.values_list("code", "naam"))),
            "loopt": rij.loopt(vandaag),
            "begint": rij.van > vandaag,
            "kan_sluiten": beheer and (rij.tot is None or rij.tot > vandaag),
            "adres": _adres(rij),
            "adres_delen": _adres(rij).split("/"),  # so that a long address breaks at a slash
            "qr": _qr(rij, 4),
            "telling": verloop.van_campagne(rij, eigen_organisaties(request.user, Rol.COORDINATOR), vandaag),
            "acties": acties,
            "kruimels": kruimels(("Campagnes", reverse("vrijwilligers:campagnes")), (rij.naam, "")),
        },
    )


def _qr(campagne: Campagne, schaal: int) -> str:
    """A data URI: the content policy allows it. Error correction Q (25 %): a poster gets dirty."""
    return segno.make(_adres(campagne), error="q", micro=False).svg_data_uri(
        scale=schaal, border=2, dark="#000", light="#fff"
    )


@require_GET
@vereist_rol(Rol.COORDINATOR)
def poster(request: Verzoek, pk: int) -> HttpResponse:
    """One A4 to print."""
    rij = get_object_or_404(_zichtbaar(request), pk=pk)
    # Two parts, so that a long address breaks between words and not inside the code.
    domein, _, rest = _adres(rij).split("://", 1)[-1].rpartition("/vrijwilligers/")
    return render(
        request,
        "vrijwilligers/poster.html",
        {
            "campagne": rij,
            "qr": _qr(rij, 12),
            "adres": (f"{domein}/vrijwilligers", rest),
            "terug_url": rij.get_absolute_url(),
        },
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def campagne_wijzig(request: Verzoek, pk: int) -> HttpResponse:
    """Change one's own."""
    rij = get_object_or_404(_beheerbaar(request), pk=pk)
    form = CampagneFormulier(request.POST if request.method == "POST" else None, instance=rij)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        actions.bewaar_campagne(campagne=rij, door=request.user)
        messages.success(request, "De campagne is gewijzigd.")
        return redirect(rij)
    return formulierpagina(request, form, f"{rij.naam} wijzigen", rij.get_absolute_url())


def _beheerbaar(request: Verzoek) -> Any:
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    return Campagne.objects.filter(Q(eigenaar__in=eigen) | Q(eigenaar__isnull=True, organisatie__in=eigen))


@require_POST
@vereist_rol(Rol.COORDINATOR)
def campagne_sluit(request: Verzoek, pk: int) -> HttpResponse:
    """End it today."""
    rij = get_object_or_404(_beheerbaar(request), pk=pk)
    try:
        actions.sluit_campagne(campagne=rij, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, "De campagne telt na vandaag niet meer. De link blijft werken.")
    return redirect(rij)


@require_GET
@vereist_rol(Rol.COORDINATOR, Rol.REGIE)
def opbrengsten(request: Verzoek) -> HttpResponse:
    """What recruiting yields: one's own in full, or the whole city in bands."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    stad = request.GET.get("van") == "stad" or not eigen
    tabellen, breed, wijk = verloop.tabellen(eigen, stad=stad, op=timezone.localdate())
    return render(
        request,
        "vrijwilligers/opbrengst.html",
        {
            "tabellen": tabellen, "stad": stad, "heeft_eigen": bool(eigen),
            "peil": verloop.peildatum(timezone.localdate()),
            "conclusie": opbrengst.verschil_in_woorden(breed, wijk),
            "kruimels": kruimels(("Campagnes", reverse("vrijwilligers:campagnes")), ("Opbrengst", ""))
            if eigen
            else None,
        },
    )  # fmt: skip


@require_GET
@vereist_rol(Rol.COORDINATOR)
def vacaturebeheer(request: Verzoek) -> HttpResponse:
    """One's own vacancies, public or not."""
    rijen = Vacature.objects.filter(organisatie__in=eigen_organisaties(request.user, Rol.COORDINATOR))
    acties = [
        knop("Bekijk als bezoeker", reverse("vrijwilligers:vacatures"), icoon="eye"),
        knop("Vacature schrijven", reverse("vrijwilligers:vacature_nieuw"), icoon="plus-lg", soort="primary"),
    ]
    return render(
        request,
        "vrijwilligers/vacaturebeheer.html",
        {
            "page_obj": pagina(request, rijen.select_related("organisatie", "stadsdeel").order_by("-open_van", "pk")),
            "acties": acties, "vandaag": timezone.localdate(), "kruimels": kruimels(("Vacatures", "")),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def vacature_nieuw(request: Verzoek) -> HttpResponse:
    """Write one."""
    organisatie = eigen_organisatie(request)
    return _vacature(request, Vacature(organisatie=organisatie), "Vacature schrijven")


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def vacature_wijzig(request: Verzoek, pk: int) -> HttpResponse:
    """Change or close one."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    return _vacature(
        request, get_object_or_404(Vacature.objects.filter(organisatie__in=eigen), pk=pk), "Vacature wijzigen"
    )


def _vacature(request: Verzoek, rij: Vacature, titel: str) -> HttpResponse:
    nieuw = rij.pk is None
    form = VacatureFormulier(
        request.POST if request.method == "POST" else None, instance=rij, organisatie_id=rij.organisatie_id
    )
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or "vrijwilligers:vacaturebeheer")
        form.save(commit=False)
        actions.bewaar_vacature(vacature=rij, door=request.user)
        inzending.rond_af(rij.get_absolute_url())
        messages.success(request, "De vacature staat klaar." if nieuw else "De vacature is gewijzigd.")
        return redirect(rij)
    return formulierpagina(request, form, titel, reverse("vrijwilligers:vacaturebeheer"))


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def terugvragen(request: Verzoek) -> HttpResponse:
    """Ask back who stopped and agreed to be asked."""
    organisatie = eigen_organisatie(request)
    mensen = terug_te_vragen(organisatie)
    keuzes = [
        (str(v.pk), f"{v.naam}, gestopt op {date_format(v.gestopt_op, 'j F Y')}" if v.gestopt_op else v.naam)
        for v in mensen[:200]
    ]
    form = TerugvraagFormulier(request.POST if request.method == "POST" else None, keuzes=keuzes) if keuzes else None
    if request.method == "POST" and form is not None and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if eerste:
            wie = [int(pk) for pk in form.cleaned_data["wie"]]
            gevraagd = actions.vraag_terug(organisatie=organisatie, wie=wie, door=request.user)
            for vraag in gevraagd:
                berichten.mail_terugvraag(vraag, form.cleaned_data["tekst"])
            inzending.rond_af(request.path)
            aantal = len(gevraagd)
            messages.success(request, f"{aantal} {'persoon kreeg' if aantal == 1 else 'mensen kregen'} uw vraag.")
        return redirect("vrijwilligers:terugvragen")
    eerder = Terugvraag.objects.filter(organisatie=organisatie).select_related("vrijwilliger")
    telling = eerder.aggregate(
        gevraagd=Count("pk"), ja=Count("pk", filter=Q(antwoord="ja")), nee=Count("pk", filter=Q(antwoord="nee"))
    )
    return render(
        request,
        "vrijwilligers/terugvragen.html",
        {
            "form": form, "organisatie": organisatie, "telling": telling, "page_obj": pagina(request, eerder),
            "kruimels": kruimels(("Opnieuw vragen", "")),
        },
        status=422 if form is not None and form.is_bound and form.errors else 200,
    )  # fmt: skip
