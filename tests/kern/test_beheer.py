"""The admin: by job, findable, without people's files, with files in and out and a history that only reads."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from netwerk.kern.beheer import TAKEN, AlleenLezen
from netwerk.kern.models import Gebruiker, Organisatie, Postcodegebied
from netwerk.kern.privacy import REGISTER
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
EIGEN = [m for m in admin.site._registry if m._meta.app_label in {
    "kern", "aanbod", "leermateriaal", "vrijwilligers", "intake", "overleg", "rapportage", "portaal",
}]  # fmt: skip
#: Short fixed lists, which fit on one screen.
KORT = {"stadsdeel", "doelgroep", "domeinuitleg", "niveauuitleg"}


@pytest.fixture
def beheer(client_als):
    return client_als(GebruikerFabriek(is_staff=True, is_superuser=True))


def adres(model, wat: str = "changelist") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{wat}")


def test_no_record_of_a_person_is_in_the_admin() -> None:
    """ADR 5; a search box over names of learners would undo every rule about who may read a file."""
    met_beleid = {model for model, verwerking in REGISTER.items() if not verwerking.zonder_beleid}
    assert met_beleid and not met_beleid & set(admin.site._registry)


def test_every_list_belongs_to_a_job_and_can_be_searched() -> None:
    for model in EIGEN:
        lijst = admin.site._registry[model]
        assert getattr(lijst, "taak", "") in TAKEN, model
        assert lijst.search_fields, model
        assert lijst.list_filter or model._meta.model_name in KORT or len(lijst.list_display) < 3, model


def test_every_list_opens_and_the_front_page_is_by_job(beheer, django_assert_max_num_queries) -> None:
    blad = beheer.get(reverse("admin:index")).content.decode()
    plekken = [blad.index(f"{taak}</a>") for taak in TAKEN]
    assert plekken == sorted(plekken)
    assert "usersessions.usersession" not in {m._meta.label_lower for m in admin.site._registry}
    for model in EIGEN:
        with django_assert_max_num_queries(30):
            assert beheer.get(adres(model), {"q": "test"}).status_code == 200, model
    assert beheer.get(reverse("admin:app_list", args=["kern"])).status_code == 200


def test_history_only_reads(beheer) -> None:
    for model, lijst in admin.site._registry.items():
        if isinstance(lijst, AlleenLezen):
            assert beheer.get(adres(model, "add")).status_code == 403
    assert LogEntry in admin.site._registry


def test_accounts_are_switched_off_not_deleted_and_never_ones_own(beheer) -> None:
    wie, ik = lid("coach"), Gebruiker.objects.get(is_superuser=True)
    doe = {"action": "zet_uit", "_selected_action": [wie.pk]}
    beheer.post(adres(Gebruiker), doe)
    wie.refresh_from_db()
    assert not wie.is_active
    beheer.post(adres(Gebruiker), doe | {"_selected_action": [wie.pk, ik.pk]})
    ik.refresh_from_db()
    assert ik.is_active
    assert beheer.post(reverse("admin:kern_gebruiker_delete", args=[wie.pk]), {"post": "yes"}).status_code == 403
    organisatie = OrganisatieFabriek()
    beheer.post(adres(Organisatie), {"action": "zet_uit", "_selected_action": [organisatie.pk]})
    organisatie.refresh_from_db()
    assert not organisatie.actief


def test_out_as_a_file_and_in_again_changes_nothing(beheer) -> None:
    OrganisatieFabriek(naam="=SOM(1)", omschrijving="met; puntkomma")
    alle = {"action": "als_csv", "_selected_action": list(Organisatie.objects.values_list("pk", flat=True))}
    bestand, csvvelden = beheer.post(adres(Organisatie), alle), admin.site._registry[Organisatie].csvvelden
    assert bestand["Content-Type"].startswith("text/csv") and b"'=SOM(1)" in bestand.content
    voor = list(Organisatie.objects.order_by("pk").values("pk", "slug", *csvvelden))
    assert lees(beheer, Organisatie, bestand.content, proef=False).status_code == 302
    assert list(Organisatie.objects.order_by("pk").values("pk", "slug", *csvvelden)) == voor


def lees(beheer, model, inhoud: bytes, *, proef: bool = True):
    gegevens = {"bestand": SimpleUploadedFile("lijst.csv", inhoud)} | ({"proef": "on"} if proef else {})
    return beheer.post(adres(model, "invoer"), gegevens)


def test_a_file_is_checked_first_and_all_lines_are_right_or_none_is_saved(beheer, client_als) -> None:
    kop = "pc4;plaats;stadsdeel;gedeeld;lat;lon\n"
    goed = kop + "9991;Proefdorp;noord;nee;52.4;4.9\n1012;Amsterdam;centrum;nee;52.37;4.89\n"
    assert "1 nieuw, 1 bij te werken" in lees(beheer, Postcodegebied, goed.encode()).content.decode()
    assert not Postcodegebied.objects.filter(pk="9991").exists()
    fout = kop + "9991;Proefdorp;noord;nee;52.4;4.9\n9992;Elders;mars;nee;95;4.9\n"
    blad = lees(beheer, Postcodegebied, fout.encode(), proef=False).content.decode()
    assert "Regel 3, stadsdeel" in blad and not Postcodegebied.objects.filter(pk="9991").exists()
    assert "De kopregel" in lees(beheer, Postcodegebied, b"naam;x\n1;2\n").content.decode()
    assert "geen UTF-8" in lees(beheer, Postcodegebied, b"\xff\xfe\x00").content.decode()
    assert lees(beheer, Postcodegebied, goed.encode(), proef=False).status_code == 302
    assert Postcodegebied.objects.get(pk="9991").stadsdeel_id == "noord"
    kijker = client_als(GebruikerFabriek(is_staff=True))
    assert lees(kijker, Postcodegebied, goed.encode()).status_code == 403
