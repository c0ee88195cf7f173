"""Log lines without personal data (imported by settings, so nothing of Django's models here).

Django's own lines name the full address, which may hold a signed link, and an error's text may hold what somebody typed
or a row of the database. What is left still says where: the route, the kind of error and every frame.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Any


def zonder_adres(_logger: Any, _methode: str, regel: dict[str, Any]) -> dict[str, Any]:
    """Replace Django's "Not Found: /full/address" by the route."""
    record = regel.get("_record")
    request = getattr(record, "request", None)
    if request is not None and hasattr(request, "resolver_match"):
        gevonden = request.resolver_match
        regel["event"] = f"{getattr(record, 'status_code', '')} {gevonden.route if gevonden else 'geen route'}".strip()
    return regel


def zonder_tekst(exc_info: Any) -> str:
    """A traceback without the texts of the errors: type and frames of the error and of what it came from."""
    return "\n".join(_keten(exc_info[1]))


def _keten(fout: BaseException | None) -> Iterator[str]:
    if fout is None:
        return
    oorzaak = fout.__cause__ or (None if fout.__suppress_context__ else fout.__context__)
    yield from _keten(oorzaak)
    for frame in traceback.extract_tb(fout.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    yield f"{type(fout).__module__}.{type(fout).__qualname__}"
