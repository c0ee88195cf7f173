"""From a learner's file to what may travel down: a description without a name, or the card the learner agreed to."""

from __future__ import annotations

from netwerk.kern.choices import Domein, Leesniveau, NederlandsNiveau, Niveau, Vorm
from netwerk.kern.profiel import Kaart, Plaats, Zoekprofiel

from .models import Intake, Leerder


def niveaus_van(intake: Intake) -> dict[str, Niveau | None]:
    """The level per domain that counts; a domain without a row was not asked and is unknown."""
    gevonden = {rij.domein: Niveau(rij.niveau) for rij in intake.domeinniveaus.all() if rij.niveau is not None}
    return {domein: gevonden.get(domein) for domein in Domein.values}


def maak_zoekprofiel(leerder: Leerder, intake: Intake | None = None) -> Zoekprofiel:
    """The description the catalogues rank with. What was not asked excludes nothing: unknown is not a condition."""
    gebied = leerder.pc4
    return Zoekprofiel(
        leervragen=tuple(intake.leervragen) if intake else (),
        niveaus=niveaus_van(intake) if intake else {},
        talen=tuple(leerder.talen),
        nederlands=NederlandsNiveau(leerder.nederlands or NederlandsNiveau.B1),
        leest=Leesniveau(leerder.leest or Leesniveau.GOED),
        doelgroepen=frozenset(leerder.doelgroepen),
        plaats=Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id) if gebied else None,
        dagdelen=frozenset(leerder.dagdelen),
        een_op_een={str(Vorm.EEN_OP_EEN): True, str(Vorm.GROEP): False}.get(leerder.vorm),
        apparaten=frozenset(leerder.apparaten),
        internet_thuis=leerder.internet_thuis,
        reisafstand_m=leerder.reisafstand_m,
    )


def via_de_coach(leerder: Leerder) -> str:
    """How to reach somebody who gave no number: through the coach, by name."""
    return f"Via de coach: {leerder.coach}, {leerder.organisatie}" if leerder.coach else f"Via {leerder.organisatie}"


def niet_gevraagd(leerder: Leerder) -> list[str]:
    """What the card would otherwise state as 'good' although nobody asked."""
    return [
        naam
        for naam, waarde in (("Nederlands spreken", leerder.nederlands), ("lezen en schrijven", leerder.leest))
        if not waarde
    ]


def maak_kaart(leerder: Leerder, intake: Intake | None = None, *, toelichting: str = "") -> Kaart:
    """Exactly the fields that go to another organisation; the page before sending shows this and nothing else.

    The card has no "unknown" for spoken Dutch and reading; what was not asked is therefore said in ``toelichting``.
    """
    mist = niet_gevraagd(leerder)
    if mist:
        toelichting = f"{toelichting}\nNiet gevraagd: {', '.join(mist)}.".strip()
    profiel = maak_zoekprofiel(leerder, intake)
    return Kaart(
        voornaam=leerder.voornaam,
        contact=leerder.contact or via_de_coach(leerder),
        talen=profiel.talen,
        nederlands=profiel.nederlands,
        leest=profiel.leest,
        niveau=profiel.niveau,
        leervragen=profiel.leervragen,
        doelgroepen=tuple(leerder.doelgroepen),
        dagdelen=tuple(leerder.dagdelen),
        pc4=leerder.pc4_id or "",
        een_op_een=profiel.een_op_een,
        apparaten=tuple(leerder.apparaten),
        toelichting=toelichting,
    )
