"""Against machines at the public sign-up, without a puzzle: a time, a bait and a count per address.

Only a keyed hash of the network address is kept, for an hour, in the database cache. The limit is generous: a library
or a school signs people up from one address.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Nobody reads three steps faster than this, in seconds.
MINSTENS = 4
PER_UUR = 30
#: Checks of a certificate from one address.
CONTROLES_PER_UUR = 60
UUR = 3600


def te_vaak(request: HttpRequest, soort: str = "aanmelden", per_uur: int | None = None) -> bool:
    """Count this try; True when this address had its number for the hour."""
    adres = request.META.get("REMOTE_ADDR", "")
    sleutel = f"{soort}:{salted_hmac(f'vrijwilligers.{soort}', adres).hexdigest()[:32]}"
    if cache.add(sleutel, 1, UUR):
        return False
    try:
        return int(cache.incr(sleutel)) > (PER_UUR if per_uur is None else per_uur)
    except ValueError:  # ended between the two calls
        return False
