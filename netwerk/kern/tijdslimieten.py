"""How long a statement may take: short for a page that somebody waits for, longer for a command."""

from __future__ import annotations

from django.conf import settings
from django.db import connections


def voor_het_web() -> None:
    """Called by wsgi.py before the first connection: a page gives up sooner than a command."""
    for verbinding in connections.all():
        opties = verbinding.settings_dict["OPTIONS"]
        opties["options"] = f"{opties.get('options', '')} -c statement_timeout={settings.WEB_STATEMENT_TIMEOUT}".strip()
