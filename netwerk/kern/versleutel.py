"""Encryption of what the database keeps but should not give away with a copied disk."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sleutel(doel: str) -> Fernet:
    """A key for one purpose, derived from SECRET_KEY: what one purpose encrypted, another cannot read."""
    ruw = HKDF(SHA256(), length=32, salt=None, info=f"netwerk.kern.{doel}".encode()).derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(ruw))
