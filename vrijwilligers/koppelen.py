"""Find a volunteer for somebody: fetch the candidates, let ``weging`` judge them, answer in words.

Three doors, each as narrow as it can be:

* :func:`ranglijst` for the coordinator: own volunteers by name, and the city's pool by first name only.
* :func:`passend_per_organisatie`: how many volunteers fit at each other organisation, counts only.
* :func:`adviseer` for the intake: counts over the whole city, never a name or an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import DAGDEEL_NAAM
from netwerk.kern.models import Doelgroep, Leervraag, Postcodegebied, Taal
from netwerk.kern.profiel import Afgevallen, Plaats, Uitkomst, Voorstel, Zoekprofiel

from . import kandidatenlijst
from .choices import BEZET, KOPPELBAAR, HulpRol, KoppelingStatus
from .eisen import Papieren, beleid_voor, ontbrekende
from .models import Hulpvraag, Module, Resultaat, Screening, Vrijwilliger
from .weging import Kandidaat, Namen, Oordeel, Vraag, beoordeel, rangschik, waar

VELDEN = (
    "pk",
    "organisatie_id",
    "naam",
    "talen",
    "pc4__lat",
    "pc4__lon",
    "pc4_id",
    "pc4__stadsdeel_id",
    "pc4__stadsdeel__naam",
    "reisafstand_m",
    "dagdelen",
    "capaciteit",
    "vaardigheden",
    "doelgroepen",
    "vormen",
    "status_sinds",
    "ik_ben",
)


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One line of the coordinator's list. Of somebody in the pool only first name and district are shown."""

    oordeel: Oordeel
    naam: str
    stadsdeel: str
    organisatie_id: int | None
    vrij: int

    @property
    def in_pool(self) -> bool:
        return self.organisatie_id is None


def vraag_van(hulpvraag: Hulpvraag, gebieden: Mapping[str, Postcodegebied] | None = None) -> Vraag:
    """A help request as the scoring knows it. ``gebieden``: the postcode areas, when many requests are asked."""
    return Vraag(
        talen=frozenset(hulpvraag.talen),
        nederlands=hulpvraag.kaart.nederlands,
        leervragen=tuple(hulpvraag.leervragen),
        doelgroepen=frozenset(hulpvraag.doelgroepen),
        dagdelen=frozenset(hulpvraag.dagdelen),
        plaats=_plaats(hulpvraag.pc4, gebieden),
        een_op_een=hulpvraag.een_op_een,
        wachtdagen=hulpvraag.wachtdagen,
        wens=hulpvraag.wens,
    )


def vraag_van_profiel(profiel: Zoekprofiel) -> Vraag:
    """The intake's profile as a request. A true starter is always asked for one-to-one."""
    return Vraag(
        talen=frozenset(profiel.talen),
        nederlands=profiel.nederlands,
        leervragen=tuple(profiel.leervragen),
        doelgroepen=frozenset(profiel.doelgroepen),
        dagdelen=frozenset(profiel.dagdelen),
        plaats=profiel.plaats,
        een_op_een=True if profiel.echte_starter else profiel.een_op_een,
    )


def is_privacygevoelig(leervragen: Iterable[str]) -> bool:
    """Whether helping with one of these shows the helper a DigiD, money or health."""
    return Leervraag.objects.filter(code__in=list(leervragen), privacygevoelig=True).exists()


def namen() -> Namen:
    """Dutch names of the codes, in three queries."""
    return Namen(
        talen=dict(Taal.objects.values_list("code", "naam")),
        leervragen=dict(Leervraag.objects.values_list("code", "kort")),
        doelgroepen=dict(Doelgroep.objects.values_list("code", "naam")),
        dagdelen=DAGDEEL_NAAM,
    )


def ranglijst(
    hulpvraag: Hulpvraag, *, passend: int = 10, bijna: int = 10
) -> tuple[list[Gevonden], list[Gevonden], int]:
    """Who fits, best first, who nearly does, and how many fit: own volunteers, who help here too, and the pool.

    Whoever was proposed for this request already (also if refused) is left out, and so is who shares no language with
    a learner without Dutch: that is no near miss, and the database filters it. The caller has established that the
    user is a coordinator of ``naar_organisatie``: the pool is read here past the user's own scope.
    """
    vraag, vandaag = vraag_van(hulpvraag), timezone.localdate()
    org, gevoelig = hulpvraag.naar_organisatie_id, hulpvraag.privacygevoelig
    with bereik(alles=True):
        lijst = kandidatenlijst.rangschik(
            vraag,
            beleid_voor(hulpvraag.rol, org, vandaag, privacygevoelig=gevoelig),
            organisatie_id=org, hulpvraag_id=hulpvraag.pk, vandaag=vandaag, passend=passend, bijna=bijna,
        )  # fmt: skip
        rijen, kandidaten = _kandidaten(
            Q(pk__in=[*lijst.passend, *lijst.bijna]), rol=hulpvraag.rol, privacygevoelig=gevoelig, organisatie_id=org
        )
    uit = rangschik(vraag, kandidaten, namen(), bijna=bijna)
    op_pk = {k.pk: k for k in kandidaten}

    def regel(oordeel: Oordeel) -> Gevonden:
        rij = rijen[oordeel.pk]
        eigen = rij["organisatie_id"] is not None
        return Gevonden(
            oordeel=oordeel,
            naam=rij["naam"] if eigen else rij["naam"].split(" ")[0],
            stadsdeel=rij["pc4__stadsdeel__naam"] or "",
            organisatie_id=rij["organisatie_id"],
            vrij=op_pk[oordeel.pk].vrij,
        )

    return [regel(o) for o in uit.passend[:passend]], [regel(o) for o in uit.bijna], lijst.totaal


def oordeel_over(hulpvraag: Hulpvraag, vrijwilliger: Vrijwilliger) -> Oordeel:
    """Judge one volunteer for one request, with reasons: what a match keeps."""
    with bereik(alles=True):
        _, kandidaten = _kandidaten(
            Q(pk=vrijwilliger.pk),
            rol=hulpvraag.rol,
            privacygevoelig=hulpvraag.privacygevoelig,
            organisatie_id=hulpvraag.naar_organisatie_id,
            alle_standen=True,
        )
    uit = rangschik(vraag_van(hulpvraag), kandidaten, namen(), bijna=0)
    if uit.passend:
        return uit.passend[0]
    return beoordeel(vraag_van(hulpvraag), kandidaten[0], namen())


def kandidaat_van(vrijwilliger: Vrijwilliger) -> Kandidaat:
    """One volunteer as the scoring knows it, without the papers of any role."""
    with bereik(alles=True):
        _, kandidaten = _kandidaten(
            Q(pk=vrijwilliger.pk), rol=HulpRol.COMPUTERHULP, privacygevoelig=False, organisatie_id=None,
            alle_standen=True,
        )  # fmt: skip
    return kandidaten[0]


def passend_per_organisatie(vraag: Vraag, *, rol: str, privacygevoelig: bool) -> dict[int, int]:
    """How many volunteers fit per organisation in the whole city. Counts only leave this function."""
    vandaag = timezone.localdate()
    with bereik(alles=True):
        beleid = beleid_voor(rol, None, vandaag, privacygevoelig=privacygevoelig)
        return kandidatenlijst.aantal_per_organisatie(vraag, beleid, vandaag=vandaag)


def adviseer(profiel: Zoekprofiel, *, limiet: int = 5, organisatie_id: int | None = None) -> Uitkomst:
    """One proposal: ask a volunteer, with how many fit and why. For the intake, which may know no volunteer.

    For a true starter it comes with the highest score: there is no material for this person yet, so one-to-one comes
    first. ``afgevallen`` says what stands in the way most often, again as counts. ``limiet`` 0 gives nothing.
    With ``organisatie_id`` it also says how many of them are at other organisations, as the coordinator will see it.
    """
    if limiet < 1 or not (profiel.leervragen or profiel.niveaus):
        return Uitkomst()
    gevoelig = is_privacygevoelig(profiel.leervragen)
    rol = HulpRol.DIGID if gevoelig else HulpRol.COMPUTERHULP
    vraag = vraag_van_profiel(profiel)
    with bereik(alles=True):
        rijen, kandidaten = _kandidaten(Q(), rol=rol, privacygevoelig=gevoelig, organisatie_id=None)
    woorden = namen()
    uit = rangschik(vraag, kandidaten, woorden, bijna=10_000)
    starter = profiel.echte_starter
    redenen: list[str] = []
    let_op: list[str] = []
    if starter:
        redenen.append("eerst één op één, want dit is een echte starter: samen de eerste stappen zetten werkt het best")
    aantal = len(uit.passend)
    if aantal:
        thuis = (None, organisatie_id)  # the city's pool is for every organisation
        elders = sum(rijen[o.pk]["organisatie_id"] not in thuis for o in uit.passend) if organisatie_id else 0
        redenen.append(_telling(aantal, vraag, uit.passend, woorden) + _elders(elders, aantal))
    else:
        let_op.append("nu is er niemand vrij die past; de vraag komt op de wachtlijst van de coördinator")
    if gevoelig:
        redenen.append("alleen vrijwilligers met VOG, geheimhouding en de privacymodule, want het gaat om privézaken")
    voorstel = Voorstel(
        soort="hulpvraag",
        pk=0,
        titel="Vraag een vrijwilliger voor hulp één op één" if vraag.een_op_een else "Vraag een vrijwilliger",
        ondertitel=_ondertitel(aantal),
        score=(100.0 if starter else 60.0 if profiel.een_op_een else 40.0) if aantal or starter else 20.0,
        redenen=tuple(redenen),
        let_op=tuple(let_op),
    )
    redenen_bijna = Counter(_in_het_kort(o.belemmeringen[0]) for o in uit.bijna)
    return Uitkomst(
        voorstellen=(voorstel,),
        afgevallen=tuple(Afgevallen(pk=0, titel=_mensen(n), reden=reden) for reden, n in redenen_bijna.most_common(3)),
    )


#: What stands in the way, as it reads behind a number of people; the start of the sentence decides.
_KORT = {
    "heeft nu geen plek": "geen plek vrij",
    "nog nodig": "nog niet alle papieren (VOG, geheimhouding of training)",
    "kan op andere": "kan alleen op andere dagdelen",
    "woont te ver": "te ver weg",
    "helpt niet één": "alleen hulp in een groep",
    "helpt niet in": "alleen hulp één op één",
}


def _in_het_kort(belemmering: str) -> str:
    return next((kort for begin, kort in _KORT.items() if belemmering.startswith(begin)), belemmering)


def _mensen(aantal: int) -> str:
    return "1 vrijwilliger" if aantal == 1 else f"{aantal} vrijwilligers"


def _ondertitel(aantal: int) -> str:
    return (
        f"{_mensen(aantal)} {'past' if aantal == 1 else 'passen'} en {'heeft' if aantal == 1 else 'hebben'} plek"
        if aantal
        else "nog niemand vrij"
    )


def _telling(aantal: int, vraag: Vraag, passend: tuple[Oordeel, ...], woorden: Namen) -> str:
    """'3 vrijwilligers spreken Tigrinya en hebben plek, de dichtstbijzijnde woont op 1,2 km'."""
    een = aantal == 1
    hebben = "heeft" if een else "hebben"
    tekst = f"{_mensen(aantal)} {'past' if een else 'passen'} en {hebben} plek"
    if not vraag.via_nederlands:
        talen = " of ".join(woorden.talen.get(code, code) for code in sorted(vraag.bruikbare_talen))
        tekst = f"{_mensen(aantal)} {'spreekt' if een else 'spreken'} {talen} en {hebben} plek"
    afstanden = [o.afstand_m for o in passend if o.afstand_m is not None]
    if afstanden:
        tekst += f", {'woont' if een else 'de dichtstbijzijnde woont'} {waar(min(afstanden))}"
    return tekst


def _elders(elders: int, aantal: int) -> str:
    """How many of them are at other organisations; the coordinator passes the request on."""
    if not elders:
        return ""
    return " (bij andere organisaties)" if elders == aantal else f" ({elders} bij andere organisaties)"


def _plaats(pc4: str, gebieden: Mapping[str, Postcodegebied] | None = None) -> Plaats | None:
    if gebieden is None:
        gebieden = {p.pc4: p for p in Postcodegebied.objects.filter(pc4=pc4)} if pc4 else {}
    gebied = gebieden.get(pc4)
    return Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id) if gebied else None


def _kandidaten(
    waar: Q,
    *,
    rol: str,
    privacygevoelig: bool,
    organisatie_id: int | None,
    alle_standen: bool = False,
) -> tuple[dict[int, dict], list[Kandidaat]]:
    """Rows and candidates, in a fixed number of queries."""
    vandaag = timezone.localdate()
    rijen_qs = Vrijwilliger.objects.filter(waar)
    if not alle_standen:
        rijen_qs = rijen_qs.filter(status__in=KOPPELBAAR)
    lopend = Count("koppelingen", filter=Q(koppelingen__status__in=BEZET))
    ervaring = Count("koppelingen", filter=Q(koppelingen__status=KoppelingStatus.AFGEROND))
    rijen_qs = rijen_qs.order_by("pk").annotate(lopend=lopend, ervaring=ervaring)
    rijen = {rij["pk"]: rij for rij in rijen_qs.values(*VELDEN, "lopend", "ervaring")}
    beleid = beleid_voor(rol, organisatie_id, vandaag, privacygevoelig=privacygevoelig)
    papieren = papieren_van(list(rijen))
    modules = dict(Module.objects.values_list("code", "naam"))
    return rijen, [
        _kandidaat(rij, ontbrekende(beleid, papieren[pk], vandaag, modules), vandaag) for pk, rij in rijen.items()
    ]


def papieren_van(pks: list[int]) -> dict[int, Papieren]:
    """What each of these volunteers has shown and done, in two queries."""
    behaald: dict[int, list[str]] = {pk: [] for pk in pks}
    resultaten = Resultaat.objects.filter(vrijwilliger__in=pks, status="behaald")
    for pk, module in resultaten.order_by().values_list("vrijwilliger_id", "module_id"):
        behaald[pk].append(module)
    screeningen = {s.vrijwilliger_id: s for s in Screening.objects.filter(vrijwilliger__in=pks)}
    return {pk: Papieren.van(screeningen.get(pk), behaald[pk]) for pk in pks}


def _kandidaat(rij: dict, tekort: tuple[str, ...], vandaag: date) -> Kandidaat:
    plaats = None
    if rij["pc4_id"]:
        plaats = Plaats(rij["pc4__lat"], rij["pc4__lon"], rij["pc4_id"], rij["pc4__stadsdeel_id"])
    return Kandidaat(
        pk=rij["pk"],
        talen=frozenset(rij["talen"]),
        plaats=plaats,
        reisafstand_m=rij["reisafstand_m"],
        dagdelen=frozenset(rij["dagdelen"]),
        capaciteit=rij["capaciteit"],
        lopend=rij["lopend"],
        ervaring=rij["ervaring"],
        vaardigheden=frozenset(rij["vaardigheden"]),
        doelgroepen=frozenset(rij["doelgroepen"]),
        vormen=frozenset(rij["vormen"]),
        ontbreekt=tekort,
        ik_ben=rij["ik_ben"],
        wachtdagen=0 if rij["lopend"] else max(0, (vandaag - timezone.localdate(rij["status_sinds"])).days),
    )
