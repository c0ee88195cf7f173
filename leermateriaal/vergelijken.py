"""What an adaptation changed: the two side by side, only where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from netwerk.kern.talen import komma, leervraag_kort, taalnaam

from .models import Materiaal


@dataclass(frozen=True, slots=True)
class Verschil:
    """One fact that differs, in words."""

    wat: str
    hier: str
    origineel: str


def feiten(materiaal: Materiaal) -> dict[str, str]:
    """The facts of a material in words; needs, groups and languages must have been fetched."""
    doelgroepen = komma().join(gettext(doelgroep.naam) for doelgroep in materiaal.doelgroepen.all())
    return {
        "Leervragen": komma().join(leervraag_kort(vraag.pk, vraag.kort) for vraag in materiaal.leervragen.all())
        or "Niet ingevuld",
        "Niveau": materiaal.niveaus_tekst,
        "Voor wie": doelgroepen or "Iedereen",
        "Toon": materiaal.get_toon_display(),
        "Taal": komma().join(taalnaam(taal.naam) for taal in materiaal.talen.all()) or "Niet bekend",
        "Nederlands nodig": materiaal.get_nederlands_nodig_display(),
        "Lezen nodig": materiaal.get_lezen_nodig_display(),
        "Hoe": materiaal.vormen_tekst or "Niet ingevuld",
        "Apparaat": materiaal.apparaten_tekst,
        "Zonder internet": "Ja" if materiaal.offline else "Nee",
        "Duur": materiaal.duur or "Niet bekend",
        "Kosten": materiaal.get_kosten_display(),
        "Licentie": materiaal.licentie or "Niet bekend",
        "Uitgever": materiaal.uitgever,
        "Jaar": str(materiaal.jaar or "Niet bekend"),
    }


def alle_feiten(materiaal: Materiaal) -> dict[str, str]:
    """The facts, and what is text or hangs on another: for the log of changes."""
    return {
        "Titel": materiaal.titel,
        "Omschrijving": materiaal.omschrijving,
        **feiten(materiaal),
        "Link": materiaal.link or "Geen",
        "Bewerking van": materiaal.bewerking_van.titel if materiaal.bewerking_van else "Geen",
        "Aangepast": materiaal.aangepast or "Niet ingevuld",
        "Waar gezien": materiaal.zekerheid_bron or "Niet ingevuld",
    }


def verschillen(materiaal: Materiaal, origineel: Materiaal) -> list[Verschil]:
    """Where the adaptation differs from what it was made from."""
    ander = feiten(origineel)
    return [Verschil(wat, hier, ander[wat]) for wat, hier in feiten(materiaal).items() if hier != ander[wat]]
