"""The network's room in the table of test_toegang: who may come in, and which record it is tried with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netwerk.kern.demo import Demostad
from netwerk.kern.ondertekend import maak_token
from netwerk.overleg.abonnees import LINK
from netwerk.overleg.bestanden import bewaar as bewaar_bestand
from netwerk.overleg.choices import Bestandsoort
from netwerk.overleg.models import (
    Abonnee,
    Agendapunt,
    Agendasuggestie,
    Agendavoorstel,
    Artikel,
    Bijeenkomst,
    BijeenkomstThema,
    Contactafspraak,
    Nieuwsbrief,
    Nieuwsregel,
    Praktijkvraag,
    Signaal,
    Taak,
)

PUBLIEK = frozenset({"*"})
SECRETARIS = frozenset({"secretaris"})
BRUG = frozenset({"coach", "beheerder", "coordinator"})
LEDEN = BRUG | {"coach-west", "coordinator-zuid", "aanbieder", "aanbieder-stap", "curator", "regie", "secretaris"}
#: Who runs the portal may read along with the network, without taking part.
MEELEZERS = LEDEN | {"admin"}
#: Whose organisations speak each other in the demo agreement, and the secretary.
CONTACT = BRUG | {"coach-west", "aanbieder", "secretaris"}

#: Of the organisation that wrote the example, the secretary, and the curator.
SCHRIJVERS = frozenset({"coach-west", "secretaris", "curator"})

TABEL: dict[str, frozenset[str]] = {
    "overleg:home": MEELEZERS,
    "overleg:bijeenkomst": MEELEZERS,
    "overleg:bijeenkomst_nieuw": SECRETARIS,
    "overleg:bijeenkomst_wijzig": SECRETARIS,
    "overleg:thema_nieuw": SECRETARIS,
    "overleg:punt_nieuw": SECRETARIS,
    **dict.fromkeys(
        [
            f"overleg:{naam}"
            for naam in (
                "datumoptie_nieuw datumoptie uitnodigen aanwezig afgelasten agenda agendapunt_nieuw agendapunt"
                " agendapunt_actie agenda_neem_over presentatie_nieuw verslagdeel verslagdeel_weg"
            ).split()
        ],
        SECRETARIS,
    ),
    "overleg:prikker": MEELEZERS,
    "overleg:komst": LEDEN,
    "overleg:agendabestand": MEELEZERS,
    "overleg:bestand": PUBLIEK,
    "overleg:kennis": PUBLIEK,
    "overleg:artikel": PUBLIEK,
    "overleg:artikel_nieuw": LEDEN,
    **dict.fromkeys(
        [f"overleg:{naam}" for naam in "artikel_wijzig bijlage_nieuw verwijzing_nieuw".split()]
        + ["overleg:artikel_overgang", "overleg:artikel_haal_weg"],
        SCHRIJVERS,
    ),
    "overleg:vragen": MEELEZERS,
    "overleg:vraag": MEELEZERS,
    "overleg:vraag_nieuw": LEDEN,
    "overleg:antwoord_actie": LEDEN,
    **dict.fromkeys(
        [
            f"overleg:{naam}"
            for naam in (
                "nieuwsbrieven nieuwsbrief_gevraagd nieuwsbrief_bevestig nieuwsbrief_afmelden nieuwsbrief_voorkeuren"
                " nieuwsbrief"
            ).split()
        ],
        PUBLIEK,
    ),
    **dict.fromkeys(
        [
            f"overleg:{naam}"
            for naam in (
                "brieven brief_nieuw abonnee_uit brief brief_wijzig regel_nieuw regel regel_weg brief_proef"
                " brief_versturen brief_stand"
            ).split()
        ],
        SECRETARIS,
    ),
    "overleg:signalen": MEELEZERS,
    "overleg:signaal": MEELEZERS,
    # The municipality answers signals; it hands none in to itself.
    "overleg:signaal_nieuw": LEDEN - {"regie"},
    "overleg:signaal_steun": LEDEN,
    "overleg:signaal_cijfer": BRUG | SECRETARIS,
    "overleg:signaal_overgang": MEELEZERS,
    "overleg:contacten": MEELEZERS,
    "overleg:contact_nieuw": LEDEN,
    "overleg:contact": MEELEZERS,
    **dict.fromkeys([f"overleg:contact_{naam}" for naam in ("wijzig", "gesproken", "stop")], CONTACT),
    "overleg:suggesties": MEELEZERS,
    "overleg:suggestie_nieuw": LEDEN,
    "overleg:steun": LEDEN,
    "overleg:suggestie_stand": SECRETARIS,
    "overleg:taken": MEELEZERS,
    "overleg:taak_nieuw": LEDEN,
    "overleg:taak": MEELEZERS,
    "overleg:taak_overgang": MEELEZERS,
}


def vast(**waarden: Any) -> Callable[[], dict[str, Any]]:
    """Arguments that are known beforehand."""
    return lambda: waarden


def voorbeelden(stad: Demostad) -> dict[str, Callable[[], dict[str, Any]]]:
    """Arguments per address, from the demo city."""
    brug, roc = stad.organisaties["brug"], stad.organisaties["roc"]
    bijeenkomst = Bijeenkomst.objects.first()
    thema = BijeenkomstThema.objects.first()
    volgend = Bijeenkomst.objects.filter(datum=None).first()
    agendapunt = Agendapunt.objects.select_related("bijeenkomst").filter(bijeenkomst__datum__isnull=False).first()
    gepland = agendapunt.bijeenkomst.slug
    signaal = Signaal.objects.open().get(organisatie=brug)
    contact = Contactafspraak.objects.get(formeel=roc)
    artikel = Artikel.objects.filter(openbaar=True, bron="").first()
    vraag = Praktijkvraag.objects.filter(antwoorden__isnull=False).first()
    brief = Nieuwsbrief.objects.get(status="concept")
    regel = Nieuwsregel.objects.create(nieuwsbrief=brief, soort="anders", titel="Voorbeeld", url="/aanbod/")
    abonnee = Abonnee.objects.filter(status="actief").first()
    openbaar = bewaar_bestand("Voorbeeld.pdf", Bestandsoort.PDF, b"%PDF-1.4", door=None, openbaar=True)
    return {
        "overleg:bijeenkomst": vast(slug=bijeenkomst.slug),
        "overleg:bijeenkomst_wijzig": vast(slug=bijeenkomst.slug),
        "overleg:thema_nieuw": vast(slug=thema.bijeenkomst.slug),
        "overleg:punt_nieuw": vast(slug=thema.bijeenkomst.slug, thema=thema.pk),
        "overleg:datumoptie": vast(slug=volgend.slug, pk=volgend.datumopties.first().pk, wat="kies"),
        "overleg:agendapunt": vast(slug=gepland, pk=agendapunt.pk),
        "overleg:agendapunt_actie": vast(slug=gepland, pk=agendapunt.pk, wat="omlaag"),
        "overleg:agenda_neem_over": vast(slug=gepland, bron="voorstel", pk=Agendavoorstel.objects.first().pk),
        "overleg:verslagdeel": vast(soort="thema", pk=thema.pk),
        "overleg:verslagdeel_weg": vast(soort="thema", pk=thema.pk),
        "overleg:bestand": vast(uuid=openbaar.uuid),
        **{f"overleg:{n}": vast(slug=volgend.slug) for n in ("prikker", "datumoptie_nieuw")},
        **{
            f"overleg:{n}": vast(slug=gepland)
            for n in (
                "uitnodigen komst aanwezig afgelasten agendabestand agenda agendapunt_nieuw presentatie_nieuw"
            ).split()
        },
        "overleg:artikel_overgang": vast(slug=artikel.slug, naam="kijk_na"),
        "overleg:artikel_haal_weg": vast(slug=artikel.slug, wat="bijlage", pk=artikel.bijlagen.first().pk),
        **{
            f"overleg:{n}": vast(slug=artikel.slug)
            for n in ("artikel", "artikel_wijzig", "bijlage_nieuw", "verwijzing_nieuw")
        },
        "overleg:vraag": vast(pk=vraag.pk),
        "overleg:antwoord_actie": vast(pk=vraag.antwoorden.first().pk, wat="nuttig"),
        "overleg:nieuwsbrief": vast(slug=Nieuwsbrief.objects.get(status="verzonden").slug),
        "overleg:nieuwsbrief_bevestig": vast(token=maak_token(LINK, str(abonnee.sleutel))),
        "overleg:nieuwsbrief_afmelden": vast(sleutel=abonnee.sleutel),
        "overleg:nieuwsbrief_voorkeuren": vast(sleutel=abonnee.sleutel),
        **{
            f"overleg:{n}": vast(pk=brief.pk)
            for n in ("brief", "brief_wijzig", "regel_nieuw", "brief_proef", "brief_versturen")
        },
        **{f"overleg:{n}": vast(pk=brief.pk, regel=regel.pk) for n in ("regel", "regel_weg")},
        "overleg:brief_stand": vast(pk=brief.pk, naam="pauzeer"),
        "overleg:signaal_overgang": vast(pk=signaal.pk, naam="zeg_toe"),
        **{f"overleg:signaal{n}": vast(pk=signaal.pk) for n in ("", "_steun", "_cijfer")},
        **{f"overleg:contact{n}": vast(pk=contact.pk) for n in ("", "_wijzig", "_gesproken", "_stop")},
        "overleg:steun": vast(pk=Agendasuggestie.objects.first().pk),
        "overleg:suggestie_stand": vast(pk=Agendasuggestie.objects.first().pk),
        "overleg:taak": vast(pk=Taak.objects.first().pk),
        "overleg:taak_overgang": vast(pk=Taak.objects.first().pk, naam="pak_op"),
    }
