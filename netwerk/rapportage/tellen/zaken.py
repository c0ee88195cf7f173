"""Things, not people: provision, places and materials. Open to everybody, so nothing is hidden."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from aanbod.choices import Soort
from aanbod.klok_aanbod import loopt_af
from aanbod.models import Aanbod
from leermateriaal.inventaris import matrix
from netwerk.kern.models import Leervraag, Locatie

from ..onthulling import TOTAAL
from . import ONBEKEND, Cel, Telling

SOORTEN: dict[str, str] = {
    Soort.VEILIGE_PLEK: "veilig", Soort.IDP: "idp", Soort.LAPTOP_LENEN: "laptop", Soort.COMPUTERS: "laptop",
    Soort.LAPTOP_KRIJGEN: "laptop", Soort.INTERNET_THUIS: "internet",
}  # fmt: skip


def _wacht(weken: int | None) -> str:
    if weken is None:
        return ONBEKEND
    return "geen" if weken == 0 else "vier" if weken <= 4 else "langer"


def tel_aanbod() -> Telling:
    """Published provision by district (each once per district, once in the city): kind of supply, waiting, themes."""
    uit: Telling = Counter()
    gezien: set[tuple[int, str, str]] = set()

    def noteer(pk: int, soort: str, deel: str, kolom: str) -> None:
        """In its district, and once in the city."""
        for rij in (deel, TOTAAL):
            if (pk, soort + rij, kolom) not in gezien:
                gezien.add((pk, soort + rij, kolom))
                uit[Cel(soort, rij, kolom)] += 1

    plekken = Aanbod.objects.gepubliceerd().order_by()
    for pk, deel, formeel, vast, soort, weken in plekken.values_list(
        "pk", "locaties__stadsdeel", "formeel", "structureel", "soort", "wachttijd_weken"
    ).distinct():
        rij = deel or ONBEKEND
        noteer(pk, "aanbod", rij, f"{'formeel' if formeel else 'informeel'}_{'vast' if vast else 'tijdelijk'}")
        noteer(pk, "aanbod", rij, TOTAAL)
        noteer(pk, "aanbodwacht", rij, _wacht(weken))
        if soort in SOORTEN:
            noteer(pk, "veilig", rij, SOORTEN[soort])
    # What ends within half a year, by the same rule that warns the network: the provision itself, or its money.
    einde = {rij.pk: rij for rij in loopt_af(timezone.localdate())}
    for pk, deel in plekken.filter(pk__in=einde).values_list("pk", "locaties__stadsdeel").distinct():
        geld = einde[pk].financiering_tot is not None and einde[pk].financiering_tot == einde[pk].loopt_af_op
        noteer(pk, "loopt_af", deel or ONBEKEND, "geld" if geld else "zelf")
        noteer(pk, "loopt_af", deel or ONBEKEND, TOTAAL)
    thema_van = dict(Leervraag.objects.values_list("code", Coalesce("thema_id", "code")))
    for pk, deel, code in plekken.filter(leervragen__isnull=False).values_list(
        "pk", "locaties__stadsdeel", "leervragen"
    ):
        noteer(pk, "aanbodthema", deel or ONBEKEND, thema_van[code])
    locaties = Locatie.objects.filter(organisatie__actief=True).filter(Q(gratis_wifi=True) | Q(prive_ruimte=True))
    for deel, wifi, ruimte in locaties.order_by().values_list("stadsdeel", "gratis_wifi", "prive_ruimte"):
        for ja, kolom in ((wifi, "wifi"), (ruimte, "ruimte")):
            if ja:
                uit[Cel("veilig", deel or ONBEKEND, kolom)] += 1
                uit[Cel("veilig", TOTAAL, kolom)] += 1
    return uit


def tel_materiaal() -> Telling:
    """Cells of the catalogue's matrix (need by level) per theme: a hole, little, or filled. Five queries."""
    uit: Telling = Counter()
    for thema, rijen in matrix():
        for rij in rijen:
            for cel in rij.cellen:
                if not cel.van_toepassing and not cel.aantal:
                    continue
                stand = "gat" if cel.gat else "mager" if cel.mager else "gevuld"
                for naam in (thema.pk, TOTAAL):
                    uit[Cel("materiaal", naam, stand)] += 1
    return uit
