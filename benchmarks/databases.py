"""A database of its own for a benchmark, beside the one that is in use."""

from __future__ import annotations


def maak_database(adres: str, naam: str) -> None:
    """Make it when it is not there yet; ``adres`` is of any database on the same server."""
    import psycopg2

    verbinding = psycopg2.connect(adres)
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [naam])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{naam}"')
    verbinding.close()
