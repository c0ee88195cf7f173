"""Promises that repeat and promises of the municipality: dates that move, reminders, answers with substance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import OrganisatieSoort, Rol
from netwerk.kern.workflow import OvergangNietMogelijk, VerouderdeVersie
from netwerk.overleg import actions, klok, tijdlijn
from netwerk.overleg.choices import Signaalsoort, Signaalstand
from netwerk.overleg.models import Contactafspraak, Signaal, Signaalcijfer, Signaalsteun
from netwerk.overleg.vandaag import wacht_op
from tests.fabrieken import OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db


def over(dagen: int):
    return timezone.localdate() + timedelta(days=dagen)


def eigen(gebruiker):
    return gebruiker.lidmaatschappen_nu[0].organisatie


@pytest.fixture
def afspraak() -> Contactafspraak:
    school = OrganisatieFabriek(soort=OrganisatieSoort.FORMEEL)
    rij = Contactafspraak.objects.create(
        titel="ROC en Noord",
        formeel=school,
        trekker=lid("aanbieder", organisatie=school),
        elke_weken=4,
        volgende_op=over(-3),
    )
    rij.informeel.add(OrganisatieFabriek())
    return rij


def test_speaking_moves_the_date_and_an_older_note_does_not(afspraak: Contactafspraak, client_als) -> None:
    wie = afspraak.trekker
    assert [(punt.titel, punt.laat) for punt in wacht_op(wie)] == [("ROC en Noord", True)]
    client = client_als(wie)
    url = reverse("overleg:contact_gesproken", args=[afspraak.pk])
    morgen = client.post(url, {"datum": over(1).isoformat(), "afgesproken": "Iets"})
    assert "Deze dag moet nog komen" in morgen.content.decode()
    client.post(url, {"datum": over(-1).isoformat(), "afgesproken": "Twee plekken vrij"})
    client.post(url, {"datum": over(-40).isoformat(), "afgesproken": "Dat was eerder"})
    afspraak.refresh_from_db()
    assert afspraak.volgende_op == over(27)
    dubbel = client.post(url, {"datum": over(-1).isoformat(), "afgesproken": "Nog eens"})
    assert "staat er al een contactmoment" in dubbel.content.decode()
    vreemd = client_als(lid("coach"))
    assert vreemd.get(afspraak.get_absolute_url()).status_code == 200
    assert vreemd.post(url, {"datum": over(-2).isoformat(), "afgesproken": "x"}).status_code == 404
    client.post(reverse("overleg:contact_stop", args=[afspraak.pk]), {"reden": "De groep is vol"})
    assert not Contactafspraak.objects.lopend().exists()


def test_an_agreement_is_between_formal_and_informal(client_als) -> None:
    school, huis = OrganisatieFabriek(soort=OrganisatieSoort.FORMEEL), OrganisatieFabriek()
    wie = lid("coach", organisatie=huis)
    client = client_als(wie)
    gegevens = {
        "titel": "Samen", "formeel": huis.pk, "informeel": [school.pk], "trekker": wie.pk, "elke_weken": 4,
        "volgende_op": over(9).isoformat(),
    }  # fmt: skip
    fout = client.post(reverse("overleg:contact_nieuw"), gegevens)
    assert set(fout.context["form"].errors) == {"formeel", "informeel"}
    gegevens |= {"formeel": school.pk, "informeel": [huis.pk]}
    assert client.post(reverse("overleg:contact_nieuw"), gegevens).status_code == 302
    assert client.get(reverse("overleg:contacten"), {"welke": "mijn"}).context["page_obj"].paginator.count == 1


def test_reminders_once_a_week_and_only_while_late(afspraak: Contactafspraak, alles) -> None:
    vandaag = timezone.localdate()
    taakeigenaar, regie = lid("coach"), lid(Rol.REGIE)
    taak = actions.breng_taak_in(titel="Folder", door=taakeigenaar)
    actions.pak_op(taak, organisatie=eigen(taakeigenaar), uiterlijk=vandaag, door=taakeigenaar)
    signaal(lid("coach"))
    Signaal.objects.update(uiterlijk=vandaag)
    assert klok.herinner(vandaag) == {"taken": 0, "contactmomenten": 1, "signalen": 0}
    morgen = vandaag + timedelta(days=1)
    assert klok.herinner(morgen) == {"taken": 1, "contactmomenten": 0, "signalen": 1}
    niets = {"taken": 0, "contactmomenten": 0, "signalen": 0}
    assert klok.herinner(morgen + timedelta(days=5)) == niets
    assert sorted(post.to[0] for post in mail.outbox) == sorted(
        [taakeigenaar.email, regie.email, afspraak.trekker.email]
    )
    actions.noteer_contact(afspraak, datum=vandaag, afgesproken="Gesproken", door=taakeigenaar)
    assert klok.herinner(vandaag + timedelta(days=8))["contactmomenten"] == 0
    call_command("overleg_klok", verbosity=0)


def signaal(wie, **velden) -> Signaal:
    return actions.dien_in(
        Signaal(
            titel="Te weinig laptops", omschrijving="Ze zijn op.", gevraagd="Veertig laptops",
            soort=Signaalsoort.APPARATEN, **velden,
        ),
        organisatie=eigen(wie),
        door=wie,
    )  # fmt: skip


def test_a_signal_with_figures_goes_round(client_als, django_capture_on_commit_callbacks) -> None:
    coach, steuner, regie = lid("coach"), lid("aanbieder"), lid(Rol.REGIE)
    actions.zet_voorstellen([actions.Voorstel("wacht", "Leerders wachten", "minstens 10", url="/cijfers/")])
    client = client_als(coach)
    voorstel = client.get(reverse("overleg:signaal_nieuw")).context["form"].fields["voorstellen"].queryset.get()
    gegevens = {
        "titel": "Te weinig laptops", "omschrijving": "Ze zijn op.", "gevraagd": "Veertig laptops",
        "soort": "apparaten", "organisatie": eigen(coach).pk, "voorstellen": [voorstel.pk],
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("overleg:signaal_nieuw"), gegevens).status_code == 302
    rij = Signaal.objects.get()
    assert [post.to for post in mail.outbox] == [[regie.email]]
    # what the portal counts later does not change what was said
    actions.zet_voorstellen([actions.Voorstel("wacht", "Leerders wachten", "minstens 90")])
    assert [cijfer.waarde for cijfer in rij.cijfers.all()] == ["minstens 10"]
    andere = client_als(steuner)
    for _ in range(2):
        andere.post(reverse("overleg:signaal_steun", args=[rij.pk]), {"organisatie": eigen(steuner).pk, "aan": "1"})
    assert rij.steunen.count() == 2
    vreemd = andere.post(reverse("overleg:signaal_steun", args=[rij.pk]), {"organisatie": eigen(coach).pk, "aan": "0"})
    assert vreemd.status_code == 404 and rij.steunen.count() == 2, "nobody speaks for another organisation"

    # The municipality answers; it hands in no signal to itself and supports none.
    with pytest.raises(actions.NietVanUwOrganisatie):
        actions.zet_signaalsteun(rij, eigen(regie), aan=True, door=regie)
    assert client_als(regie).get(reverse("overleg:signaal_nieuw")).status_code == 404
    assert "Steun dit" not in client_als(regie).get(rij.get_absolute_url()).content.decode()
    assert "Steun dit" in client_als(lid("coach")).get(rij.get_absolute_url()).content.decode()

    assert [punt.actie for punt in wacht_op(regie)] == ["Geef antwoord"]
    ambt = client_als(regie)
    url = reverse("overleg:signaal_overgang", args=[rij.pk, "zeg_toe"])
    leeg = ambt.post(url, {"versie": 1, "antwoord": "Wij nemen het mee.", "toezegging": "", "uiterlijk": ""})
    assert {"toezegging", "uiterlijk"} <= set(leeg.context["form"].errors)
    mail.outbox.clear()
    toezegging = {
        "versie": 1, "antwoord": "U hebt gelijk, dit lossen wij op.", "toezegging": "Veertig laptops bij de bieb",
        "uiterlijk": over(30).isoformat(),
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        ambt.post(url, toezegging)
    assert {post.to[0] for post in mail.outbox} == {coach.email, steuner.email}
    rij.refresh_from_db()
    assert (rij.status, rij.behandelaar, rij.uiterlijk) == (Signaalstand.TOEGEZEGD, regie, over(30))
    for wie in (coach, steuner):  # the answer arrives, also with who reads no mail
        assert [p.actie for p in wacht_op(wie) if p.url == rij.get_absolute_url()] == ["Lees het antwoord"]
    assert rij.get_absolute_url() not in [p.url for p in wacht_op(lid("coach"))]
    actions.stel_uit(rij, uiterlijk=over(40), reden="De leverancier is laat", door=regie)
    rij = actions.voer_uit(rij, resultaat="Er staan veertig laptops in de bibliotheek.", door=regie)
    assert rij.status == Signaalstand.UITGEVOERD
    with pytest.raises(OvergangNietMogelijk):
        actions.zet_terug(rij, reden="Niet waar", door=lid("coach"))
    rij = actions.zet_terug(rij, reden="Er staan er tien", door=steuner)
    assert rij.status == Signaalstand.INGEDIEND and rij.uiterlijk > over(20)
    assert len(tijdlijn.van(rij)) == 5
    tekst = client.get(rij.get_absolute_url()).content.decode()
    assert "Er staan er tien" in tekst and "minstens 10" in tekst


def test_only_the_municipality_answers_and_nobody_overwrites(client_als) -> None:
    coach, regie = lid("coach"), lid(Rol.REGIE)
    rij = signaal(coach)
    with pytest.raises(OvergangNietMogelijk):
        actions.wijs_af(rij, antwoord="Dat kan niet, want het geld is op.", door=coach)
    actions.neem_in_behandeling(rij, behandelaar=regie, door=regie)
    with pytest.raises(VerouderdeVersie):
        actions.wijs_af(rij, antwoord="Dat kan niet, want het geld is op.", door=regie, versie=1)
    terug = client_als(coach).get(reverse("overleg:signaal_overgang", args=[rij.pk, "wijs_af"]), follow=True)
    assert "Dat kan nu niet" in terug.content.decode()
    assert actions.trek_in(rij, reden="Het is al geregeld", door=coach).gesloten_op == timezone.localdate()


@pytest.mark.parametrize(
    "velden",
    [
        {"uiterlijk": None},
        {"status": Signaalstand.TOEGEZEGD},
        {"status": Signaalstand.UITGEVOERD, "resultaat": " ", "gesloten_op": "2026-01-01"},
        {"status": Signaalstand.AFGEWEZEN},
        {"status": Signaalstand.INGETROKKEN},
        {"status": "zoek"},
    ],
)
def test_the_database_refuses_answers_without_substance(velden: dict) -> None:
    rij = signaal(lid("coach"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Signaal.objects.filter(pk=rij.pk).update(**velden)


def test_a_figure_links_to_our_own_pages_only_and_support_counts_once() -> None:
    rij = signaal(lid("coach"))
    for url in ("https://kwaad.example/", "//kwaad.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signaalcijfer.objects.create(signaal=rij, wat="a", waarde="1", bron="b", url=url)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signaalsteun.objects.create(signaal=rij, organisatie=rij.organisatie)


def test_the_list_filters_and_asks_the_same_number_of_queries(client_als, django_assert_max_num_queries) -> None:
    coach = lid("coach")
    client = client_als(coach)
    for _ in range(2):
        signaal(lid("coach"))
    with django_assert_max_num_queries(20) as weinig:
        client.get(reverse("overleg:signalen"))
    for _ in range(8):
        signaal(coach, stadsdeel_id="noord")
    with django_assert_max_num_queries(len(weinig)):
        client.get(reverse("overleg:signalen"))
    for vraag, aantal in (("welke=mijn", 8), ("welke=laat", 0), ("stadsdeel=noord", 8), ("soort=onzin", 10)):
        assert client.get(f"{reverse('overleg:signalen')}?{vraag}").context["page_obj"].paginator.count == aantal, vraag
