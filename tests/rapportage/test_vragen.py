"""What of the counted learning needs may be stored."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.models import Telling
from netwerk.rapportage.vragen import GROEP, NIVEAU, VRAAG, Vraagtelling, bewaar, veilig


def test_a_group_is_hidden_when_so_few_askers_are_not_in_it() -> None:
    telling = Vraagtelling(
        niveaus=Counter({("a", "0"): 20}), groepen=Counter({("a", "ouderen"): 18, ("a", "nt2"): 9, ("a", "ouders"): 3}),
        totaal=Counter({"a": 20}),
    )  # fmt: skip
    uit = veilig(telling)
    assert uit[VRAAG, "a"] == 20
    assert (uit[GROEP, "a:ouderen"], uit[GROEP, "a:nt2"], uit[GROEP, "a:ouders"]) == (None, 5, None)


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("012")), st.integers(1, 30), max_size=9))
def test_no_small_count_is_stored_and_one_hidden_level_is_never_the_rest_of_a_shown_total(aantallen) -> None:
    totaal = Counter()
    for (vraag, _), aantal in aantallen.items():
        totaal[vraag] += aantal
    uit = veilig(Vraagtelling(niveaus=Counter(aantallen), totaal=totaal))
    assert all(waarde is None or (waarde >= 5 and waarde % 5 == 0) for waarde in uit.values())
    kolommen = {kolom for _, kolom in aantallen}
    for vraag in totaal:
        cellen = {kolom: uit.get((NIVEAU, f"{vraag}:{kolom}")) for kolom in kolommen}
        klein = [kolom for kolom, waarde in cellen.items() if 0 < aantallen.get((vraag, kolom), 0) < 5]
        if len(kolommen) > 1 and klein and uit[VRAAG, vraag] is not None:
            assert sum(waarde is None for waarde in cellen.values()) > 1


@pytest.mark.django_db
def test_the_command_replaces_what_was_stored() -> None:
    Telling.objects.create(soort=VRAAG, sleutel="oud", waarde=9)
    call_command("tel_vragen", verbosity=0)
    assert not Telling.objects.exists() and bewaar() == 0
