"""Row-level security for who is asked back, and a trigger that follows the policy of the organisation (``Eis``).

Migration 0002 keeps what privacy-sensitive help always asks. This one reads the policy in force today for the role and
the volunteer's organisation, as ``eisen.beleid_voor`` does, so that a proposal with papers that expired or are too old
for the policy is refused whatever the screen said. What already runs is left alone: only a new state is looked at.
"""

from django.db import migrations

from netwerk.kern import rls

BELEID = """
CREATE FUNCTION vrijwilligers_koppeling_beleid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oud text := coalesce(current_setting('app.alles', true), '');
    rol_ text;
    vog_ boolean := true;
    maanden_ integer;
    geheim_ boolean := true;
    referentie_ boolean := true;
    modules_ text[] := ARRAY['privacy'];
    voldoet boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.status = OLD.status AND NEW.vrijwilliger_id = OLD.vrijwilliger_id
       AND NEW.hulpvraag_id = OLD.hulpvraag_id THEN
        RETURN NEW;
    END IF;
    IF NEW.status NOT IN ('voorgesteld', 'geaccepteerd', 'gestart') THEN
        RETURN NEW;
    END IF;
    PERFORM set_config('app.alles', 'aan', true);
    SELECT rol INTO rol_ FROM vrijwilligers_hulpvraag WHERE id = NEW.hulpvraag_id;
    SELECT vog, vog_maanden, geheimhouding, referentie, modules
      INTO vog_, maanden_, geheim_, referentie_, modules_
      FROM vrijwilligers_eis
     WHERE rol = rol_ AND geldig_vanaf <= current_date
       AND (organisatie_id = NEW.organisatie_id OR organisatie_id IS NULL)
     ORDER BY organisatie_id ASC NULLS LAST, geldig_vanaf DESC LIMIT 1;
    IF NOT FOUND THEN  -- no policy at all: ask everything, rather than nothing (eisen.STRENG)
        vog_ := true; geheim_ := true; referentie_ := true; modules_ := ARRAY['privacy']; maanden_ := NULL;
    END IF;
    SELECT (NOT vog_ OR EXISTS (
                SELECT 1 FROM vrijwilligers_screening
                WHERE vrijwilliger_id = NEW.vrijwilliger_id AND vog_geldig_tot >= current_date
                  AND (maanden_ IS NULL OR vog_getoond_op + make_interval(months => maanden_) >= current_date)))
       AND (NOT geheim_ OR EXISTS (
                SELECT 1 FROM vrijwilligers_screening
                WHERE vrijwilliger_id = NEW.vrijwilliger_id AND geheimhouding_getekend_op IS NOT NULL))
       AND (NOT referentie_ OR EXISTS (
                SELECT 1 FROM vrijwilligers_screening
                WHERE vrijwilliger_id = NEW.vrijwilliger_id AND referentie_op IS NOT NULL))
       AND NOT EXISTS (
                SELECT 1 FROM unnest(modules_) AS nodig(code)
                WHERE NOT EXISTS (SELECT 1 FROM vrijwilligers_resultaat
                                  WHERE vrijwilliger_id = NEW.vrijwilliger_id AND module_id = nodig.code
                                    AND status = 'behaald'))
      INTO voldoet;
    IF NOT voldoet THEN
        RAISE EXCEPTION 'de vrijwilliger voldoet niet aan het beleid voor %', rol_
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_koppeling_beleid';
    END IF;
    PERFORM set_config('app.alles', oud, true);
    RETURN NEW;
END $$;
-- Named to run after vrijwilligers_koppeling_regels, whose message is more exact for privacy-sensitive help.
CREATE TRIGGER vrijwilligers_koppeling_xbeleid BEFORE INSERT OR UPDATE ON vrijwilligers_koppeling
    FOR EACH ROW EXECUTE FUNCTION vrijwilligers_koppeling_beleid();
"""
# Django's connections run in UTC; until one or two in the morning "today" would still be yesterday here, and the portal
# and the database would disagree about the day a VOG ends.
DAG_HIER = """
ALTER FUNCTION vrijwilligers_koppeling_beleid() SET timezone = 'Europe/Amsterdam';
ALTER FUNCTION vrijwilligers_koppeling_regels() SET timezone = 'Europe/Amsterdam';
"""
DAG_HIER_WEG = """
ALTER FUNCTION vrijwilligers_koppeling_beleid() RESET timezone;
ALTER FUNCTION vrijwilligers_koppeling_regels() RESET timezone;
"""
BELEID_WEG = """
DROP TRIGGER vrijwilligers_koppeling_xbeleid ON vrijwilligers_koppeling;
DROP FUNCTION vrijwilligers_koppeling_beleid();
"""


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0005_werving")]

    operations = [
        rls.bescherm("vrijwilligers_terugvraag", rls.of_kaart(rls.van_organisatie("organisatie_id"), "terugvraag")),
        migrations.RunSQL(BELEID, BELEID_WEG),
        migrations.RunSQL(DAG_HIER, DAG_HIER_WEG),
    ]
