-- The log of who looked gets an owner that nobody logs in as, so that not even the portal's own role can change it (ADR 18).
-- Run as the database's administrator, connected to the portal's database; running it again changes nothing:
--   psql -U postgres -d netwerk -f netwerk/logboek.sql
-- `manage.py migrate` then hands the table over by itself. A later migration that changes that table needs it back for a
-- moment: SELECT netwerk_beheer.geef_logboek_vrij('netwerk'); the migrate that follows closes it again.
DO $$
DECLARE app name;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'netwerk_logboek') THEN
    CREATE ROLE netwerk_logboek NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  -- Who owns a database owns its schema, and who owns a schema may drop whatever stands in it.
  SELECT pg_get_userbyid(datdba) INTO app FROM pg_database WHERE datname = current_database();
  IF app <> current_user THEN
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', current_database(), current_user);
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', current_database(), app);
    ALTER SCHEMA public OWNER TO CURRENT_USER;
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', app);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO netwerk_logboek;
CREATE SCHEMA IF NOT EXISTS netwerk_beheer;
GRANT USAGE ON SCHEMA netwerk_beheer TO PUBLIC;

-- May be called by anybody: it only takes rights away.
CREATE OR REPLACE FUNCTION netwerk_beheer.bescherm_logboek() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE app name;
BEGIN
  SELECT pg_get_userbyid(relowner) INTO app FROM pg_class WHERE oid = to_regclass('public.kern_gebeurtenis');
  IF app IS NULL OR app = 'netwerk_logboek' THEN
    RETURN false;
  END IF;
  ALTER TABLE public.kern_gebeurtenis OWNER TO netwerk_logboek;
  ALTER FUNCTION public.kern_gebeurtenis_alleen_toevoegen() OWNER TO netwerk_logboek;
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON public.kern_gebeurtenis TO %I', app);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION netwerk_beheer.geef_logboek_vrij(app name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.kern_gebeurtenis OWNER TO %I', app);
  EXECUTE format('ALTER FUNCTION public.kern_gebeurtenis_alleen_toevoegen() OWNER TO %I', app);
END $$;
REVOKE ALL ON FUNCTION netwerk_beheer.geef_logboek_vrij(name) FROM PUBLIC;
