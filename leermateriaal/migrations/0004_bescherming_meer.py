"""History by trigger, refusal of interested judgement by trigger, and the row-level policies of what is new."""

from __future__ import annotations

from django.db import migrations

from netwerk.kern import rls

EIGEN = rls.van_organisatie("organisatie_id")

# Experiences are public knowledge, and so is how they changed. The trigger writes; nobody changes a line of history.
GESCHIEDENIS = f"""
ALTER TABLE leermateriaal_ervaringversie ENABLE ROW LEVEL SECURITY;
ALTER TABLE leermateriaal_ervaringversie FORCE ROW LEVEL SECURITY;
CREATE POLICY lezen ON leermateriaal_ervaringversie FOR SELECT USING (true);
CREATE POLICY toevoegen ON leermateriaal_ervaringversie FOR INSERT WITH CHECK ({EIGEN});
CREATE POLICY weghalen ON leermateriaal_ervaringversie FOR DELETE USING ({EIGEN});
CREATE POLICY samenvoegen ON leermateriaal_ervaringversie FOR UPDATE USING ((SELECT app_alles()));
CREATE FUNCTION leermateriaal_bewaar_versie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO leermateriaal_ervaringversie
    (ervaring_id, organisatie_id, niveau, doelgroep_id, vorm, hoe, let_op, aantal_leerders, op, over)
  VALUES (OLD.id, OLD.organisatie_id, OLD.niveau, OLD.doelgroep_id, OLD.vorm, OLD.hoe, OLD.let_op, OLD.aantal_leerders,
    OLD.op, CASE WHEN OLD.materiaal_id = NEW.materiaal_id THEN ''
      ELSE coalesce((SELECT titel FROM leermateriaal_materiaal WHERE id = OLD.materiaal_id), '') END);
  RETURN NULL;
END $$;
CREATE TRIGGER leermateriaal_bewaar_versie AFTER UPDATE ON leermateriaal_ervaring FOR EACH ROW
  WHEN ((OLD.materiaal_id, OLD.niveau, OLD.doelgroep_id, OLD.vorm, OLD.hoe, OLD.let_op, OLD.aantal_leerders)
    IS DISTINCT FROM (NEW.materiaal_id, NEW.niveau, NEW.doelgroep_id, NEW.vorm, NEW.hoe, NEW.let_op, NEW.aantal_leerders))
  EXECUTE FUNCTION leermateriaal_bewaar_versie();
"""
GESCHIEDENIS_WEG = """
DROP TRIGGER leermateriaal_bewaar_versie ON leermateriaal_ervaring;
DROP FUNCTION leermateriaal_bewaar_versie();
DROP POLICY lezen ON leermateriaal_ervaringversie;
DROP POLICY toevoegen ON leermateriaal_ervaringversie;
DROP POLICY samenvoegen ON leermateriaal_ervaringversie;
DROP POLICY weghalen ON leermateriaal_ervaringversie;
ALTER TABLE leermateriaal_ervaringversie NO FORCE ROW LEVEL SECURITY;
ALTER TABLE leermateriaal_ervaringversie DISABLE ROW LEVEL SECURITY;
"""

# Interested: works for the publisher, or declared an interest in it that still runs.
BELANG = """
CREATE FUNCTION leermateriaal_heeft_belang(wie bigint, organisatie bigint, naam text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM kern_lidmaatschap l WHERE l.gebruiker_id = wie AND l.organisatie_id = organisatie)
    OR EXISTS (SELECT FROM leermateriaal_belang b WHERE b.gebruiker_id = wie AND b.tot IS NULL
      AND (b.organisatie_id = organisatie OR lower(btrim(b.uitgever)) = lower(btrim(naam))))
$$;
CREATE FUNCTION leermateriaal_geen_belang() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.beoordeeld_door_id IS NOT NULL
      AND (TG_OP = 'INSERT' OR (NEW.status, NEW.beoordeeld_door_id) IS DISTINCT FROM (OLD.status, OLD.beoordeeld_door_id))
      AND leermateriaal_heeft_belang(NEW.beoordeeld_door_id, NEW.uitgever_organisatie_id, NEW.uitgever))
    OR (NEW.gecontroleerd_door_id IS NOT NULL
      AND (TG_OP = 'INSERT'
        OR (NEW.gecontroleerd_op, NEW.gecontroleerd_door_id) IS DISTINCT FROM (OLD.gecontroleerd_op, OLD.gecontroleerd_door_id))
      AND leermateriaal_heeft_belang(NEW.gecontroleerd_door_id, NEW.uitgever_organisatie_id, NEW.uitgever))
  THEN
    RAISE EXCEPTION 'wie een belang heeft in een uitgever, beoordeelt haar materiaal niet'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leermateriaal_geen_belang';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leermateriaal_geen_belang BEFORE INSERT OR UPDATE ON leermateriaal_materiaal
  FOR EACH ROW EXECUTE FUNCTION leermateriaal_geen_belang();
CREATE FUNCTION leermateriaal_oordeel_geen_belang() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.door_id IS NOT NULL AND EXISTS (
    SELECT FROM leermateriaal_materiaal m JOIN leermateriaal_materiaal_leervragen k ON k.materiaal_id = m.id
    WHERE k.leervraag_id = NEW.leervraag_id AND m.status = 'gepubliceerd'
      AND (NEW.niveau IS NULL OR NEW.niveau BETWEEN m.niveau_van AND m.niveau_tot)
      AND (NEW.doelgroep_id IS NULL OR EXISTS (SELECT FROM leermateriaal_materiaal_doelgroepen d
        WHERE d.materiaal_id = m.id AND d.doelgroep_id = NEW.doelgroep_id))
      AND leermateriaal_heeft_belang(NEW.door_id, m.uitgever_organisatie_id, m.uitgever))
  THEN
    RAISE EXCEPTION 'wie een belang heeft in een uitgever, beoordeelt geen vak waarin haar materiaal staat'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leermateriaal_geen_belang';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leermateriaal_oordeel_geen_belang BEFORE INSERT ON leermateriaal_inventarisatieoordeel
  FOR EACH ROW EXECUTE FUNCTION leermateriaal_oordeel_geen_belang();
"""
BELANG_WEG = """
DROP TRIGGER leermateriaal_oordeel_geen_belang ON leermateriaal_inventarisatieoordeel;
DROP TRIGGER leermateriaal_geen_belang ON leermateriaal_materiaal;
DROP FUNCTION leermateriaal_oordeel_geen_belang();
DROP FUNCTION leermateriaal_geen_belang();
DROP FUNCTION leermateriaal_heeft_belang(bigint, bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [("leermateriaal", "0003_compleet")]

    operations = [
        migrations.RunSQL(GESCHIEDENIS, GESCHIEDENIS_WEG),
        migrations.RunSQL(BELANG, BELANG_WEG),
        rls.bescherm("leermateriaal_verzameling", EIGEN),
        rls.bescherm("leermateriaal_verzamelstuk", EIGEN),
    ]
