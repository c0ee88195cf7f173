"""Row-level security, and the two rules about matches that the database keeps by itself."""

from django.db import migrations

from netwerk.kern import rls

# The trigger must see all of a volunteer's matches and papers, whatever the scope of the person who writes; a plpgsql
# function cannot SET app.alles in its header without superuser, so it sets it for its own statements and puts it back.
# After an exception the (sub)transaction rolls the setting back.
#
# The lock on the volunteer's row makes acceptances queue: the second one counts after the first has committed.
REGELS = """
CREATE FUNCTION vrijwilligers_koppeling_regels() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oud text := coalesce(current_setting('app.alles', true), '');
    ruimte integer;
    bezet integer;
    gevoelig boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.status = OLD.status AND NEW.vrijwilliger_id = OLD.vrijwilliger_id
       AND NEW.hulpvraag_id = OLD.hulpvraag_id THEN
        RETURN NEW;
    END IF;
    IF NEW.status NOT IN ('voorgesteld', 'geaccepteerd', 'gestart') THEN
        RETURN NEW;
    END IF;
    PERFORM set_config('app.alles', 'aan', true);
    SELECT capaciteit INTO ruimte FROM vrijwilligers_vrijwilliger WHERE id = NEW.vrijwilliger_id FOR NO KEY UPDATE;
    SELECT privacygevoelig INTO gevoelig FROM vrijwilligers_hulpvraag WHERE id = NEW.hulpvraag_id;
    IF gevoelig AND NOT EXISTS (
        SELECT 1 FROM vrijwilligers_screening
        WHERE vrijwilliger_id = NEW.vrijwilliger_id AND vog_getoond_op IS NOT NULL AND vog_geldig_tot >= current_date
          AND geheimhouding_getekend_op IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'privacygevoelige hulp zonder geldige VOG en geheimhouding'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_koppeling_screening';
    END IF;
    IF gevoelig AND NOT EXISTS (
        SELECT 1 FROM vrijwilligers_resultaat
        WHERE vrijwilliger_id = NEW.vrijwilliger_id AND module_id = 'privacy' AND status = 'behaald'
    ) THEN
        RAISE EXCEPTION 'privacygevoelige hulp zonder de privacymodule'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_koppeling_module';
    END IF;
    IF NEW.status IN ('geaccepteerd', 'gestart') THEN
        SELECT count(*) INTO bezet FROM vrijwilligers_koppeling
        WHERE vrijwilliger_id = NEW.vrijwilliger_id AND status IN ('geaccepteerd', 'gestart') AND id <> NEW.id;
        IF bezet >= ruimte THEN
            RAISE EXCEPTION 'de vrijwilliger heeft geen plek meer'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_koppeling_capaciteit';
        END IF;
    END IF;
    PERFORM set_config('app.alles', oud, true);
    RETURN NEW;
END $$;
CREATE TRIGGER vrijwilligers_koppeling_regels BEFORE INSERT OR UPDATE ON vrijwilligers_koppeling
    FOR EACH ROW EXECUTE FUNCTION vrijwilligers_koppeling_regels();

CREATE FUNCTION vrijwilligers_capaciteit_regel() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oud text := coalesce(current_setting('app.alles', true), '');
    bezet integer;
BEGIN
    PERFORM set_config('app.alles', 'aan', true);
    SELECT count(*) INTO bezet FROM vrijwilligers_koppeling
    WHERE vrijwilliger_id = NEW.id AND status IN ('geaccepteerd', 'gestart');
    IF NEW.capaciteit < bezet THEN
        RAISE EXCEPTION 'de capaciteit is lager dan wat er loopt'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_koppeling_capaciteit';
    END IF;
    PERFORM set_config('app.alles', oud, true);
    RETURN NEW;
END $$;
CREATE TRIGGER vrijwilligers_capaciteit_regel BEFORE UPDATE ON vrijwilligers_vrijwilliger FOR EACH ROW
    WHEN (NEW.capaciteit < OLD.capaciteit) EXECUTE FUNCTION vrijwilligers_capaciteit_regel();
"""
REGELS_WEG = """
DROP TRIGGER vrijwilligers_capaciteit_regel ON vrijwilligers_vrijwilliger;
DROP FUNCTION vrijwilligers_capaciteit_regel();
DROP TRIGGER vrijwilligers_koppeling_regels ON vrijwilligers_koppeling;
DROP FUNCTION vrijwilligers_koppeling_regels();
"""


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0001_initial"), ("kern", "0002_bescherming")]

    operations = [
        # The pool (no organisation) opens only to app.alles: pool.py is the one narrow door (docs there).
        rls.bescherm("vrijwilligers_vrijwilliger", rls.zonder_organisatie_of("organisatie_id")),
        rls.bescherm("vrijwilligers_screening", rls.zonder_organisatie_of("organisatie_id")),
        rls.bescherm("vrijwilligers_resultaat", rls.zonder_organisatie_of("organisatie_id")),
        rls.bescherm("vrijwilligers_hulpvraag", rls.van_organisatie("van_organisatie_id", "naar_organisatie_id")),
        rls.bescherm(
            "vrijwilligers_koppeling",
            rls.of_kaart(rls.van_organisatie("organisatie_id", "van_organisatie_id"), "koppeling"),
        ),
        migrations.RunSQL(REGELS, REGELS_WEG),
    ]
