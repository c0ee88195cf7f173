"""Sessions in the database, read with one statement written out.

The same table and behaviour as Django's own store. Every page of somebody who is logged in reads a session, and putting
the same query together again each time took longer than the database did (docs/adr/0019-what-a-login-costs.md).
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connections, router
from django.utils import timezone


class SessionStore(DatabaseStore):
    """Django's database sessions; only reading differs."""

    def load(self) -> dict[str, Any]:
        """What is kept, or nothing when there is no such session or it is over."""
        gegevens = self._gegevens()
        if gegevens is None:
            self._session_key = None
            return {}
        inhoud: dict[str, Any] = self.decode(gegevens)
        return inhoud

    def _gegevens(self) -> str | None:
        tabel = self.model._meta.db_table
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(
                f"SELECT session_data FROM {tabel} WHERE session_key = %s AND expire_date > %s",  # noqa: S608
                [self.session_key, timezone.now()],
            )
            rij = cursor.fetchone()
        return rij[0] if rij else None

    @classmethod
    def get_model_class(cls) -> Any:
        """The table that Django's own store uses, so that both can be swapped without logging anybody out."""
        from django.contrib.sessions.models import Session

        return Session
