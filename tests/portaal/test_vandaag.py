"""The order of what waits. Pure: no database."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.vandaag import Wachtpunt
from netwerk.portaal.vandaag import TOON_HOOGUIT, orden

NU = date(2026, 11, 23)

punten = st.builds(
    Wachtpunt,
    titel=st.text("abc", max_size=3),
    url=st.just("/"),
    actie=st.just("Doe"),
    wanneer=st.none() | st.dates(NU - timedelta(days=30), NU + timedelta(days=30)),
    laat=st.booleans(),
)


def punt(titel: str, dagen: int | None = None, *, laat: bool = False) -> Wachtpunt:
    wanneer = None if dagen is None else NU + timedelta(days=dagen)
    return Wachtpunt(titel, "/", "Doe", wanneer=wanneer, laat=laat)


def test_late_first_then_by_date_then_without() -> None:
    uit = orden(
        [punt("ooit"), punt("later", 20), punt("nu", 0), punt("deze week", 7), punt("heel laat", -9, laat=True)]
        + [punt("net laat", -1, laat=True)],
        NU,
    )
    assert [(groep.naam, [p.titel for p in groep.punten]) for groep in uit.groepen] == [
        ("Te laat", ["heel laat", "net laat"]),
        ("Vandaag", ["nu"]),
        ("De komende zeven dagen", ["deze week"]),
        ("Later", ["later"]),
        ("Als u tijd hebt", ["ooit"]),
    ]
    assert (uit.totaal, uit.meer, uit.laat) == (6, 0, 2)


def test_nothing() -> None:
    assert orden([], NU).groepen == ()


@given(st.lists(punten, max_size=30), st.booleans())
def test_nothing_is_lost_counted_twice_or_out_of_order(rij: list[Wachtpunt], alles: bool) -> None:
    uit = orden(rij, NU, alles=alles)
    getoond = [p for groep in uit.groepen for p in groep.punten]
    assert len(getoond) + uit.meer == uit.totaal == len(rij)
    assert len(getoond) <= (len(rij) if alles else TOON_HOOGUIT)
    assert uit.meer == 0 or not alles
    assert [p.volgorde for p in getoond] == sorted(p.volgorde for p in rij)[: len(getoond)]
    assert len({groep.naam for groep in uit.groepen}) == len(uit.groepen), "a heading stands once"
    assert uit.laat == sum(p.laat for p in rij)
