from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.validators import bevat_bsn, geen_bsn, is_bsn


def maak_bsn(begin: str) -> str | None:
    return next((begin + str(slot) for slot in range(10) if is_bsn(begin + str(slot))), None)


@pytest.mark.parametrize("tekst", ["BSN 111222333", "nummer: 111.222.333.", "111 222 333", "bel maar: 123456782"])
def test_refuses_a_citizen_service_number_however_it_is_written(tekst: str) -> None:
    with pytest.raises(ValidationError, match="burgerservicenummer"):
        geen_bsn(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Bel 06 12345678",
        "020-1234567",
        "komt op 12-03-2026 om 10.30 uur",
        "111222334",
        "postcode 1012 ZZ nummer 12",
        "",
        "NL91ABNA0417164300",
    ],
)
def test_lets_ordinary_numbers_through(tekst: str) -> None:
    geen_bsn(tekst)


@given(st.text("0123456789", min_size=8, max_size=8))
def test_finds_every_valid_number_in_running_text(begin: str) -> None:
    bsn = maak_bsn(begin)
    if bsn is not None and int(bsn):
        assert bevat_bsn(f"Mijn nummer is {bsn}, dank u")
        assert bevat_bsn(f"{bsn[:4]} {bsn[4:6]}-{bsn[6:]}")
