"""The aims of the adaptive intake, on a small sample, so that a later change of the engine cannot spoil them unseen."""

import importlib.util
import statistics
import sys
from pathlib import Path

import pytest

from intake.vragenlijst import lees_vragenlijst, pad_van_versie

PAD = Path(__file__).resolve().parents[2] / "benchmarks" / "intake_simulatie.py"


@pytest.fixture(scope="module")
def simulatie():
    spec = importlib.util.spec_from_file_location("intake_simulatie", PAD)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize(
    ("trekker", "ruis", "gelijk", "deel"),
    [
        ("trek_trap", 0.0, 1.0, 0.36),
        ("trek_trap", 0.05, 0.98, 0.38),
        ("trek_trap", 0.10, 0.97, 0.40),
        ("trek_glijdend", 0.0, 0.97, 0.42),
    ],
)
def test_doelen_gehaald(simulatie, trekker, ruis, gelijk, deel):
    lijst = lees_vragenlijst(pad_van_versie(1))
    meting = simulatie.meet(lijst.als_gegevens(), getattr(simulatie, trekker), 200, ruis, 0.6, zaad=7)
    assert meting.gelijk / meting.domeinen >= gelijk
    assert statistics.median(meting.items) <= deel * len(lijst.vragen)
