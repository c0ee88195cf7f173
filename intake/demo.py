"""About forty invented learners in every phase: answered by simulated people through the real engine and actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.management import call_command
from django.db.models import F

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebruiker, Organisatie, Postcodegebied

from . import niveaubepaling, weergave
from .actions import intake as intake_acties
from .actions import leerder as leerder_acties
from .actions import plan as plan_acties
from .choices import Doel, IntakeStatus, StapSoort, StapStatus
from .fouten import IntakeFout
from .leerdertaal import TALEN
from .models import Antwoord, Intake, Leerder, Leerplan, Stap, Toestemming, Vragenlijstversie

ALLE_DOELEN = tuple(Doel.values)
#: How far somebody is: new, in the middle of an intake, intake done, plan made, plan running, quiet, archived.
FASEN = ("nieuw", "bezig", "klaar", "plan", "loopt", "stil", "archief")


@dataclass(frozen=True)
class Mens:
    """One invented learner. ``kan`` is the level (0 to 4) per domain, in the order of the five domains."""

    naam: str
    fase: str
    kan: tuple[int, ...]
    leervragen: tuple[str, ...] = ()
    velden: dict[str, object] | None = None
    doelen: tuple[str, ...] = ALLE_DOELEN
    woorden: str = ""


#: The three of issue 3, word for word the people a practitioner knows.
VOORBEELDEN = (
    Mens(
        "Selam", "loopt", (0, 0, 0, 0, 0),
        ("apparaat-aan-uit", "apparaat-tikken-vegen", "berichten-bellen"),
        {"talen": ["ti"], "nederlands": "geen", "leest": "ander_schrift", "geboortejaar": 1979,
         "doelgroepen": ["nieuwkomers", "nt2"], "dagdelen": ["ma-ochtend", "wo-ochtend"], "vorm": "een_op_een",
         "reisafstand_m": 3000, "apparaten": ["telefoon"], "internet_thuis": False, "digid": "nee",
         "veilige_plek": True, "hulptaal": "Tigrinya, met een collega"},
        woorden="mijn zus bellen met beeld",
    ),
    Mens(
        "Henk", "plan", (2, 1, 2, 2, 2),
        ("overheid-digid-inloggen", "gezondheid-afspraak-huisarts", "email-bijlage"),
        {"talen": [], "nederlands": "b1", "leest": "goed", "geboortejaar": 1951, "doelgroepen": ["ouderen", "nt1"],
         "dagdelen": ["di-middag", "do-middag", "do-ochtend"], "vorm": "groep", "reisafstand_m": 1500,
         "apparaten": ["laptop", "telefoon"], "internet_thuis": True, "digid": "nee", "veilige_plek": True,
         "werkte_eerder": "Rustig uitleggen en zelf opschrijven."},
        woorden="Ik mail wel, maar die DigiD vertrouw ik niet.",
    ),
    Mens(
        "Younes", "klaar", (2, 1, 3, 0, 3),
        ("werk-sollicitatie-sturen", "documenten-formulier-invullen", "school-studiefinanciering"),
        {"talen": ["ar"], "nederlands": "b1", "leest": "goed", "geboortejaar": 2007, "doelgroepen": ["jongeren"],
         "dagdelen": ["ma-avond", "di-avond", "wo-avond"], "vorm": "zelfstandig", "reisafstand_m": 6000,
         "apparaten": ["telefoon"], "internet_thuis": False, "digid": "ja", "veilige_plek": None},
    ),
)  # fmt: skip

NAMEN = (
    "Fatima", "Ria", "Mehmet", "Oksana", "Joke", "Abdi", "Marek", "Lucia", "Kees", "Amina", "Dewi", "Ibrahim", "Greet",
    "Naima", "Piotr", "Rosa", "Yusuf", "Trees", "Aster", "Hassan", "Corrie", "Leyla", "Bart", "Svitlana", "Omar",
    "Truus", "Malika", "Jan", "Hatice", "Sjaan", "Daniel", "Khadija", "Wil", "Ahmed", "Nel", "Carmen", "Tesfay",
)  # fmt: skip
THUISTAAL = {
    "Fatima": "ar", "Mehmet": "tr", "Oksana": "uk", "Abdi": "so", "Marek": "pl", "Lucia": "es", "Amina": "ar",
    "Ibrahim": "tr", "Naima": "zgh", "Piotr": "pl", "Rosa": "es", "Yusuf": "tr", "Aster": "ti", "Hassan": "ar",
    "Leyla": "tr", "Svitlana": "uk", "Omar": "ar", "Malika": "fr", "Hatice": "tr", "Khadija": "ar", "Ahmed": "ar",
    "Carmen": "es", "Tesfay": "ti",
}  # fmt: skip
WENSEN = (
    "berichten-whatsapp-bericht", "berichten-beeldbellen", "email-sturen", "overheid-digid-aanvragen",
    "overheid-toeslagen", "gezondheid-afspraak-huisarts", "reizen-reis-plannen", "veilig-online-neptelefoontje",
    "werk-sollicitatie-sturen", "school-app-van-school", "vrije-tijd-foto-bewaren", "documenten-formulier-invullen",
)  # fmt: skip
PLEKKEN = {"brug": ("1024", "1032", "1025"), "linde": ("1061", "1064", "1063"), "bieb": ("1093", "1102", "1011")}


def vul(stad: Demostad) -> None:
    """Make the learners of three organisations. Needs provision, material and volunteers to point at."""
    if not Vragenlijstversie.objects.uitgegeven().exists():
        call_command("laad_vragenlijst", verbosity=0)
    coaches = [("brug", "coach"), ("brug", "coach"), ("brug", "coach2"), ("linde", "coach-west"), ("bieb", "bieb")]
    for mens in VOORBEELDEN:
        _maak(stad, mens, stad.organisaties["brug"], stad.gebruikers["coach"], "1024")
    for nummer, naam in enumerate(NAMEN):
        plek, wie = coaches[nummer % len(coaches)]
        mens = _verzin(stad, naam, FASEN[(nummer * 3) % len(FASEN)])
        _maak(stad, mens, stad.organisaties[plek], stad.gebruikers[wie], PLEKKEN[plek][nummer % 3])


def _verzin(stad: Demostad, naam: str, fase: str) -> Mens:
    """Somebody who fits the name: language, age and level go together loosely, as in life."""
    toeval = stad.rng
    taal = THUISTAAL.get(naam)
    basis = toeval.choice((0, 0, 1, 1, 2, 2, 3))
    kan = tuple(min(4, max(0, basis + toeval.choice((-1, 0, 0, 1)))) for _ in range(5))
    oud = taal is None and toeval.random() < 0.7
    velden: dict[str, object] = {
        "talen": [taal] if taal else [],
        "nederlands": toeval.choice(("a0", "a1", "a2", "b1")) if taal else "b1",
        "leest": toeval.choice(("langzaam", "goed", "ander_schrift")) if taal else toeval.choice(("goed", "langzaam")),
        "geboortejaar": stad.vandaag.year - (toeval.randint(66, 84) if oud else toeval.randint(19, 60)),
        "doelgroepen": ["ouderen"] if oud else ["nt2"] if taal else ["werkzoekenden"],
        "dagdelen": sorted(toeval.sample(("ma-ochtend", "di-middag", "wo-ochtend", "do-avond", "vr-ochtend"), 2)),
        "vorm": toeval.choice(("", "groep", "een_op_een")),
        "reisafstand_m": toeval.choice((None, 1500, 3000)),
        "apparaten": toeval.choice((["telefoon"], ["telefoon", "laptop"], ["tablet"], [])),
        "internet_thuis": toeval.random() < 0.75,
        "digid": toeval.choice(("ja", "met_hulp", "nee")),
        "veilige_plek": toeval.choice((True, True, False, None)),
    }
    doelen = ALLE_DOELEN if toeval.random() < 0.8 else (Doel.DOSSIER, Doel.CIJFERS)
    return Mens(naam, fase, kan, tuple(toeval.sample(WENSEN, 2)), velden, doelen)


def _maak(stad: Demostad, mens: Mens, organisatie: Organisatie, coach: Gebruiker, pc4: str) -> Leerder:
    leerder = leerder_acties.maak_leerder(
        organisatie=organisatie, voornaam=f"{mens.naam} (demo)", doelen=mens.doelen, taal="nl", door=coach
    )
    if mens.fase == "nieuw":
        return leerder
    for veld, waarde in (mens.velden or {}).items():
        setattr(leerder, veld, waarde)
    leerder.pc4 = Postcodegebied.objects.filter(pk=pc4).first()
    leerder.save()
    leerder_acties.noteer_wijziging(leerder, sorted(mens.velden or ()), door=coach)
    taal = next((taal for taal in leerder.talen), "nl")
    intake = intake_acties.start_intake(leerder, door=coach, taal=taal if taal in TALEN else "nl")
    _beantwoord(stad, intake, mens, coach, hoogstens=7 if mens.fase == "bezig" else 100)
    if mens.fase == "bezig":
        return leerder
    for code in mens.leervragen:
        intake_acties.zet_leervragen(intake, "erbij", code, door=coach)
    if mens.woorden:
        intake_acties.zet_eigen_woorden(intake, mens.woorden, door=coach)
    intake = intake_acties.rond_af(intake, door=coach)
    if mens.fase != "klaar":
        _plan(stad, intake, mens, coach)
    _verouder(stad, leerder, mens.fase)
    if mens.fase == "loopt" and mens not in VOORBEELDEN and stad.rng.random() < 0.5:
        _tweede_intake(stad, leerder, mens, coach)
    return leerder


def _tweede_intake(stad: Demostad, leerder: Leerder, mens: Mens, coach: Gebruiker) -> None:
    """Half a year later: the first intake moves back, and the second shows what was learned."""
    terug = timedelta(days=170)
    Intake.objects.filter(leerder=leerder).update(
        gestart_op=F("gestart_op") - terug, afgerond_op=F("afgerond_op") - terug
    )
    Leerplan.objects.filter(leerder=leerder).update(aangemaakt_op=F("aangemaakt_op") - terug)
    Toestemming.objects.filter(leerder=leerder).update(gegeven_op=F("gegeven_op") - terug)
    gegroeid = tuple(min(4, kan + stad.rng.choice((0, 1, 1))) for kan in mens.kan)
    intake = intake_acties.start_intake(leerder, door=coach)
    _beantwoord(stad, intake, replace(mens, kan=gegroeid), coach, hoogstens=100)
    intake_acties.rond_af(intake, door=coach)


def _beantwoord(stad: Demostad, intake: Intake, mens: Mens, coach: Gebruiker, *, hoogstens: int) -> None:
    """A simulated learner: alone below the level, with help or not at it and above; now and then a slip."""
    lijst = intake.vragenlijst.als_vragenlijst()
    domeinen = dict(zip(niveaubepaling.DOMEINEN, mens.kan, strict=True))
    gegeven: dict[str, str] = {}
    achtergrond = weergave.achtergrond_van(intake.leerder)
    while len(gegeven) < hoogstens:
        vraag = niveaubepaling.volgende_vraag(lijst, gegeven, achtergrond)
        if vraag is None:
            return
        kan = vraag.trede < domeinen[vraag.domein]
        if stad.rng.random() < 0.03:
            kan = not kan
        hulp = vraag.trede == domeinen[vraag.domein] and stad.rng.random() < 0.4
        score = "zelfstandig" if kan else "met_hulp" if hulp else "niet"
        intake_acties.beantwoord(intake, vraag.code, score, door=coach)
        gegeven[vraag.code] = score


def _plan(stad: Demostad, intake: Intake, mens: Mens, coach: Gebruiker) -> None:
    """The first proposals of the advice as steps; for who is under way also sent."""
    plan = plan_acties.maak_plan(intake, door=coach)
    verstuur = mens.fase in ("loopt", "stil")
    for kamer in intake.advies["kamers"]:
        for voorstel in kamer["voorstellen"][:1]:
            stap = plan_acties.neem_over_uit_advies(intake, kamer["naam"], voorstel["pk"], door=coach)
            if verstuur:
                _verstuur(stap, coach)
    afspraak = plan_acties.voeg_stap_toe(
        plan, door=coach, soort=StapSoort.NOTITIE, titel="Samen kijken hoe het gaat",
        wanneer=stad.dag(stad.rng.choice((-6, 3, 14))),
    )  # fmt: skip
    if mens.fase == "archief":
        for stap in Stap.objects.filter(plan=plan):
            plan_acties.zet_status(stap, StapStatus.KLAAR, door=coach)
    elif afspraak.te_laat and stad.rng.random() < 0.3:
        plan_acties.zet_status(afspraak, StapStatus.KLAAR, door=coach)


def _verstuur(stap: Stap, coach: Gebruiker) -> None:
    """Refer or ask for a volunteer; without consent or place the step stays as it is."""
    try:
        if stap.soort == StapSoort.AANBOD:
            plan_acties.verwijs_door(
                stap, boodschap="Wilt u laten weten wanneer er plek is?", toelichting="", door=coach
            )
        elif stap.soort == StapSoort.HULPVRAAG:
            plan_acties.vraag_hulp(stap, rol="computerhulp", toelichting="", door=coach)
    except IntakeFout:
        return


def _verouder(stad: Demostad, leerder: Leerder, fase: str) -> None:
    """Move what just happened into the past: a demo in which everybody came today is no demo."""
    dagen = {"klaar": 2, "plan": 9, "loopt": 16, "stil": 52, "archief": 140}[fase] + stad.rng.randint(0, 6)
    terug = timedelta(days=dagen)
    contact = stad.dag(-dagen) if fase in ("stil", "archief") else stad.dag(-min(dagen, stad.rng.randint(1, 12)))
    Leerder.objects.filter(pk=leerder.pk).update(
        laatste_contact=contact,
        aangemaakt_op=F("aangemaakt_op") - terug,
        gearchiveerd_op=stad.moment(-20) if fase == "archief" else None,
    )
    Toestemming.objects.filter(leerder=leerder).update(gegeven_op=F("gegeven_op") - terug)
    Intake.objects.filter(leerder=leerder).update(gestart_op=F("gestart_op") - terug)
    Intake.objects.filter(leerder=leerder, status=IntakeStatus.AFGEROND).update(afgerond_op=F("afgerond_op") - terug)
    Antwoord.objects.filter(intake__leerder=leerder).update(gegeven_op=F("gegeven_op") - terug)
    Leerplan.objects.filter(leerder=leerder).update(aangemaakt_op=F("aangemaakt_op") - terug)
