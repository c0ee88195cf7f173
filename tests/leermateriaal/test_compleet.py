"""Curating: interests, merging, both matrices, what is missing; search for a learner; history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leermateriaal import actions
from leermateriaal.choices import Staat
from leermateriaal.inventaris import groepenmatrix, matrix, ververs_van
from leermateriaal.linkcontrole import Uitslag
from leermateriaal.links import aan_de_beurt, bewaar
from leermateriaal.models import (
    Belang,
    Celscore,
    Ervaring,
    Ervaringversie,
    Inventarisatieoordeel,
    Materiaal,
    MateriaalMelding,
)
from leermateriaal.samenvoegen import voeg_samen
from leermateriaal.vandaag import wacht_op
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Organisatie, Telling
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db
APP = "berichten-whatsapp-bericht"


def maak(titel: str = "Appen voor beginners", *, vragen=(APP,), groepen=(), talen=("nl",), **velden) -> Materiaal:
    basis = {"status": Staat.GEPUBLICEERD, "uitgever": "Uitgeverij", "omschrijving": "Leer appen.", "niveau_van": 0,
             "niveau_tot": 2, "vormen": ["groep"], "gecontroleerd_op": timezone.localdate()}  # fmt: skip
    materiaal = Materiaal.objects.create(titel=titel, **{**basis, **velden})
    materiaal.leervragen.set(vragen)
    materiaal.doelgroepen.set(groepen)
    materiaal.talen.set(talen)
    actions.werk_zoekwoorden_bij(materiaal)
    ververs_van(materiaal)
    return materiaal


def vertel(materiaal: Materiaal, door, **velden) -> Ervaring:
    dagen = velden.pop("dagen_geleden", 0)
    basis = {"leervraag_id": APP, "niveau": 1, "vorm": "groep", "hoe": "goed"}
    ervaring = actions.deel_ervaring(
        Ervaring(
            materiaal=materiaal, organisatie=Organisatie.objects.get(pk=door.organisatie_ids[0]), **{**basis, **velden}
        ),
        door=door,
    )
    if dagen:
        Ervaring.objects.filter(pk=ervaring.pk).update(op=timezone.localdate() - timedelta(days=dagen))
    return ervaring


def oordeel(**velden) -> Inventarisatieoordeel:
    return Inventarisatieoordeel(
        leervraag_id=APP,
        oordeel="gat",
        reden="Te veel tekst",
        herzien_op=timezone.localdate() + timedelta(days=90),
        **velden,
    )


def cel(code: str, niveau: int):
    return next(rij for _, rijen in matrix(code.split("-")[0]) for rij in rijen if rij.vraag.pk == code).cellen[niveau]


def groepcel(code: str, groep: str):
    rij = next(rij for _, rijen in groepenmatrix(code.split("-")[0]) for rij in rijen if rij.vraag.pk == code)
    return next(vak for vak in rij.cellen if vak.groep.pk == groep)


# --- The matrix ------------------------------------------------------------------------------------------------------


def test_the_group_matrix_tells_made_for_them_from_for_everybody() -> None:
    assert groepcel(APP, "jongeren").gat
    maak()
    vak = groepcel(APP, "jongeren")
    assert (vak.gat, vak.mager, vak.aantal, vak.algemeen) == (False, True, 0, 1)
    assert "bewerking voor jongeren" in vak.vult.lower() and vak.vult_kort == "Bewerk het algemene"
    maak("Voor jongeren", groepen=["jongeren"])
    assert (groepcel(APP, "jongeren").mager, groepcel(APP, "jongeren").aantal) == (False, 1)
    assert groepcel(APP, "ouderen").aantal == 0


def test_a_hole_says_what_would_fill_it() -> None:
    assert cel(APP, 1).vult.startswith("Nieuw materiaal")
    maak(niveau_van=2, niveau_tot=2)
    assert cel(APP, 1).vult == "Een makkelijkere bewerking: voor Basisniveau 1 is er wel iets (1 materiaal)"
    assert not cel(APP, 3).gat, "who is at basic level 2 can send a message: nothing there is no hole"
    Telling.objects.create(soort="leervraag_niveau", sleutel=f"{APP}:3", waarde=6)
    assert cel(APP, 3).gat and cel(APP, 3).vult.startswith("Een moeilijkere bewerking"), "unless learners ask for it"
    actions.oordeel(oordeel(niveau=1, vult_gat="Een filmpje"), door=lid("curator"))
    assert cel(APP, 1).vult == "Een filmpje"


def test_scores_stand_in_both_matrices(alles) -> None:
    materiaal = maak(groepen=["ouderen"])
    vertel(materiaal, lid("coach"), doelgroep_id="ouderen")
    assert cel(APP, 1).ervaringen == groepcel(APP, "ouderen").ervaringen == 1
    assert cel(APP, 1).beste.materiaal_id == materiaal.pk


def test_a_curator_fills_a_hole_in_the_browser_and_sees_the_matrix_change(client_als) -> None:
    client, url = client_als(lid("curator")), reverse("leermateriaal:inventaris") + "?thema=berichten"
    assert client.get(url).context["gaten"] > 0
    voor = client.get(url).context["gaten"]
    begin = client.get(reverse("leermateriaal:voorstellen") + f"?leervraag={APP}&niveau=1").context["form"].initial
    assert (begin["leervragen"], begin["niveau_van"]) == ([APP], 1)
    client.post(reverse("leermateriaal:voorstellen"), {
        "titel": "Appen met plaatjes", "uitgever": "Buiten", "omschrijving": "Appen.", "leervragen": [APP],
        "niveau_van": "1", "niveau_tot": "1", "talen": ["nl", "ar"], "nederlands_nodig": "geen", "lezen_nodig": "geen",
        "vormen": ["een_op_een"], "kosten": "gratis", "toon": "neutraal"})  # fmt: skip
    nieuw = Materiaal.objects.get()
    assert client.get(url).context["gaten"] == voor
    stand = reverse("leermateriaal:stand", args=[nieuw.slug, "publiceer"])
    assert client.post(stand, {"versie": nieuw.versie}).status_code == 302
    assert client.get(url).context["gaten"] == voor - 1


def test_what_is_missing_is_public_and_hides_small_counts() -> None:
    Telling.objects.create(soort="leervraag", sleutel=APP, waarde=17)
    Telling.objects.create(soort="leervraag_niveau", sleutel=f"{APP}:0", waarde=None)
    pagina = Client().get(reverse("leermateriaal:wat_ontbreekt") + "?thema=berichten")
    assert pagina.status_code == 200
    assert ">17+<" in pagina.content.decode() and "niet bekend of minder dan 5" in pagina.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Telling.objects.create(soort="leervraag", sleutel="werk-cv", waarde=4)


# --- Interests -------------------------------------------------------------------------------------------------------


def test_who_declared_an_interest_judges_neither_the_material_nor_its_cell(client_als) -> None:
    curator, ander = lid("curator"), lid("curator")
    materiaal = maak()
    client = client_als(curator)
    client.post(reverse("leermateriaal:belangen"), {"uitgever": "uitgeverij ", "uitleg": "Ik schreef mee"})
    belang = Belang.objects.get()
    stand = reverse("leermateriaal:stand", args=[materiaal.slug, "verouder"])
    assert client.post(stand, {"versie": 1, "reden": "Oud"}).status_code == 404
    vak = reverse("leermateriaal:cel", args=[APP, 0])
    velden = {"oordeel": "gat", "reden": "x", "herzien_op": (timezone.localdate() + timedelta(days=9)).isoformat()}
    assert client.post(vak, velden).status_code == 422
    assert "U kunt dit vak niet beoordelen" in client.get(vak).content.decode()
    assert client_als(ander).post(vak, velden).status_code == 302
    client.post(reverse("leermateriaal:belang_einde", args=[belang.pk]))
    assert client.post(vak, velden).status_code == 302
    assert "Ik schreef mee" in client.get(reverse("leermateriaal:belangen")).content.decode()


def test_the_database_refuses_interested_judgement_too() -> None:
    curator = lid("curator")
    materiaal = maak()
    Belang.objects.create(gebruiker=curator, uitgever="UITGEVERIJ", uitleg="x")
    for velden in ({"gecontroleerd_door": curator}, {"beoordeeld_door": curator}):
        with pytest.raises(IntegrityError, match="belang"), transaction.atomic():
            Materiaal.objects.filter(pk=materiaal.pk).update(**velden)
    with pytest.raises(IntegrityError, match="belang"), transaction.atomic():
        oordeel(niveau=0, door=curator).save()
    oordeel(niveau=4, door=curator).save()  # a cell without that publisher


def test_an_organisation_cannot_push_its_own_material_by_number(alles) -> None:
    """Its own voice is refused, and a borrowed one counts for no more than one organisation may."""
    uitgever = lid("coach")
    eigen = maak("Eigen", uitgever_organisatie_id=uitgever.organisatie_ids[0])
    with pytest.raises(actions.LeermateriaalFout, match="geeft dit materiaal zelf uit"):
        vertel(eigen, uitgever, hoe="heel_goed")
    bevriend = Organisatie.objects.get(pk=lid("coach").organisatie_ids[0])
    for _ in range(12):
        vertel(eigen, lid("coach", organisatie=bevriend), hoe="heel_goed")
    luid = Celscore.objects.get(per="materiaal", materiaal=eigen)
    breed = maak("Breed")
    for _ in range(6):
        vertel(breed, lid("coach"), hoe="heel_goed")
    assert luid.weinig and Celscore.objects.get(per="materiaal", materiaal=breed).score > luid.score


# --- Merging and history ---------------------------------------------------------------------------------------------


def test_a_merge_loses_no_experience_and_the_old_address_leads_on(alles, client_als) -> None:
    een, twee, curator = lid("coach"), lid("coach"), lid("curator")
    dubbel, blijft = maak("Appen"), maak("Appen!", vragen=["berichten-bellen", APP])
    vertel(dubbel, een, hoe="niet")
    vertel(blijft, een, hoe="heel_goed", dagen_geleden=100)
    vertel(dubbel, twee)
    uit = voeg_samen(dubbel, blijft, door=curator)
    assert (uit.verhuisd, uit.geschiedenis) == (1, 1)
    assert Ervaring.objects.filter(materiaal=blijft).count() == 2 and not dubbel.ervaringen.exists()
    mijn = Ervaring.objects.get(door=een)
    assert mijn.hoe == "niet"  # the newer one counts
    assert "heel_goed" in mijn.versies.values_list("hoe", flat=True)
    assert Celscore.objects.get(per="materiaal", materiaal=blijft).aantal == 2
    antwoord = Client().get(dubbel.get_absolute_url())
    assert (antwoord.status_code, antwoord["Location"]) == (301, blijft.get_absolute_url())
    with pytest.raises(actions.LeermateriaalFout, match="al samengevoegd"):
        voeg_samen(dubbel, blijft, door=curator)


def test_a_merge_that_would_make_own_praise_is_refused(alles) -> None:
    verteller, curator = lid("coach"), lid("curator")
    dubbel, blijft = maak("Appen"), maak("Appen!", uitgever_organisatie_id=verteller.organisatie_ids[0])
    vertel(dubbel, verteller)
    with pytest.raises(actions.LeermateriaalFout, match="de uitgever zelf"):
        voeg_samen(dubbel, blijft, door=curator)
    assert dubbel.ervaringen.count() == 1


def test_a_changed_experience_shows_what_it_said_before(client_als) -> None:
    coach, materiaal = lid("coach"), maak()
    with bereik(coach.organisatie_ids):
        verteld = vertel(materiaal, coach, hoe="niet", let_op="Te snel")
        verteld.hoe = "goed"
        actions.deel_ervaring(verteld, door=coach)
    assert Ervaringversie.objects.get().hoe == "niet"
    pagina = Client().get(materiaal.get_absolute_url()).content.decode()
    assert "Eerder verteld" in pagina and "Te snel" in pagina
    with bereik(lid("coach").organisatie_ids):
        assert Ervaringversie.objects.update(hoe="goed") == 0
        assert Ervaringversie.objects.all()._raw_delete("default") == 0


# --- Keeping true ----------------------------------------------------------------------------------------------------


def test_a_link_is_reported_at_the_second_broken_day_and_once(alles) -> None:
    materiaal = maak(link="https://materiaal.example/")
    assert aan_de_beurt(5) == [materiaal]
    assert bewaar(materiaal, Uitslag("weg", "404")).keer_fout == 1
    assert bewaar(materiaal, Uitslag("weg", "404")).keer_fout == 1  # the same day
    assert not MateriaalMelding.objects.exists() and aan_de_beurt(5) == []
    for dag in (1, 2):
        materiaal.linkcontrole.__class__.objects.update(op=timezone.now() - timedelta(days=dag))
        bewaar(materiaal, Uitslag("weg", "404"))
    assert MateriaalMelding.objects.get().soort == "dode_link"
    assert any("dode link" in punt.titel for punt in wacht_op(lid("curator")))
    assert bewaar(materiaal, Uitslag("goed", "200")).keer_fout == 0


def test_material_checked_a_year_ago_comes_back_until_somebody_looked(client_als) -> None:
    materiaal = maak(gecontroleerd_op=timezone.localdate() - timedelta(days=365))
    curator = lid("curator")
    assert [punt.titel for punt in wacht_op(curator)] == ["Opnieuw nakijken: 1 materiaal"]
    client = client_als(curator)
    assert materiaal.titel in client.get(reverse("leermateriaal:controleren")).content.decode()
    client.post(reverse("leermateriaal:nagekeken", args=[materiaal.slug]))
    assert wacht_op(curator) == []


# --- Search for a learner --------------------------------------------------------------------------------------------


def zoek(tekst: str) -> str:
    antwoord = Client().get(reverse("leermateriaal:lijst"), {"q": tekst})
    assert antwoord.context["gelezen_url"], tekst
    return Client().get(antwoord.context["gelezen_url"]).content.decode()


def test_two_lines_a_coach_types_lead_to_what_fits_with_reasons() -> None:
    call_command("laad_startcatalogus", verbosity=0)
    lijn = "WhatsApp-bericht sturen, starter, spreekt Arabisch, leest niet"
    pagina = zoek(lijn)
    assert "Begin met begeleiding één op één" in pagina and "WhatsApp Helpcentrum" in pagina
    maak(
        "Appen in beeld", talen=["ar"], lezen_nodig="geen", nederlands_nodig="geen", vormen=["een_op_een"], niveau_tot=0
    )
    pagina = zoek(lijn)
    assert "Appen in beeld" in pagina and "Ook in het Arabisch" in pagina and "Niet lezen nodig" in pagina
    assert "Sollicitatie" in zoek("jongeren, solliciteren")


def test_facets_count_what_each_choice_would_give() -> None:
    maak(talen=["nl", "ar"], niveau_tot=0)
    maak("Twee", niveau_van=2)
    pagina = Client().get(reverse("leermateriaal:lijst") + f"?leervraag={APP}&niveau=0").content.decode()
    assert "Starter (1)" in pagina and "Basisniveau 1 (1)" in pagina and "Arabisch (1)" in pagina


def test_doubles_are_noticed_while_typing(client_als) -> None:
    maak()
    client = client_als(lid("coach"))
    url = reverse("leermateriaal:lijkt")
    assert "lijkt op materiaal dat er al is" in client.get(url, {"titel": "appen voor beginner"}).content.decode()
    assert client.get(url, {"titel": "Iets heel anders"}).content.decode().strip() == ""
    assert reverse("leermateriaal:lijkt") in client.get(reverse("leermateriaal:voorstellen")).content.decode()
