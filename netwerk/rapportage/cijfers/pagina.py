"""The figures of one page, in order: what is asked, what there is, who waits, who helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Leervraag, Organisatie
from vrijwilligers.choices import VrijwilligerStatus

from ..onthulling import TOTAAL
from ..periode import Kwartaal
from . import aanbod, tellingen
from .figuur import ONBEKEND, Figuur, over_mensen, stadsdelen

ANTWOORDKOLOMMEN = (
    (tellingen.OP_TIJD, "Binnen 5 werkdagen beantwoord"),
    (tellingen.LATER, "Later beantwoord"),
    (tellingen.BINNEN_TERMIJN, "Nog open, op tijd"),
    (tellingen.TE_LAAT, "Nog open, te laat"),
    (tellingen.ZONDER, "Gesloten zonder antwoord"),
)
TOESTEMMING = "Alleen leerders die ermee instemden dat zij meetellen."


def alle_figuren(kwartaal: Kwartaal, vandaag: date, *, mensen: bool, stadsdeel: str = "") -> list[Figuur]:
    """The figures for a reader: without ``mensen`` only supply and answers. ``stadsdeel`` leaves only that row."""
    delen = stadsdelen()
    figuren = [*aanbod.figuren(), *_antwoorden(kwartaal, vandaag, delen)]
    if mensen:
        figuren = [_intakes(kwartaal, delen), *figuren, _wachten(vandaag, delen), _vrijwilligers(delen)]
    if stadsdeel:
        figuren = [
            figuur.alleen_rijen((stadsdeel, TOTAAL)) if figuur.rijkop == "Stadsdeel" else figuur for figuur in figuren
        ]
    if mensen:
        figuren.insert(1, _leervragen(kwartaal, delen, stadsdeel))
    return figuren


def _intakes(kwartaal: Kwartaal, delen: tuple[tuple[str, str], ...]) -> Figuur:
    return over_mensen(
        "leerders",
        "Leerders met een intake, per niveau",
        telt="Leerders met een afgeronde intake, ieder één keer, naar het laagste niveau dat is vastgesteld.",
        over=f"Intakes in {kwartaal.naam}. {TOESTEMMING}",
        rijkop="Stadsdeel",
        rijen=delen,
        kolommen=(*((str(n.value), n.label) for n in Niveau), (ONBEKEND, "Onbekend")),
        aantallen=tellingen.leerders_per_niveau(kwartaal),
    )


def _leervragen(kwartaal: Kwartaal, delen: tuple[tuple[str, str], ...], stadsdeel: str) -> Figuur:
    """Theme by district, protected as a whole; shown is one column, since ten do not fit."""
    figuur = over_mensen(
        "leervragen",
        "Wat leerders willen leren",
        telt="Leerders met een vraag binnen dit onderwerp. Wie meer vraagt, telt bij elk onderwerp één keer.",
        over=f"Intakes in {kwartaal.naam}. {TOESTEMMING}",
        rijkop="Onderwerp",
        rijen=tuple(Leervraag.objects.themas().order_by("volgorde").values_list("code", "kort")),
        kolommen=delen,
        aantallen=tellingen.leerders_per_thema(kwartaal),
        staaf=stadsdeel or TOTAAL,
    )
    namen = dict(delen)
    kolommen = [(TOTAAL, "Hele stad")]
    if stadsdeel:
        kolommen.insert(0, (stadsdeel, namen[stadsdeel]))
    # No total row: people with two questions stand in two rows, so their sum counts no people.
    rijen = tuple(rij for rij in figuur.rijen if rij[0] != TOTAAL)
    return replace(figuur, rijen=rijen, kolommen=tuple(kolommen))


def _antwoorden(kwartaal: Kwartaal, vandaag: date, delen: tuple[tuple[str, str], ...]) -> list[Figuur]:
    over = f"Doorverwijzingen die verstuurd zijn in {kwartaal.naam}. Werkdagen: zonder weekend en feestdagen."
    per_aanbieder = tellingen.antwoorden(kwartaal, vandaag, per="aanbieder")
    namen = Organisatie.objects.filter(pk__in={int(rij) for rij, _ in per_aanbieder}).values_list("pk", "naam")
    figuren = [
        over_mensen(
            "antwoorden",
            "Antwoord op doorverwijzingen, per stadsdeel",
            telt="Doorverwijzingen, naar het stadsdeel van de leerder en naar wat de aanbieder deed.",
            over=over,
            rijkop="Stadsdeel",
            rijen=delen,
            kolommen=ANTWOORDKOLOMMEN,
            aantallen=tellingen.antwoorden(kwartaal, vandaag, per="stadsdeel"),
        )
    ]
    if per_aanbieder:
        figuren.append(
            over_mensen(
                "aanbieders",
                "Antwoord op doorverwijzingen, per aanbieder",
                telt="Doorverwijzingen, naar de aanbieder die ze kreeg. Het netwerk sprak vijf werkdagen af.",
                over=over,
                rijkop="Aanbieder",
                rijen=tuple((str(pk), naam) for pk, naam in namen),
                kolommen=ANTWOORDKOLOMMEN,
                aantallen=per_aanbieder,
            )
        )
    return figuren


def _wachten(vandaag: date, delen: tuple[tuple[str, str], ...]) -> Figuur:
    return over_mensen(
        "wachten",
        "Wie wacht er?",
        telt="Aanvragen die wachten. Eén leerder kan op twee dingen wachten.",
        over="De stand van vandaag, naar het stadsdeel van de leerder.",
        rijkop="Stadsdeel",
        rijen=delen,
        kolommen=(
            ("vrijwilliger_kort", "Op een vrijwilliger, tot 4 weken"),
            ("vrijwilliger_lang", "Op een vrijwilliger, langer"),
            ("wachtlijst", "Op een plek bij een aanbieder"),
        ),
        aantallen=tellingen.wachtenden(vandaag),
    )


def _vrijwilligers(delen: tuple[tuple[str, str], ...]) -> Figuur:
    return over_mensen(
        "vrijwilligers",
        "Vrijwilligers, per stand",
        telt="Vrijwilligers van alle organisaties, ook die nog bij niemand horen. Wie gestopt is, telt niet mee.",
        over="De stand van vandaag, naar het stadsdeel waar de vrijwilliger woont.",
        rijkop="Stadsdeel",
        rijen=delen,
        kolommen=tuple((s.value, s.label) for s in VrijwilligerStatus if s is not VrijwilligerStatus.GESTOPT),
        aantallen=tellingen.vrijwilligers_per_status(),
    )
