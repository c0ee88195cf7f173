"""Attack what is published: subtract over every table, total, district, theme and filter, and try to compute back."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from netwerk.rapportage.bundelen import SAMEN, bescherm, beweegt, bundel
from netwerk.rapportage.jaar import jaarinhoud
from netwerk.rapportage.lezen import Tabel
from netwerk.rapportage.onthulling import DREMPEL, TOTAAL
from netwerk.rapportage.publiceren import GEVRAAGD, maak
from netwerk.rapportage.tellen import Cel

DELEN, NIVEAUS, THEMAS = (
    ("noord", "oost", "zuid", "onbekend"),
    ("0", "1", "2", "3", "4", "onbekend"),
    ("email", "digid"),
)
STANDEN = ("onvervuld", "vervuld", "niet")
ASSEN = {"stadsdeel": DELEN, "thema": THEMAS, "aanbieder": ("1", "2", "3"), "kanaal": ("straat", "social")}

#: A learner: district, level, and what became of each theme.
mensen = st.lists(
    st.tuples(
        st.sampled_from(DELEN), st.sampled_from(NIVEAUS[:3]), st.tuples(*(st.sampled_from(STANDEN) for _ in THEMAS))
    ),
    min_size=15,
    max_size=90,
)


def tel(groep: list) -> Counter[Cel]:
    telling: Counter[Cel] = Counter()
    for deel, niveau, standen in groep:
        for soort in ("apparaat", "internet", "plek"):
            telling[Cel(soort, deel, "wel" if niveau == "2" else "geen")] += 1
        telling[Cel("niveau", deel, niveau)] += 1
        for thema, stand in zip(THEMAS, standen, strict=True):
            telling[Cel(f"vraag:{thema}", deel, stand)] += 1
            telling[Cel(f"niveauvraag:{thema}", niveau, "nee" if stand == "niet" else "ja")] += 1
    return telling


class Aanvaller:
    """Knows everything that any page shows in any filter, as sums over cells (district, level, status) per theme."""

    def __init__(self, inhoud: dict, thema: str, stand: int) -> None:
        self.vakken = list(product(DELEN, NIVEAUS[:3], STANDEN))
        self.regels: list[np.ndarray] = []
        self.waarden: list[int] = []
        self.geheim: list[tuple[str, np.ndarray]] = []
        for soort in ("niveau", f"vraag:{thema}", f"niveauvraag:{thema}"):
            if soort not in inhoud:
                continue
            tabel = Tabel.van(inhoud[soort])
            for rij in (*tabel.rijen, TOTAAL):
                for kolom in (*tabel.kolommen, TOTAAL):
                    som = self.som(tabel, soort, rij, kolom)
                    if (waarde := tabel.cellen[rij, kolom]) is None:
                        self.geheim.append((f"{soort} {rij} {kolom}", som))
                    else:
                        self.regels.append(som)
                        self.waarden.append(waarde)
            if soort.startswith("vraag") and "onvervuld" in tabel.kolommen:
                self.geheim += [(f"{soort} {rij} gevraagd", self.gevraagd(tabel, soort, rij)) for rij in tabel.rijen]

    def gevraagd(self, tabel: Tabel, soort: str, rij: str) -> np.ndarray:
        """Met and unmet: a page shows this as the total minus who did not ask."""
        return self.som(tabel, soort, rij, "onvervuld") + self.som(tabel, soort, rij, "vervuld")

    def som(self, tabel: Tabel, soort: str, rij: str, kolom: str) -> np.ndarray:
        """Which cells are added up in an entry of the table."""

        def hoort(sleutel: str, samen: tuple[str, ...], waarde: str) -> bool:
            return sleutel == TOTAAL or waarde == sleutel or (sleutel == SAMEN and waarde in samen)

        def telt(deel: str, niveau: str, stand: str) -> bool:
            if soort == "niveau":
                return hoort(rij, tabel.rijsamen, deel) and hoort(kolom, tabel.kolomsamen, niveau)
            if soort.startswith("niveauvraag"):
                return hoort(rij, tabel.rijsamen, niveau) and (kolom == TOTAAL or (stand == "niet") == (kolom == "nee"))
            past = kolom in (TOTAAL, stand) or (kolom == GEVRAAGD and stand != "niet")
            return hoort(rij, tabel.rijsamen, deel) and past

        return np.array([float(telt(*vak)) for vak in self.vakken])

    def bekend(self, som: np.ndarray) -> bool:
        """Whether the entry is a sum and difference of what is shown (rank does not grow)."""
        if not self.regels:
            return not som.any()
        basis = np.array(self.regels)
        return np.linalg.matrix_rank(np.vstack([basis, som]), tol=1e-9) == np.linalg.matrix_rank(basis, tol=1e-9)

    def grenzen(self, som: np.ndarray) -> tuple[float, float]:
        """The lowest and highest value that fits everything shown, no count being negative."""
        basis, waarden = np.array(self.regels), np.array(self.waarden, dtype=float)
        laag = linprog(som, A_eq=basis, b_eq=waarden, bounds=(0, None), method="highs")
        hoog = linprog(-som, A_eq=basis, b_eq=waarden, bounds=(0, None), method="highs")
        # A programme that the solver gives up on pins nothing down; what subtraction gives is checked exactly above.
        return (laag.fun if laag.status == 0 else -np.inf), (-hoog.fun if hoog.status == 0 else np.inf)


# A busy machine draws slowly; that says nothing about what is published.
@settings(max_examples=25)
@given(mensen)
def test_no_small_count_comes_out_by_subtraction_over_all_tables_and_filters(groep: list) -> None:
    telling = tel(groep)
    inhoud = maak("leerders", telling, ASSEN)
    for nummer, thema in enumerate(THEMAS):
        aanvaller = Aanvaller(inhoud, thema, nummer)
        echt = Counter((deel, niveau, standen[nummer]) for deel, niveau, standen in groep)
        gegeven = np.array([float(echt[vak]) for vak in aanvaller.vakken])
        for naam, som in aanvaller.geheim:
            if som @ gegeven < DREMPEL:
                assert not aanvaller.bekend(som), naam
                if aanvaller.regels:
                    laag, hoog = aanvaller.grenzen(som)
                    assert hoog - laag > 0.5, (naam, laag, hoog)
        # and what is shown is true, and never small
        for som, waarde in zip(aanvaller.regels, aanvaller.waarden, strict=True):
            assert som @ gegeven == waarde
            assert waarde >= DREMPEL


@settings(max_examples=25)
@given(mensen, mensen)
def test_a_year_is_what_a_reader_can_add_up_from_its_quarters(een: list, ander: list) -> None:
    """So it gives nothing away that the quarters do not: no number in it depends on anything that is hidden in them."""
    kwartalen = [maak("leerders", tel(groep), ASSEN) for groep in (een, ander)]
    for soort, ruw in jaarinhoud([*kwartalen, {}]).items():
        jaar, delen = Tabel.van(ruw), [Tabel.van(inhoud[soort]) for inhoud in kwartalen]
        for (rij, kolom), waarde in jaar.cellen.items():
            stukken = [
                tabel.cellen[r, k]
                for tabel in delen
                for r in ((TOTAAL,) if rij == TOTAAL else tabel.rijen)
                for k in ((TOTAAL,) if kolom == TOTAAL else tabel.kolommen)
                if rij in (TOTAAL, r) or (rij == SAMEN and r not in jaar.rijen)
                if kolom in (TOTAAL, k) or (kolom == SAMEN and k not in jaar.kolommen)
            ]
            assert waarde == (None if None in stukken else sum(stukken)), (soort, rij, kolom)
        vijf = jaar.in_vijftallen().cellen
        assert all(n is None or (n % 5 == 0 and 0 <= jaar.cellen[plek] - n < 5) for plek, n in vijf.items())


@settings(max_examples=60)
@given(mensen)
def test_asked_and_not_asked_are_large_together_beside_the_total_of_another_table(groep: list) -> None:
    inhoud = maak("leerders", tel(groep), ASSEN)
    for thema in THEMAS:
        if f"vraag:{thema}" not in inhoud:
            continue
        tabel = Tabel.van(inhoud[f"vraag:{thema}"])
        hoofd = Tabel.van(inhoud["niveau"])
        assert tabel.rijen == hoofd.rijen
        for rij in (*tabel.rijen, TOTAAL):
            geheel, niet = hoofd.waarde(rij, TOTAAL), tabel.waarde(rij, "niet")
            assert geheel == tabel.waarde(rij, TOTAAL)
            if niet is not None:
                assert niet >= DREMPEL and geheel - niet >= DREMPEL


tabellen = st.integers(2, 5).flatmap(
    lambda breed: st.lists(st.lists(st.integers(0, 12), min_size=breed, max_size=breed), min_size=2, max_size=6)
)


@settings(max_examples=150)
@given(tabellen)
def test_every_small_cell_can_move_with_all_totals_known(getallen: list[list[int]]) -> None:
    waarden = {(f"r{i}", f"k{j}"): n for i, rij in enumerate(getallen) for j, n in enumerate(rij)}
    rijtotalen, kolomtotalen = [sum(rij) for rij in getallen], [sum(kolom) for kolom in zip(*getallen, strict=True)]
    if min(*rijtotalen, *kolomtotalen) < DREMPEL:
        return  # such rows and columns are put together first
    uit = bescherm(waarden)
    dicht = {plek for plek, waarde in uit.items() if waarde is None}
    for plek in dicht:
        if waarden[plek] < DREMPEL:
            assert beweegt(plek, waarden, dicht)
    assert all(waarde is None or (waarde == waarden[plek] and waarde >= DREMPEL) for plek, waarde in uit.items())


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)))
def test_classes_are_put_together_until_each_is_large(totalen: dict[str, int]) -> None:
    uit = bundel(totalen, "abcdef")
    if uit is None:
        assert sum(totalen.values()) < DREMPEL
        return
    assert sum(uit.totalen.values()) == sum(totalen.values())
    assert all(aantal >= DREMPEL for aantal in uit.totalen.values())
    assert len(uit.samen) != 1
    assert set(uit.open) | set(uit.samen) == set("abcdef")


def test_one_small_cell_hides_one_rectangle() -> None:
    uit = bescherm({("a", "x"): 2, ("a", "y"): 30, ("b", "x"): 40, ("b", "y"): 50, ("c", "x"): 9, ("c", "y"): 11})
    assert {plek for plek, waarde in uit.items() if waarde is None} == {("a", "x"), ("a", "y"), ("c", "x"), ("c", "y")}


def test_too_few_people_give_nothing_and_negative_counts_are_refused() -> None:
    assert maak("leerders", tel([("noord", "0", ("niet", "niet"))] * 4), ASSEN) == {}
    with pytest.raises(ValueError, match="nooit kleiner"):
        bescherm({("a", "x"): -1})
