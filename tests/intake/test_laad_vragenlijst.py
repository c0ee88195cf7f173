"""Loading and publishing the questionnaire: idempotent, refused with the line, immutable once published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from intake.actions import intake as acties
from intake.choices import VersieStatus
from intake.models import Intake, Vragenlijstversie
from intake.vragenlijst import DATAMAP, pad_van_versie


@pytest.fixture
def tweede(tmp_path: Path) -> Path:
    """Version 2: the same questions, one sentence put better."""
    tekst = pad_van_versie(1).read_text(encoding="utf-8")
    pad = tmp_path / "vragenlijst-2.toml"
    pad.write_text(
        tekst.replace("versie = 1", "versie = 2", 1).replace("Zet de telefoon aan.", "Doe de telefoon aan."),
        encoding="utf-8",
    )
    return pad


def test_loading_again_changes_nothing(alles: None) -> None:
    voor = Vragenlijstversie.objects.values().get()
    call_command("laad_vragenlijst", verbosity=0)
    assert Vragenlijstversie.objects.values().get() == voor
    assert set(voor["vertalingen"]) == {"en", "ar", "tr", "pl", "uk", "es", "fr", "ti"}


def test_an_incomplete_version_is_refused_with_the_line(alles: None, tweede: Path) -> None:
    regels = tweede.read_text(encoding="utf-8").splitlines()
    plek = next(nr for nr, regel in enumerate(regels) if regel.startswith("kijk = "))
    tweede.write_text("\n".join(regels[:plek] + regels[plek + 1 :]), encoding="utf-8")
    with pytest.raises(CommandError, match=r"vragenlijst-2\.toml, regel \d+ \(ict-starter-1\): ‘kijk’ ontbreekt"):
        call_command("laad_vragenlijst", tweede, verbosity=0)
    assert Vragenlijstversie.objects.count() == 1


def test_a_file_that_is_not_there_gives_one_sentence(alles: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("laad_vragenlijst", tmp_path / "vragenlijst-9.toml", verbosity=0)


def test_a_new_version_replaces_the_old_and_a_running_intake_keeps_its_own(
    intake: Intake, coach, maak_leerder, tweede: Path
) -> None:
    call_command("laad_vragenlijst", tweede, verbosity=0)
    assert Vragenlijstversie.objects.get(nummer=1).status == VersieStatus.OUD
    nieuw = acties.start_intake(maak_leerder("Ria"), door=coach)
    assert nieuw.vragenlijst.nummer == 2
    intake = Intake.objects.select_related("vragenlijst").get(pk=intake.pk)
    assert intake.vragenlijst.als_vragenlijst().vraag("ict-starter-1").tekst == "Zet de telefoon aan."
    assert nieuw.vragenlijst.als_vragenlijst().vraag("ict-starter-1").tekst == "Doe de telefoon aan."


def test_a_published_version_with_other_questions_is_refused(alles: None, tmp_path: Path) -> None:
    for pad in DATAMAP.glob("vragenlijst-1*.toml"):
        shutil.copy(pad, tmp_path)
    pad = tmp_path / "vragenlijst-1.toml"
    pad.write_text(pad.read_text(encoding="utf-8").replace("Zet de telefoon aan.", "Anders."), encoding="utf-8")
    with pytest.raises(CommandError, match="al uitgegeven met andere vragen"):
        call_command("laad_vragenlijst", pad, verbosity=0)


def test_the_database_refuses_to_change_or_delete_a_published_version(alles: None) -> None:
    versie = Vragenlijstversie.objects.get()
    for daad in (
        lambda: Vragenlijstversie.objects.update(inhoud={}),
        lambda: Vragenlijstversie.objects.update(status=VersieStatus.CONCEPT),
        versie.delete,
    ):
        with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
            daad()


def test_the_admin_reads_and_changes_nothing(alles: None, client_als) -> None:
    from tests.fabrieken import GebruikerFabriek

    beheer = client_als(GebruikerFabriek(is_staff=True, is_superuser=True))
    versie = Vragenlijstversie.objects.get()
    assert beheer.get("/beheer/intake/vragenlijstversie/").status_code in (200, 302)
    for deel in ("add/", f"{versie.pk}/delete/"):
        assert beheer.get(f"/beheer/intake/vragenlijstversie/{deel}").status_code in (302, 403)
    assert Vragenlijstversie.objects.filter(pk=versie.pk).exists()
