"""A referral in words, for templates: the card with names for its codes, and one timeline of log and answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format

from netwerk.kern.choices import DAGDEEL_NAAM, Apparaat
from netwerk.kern.models import Doelgroep, Gebeurtenis, Leervraag, Taal

from .choices import AanbodStatus, Seinsoort, Stand, Waarborgsoort
from .models import Aanbod, Doorverwijzing
from .workflow import ANTWOORDEN, aanbodstroom, doorverwijsstroom


def kaart_in_woorden(doorverwijzing: Doorverwijzing) -> dict[str, Any]:
    """Exactly the fields that were handed over, in Dutch; nothing that was not on the card. Three queries."""
    d = doorverwijzing
    vragen = dict(Leervraag.objects.filter(pk__in=d.leervragen).values_list("pk", "tekst"))
    talen = dict(Taal.objects.filter(pk__in=d.talen).values_list("pk", "naam"))
    groepen = dict(Doelgroep.objects.filter(pk__in=d.doelgroepen).values_list("pk", "naam"))
    return {
        "gewist": d.kaart_gewist_op is not None,
        "voornaam": d.voornaam,
        "contact": d.contact,
        "leervragen": [vragen.get(code, code) for code in d.leervragen],
        "niveau": d.niveau,
        "talen": ", ".join(talen.get(code, code) for code in d.talen),
        "nederlands": d.get_nederlands_display(),
        "leest": d.get_leest_display(),
        "doelgroepen": ", ".join(groepen.get(code, code) for code in d.doelgroepen),
        "dagdelen": ", ".join(DAGDEEL_NAAM.get(code, code) for code in d.dagdelen),
        "pc4": d.pc4,
        "begeleiding": {True: "Liefst één op één", False: "Liefst in een groep", None: ""}[d.een_op_een],
        "apparaten": ", ".join(dict(Apparaat.choices).get(code, code) for code in d.apparaten),
        "toelichting": d.toelichting,
        "boodschap": d.boodschap,
    }


#: What happened to provision, in words; a transition has its own label.
GEBEURD: dict[str, str] = {
    "aangemaakt": "Aangemaakt",
    "gewijzigd": "Gewijzigd",
    "gecontroleerd": "Nagekeken: alles klopt",
    "tijden": "Tijden gewijzigd",
    "waarborgen_bevestigd": "Bevestigd wat de plek veilig maakt",
    "herinnerd": "Gevraagd om na te kijken",
    "gewaarschuwd": "Gewaarschuwd dat het afloopt",
}


def wijziging(gebeurtenis: Gebeurtenis) -> dict[str, Any]:
    """One line of the log of provision, ready for the timeline."""
    naam = gebeurtenis.soort.removeprefix("overgang:")
    overgang = aanbodstroom.overgangen.get(naam)
    wat = AanbodStatus(overgang.naar).label if overgang else GEBEURD.get(naam, naam.replace("_", " ").capitalize())
    velden = [_veldnaam(veld) for veld in gebeurtenis.gegevens.get("velden", [])]
    soorten = dict(Waarborgsoort.choices)
    bevestigd = [soorten[code] for code in gebeurtenis.gegevens.get("soorten", []) if code in soorten]
    return {
        "moment": gebeurtenis.wanneer,
        "wie": gebeurtenis.wie,
        "wat": wat,
        "toelichting": f"Veranderd: {', '.join(velden)}." if velden else " ".join(f"{b}." for b in bevestigd),
        "icoon": (overgang.icoon if overgang else "") or ("patch-check" if naam == "gecontroleerd" else "pencil"),
    }


def _veldnaam(veld: str) -> str:
    """The words of a field of provision."""
    try:
        return str(getattr(Aanbod._meta.get_field(veld), "verbose_name", veld))
    except FieldDoesNotExist:
        return veld.replace("_", " ")


def tijdlijn(doorverwijzing: Doorverwijzing) -> list[dict[str, Any]]:
    """Newest first: each transition, with the answer that went with it. Through a link only the answers are there."""
    punten = [
        {
            "moment": antwoord.gemaakt_op,
            "wie": str(antwoord.door) if antwoord.door else antwoord.door_tekst,
            "wat": antwoord.get_stand_display(),
            "toelichting": _in_zinnen(antwoord),
            "icoon": "chat-left-text",
        }
        for antwoord in doorverwijzing.antwoorden.select_related("door")
    ]
    for gebeurtenis in Gebeurtenis.objects.over(doorverwijzing).select_related("door"):
        naam = gebeurtenis.soort.removeprefix("overgang:")
        overgang = doorverwijsstroom.overgangen.get(naam)
        if overgang is None or naam in ANTWOORDEN:
            continue
        punten.append(
            {
                "moment": gebeurtenis.wanneer,
                "wie": gebeurtenis.wie,
                "wat": Stand(overgang.naar).label,
                "toelichting": "",
                "icoon": overgang.icoon or "check-lg",
            }
        )
    punten += [
        {
            "moment": sein.gemaakt_op,
            "wie": "Systeem",
            "wat": f"{sein.get_soort_display()} aan {sein.naam}",
            "toelichting": ""
            if sein.gemaild_op
            else "Hierover ging geen mail uit: er is geen adres, of het lukte nog niet.",
            "icoon": "bell",
        }
        for sein in doorverwijzing.sein_rijen.exclude(soort=Seinsoort.VERLOPEN)
    ]
    return sorted(punten, key=lambda punt: punt["moment"], reverse=True)


def _in_zinnen(antwoord: Any) -> str:
    dag = date_format(antwoord.wanneer, "j F Y") + (f" om {antwoord.tijd:%H.%M} uur" if antwoord.tijd else "")
    stukken = [antwoord.wat, f"Wie: {antwoord.wie}.", f"Wanneer: {dag}."]
    if antwoord.plaats:
        stukken.append(f"Waar: {antwoord.plaats}.")
    if antwoord.wachtplek is not None:
        stukken.append(f"Plaats op de lijst: {antwoord.wachtplek}.")
    if antwoord.wachttijd_weken is not None:
        stukken.append(f"Wachttijd: ongeveer {antwoord.wachttijd_weken} weken.")
    if antwoord.reden:
        stukken.append(f"Reden: {antwoord.get_reden_display()}.")
    return " ".join(stukken)
