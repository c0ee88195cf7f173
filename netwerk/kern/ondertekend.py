"""Signed links: one record, one purpose, until a date. Who has no account answers through these."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing


class LinkOngeldig(Exception):
    """The link was changed, or is for something else."""


class LinkVerlopen(Exception):
    """The link was right once."""


def maak_token(doel: str, *waarden: str | int) -> str:
    """A token for one purpose (``doel`` is the salt), to be put in a link."""
    return signing.TimestampSigner(salt=f"netwerk.{doel}").sign_object([str(waarde) for waarde in waarden])


def lees_token(doel: str, token: str, *, geldig: timedelta) -> list[str]:
    """The values in a token; raises :class:`LinkVerlopen` or :class:`LinkOngeldig`."""
    try:
        return signing.TimestampSigner(salt=f"netwerk.{doel}").unsign_object(token, max_age=geldig)
    except signing.SignatureExpired as fout:
        raise LinkVerlopen from fout
    except signing.BadSignature as fout:
        raise LinkOngeldig from fout
