"""Who may write an experience: only for one's own organisation, and never about what that organisation publishes."""

from __future__ import annotations

from django.db import migrations

from netwerk.kern import rls

EIGEN = rls.van_organisatie("organisatie_id")

# Experiences are shared knowledge, so reading is open to every scope; what an organisation told is only its own to change.
POLICIES = f"""
ALTER TABLE leermateriaal_ervaring ENABLE ROW LEVEL SECURITY;
ALTER TABLE leermateriaal_ervaring FORCE ROW LEVEL SECURITY;
CREATE POLICY lezen ON leermateriaal_ervaring FOR SELECT USING (true);
CREATE POLICY toevoegen ON leermateriaal_ervaring FOR INSERT WITH CHECK ({EIGEN});
CREATE POLICY wijzigen ON leermateriaal_ervaring FOR UPDATE USING ({EIGEN}) WITH CHECK ({EIGEN});
CREATE POLICY weghalen ON leermateriaal_ervaring FOR DELETE USING ({EIGEN});
"""
POLICIES_WEG = """
DROP POLICY lezen ON leermateriaal_ervaring;
DROP POLICY toevoegen ON leermateriaal_ervaring;
DROP POLICY wijzigen ON leermateriaal_ervaring;
DROP POLICY weghalen ON leermateriaal_ervaring;
ALTER TABLE leermateriaal_ervaring NO FORCE ROW LEVEL SECURITY;
ALTER TABLE leermateriaal_ervaring DISABLE ROW LEVEL SECURITY;
"""

# The organisation itself, and a person who also works for the publisher and tells through another organisation.
EIGEN_MATERIAAL = """
CREATE FUNCTION leermateriaal_geen_eigen_materiaal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE uitgever bigint;
BEGIN
  SELECT uitgever_organisatie_id INTO uitgever FROM leermateriaal_materiaal WHERE id = NEW.materiaal_id;
  IF uitgever IS NOT NULL AND (
    uitgever = NEW.organisatie_id
    OR EXISTS (SELECT 1 FROM kern_lidmaatschap WHERE gebruiker_id = NEW.door_id AND organisatie_id = uitgever)
  ) THEN
    RAISE EXCEPTION 'een ervaring met materiaal van de eigen organisatie telt niet mee'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leermateriaal_ervaring_eigen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leermateriaal_geen_eigen_materiaal
  BEFORE INSERT OR UPDATE OF materiaal_id, organisatie_id, door_id, hoe, aantal_leerders ON leermateriaal_ervaring
  FOR EACH ROW EXECUTE FUNCTION leermateriaal_geen_eigen_materiaal();
"""
EIGEN_MATERIAAL_WEG = """
DROP TRIGGER leermateriaal_geen_eigen_materiaal ON leermateriaal_ervaring;
DROP FUNCTION leermateriaal_geen_eigen_materiaal();
"""


class Migration(migrations.Migration):
    dependencies = [("leermateriaal", "0001_modellen"), ("kern", "0002_bescherming")]

    operations = [
        migrations.RunSQL(POLICIES, POLICIES_WEG),
        migrations.RunSQL(EIGEN_MATERIAAL, EIGEN_MATERIAAL_WEG),
    ]
