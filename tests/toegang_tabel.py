"""The table of test_toegang: per address who may come in, and which record it is tried with.

Users are keys of the demo city. ``coach``, ``coordinator`` and ``beheerder`` belong to Buurthuis De Brug;
``aanbieder`` to the ROC; ``coach-west`` (also coordinator), ``coordinator-zuid`` and ``aanbieder-stap`` hold the same
roles elsewhere and are the strangers. ``admin`` is no member of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from aanbod import hsds_merken
from aanbod.berichten import antwoordlink
from aanbod.models import Aanbod, AanbodLocatie, BewaardeZoekvraag, Doorverwijzing
from intake.models import Intake, Leerder, Leerplan, Stap
from leermateriaal.models import Belang, Ervaring, Invoerlijst, Materiaal, Verzameling
from leermateriaal.verzamelen import maak_link
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Organisatie
from netwerk.kern.ondertekend import maak_token
from tests import toegang_overleg
from vrijwilligers.models import (
    Campagne,
    Certificaat,
    Deelname,
    Hulpvraag,
    Koppeling,
    Overdracht,
    Sessie,
    Terugvraag,
    Vacature,
    Vrijwilliger,
)

PUBLIEK = frozenset({"*"})
INGELOGD = frozenset({"+"})
#: Public, and always 404: it answers what does not exist, in the form that a program expects.
NERGENS = frozenset({"!"})
#: Namespaces that are not ours: Django's own admin has its own permission tests.
BUITEN_DE_TABEL = {"admin"}

COACHES = frozenset({"coach", "coach-west", "beheerder"})
COACH_BRUG = frozenset({"coach", "beheerder"})
COORDINATOREN = frozenset({"coordinator", "coordinator-zuid", "coach-west"})
COORDINATOR_BRUG = frozenset({"coordinator"})
BRUG = COACH_BRUG | COORDINATOR_BRUG
AANBIEDERS = frozenset({"aanbieder", "aanbieder-stap", "beheerder"})
BEHEERDER = frozenset({"beheerder"})
FORMEEL = frozenset({"aanbieder", "aanbieder-stap"})
CURATOR = frozenset({"curator"})
#: Whose organisation the demo collection belongs to.
VERZAMELAARS = frozenset({"coach", "coordinator", "beheerder"})
REGIE = frozenset({"regie"})
LEDEN = frozenset(
    {"coach", "coach-west", "coordinator", "coordinator-zuid", "aanbieder", "aanbieder-stap", "beheerder"}
    | {"curator", "regie", "secretaris"}
)


#: Addresses of the intake that are about no record.
ZONDER_DOSSIER = frozenset({"intake:leerders", "intake:leerder_nieuw", "intake:instellingen", "intake:overdragen"})

TABEL: dict[str, frozenset[str]] = {
    "kern:favicon": PUBLIEK,
    "kern:security_txt": NERGENS,
    "kern:leeft": PUBLIEK,
    "kern:klaar": PUBLIEK,
    "kern:metingen": NERGENS,
    "kern:manifest": PUBLIEK,
    "kern:ontwerp": PUBLIEK,
    "kern:verwerkingen": PUBLIEK,
    "kern:stil": PUBLIEK,
    "kern:concept": INGELOGD,
    "kern:logboek": BEHEERDER,
    "kern:logboek_over": COACH_BRUG,
    "kern:toegankelijkheid": PUBLIEK,
    "portaal:home": PUBLIEK,
    "portaal:over": PUBLIEK,
    "portaal:beginnen": COACHES | COORDINATOREN | AANBIEDERS,
    "portaal:begin_verberg": INGELOGD,
    "portaal:zoeken": PUBLIEK,
    "portaal:account": INGELOGD,
    "portaal:meldingen": INGELOGD,
    "portaal:meldingen_gezien": INGELOGD,
    "portaal:meldingen_instellen": INGELOGD,
    "portaal:melding": INGELOGD,
    "portaal:afmelden": PUBLIEK,
    "portaal:plekken": AANBIEDERS,
    "portaal:plekken_van": BEHEERDER,
    "portaal:organisatie": BEHEERDER,
    "portaal:leden": BEHEERDER,
    "portaal:leden_van": BEHEERDER,
    "portaal:uitnodigen": BEHEERDER,
    "portaal:rollen": BEHEERDER,
    "portaal:lid_weg": BEHEERDER,
    # aanbod
    "aanbod:lijst": PUBLIEK,
    "aanbod:detail": PUBLIEK,
    "aanbod:klopt_niet": PUBLIEK,
    "aanbod:agenda": PUBLIEK,
    "aanbod:vergelijk": PUBLIEK,
    "aanbod:kaart": PUBLIEK,
    "aanbod:bij_mij": PUBLIEK,
    "aanbod:passend": PUBLIEK,
    "aanbod:apparaten": PUBLIEK,
    "aanbod:meenemen": PUBLIEK,
    "aanbod:bewaard": PUBLIEK,
    "aanbod:bladwijzer": PUBLIEK,
    "aanbod:zoekvraag_nieuw": INGELOGD,
    "aanbod:zoekvraag_open": frozenset({"coach"}),
    "aanbod:zoekvraag_weg": frozenset({"coach"}),
    "aanbod:loopt_af": AANBIEDERS | {"regie", "secretaris", "curator"},
    "aanbod:leenvragen": AANBIEDERS,
    "aanbod:plek": frozenset({"aanbieder"}),
    "aanbod:plek_nieuw": BEHEERDER,
    "aanbod:tijden": frozenset({"aanbieder"}),
    "aanbod:veilig": frozenset({"beheerder"}),
    "aanbod:wijzigingen": frozenset({"aanbieder"}),
    "aanbod:antwoord": PUBLIEK,
    "aanbod:beheer": AANBIEDERS,
    "aanbod:nieuw": AANBIEDERS,
    "aanbod:inlezen": AANBIEDERS,
    "aanbod:inlezen_voorbeeld": AANBIEDERS,
    "aanbod:wijzig": frozenset({"aanbieder"}),
    "aanbod:zet_status": frozenset({"aanbieder"}),
    "aanbod:klopt": frozenset({"aanbieder"}),
    "aanbod:doorverwijzingen": COACHES | AANBIEDERS,
    "aanbod:inbak": AANBIEDERS,
    "aanbod:verstuurd": COACHES,
    "aanbod:doorverwijzing": COACH_BRUG | {"aanbieder"},
    "aanbod:ontvang": frozenset({"aanbieder", "beheerder"}),
    "aanbod:beantwoord": COACH_BRUG | {"aanbieder"},
    "aanbod:intrekken": COACH_BRUG,
    "aanbod:prestaties": LEDEN,
    "aanbod:tweede": COACHES | AANBIEDERS,
    "aanbod:bericht": COACH_BRUG | {"aanbieder"},
    "aanbod:aan_de_leerder": COACH_BRUG | {"aanbieder"},
    "aanbod:aanwezig": frozenset({"aanbieder"}),
    "aanbod:navraag": COACH_BRUG,
    "aanbod:opnieuw": COACH_BRUG,
    "aanbod:nieuwe_link": COACH_BRUG,
    "aanbod:antwoord_bericht": PUBLIEK,
    "aanbod:antwoord_link": PUBLIEK,
    **{
        f"hsds:{naam}": PUBLIEK
        for naam in (
            "begin openapi services service organizations organization service_at_locations service_at_location"
            " taxonomies taxonomy taxonomy_terms taxonomy_term"
        ).split()
    },
    "hsds:onbekend": NERGENS,
    # leermateriaal
    "leermateriaal:lijst": PUBLIEK,
    "leermateriaal:leervraag": PUBLIEK,
    "leermateriaal:detail": PUBLIEK,
    "leermateriaal:voorstellen": INGELOGD,
    "leermateriaal:gemis": INGELOGD,
    "leermateriaal:melden": INGELOGD,
    "leermateriaal:ervaring": INGELOGD,
    "leermateriaal:ervaring_wijzigen": frozenset({"coach"}),
    "leermateriaal:ervaring_intrekken": frozenset({"coach"}),
    "leermateriaal:mijn": INGELOGD,
    "leermateriaal:origineel": INGELOGD,
    "leermateriaal:herzien": CURATOR,
    "leermateriaal:verzameling_kopie": VERZAMELAARS,
    "leermateriaal:verzameling_link": PUBLIEK,
    "leermateriaal:beoordelen": CURATOR,
    "leermateriaal:melding_af": CURATOR,
    "leermateriaal:gemis_af": CURATOR,
    "leermateriaal:inventaris": CURATOR,
    "leermateriaal:kruis": CURATOR,
    "leermateriaal:cel": CURATOR,
    "leermateriaal:wijzigen": CURATOR,
    "leermateriaal:stand": CURATOR,
    "leermateriaal:groepcel": CURATOR,
    "leermateriaal:inventaris_export": CURATOR,
    "leermateriaal:wijzigingen": CURATOR,
    "leermateriaal:belang_einde": CURATOR,
    "leermateriaal:controleren": CURATOR,
    "leermateriaal:nagekeken": CURATOR,
    "leermateriaal:samenvoegen": CURATOR,
    "leermateriaal:invoer": CURATOR,
    "leermateriaal:invoer_voorbeeld": CURATOR,
    "leermateriaal:belangen": INGELOGD,
    "leermateriaal:lijkt": INGELOGD,
    "leermateriaal:wat_ontbreekt": PUBLIEK,
    "leermateriaal:passend": PUBLIEK,
    "leermateriaal:export": PUBLIEK,
    "leermateriaal:verzamelingen": INGELOGD,
    "leermateriaal:verzameling_nieuw": LEDEN,
    "leermateriaal:verzamel": INGELOGD,
    "leermateriaal:verzameling": VERZAMELAARS,
    "leermateriaal:verzameling_wijzigen": VERZAMELAARS,
    "leermateriaal:verzameling_weg": VERZAMELAARS,
    "leermateriaal:handout": VERZAMELAARS,
    "leermateriaal:stuk": VERZAMELAARS,
    # vrijwilligers
    "vrijwilligers:aanmelden": PUBLIEK,
    "vrijwilligers:aanmelden_code": PUBLIEK,
    "vrijwilligers:bedankt": PUBLIEK,
    "vrijwilligers:bevestig": PUBLIEK,
    "vrijwilligers:terug": PUBLIEK,
    "vrijwilligers:vacatures": PUBLIEK,
    "vrijwilligers:vacature": PUBLIEK,
    "vrijwilligers:deelbeeld": PUBLIEK,
    "vrijwilligers:vacaturebeheer": COORDINATOREN,
    "vrijwilligers:vacature_nieuw": COORDINATOREN,
    "vrijwilligers:vacature_wijzig": COORDINATOR_BRUG,
    "vrijwilligers:campagne_nieuw": COORDINATOREN,
    "vrijwilligers:campagne": COORDINATOR_BRUG,
    "vrijwilligers:poster": COORDINATOR_BRUG,
    "vrijwilligers:campagne_wijzig": COORDINATOR_BRUG,
    "vrijwilligers:campagne_sluit": COORDINATOR_BRUG,
    "vrijwilligers:opbrengst": COORDINATOREN | {"regie"},
    "vrijwilligers:terugvragen": COORDINATOREN,
    "vrijwilligers:eisen": COORDINATOREN | BEHEERDER,
    "vrijwilligers:eis_wijzig": COORDINATOREN | BEHEERDER,
    "vrijwilligers:importeer": COORDINATOREN,
    "vrijwilligers:bord": COORDINATOREN,
    "vrijwilligers:lijst": COORDINATOREN,
    "vrijwilligers:nieuw": COORDINATOREN,
    "vrijwilligers:pool": COORDINATOREN,
    "vrijwilligers:haal": COORDINATOREN,
    "vrijwilligers:campagnes": COORDINATOREN,
    "vrijwilligers:vrijwilliger": COORDINATOR_BRUG,
    "vrijwilligers:wijzig": COORDINATOR_BRUG,
    "vrijwilligers:screening": COORDINATOR_BRUG,
    "vrijwilligers:module": COORDINATOR_BRUG,
    **dict.fromkeys([f"vrijwilligers:{naam}" for naam in ("leren", "zelfcheck_samen", "stuur_link")], COORDINATOR_BRUG),
    "vrijwilligers:stop": COORDINATOR_BRUG,
    "vrijwilligers:verzet": COORDINATOR_BRUG,
    "vrijwilligers:hulpvragen": COORDINATOREN | COACHES,
    "vrijwilligers:hulpvraag": BRUG,
    "vrijwilligers:stel_voor": COORDINATOR_BRUG,
    "vrijwilligers:doorzetten": COORDINATOR_BRUG,
    "vrijwilligers:trek_in": BRUG,
    "vrijwilligers:wens": BRUG,
    "vrijwilligers:koppeling": BRUG,
    "vrijwilligers:koppeling_stap": COORDINATOR_BRUG,
    "vrijwilligers:verdeling": COORDINATOREN,
    "vrijwilligers:verdeling_maak": COORDINATOREN,
    "vrijwilligers:verdeling_kies": COORDINATOR_BRUG,
    "vrijwilligers:checkins": COORDINATOREN,
    "vrijwilligers:stuur_vraag": COORDINATOR_BRUG,
    "vrijwilligers:terugkoppeling": BRUG,
    **dict.fromkeys(
        [f"vrijwilligers:{naam}" for naam in ("uren", "bedank", "overdragen", "stop_bij", "overdracht_in")],
        COORDINATOR_BRUG,
    ),
    **dict.fromkeys(
        [
            f"vrijwilligers:mijn_{naam}"
            for naam in ("uren", "hoe_gaat_het", "overdracht_ja", "overdracht_nee", "gegevens", "kopie", "wissen")
        ],
        PUBLIEK,
    ),
    "vrijwilligers:sessies": COORDINATOREN,
    "vrijwilligers:sessie_nieuw": COORDINATOREN,
    "vrijwilligers:sessie": COORDINATOREN,
    "vrijwilligers:sessie_inschrijven": COORDINATOREN,
    "vrijwilligers:sessie_wijzig": COORDINATOR_BRUG,
    "vrijwilligers:sessie_aanwezig": COORDINATOR_BRUG,
    "vrijwilligers:sessie_afgelast": COORDINATOR_BRUG,
    "vrijwilligers:deelname_af": COORDINATOR_BRUG,
    "vrijwilligers:certificaat": COORDINATOR_BRUG,
    "vrijwilligers:certificaat_controle": PUBLIEK,
    # Who works for a formal organisation.
    "vrijwilligers:docent": FORMEEL,
    "vrijwilligers:docent_inschrijven": FORMEEL,
    "vrijwilligers:docent_afmelden": frozenset(),  # only of one's own participation
    "vrijwilligers:docent_certificaat": frozenset(),
    **dict.fromkeys(
        [f"vrijwilligers:mijn_{deel}" for deel in ("scholing", "zelfcheck", "inschrijven", "afmelden", "certificaat")],
        PUBLIEK,
    ),
    "vrijwilligers:wis": frozenset(),  # only of who asked for it; tests/vrijwilligers/test_mijn.py
    "vrijwilligers:mijn_zelf": frozenset(),  # only for a login that belongs to a volunteer
    **dict.fromkeys([f"vrijwilligers:mijn{deel}" for deel in ("", "_pauze", "_beschikbaar", "_ja", "_nee")], PUBLIEK),
    **toegang_overleg.TABEL,
    # rapportage
    "rapportage:cijfers": LEDEN,
    "rapportage:onderwerp": LEDEN,
    "rapportage:csv": LEDEN,
    "rapportage:verslag": LEDEN,
    "rapportage:verslag_pdf": LEDEN,
    "rapportage:behoefte": REGIE,
    "rapportage:behoefte_wijzig": REGIE,
    # intake: the list is for every coach, a file for those of its own organisation
    "intake:leerders": COACHES,
    "intake:leerder_nieuw": COACHES,
    "intake:overdragen": COACHES,
    "intake:instellingen": BEHEERDER,
    **{
        f"intake:{naam}": COACH_BRUG
        for naam in (
            "leerder leerder_gegevens toestemming leerder_contact leerder_archief leerder_overdragen"
            " leerder_export leerder_pdf leerder_wissen intake_start intake antwoord vooruit bundel ongedaan"
            " overslaan scherm taal leervragen leervraag_wijzigen afronden resultaat bijstellen"
            " advies_vernieuwen in_plan plan_maken plan plan_pdf afdruk stap_nieuw zelf_zoeken regelen doel"
            " stap stap_verplaatsen stap_status doorverwijzen hulp_vragen"
        ).split()
    },
}


def voorbeelden(stad: Demostad) -> dict[str, Callable[[], dict[str, Any]]]:
    """Arguments per address, from records of De Brug (and the ROC for provision)."""
    brug, roc = stad.organisaties["brug"], stad.organisaties["roc"]
    roc_aanbod = Aanbod.objects.filter(organisatie=roc, status="gepubliceerd").first()
    verwijzing = Doorverwijzing.objects.filter(van_organisatie=brug, naar_organisatie=roc, status="verstuurd").first()
    materiaal = Materiaal.objects.filter(status="gepubliceerd", uitgever_organisatie=None).first()
    verzameling = Verzameling.objects.get(organisatie=stad.organisaties["brug"])
    ervaring = Ervaring.objects.filter(door=stad.gebruikers["coach"]).select_related("materiaal").first()
    vrijwilliger = Vrijwilliger.objects.filter(organisatie=brug, status="inzetbaar").first()
    hulpvraag = Hulpvraag.objects.filter(van_organisatie=brug, naar_organisatie=brug).first()
    koppeling = Koppeling.objects.filter(organisatie=brug, van_organisatie=brug).first()
    voorstel = Koppeling.objects.filter(organisatie=brug, status="voorgesteld").first()
    leerder = Leerder.objects.filter(organisatie=brug, gearchiveerd_op=None).first()
    bezig = Intake.objects.filter(organisatie=brug, status="bezig").first()
    klaar = Intake.objects.filter(organisatie=brug, status="afgerond", plan__isnull=False).first()
    plan = Leerplan.objects.filter(organisatie=brug).first()
    stap = Stap.objects.filter(organisatie=brug, soort="aanbod", doorverwijzing=None).first()

    def vast(**waarden: Any) -> Callable[[], dict[str, Any]]:
        return lambda: waarden

    tabel = {
        "kern:concept": vast(pk=UUID(int=1)),
        "kern:logboek_over": vast(model="intake.leerder", nummer=str(leerder.pk)),
        "portaal:leden_van": vast(slug=brug.slug),
        "portaal:plekken_van": vast(slug=brug.slug),
        "portaal:organisatie": vast(slug=brug.slug),
        "portaal:uitnodigen": vast(slug=brug.slug),
        "portaal:rollen": vast(slug=brug.slug, pk=stad.gebruikers["coach"].pk),
        "portaal:lid_weg": vast(slug=brug.slug, pk=stad.gebruikers["coach"].pk),
        "aanbod:antwoord": vast(token=antwoordlink(verwijzing)),
        "aanbod:antwoord_bericht": vast(token=antwoordlink(verwijzing)),
        "aanbod:antwoord_link": vast(token=antwoordlink(verwijzing)),
        "aanbod:opnieuw": vast(uuid=verwijzing.uuid, aanbod=roc_aanbod.pk),
        "aanbod:zet_status": vast(slug=roc_aanbod.slug, overgang="pauzeer"),
        "hsds:onbekend": vast(rest="iets"),
        "leermateriaal:leervraag": vast(code="gezondheid-afspraak-huisarts"),
        "leermateriaal:ervaring_wijzigen": vast(slug=ervaring.materiaal.slug, pk=ervaring.pk),
        "leermateriaal:ervaring_intrekken": vast(slug=ervaring.materiaal.slug, pk=ervaring.pk),
        "leermateriaal:verzameling_link": vast(token=maak_link(verzameling).rstrip("/").rpartition("/")[2]),
        "leermateriaal:stand": vast(slug=materiaal.slug, overgang="verouder"),
        "leermateriaal:kruis": vast(code="gezondheid-afspraak-huisarts"),
        "leermateriaal:cel": vast(code="gezondheid-afspraak-huisarts", niveau=1),
        "leermateriaal:melding_af": vast(pk=1),
        "leermateriaal:groepcel": vast(code="gezondheid-afspraak-huisarts", groep="ouderen"),
        "leermateriaal:belang_einde": vast(pk=Belang.objects.get(gebruiker=stad.gebruikers["curator"]).pk),
        "leermateriaal:invoer_voorbeeld": vast(
            pk=Invoerlijst.objects.create(door=stad.gebruikers["curator"], naam="Voorbeeld.csv").pk
        ),
        "leermateriaal:stuk": vast(pk=verzameling.stukken.first().pk, wat="omhoog"),
        "leermateriaal:gemis_af": vast(pk=1),
        "vrijwilligers:aanmelden_code": vast(code=_campagnecode()),
        "vrijwilligers:bevestig": vast(token=maak_token("vrijwilligers.bevestig", vrijwilliger.pk, vrijwilliger.email)),
        "vrijwilligers:terug": vast(token=maak_token("vrijwilligers.terug", Terugvraag.objects.first().pk)),
        "vrijwilligers:eis_wijzig": vast(rol="computerhulp"),
        "vrijwilligers:haal": vast(pk=vrijwilliger.pk),
        "vrijwilligers:verzet": vast(pk=vrijwilliger.pk, naam="pauzeer"),
        "vrijwilligers:koppeling": vast(pk=koppeling.pk),
        "vrijwilligers:koppeling_stap": vast(pk=koppeling.pk, naam="start"),
        "vrijwilligers:verdeling_kies": vast(pk=_regel(brug).pk),
        "vrijwilligers:stuur_vraag": vast(pk=voorstel.pk),
        **_eigen_pagina(voorstel),
        **toegang_overleg.voorbeelden(stad),
        "portaal:melding": vast(sleutel="0123456789abcdef"),
        "portaal:afmelden": vast(token=maak_token("portaal.afmelden", stad.gebruikers["regie"].pk)),
        "rapportage:onderwerp": vast(code="aanbod"),
        "rapportage:csv": vast(pagina="aanbod", code="veilig"),
        "rapportage:behoefte_wijzig": vast(code="noord"),
        "intake:bijstellen": vast(pk=klaar.pk, domein="ict"),
    }
    tabel |= {
        "hsds:service": vast(nummer=roc_aanbod.uuid),
        "hsds:organization": vast(nummer=roc.uuid),
        "hsds:service_at_location": vast(nummer=AanbodLocatie.objects.filter(aanbod=roc_aanbod).first().uuid),
        "hsds:taxonomy": vast(nummer=hsds_merken.taxonomie(next(iter(hsds_merken.TAXONOMIEEN)))["id"]),
        "hsds:taxonomy_term": vast(nummer=hsds_merken.als_hsds(next(iter(hsds_merken.alle_termen())))["id"]),
    }
    zoekvraag = BewaardeZoekvraag.objects.create(gebruiker=stad.gebruikers["coach"], naam="Inloop", zoekvraag="q=x")
    tabel |= {
        "aanbod:zoekvraag_open": vast(pk=zoekvraag.pk),
        "aanbod:zoekvraag_weg": vast(pk=zoekvraag.pk),
        "aanbod:plek_nieuw": vast(slug=brug.slug),
        "aanbod:plek": vast(pk=roc_aanbod.locaties.first().pk),
        "aanbod:veilig": vast(slug=Aanbod.objects.filter(organisatie=brug, soort="veilige_plek").first().slug),
    }
    tabel |= {
        f"aanbod:{naam}": vast(slug=roc_aanbod.slug)
        for naam in "detail agenda klopt_niet wijzig klopt tijden wijzigingen bladwijzer".split()
    }
    tabel |= {
        f"aanbod:{naam}": vast(uuid=verwijzing.uuid)
        for naam in (
            "doorverwijzing ontvang beantwoord intrekken bericht aan_de_leerder aanwezig navraag nieuwe_link"
        ).split()
    }
    tabel |= {
        f"leermateriaal:{naam}": vast(slug=materiaal.slug)
        for naam in ("detail", "ervaring", "melden", "wijzigen", "nagekeken", "samenvoegen", "verzamel")
    }
    tabel |= {
        f"leermateriaal:{naam}": vast(pk=verzameling.pk)
        for naam in ("verzameling", "verzameling_wijzigen", "verzameling_weg", "verzameling_kopie", "handout")
    }
    tabel |= {
        f"vrijwilligers:{naam}": vast(pk=vrijwilliger.pk)
        for naam in (
            "vrijwilliger wijzig screening module stop uren bedank overdragen stop_bij leren zelfcheck_samen stuur_link"
        ).split()
    }
    campagne = Campagne.objects.filter(organisatie=brug).first()
    tabel |= {
        f"vrijwilligers:{naam}": vast(pk=campagne.pk)
        for naam in ("campagne", "poster", "campagne_wijzig", "campagne_sluit")
    }
    vacature = Vacature.objects.filter(organisatie=brug, status="open").first()
    tabel |= {f"vrijwilligers:{naam}": vast(pk=vacature.pk) for naam in ("vacature", "deelbeeld", "vacature_wijzig")}
    tabel |= {
        f"vrijwilligers:{naam}": vast(pk=hulpvraag.pk)
        for naam in ("hulpvraag", "stel_voor", "doorzetten", "trek_in", "wens")
    }
    for naam in TABEL:
        if not naam.startswith("intake:") or naam in tabel or naam in ZONDER_DOSSIER:
            continue
        kort = naam.removeprefix("intake:")
        if kort.startswith("leerder_") or kort in ("leerder", "toestemming", "intake_start"):
            tabel[naam] = vast(pk=leerder.pk)
        elif kort in ("plan", "plan_pdf", "afdruk", "stap_nieuw", "zelf_zoeken", "doel"):
            tabel[naam] = vast(pk=plan.pk)
        elif kort.startswith("stap") or kort in ("doorverwijzen", "hulp_vragen"):
            tabel[naam] = vast(pk=stap.pk)
        elif kort in ("resultaat", "advies_vernieuwen", "in_plan", "regelen", "plan_maken"):
            tabel[naam] = vast(pk=klaar.pk)
        else:
            tabel[naam] = vast(pk=bezig.pk)
    return tabel


def _campagnecode() -> str:
    return Campagne.objects.first().code


def _regel(organisatie: Any) -> Any:
    """A line of the city-wide proposal; made here, since the demo starts without one."""
    from vrijwilligers.models import Toewijzingsregel
    from vrijwilligers.stadsronde import maak_ronde

    maak_ronde()
    return Toewijzingsregel.objects.filter(organisatie=organisatie).first()


def _scholing(voorstel: Koppeling) -> tuple[Sessie, Deelname]:
    """A coming session of the volunteer's organisation, and the volunteer's participation."""
    from datetime import timedelta

    from django.utils import timezone

    sessie = Sessie.objects.create(
        organisatie=voorstel.organisatie, module_id="trainer", plaats="Zaal (demo)", plekken=9,
        begint_op=timezone.now() + timedelta(days=5),
    )  # fmt: skip
    deelname = Deelname.objects.create(
        sessie=sessie, bij=sessie.organisatie, naam="Demo", organisatie=sessie.organisatie,
        vrijwilliger_id=voorstel.vrijwilliger_id,
    )  # fmt: skip
    return sessie, deelname


def _eigen_pagina(voorstel: Koppeling) -> dict[str, Callable[[], dict[str, Any]]]:
    """The volunteer's own page, by signed link."""
    from netwerk.kern.ondertekend import maak_token
    from vrijwilligers.mijn import LINK

    token = maak_token(LINK, voorstel.vrijwilliger_id)
    papier = Certificaat.objects.filter(vrijwilliger=voorstel.vrijwilliger_id).first()
    sessie, deelname = _scholing(voorstel)
    uit: dict[str, Callable[[], dict[str, Any]]] = {
        f"vrijwilligers:mijn{deel}": lambda: {"token": token}
        for deel in ("", "_pauze", "_beschikbaar", "_scholing", "_zelfcheck", "_uren", "_gegevens", "_kopie", "_wissen")
    }
    uit["vrijwilligers:wis"] = lambda: {"pk": voorstel.vrijwilliger_id}
    overdracht = Overdracht.objects.create(
        vrijwilliger_id=voorstel.vrijwilliger_id, organisatie=voorstel.organisatie,
        naar=Organisatie.objects.exclude(pk=voorstel.organisatie_id).first(),
    )  # fmt: skip
    met_pk = {
        "mijn_hoe_gaat_het": voorstel, "terugkoppeling": voorstel, "mijn_overdracht_ja": overdracht,
        "mijn_overdracht_nee": overdracht, "overdracht_in": overdracht,
        "mijn_inschrijven": sessie, "mijn_afmelden": deelname, "mijn_certificaat": papier, "certificaat": papier,
        "sessie": sessie, "sessie_inschrijven": sessie, "sessie_wijzig": sessie, "sessie_aanwezig": sessie,
        "sessie_afgelast": sessie, "deelname_af": deelname, "docent_inschrijven": sessie, "docent_afmelden": deelname,
        "docent_certificaat": papier,
    }  # fmt: skip
    for naam, rij in met_pk.items():
        uit[f"vrijwilligers:{naam}"] = lambda naam=naam, pk=rij.pk: (
            {"token": token, "pk": pk} if naam.startswith("mijn_") else {"pk": pk}
        )
    return uit | {f"vrijwilligers:mijn{deel}": lambda: {"token": token, "pk": voorstel.pk} for deel in ("_ja", "_nee")}
