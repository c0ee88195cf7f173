"""Row-level security on everything about a learner, and published questionnaires that cannot change."""

from django.db import migrations

from netwerk.kern import rls

TABELLEN = (
    "intake_leerder",
    "intake_toestemming",
    "intake_intake",
    "intake_antwoord",
    "intake_domeinniveau",
)

# What may change in a published version: that it is replaced (status), and a translation that is put right.
ONVERANDERLIJK = """
CREATE FUNCTION intake_versie_onveranderlijk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF OLD.status <> 'concept' AND (
    TG_OP = 'DELETE' OR NEW.status = 'concept' OR NEW.nummer <> OLD.nummer OR NEW.titel <> OLD.titel
    OR NEW.inhoud IS DISTINCT FROM OLD.inhoud OR NEW.gepubliceerd_op IS DISTINCT FROM OLD.gepubliceerd_op
  ) THEN
    RAISE EXCEPTION 'versie % van de vragenlijst is uitgegeven en verandert niet meer', OLD.nummer
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER intake_versie_onveranderlijk BEFORE UPDATE OR DELETE ON intake_vragenlijstversie
  FOR EACH ROW EXECUTE FUNCTION intake_versie_onveranderlijk();
"""
ONVERANDERLIJK_WEG = """
DROP TRIGGER intake_versie_onveranderlijk ON intake_vragenlijstversie;
DROP FUNCTION intake_versie_onveranderlijk();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        *(rls.bescherm(tabel, rls.van_organisatie("organisatie_id")) for tabel in TABELLEN),
        migrations.RunSQL(ONVERANDERLIJK, ONVERANDERLIJK_WEG),
    ]
