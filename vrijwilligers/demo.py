"""Invented volunteers, requests, matches and campaigns for the demo city.

Made through the room's own actions where there is one, so that the logs and states are what real use would leave. Dates
are relative to ``stad.vandaag``; chance comes from ``stad.rng`` only. Surnames are all "Demo" or "Proef".
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from netwerk.kern.choices import DAGDELEN, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Leervraag, Postcodegebied
from netwerk.kern.profiel import Kaart
from netwerk.kern.workflow import WerkstroomFout

from . import actions, basis, koppelen
from .choices import AfwijsReden, HulpRol, Kanaal, StopReden
from .choices import VrijwilligerStatus as V
from .demo_houden import vul_houden
from .demo_scholing import vul_scholing
from .demo_werving import vul_werving
from .models import Campagne, Eis, Hulpvraag, Koppeling, Module, Resultaat, Screening, Vrijwilliger

#: organisation with a coordinator → district where most of its volunteers live, and how many
PLEKKEN = {
    "brug": ("noord", 22),
    "linde": ("nieuw-west", 14),
    "zuiderlicht": ("zuid", 12),
    "bieb": ("oost", 14),
}
COORDINATOR = {"brug": "coordinator", "linde": "coach-west", "zuiderlicht": "coordinator-zuid", "bieb": "bieb"}
VOORNAMEN = (
    "Anneke Bilal Selam Dirk Yonas Farid Greetje Hamza Ilse Jamal Karin Layla Maarten Nadir Olga Pieter Rachid Saskia "
    "Tom Ursula Veerle Willem Yasmina Zeynep Abdel Bea Chantal Daan Esra Frits Gamze Hanneke Ibrahim Joke Kees Lamia "
    "Marga Nour Otto Petra Ria Carla Tesfay Ugur Vera Wouter Elif Zora Ada Bert Corrie Dina Emre Freek Gerda Hiba "
    "Ineke Jan Kadir Lies Mehret Noor Osman Paula Rob Senait Tineke Wim"
).split()
#: Mother tongue by first name where it would surprise to hear Dutch only; the rest speak Dutch and often English.
TALEN = {
    "ti": {"Selam", "Tesfay", "Yonas", "Mehret", "Senait"},
    "ar": {"Bilal", "Farid", "Jamal", "Layla", "Nadir", "Rachid", "Yasmina", "Abdel", "Lamia", "Nour", "Hiba", "Hamza"},
    "tr": {"Elif", "Zeynep", "Esra", "Gamze", "Ugur", "Emre", "Kadir", "Osman"},
    "uk": {"Olga", "Vera"},
    "pl": {"Zora"},
}
STATEN = (
    V.INZETBAAR,
    V.AANGEMELD,
    V.INZETBAAR,
    V.KENNISMAKING,
    V.INZETBAAR,
    V.SCREENING,
    V.INZETBAAR,
    V.TRAINING,
    V.INZETBAAR,
    V.INZETBAAR,
    V.GESTOPT,
    V.INZETBAAR,
    V.PAUZE,
    V.AANGEMELD,
)
GEDAAN: dict[str, int] = {V.TRAINING: 1, V.INZETBAAR: 4, V.PAUZE: 3, V.GESTOPT: 2}
LEERDERS = (
    ("Abeba", ("ti",), "geen", "niet"),
    ("Fatima", ("ar",), "a1", "ander_schrift"),
    ("Mevrouw Jansen", ("nl",), "b1", "goed"),
    ("Ayşe", ("tr",), "a1", "langzaam"),
    ("Gebre", ("ti",), "a0", "ander_schrift"),
    ("Kofi", ("en", "tw"), "a1", "langzaam"),
    ("Meneer de Wit", ("nl",), "b1", "langzaam"),
    ("Oksana", ("uk", "ru"), "a1", "ander_schrift"),
    ("Hassan", ("ar",), "a0", "niet"),
    ("Rosa", ("es",), "a2", "goed"),
    ("Truus", ("nl",), "b1", "goed"),
    ("Amina", ("so",), "geen", "niet"),
    ("Mustafa", ("tr",), "a2", "goed"),
)


def vul(stad: Demostad) -> None:
    """Add campaigns, volunteers, requests and matches."""
    basis.laad(Module, Eis)  # the migration did; a flushed (test) database has lost it
    campagnes = _campagnes(stad)
    vragen = list(Leervraag.objects.vragen().order_by("code").values_list("code", flat=True))
    themas = list(Leervraag.objects.themas().order_by("volgorde", "code").values_list("code", flat=True))
    namen = iter(VOORNAMEN)
    for sleutel, (stadsdeel, aantal) in PLEKKEN.items():
        for n in range(aantal):
            _vrijwilliger(stad, next(namen), sleutel, stadsdeel, STATEN[n % len(STATEN)], campagnes, themas)
    for voornaam in namen:
        wijk = stad.rng.choice(["west", "centrum", "zuidoost", "weesp"])
        _vrijwilliger(stad, voornaam, "", wijk, V.AANGEMELD, campagnes, themas)
    vul_werving(stad)
    vul_scholing(stad)
    _hulpvragen(stad, vragen)
    vul_houden(stad)


def _campagnes(stad: Demostad) -> dict[str, Campagne]:
    def maak(sleutel: str, naam: str, kanaal: str, van: int, tot: int, kosten: int, **meer: object) -> Campagne:
        return Campagne.objects.create(
            naam=naam,
            kanaal=kanaal,
            van=stad.dag(van),
            tot=stad.dag(tot),
            kosten=Decimal(kosten),
            code=f"demo{sleutel}",
            **meer,
        )

    return {
        "stad": maak("stad", "Help je buur online", Kanaal.SOCIAL, -150, 60, 2400, doel=60),
        "noord": maak(
            "noord",
            "Noord helpt Noord",
            Kanaal.STRAAT,
            -120,
            30,
            300,
            doel=15,
            bereik="stadsdelen",
            stadsdelen=["noord"],
            organisatie=stad.organisaties["brug"],
        ),
        "bank": maak(
            "bank",
            "Collega's geven computerles",
            Kanaal.BEDRIJF,
            -200,
            -20,
            0,
            doel=10,
            partner="Voorbeeldbank Betrokken (demo)",
            organisatie=stad.organisaties["zuiderlicht"],
        ),
        "bieb": maak(
            "bieb",
            "Vrijwilliger in de bibliotheek",
            Kanaal.NIEUWSBRIEF,
            -90,
            90,
            150,
            doel=12,
            organisatie=stad.organisaties["bieb"],
        ),
    }


def _vrijwilliger(
    stad: Demostad,
    voornaam: str,
    sleutel: str,
    stadsdeel: str,
    status: str,
    campagnes: dict[str, Campagne],
    themas: list[str],
) -> None:
    rng = stad.rng
    organisatie = stad.organisaties[sleutel] if sleutel else None
    buurt = list(Postcodegebied.objects.filter(stadsdeel_id=stadsdeel).order_by("pc4"))
    overal = list(Postcodegebied.objects.order_by("pc4"))
    taal = next((code for code, wie in TALEN.items() if voornaam in wie), "")
    talen = ["nl", *([taal] if taal else []), *(["en"] if rng.random() < 0.5 else [])]
    dagen_terug = rng.randint(1, 20) if status in (V.AANGEMELD, V.KENNISMAKING) else rng.randint(10, 120)
    eigen = [c for c in campagnes.values() if c.organisatie_id == (organisatie.pk if organisatie else None)]
    dagdelen = set(rng.sample([code for code, _ in DAGDELEN], rng.randint(3, 8)))
    if taal == "ti":  # the walk through the demo asks for them, whatever chance says
        dagdelen |= {"ma-ochtend", "wo-ochtend"}
    vrijwilliger = Vrijwilliger.objects.create(
        naam=f"{voornaam} {rng.choice(['Demo', 'Proef'])}",
        email=f"{voornaam.lower()}.vrijwilliger@demo.example",
        telefoon=f"0600000{rng.randint(100, 999)}",
        organisatie=organisatie,
        campagne=rng.choice([*eigen, campagnes["stad"]]) if rng.random() < 0.6 else None,
        talen=talen,
        pc4=rng.choice(buurt if taal == "ti" or rng.random() < 0.7 else overal),
        dagdelen=sorted(dagdelen),
        reisafstand_m=None if taal == "ti" else rng.choice([3000, 5000, 5000, 10000]),
        capaciteit=2 if taal == "ti" else rng.choice([1, 1, 2, 2, 3]),
        vaardigheden=rng.sample(themas, rng.randint(3, 8)),
        doelgroepen=rng.sample(["ouderen", "nt1", "nt2", "ouders", "jongeren", "nieuwkomers"], rng.randint(0, 3)),
        vormen=["een_op_een"]
        if taal == "ti"
        else rng.choice([["een_op_een"], ["een_op_een", "groep"], ["een_op_een", "groep"], ["groep"], []]),
        status=status,
        status_sinds=stad.moment(-dagen_terug),
        mag_teruggevraagd=status != V.GESTOPT or rng.random() < 0.5,
        stopreden="Verhuisd" if status == V.GESTOPT else "",
        gestopt_op=stad.dag(-dagen_terug) if status == V.GESTOPT else None,
        toestemming_op=stad.moment(-dagen_terug - 30),
        demo=True,
    )
    if GEDAAN.get(status) or status == V.SCREENING:
        _papieren(stad, vrijwilliger, GEDAAN.get(status, 0))


def _papieren(stad: Demostad, vrijwilliger: Vrijwilliger, modules: int) -> None:
    """VOG and modules; a few VOGs ended or end soon, so that the warnings have something to say."""
    rng = stad.rng
    ervaren = "ti" in vrijwilliger.talen  # few speak it, and the walk through the demo asks for them
    getoond = (-200 if ervaren else rng.choice([-1105, -1060, -600, -400, -300, -200, -90])) if modules > 1 else None
    Screening.objects.create(
        vrijwilliger=vrijwilliger,
        organisatie=vrijwilliger.organisatie,
        vog_aangevraagd_op=stad.dag((getoond or -5) - 10),
        vog_getoond_op=stad.dag(getoond) if getoond else None,
        vog_geldig_tot=stad.dag(getoond + 1095) if getoond else None,
        geheimhouding_getekend_op=stad.dag(-80) if modules else None,
        geheimhouding_versie="2026-1" if modules else "",
        referentie_op=stad.dag(-75) if modules > 2 else None,
    )
    gevolgd = ["zelfcheck", "basis", "organisatie", "privacy"][: max(modules, 0)]
    if modules == 4 and not ervaren and rng.random() < 0.25:
        gevolgd.remove("privacy")
    Resultaat.objects.bulk_create(
        Resultaat(
            vrijwilliger=vrijwilliger,
            organisatie=vrijwilliger.organisatie,
            module_id=code,
            status="behaald",
            ingeschreven_op=stad.dag(-90 + 10 * n),
            behaald_op=stad.dag(-80 + 10 * n),
        )
        for n, code in enumerate(gevolgd)
    )


def _hulpvragen(stad: Demostad, vragen: list[str]) -> None:
    rng = stad.rng
    rustig = [code for code in vragen if not koppelen.is_privacygevoelig([code])]
    for n in range(27):
        sleutel = list(PLEKKEN)[n % len(PLEKKEN)] if n % 3 else "brug"
        voornaam, talen, nederlands, leest = LEERDERS[n % len(LEERDERS)]
        starter = nederlands in ("geen", "a0")
        van = stad.organisaties[sleutel]
        vraag = actions.vraag_hulp(
            van=van,
            kaart=Kaart(
                voornaam=voornaam,
                contact=f"via {stad.gebruikers[COORDINATOR[sleutel]].naam}",
                talen=talen,
                nederlands=NederlandsNiveau(nederlands),
                leest=Leesniveau(leest),
                niveau=Niveau.STARTER if starter else rng.choice([Niveau.INSTROOM, Niveau.BASIS1]),
                leervragen=tuple(rng.sample(vragen if n % 4 == 0 else rustig, 3)),
                doelgroepen=("nt1",) if "nl" in talen else ("nt2",),
                dagdelen=tuple(sorted(rng.sample([code for code, _ in DAGDELEN], 7))),
                pc4=rng.choice(["1024", "1031", "1061", "1093", "1079", "1055", "1102"]),
                een_op_een=True if starter else rng.choice([True, None]),
                apparaten=("telefoon",),
            ),
            rol=HulpRol.COMPUTERHULP,
            door=stad.gebruikers["coach" if sleutel == "brug" else COORDINATOR[sleutel]],
        )
        if n % 5 != 4:
            _breng_verder(stad, Hulpvraag.objects.get(pk=vraag.pk), COORDINATOR[sleutel], n)
        # Help that runs or ended was asked before it started, 20 days ago; most others wait shorter.
        loopt = Hulpvraag.objects.filter(pk=vraag.pk, status__in=["gestart", "afgerond"]).exists()
        wacht = rng.randint(26, 45) if loopt else rng.choice([1, 2, 4, 5, 7, 9, 11, 13, 16, 24])
        Hulpvraag.objects.filter(pk=vraag.pk).update(gevraagd_op=stad.dag(-wacht))


def _breng_verder(stad: Demostad, vraag: Hulpvraag, coordinator: str, n: int) -> None:
    """Propose the best own volunteer, and go on as far as this one's number says."""
    door = stad.gebruikers[coordinator]
    eigen = [g for g in koppelen.ranglijst(vraag)[0] if not g.in_pool]
    if not eigen:
        return
    try:
        koppeling = actions.stel_voor(
            hulpvraag=vraag, vrijwilliger=Vrijwilliger.objects.get(pk=eigen[0].oordeel.pk), door=door
        )
        if n % 6 == 0:
            return
        if n % 11 == 5:
            actions.wijs_af(koppeling=koppeling, reden=AfwijsReden.GEEN_TIJD, door=door)
            return
        koppeling = actions.accepteer(koppeling=koppeling, door=door, start_op=stad.dag(2 if n % 6 == 1 else -20))
        if n % 6 == 1:
            return
        koppeling = actions.start(koppeling=koppeling, door=door, start_op=stad.dag(-20))
        Koppeling.objects.filter(pk=koppeling.pk).update(
            volgende_checkin=stad.vandaag + timedelta(days=n % 9 - 4), voorgesteld_op=stad.dag(-24)
        )
        koppeling.refresh_from_db()
        if n % 6 == 3:
            actions.rond_af(koppeling=koppeling, door=door)
        elif n % 13 == 8:
            actions.stop(koppeling=koppeling, reden=StopReden.GEEN_KLIK, door=door)
    except WerkstroomFout:
        return
