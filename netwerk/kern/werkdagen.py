"""Dutch working days: what is promised "within five working days" must not fall on a holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


def pasen(jaar: int) -> date:
    """Easter Sunday (Gregorian; the anonymous algorithm in Meeus, *Astronomical Algorithms*, ch. 8)."""
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k), m = divmod(c, 4), (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    maand = (h - m + r + 90) // 25
    return date(jaar, maand, (h - m + r + maand + 19) % 32)


@lru_cache(maxsize=64)
def feestdagen(jaar: int) -> dict[date, str]:
    """Public holidays on which one does not work. Bevrijdingsdag only in lustrum years, as most agreements have it."""
    zondag = pasen(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag = date(jaar, 4, 26)
    dagen = {
        date(jaar, 1, 1): "Nieuwjaarsdag",
        zondag: "Eerste paasdag",
        zondag + timedelta(days=1): "Tweede paasdag",
        koningsdag: "Koningsdag",
        zondag + timedelta(days=39): "Hemelvaartsdag",
        zondag + timedelta(days=49): "Eerste pinksterdag",
        zondag + timedelta(days=50): "Tweede pinksterdag",
        date(jaar, 12, 25): "Eerste kerstdag",
        date(jaar, 12, 26): "Tweede kerstdag",
    }
    if jaar % 5 == 0:
        dagen[date(jaar, 5, 5)] = "Bevrijdingsdag"
    return dagen


def is_werkdag(dag: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def na_werkdagen(vanaf: date, aantal: int) -> date:
    """The date ``aantal`` working days after ``vanaf`` (which itself does not count); ``aantal`` >= 0."""
    dag = vanaf
    while aantal > 0:
        dag += timedelta(days=1)
        if is_werkdag(dag):
            aantal -= 1
    return dag


def werkdagen_tussen(van: date, tot: date) -> int:
    """How many working days lie after ``van`` up to and including ``tot``; negative when ``tot`` is earlier."""
    if tot < van:
        return -werkdagen_tussen(tot, van)
    return sum(is_werkdag(van + timedelta(days=n)) for n in range(1, (tot - van).days + 1))
