"""How a result is put into words."""

from __future__ import annotations

import pytest

from intake.weergave import herkenning
from netwerk.kern.choices import Niveau
from netwerk.kern.models import Niveauuitleg


@pytest.mark.django_db
def test_what_somebody_can_already_is_the_rung_below() -> None:
    uitleg = {rij.rang: rij for rij in Niveauuitleg.objects.all()}
    assert herkenning("ict", None, uitleg) == []
    for niveau in (Niveau.STARTER, Niveau.INSTROOM):
        assert herkenning("ict", niveau, uitleg) == [("Nu", uitleg[niveau].herkenning["ict"])]
    for niveau in (Niveau.BASIS1, Niveau.BASIS2, Niveau.ZELFSTANDIG):
        assert herkenning("veilig", niveau, uitleg) == [
            ("Kan al", uitleg[niveau - 1].herkenning["veilig"]),
            ("Leert nu", uitleg[niveau].herkenning["veilig"]),
        ]
