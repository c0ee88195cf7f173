"""Row-level security: SQL for migrations, so that every table with personal data gets the same policy.

The recipe (measured, see docs/adr/0003): the app connects as a role without superuser and BYPASSRLS that owns the
tables, FORCE makes the policy hold for the owner too, and the scope comes from settings local to the transaction that
``netwerk.kern.bereik`` sets. The sub-select in the expressions lets PostgreSQL compute the scope once per statement
instead of once per row.

It guards against a forgotten filter in our code, not against SQL injection.
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

FUNCTIES = """
CREATE OR REPLACE FUNCTION app_alles() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.alles', true), '') = 'aan' $$;
CREATE OR REPLACE FUNCTION app_organisaties() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE
     WHEN app_alles() THEN (SELECT coalesce(array_agg(id), '{}') FROM kern_organisatie)
     ELSE coalesce(string_to_array(nullif(current_setting('app.organisaties', true), ''), ',')::bigint[], '{}')
   END $$;
CREATE OR REPLACE FUNCTION app_kaart() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.kaart', true), '') $$;
"""
FUNCTIES_WEG = "DROP FUNCTION app_organisaties(); DROP FUNCTION app_alles(); DROP FUNCTION app_kaart();"


def van_organisatie(*kolommen: str) -> str:
    """Expression: the row belongs to one of the organisations in scope, by any of these columns."""
    return "(" + " OR ".join(f"{kolom} = ANY((SELECT app_organisaties())::bigint[])" for kolom in kolommen) + ")"


def zonder_organisatie_of(kolom: str) -> str:
    """Expression: in scope by this column, or without organisation (the city's pool) for who sees everything."""
    return f"({kolom} = ANY((SELECT app_organisaties())::bigint[]) OR (SELECT app_alles()))"


def of_kaart(uitdrukking: str, soort: str, kolom: str = "id") -> str:
    """Expression: as given, or exactly this record, opened by a signed link (``bereik(kaart="soort:id")``)."""
    return f"({uitdrukking} OR '{soort}:' || {kolom}::text = (SELECT app_kaart()))"


def bescherm(tabel: str, uitdrukking: str, *, schrijven: str | None = None) -> RunSQL:
    """Migration operation: enable and force row-level security on a table with one policy.

    ``schrijven`` is the WITH CHECK expression when it differs from what may be read.
    """
    return RunSQL(
        f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY bereik ON {tabel} USING ({uitdrukking}) WITH CHECK ({schrijven or uitdrukking});",
        f"DROP POLICY bereik ON {tabel}; ALTER TABLE {tabel} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {tabel} DISABLE ROW LEVEL SECURITY;",
    )


def alleen_toevoegen(tabel: str) -> RunSQL:
    """Migration operation: the database itself refuses to change or delete rows of this table."""
    naam = f"{tabel}_alleen_toevoegen"
    return RunSQL(
        f"CREATE FUNCTION {naam}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION 'regels in {tabel} worden niet gewijzigd of verwijderd' "
        f"USING ERRCODE = 'integrity_constraint_violation'; "
        f"END $$; CREATE TRIGGER {naam} BEFORE UPDATE OR DELETE ON {tabel} FOR EACH ROW EXECUTE FUNCTION {naam}();",
        f"DROP TRIGGER {naam} ON {tabel}; DROP FUNCTION {naam}();",
    )
