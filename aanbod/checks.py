"""System checks of this room, with ids: data that somebody has to keep up."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning, register
from django.utils import timezone

from .rooster import GEGEVENS

HINT = "Zie aanbod/data/schoolvakanties.toml; de data staan op rijksoverheid.nl."


@register()
def schoolvakanties_bekend(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without the holidays of this region, provision that is closed in them is shown as open."""
    regios = tomllib.loads(GEGEVENS.read_text("utf-8"))
    regio = settings.SCHOOLVAKANTIE_REGIO
    if regio not in regios:
        kennen = ", ".join(sorted(regios))
        tekst = f"SCHOOLVAKANTIE_REGIO is '{regio}', en van die regio staan er geen vakanties in (wel van: {kennen})."
        return [Warning(tekst, hint=HINT, id="aanbod.W001")]
    laatste = max((rij["einde"] for rij in regios[regio]["vakanties"]), default=None)
    if laatste is None or laatste < timezone.localdate():
        return [Warning(f"De laatste schoolvakantie van regio {regio} is voorbij.", hint=HINT, id="aanbod.W002")]
    return []


@register(deploy=True)
def schoolvakanties_nagekeken(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Said at deployment only: the dates were typed over and somebody has to compare them once."""
    regio = tomllib.loads(GEGEVENS.read_text("utf-8")).get(settings.SCHOOLVAKANTIE_REGIO, {})
    if regio and not regio.get("nagekeken"):
        return [Info("De schoolvakanties zijn nog niet vergeleken met de bron.", hint=HINT, id="aanbod.I001")]
    return []
