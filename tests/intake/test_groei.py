"""A second intake shows growth beside the first, as a picture and in words; unknown is not zero."""

from __future__ import annotations

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.actions import intake as acties
from intake.groeibeeld import BREED, maak_groeibeeld
from intake.models import Domeinniveau, Intake
from intake.weergave import Groei
from netwerk.kern.models import Gebruiker

rang = st.none() | st.integers(0, 4)


@given(st.lists(st.tuples(rang, rang), min_size=1, max_size=6))
def test_the_picture_stays_inside_its_frame_and_draws_no_unknown(paren: list[tuple[int | None, int | None]]) -> None:
    beeld = maak_groeibeeld([Groei(str(nr), f"Onderdeel {nr}", eerst, nu) for nr, (eerst, nu) in enumerate(paren)])
    for (eerst, nu), lijn in zip(paren, beeld.lijnen, strict=True):
        assert (lijn.eerst is None, lijn.nu is None) == (eerst is None, nu is None)
        assert lijn.pijl == (eerst is not None and nu is not None and eerst != nu)
        assert all(0 < x < BREED for x in (lijn.eerst, lijn.nu) if x is not None)
        assert 0 < lijn.y_naam < lijn.y < beeld.onder
        if lijn.pijl:
            assert (lijn.nu > lijn.eerst) == (nu > eerst)


def test_the_learners_page_shows_both_intakes(client_als, afgerond: Intake, coach: Gebruiker) -> None:
    client: Client = client_als(coach)
    url = afgerond.leerder.get_absolute_url()
    assert "Groei per onderdeel" not in client.get(url).content.decode()  # one intake is no growth
    tweede = acties.start_intake(afgerond.leerder, door=coach)
    acties.rond_af(tweede, door=coach)
    Domeinniveau.objects.filter(intake=tweede, domein="ict").update(berekend=3)
    pagina = client.get(url).content.decode()
    assert (
        "<desc" in pagina and "Gebruik van ICT-systemen: eerst Instroom, nu Basisniveau 2, 2 treden omhoog." in pagina
    )
    assert "Informatie zoeken: eerst Instroom, nu Nog niet bekend, nog niet te vergelijken." in pagina
    assert pagina.count('class="groei-lijn"') == 1
