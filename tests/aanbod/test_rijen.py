"""A row of the directory is made once for what it says: any change is another row at once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from aanbod import rijen
from aanbod.models import Aanbod, Uitzondering
from netwerk.kern.models import Locatie, Organisatie, Taal

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


def html(aanbod, afstand=None) -> str:
    return rijen.als_html([aanbod.pk], [] if afstand is None else [afstand], timezone.localdate(), kiezen=True)[0]


def test_elke_verandering_is_meteen_te_zien():
    aanbod = maak_aanbod(naam="Eerste <naam>", talen=["nl", "tr"], pc4="1012")
    plek = aanbod.locaties.get()
    assert "Eerste &lt;naam&gt;" in html(aanbod)
    assert html(aanbod) == html(aanbod)
    Aanbod.objects.filter(pk=aanbod.pk).update(naam="Tweede naam")
    Locatie.objects.filter(pk=plek.pk).update(naam="Het nieuwe buurthuis")
    Organisatie.objects.filter(pk=aanbod.organisatie_id).update(naam="Andere stichting")
    Taal.objects.filter(pk="tr").update(naam="Turks (demo)")
    nu = html(aanbod)
    for tekst in ("Tweede naam", "Het nieuwe buurthuis, Centrum", "Andere stichting", "Turks (demo)"):
        assert tekst in nu
    assert "Eerste" not in nu


def test_de_afstand_komt_er_per_bezoeker_in():
    aanbod = maak_aanbod()
    zonder, dichtbij, ver = html(aanbod), html(aanbod, 300.0), html(aanbod, 4_200.0)
    assert "person-walking" not in zonder
    assert "person-walking" in dichtbij and "person-walking" in ver
    assert dichtbij != ver
    assert "\x00" not in dichtbij + ver + zonder


def test_nu_open_staat_op_de_rij_en_verandert_met_de_klok_mee():
    """Of today, an exception says exactly what holds: so on every day of the year this is the same."""
    aanbod, vandaag = maak_aanbod(), timezone.localdate()
    assert "Nu open" not in html(aanbod)
    rij = Uitzondering.objects.create(aanbod=aanbod, begin=vandaag, einde=vandaag, van=time(0), tot=time(23, 59, 59))
    assert "Nu open, tot 23.59 uur" in html(aanbod)
    [los] = rijen.met_nu(list(Aanbod.objects.voor_rijen()))
    assert "Nu open, tot 23.59 uur" in los.nu_pil
    vanavond = timezone.make_aware(datetime.combine(vandaag, time(20)))
    uren = [{"begin": str(vandaag), "einde": str(vandaag), "van": "21:00:00", "tot": "22:00:00"}]
    assert "Vandaag open van 21.00 tot 22.00 uur" in rijen.open_pil(aanbod, vanavond, [], uren)
    assert rijen.open_pil(aanbod, vanavond + timedelta(hours=2), [], uren) == ""
    Uitzondering.objects.filter(pk=rij.pk).update(van=None, tot=None)
    assert "open" not in html(aanbod).lower() and "\x00" not in html(aanbod)


def test_een_statement_op_volgorde_en_wat_weg_is_valt_weg(django_assert_num_queries):
    een, twee, weg = (maak_aanbod(naam=f"Aanbod {n}") for n in "abc")
    pks = [twee.pk, weg.pk, een.pk]
    html(een)
    weg.delete()
    with django_assert_num_queries(1):
        uit = rijen.als_html(pks, [], timezone.localdate())
    assert ["Aanbod b" in uit[0], "Aanbod a" in uit[1], len(uit)] == [True, True, 2]
    assert rijen.als_html([], [], timezone.localdate()) == []
