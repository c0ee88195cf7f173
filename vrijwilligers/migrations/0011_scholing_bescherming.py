"""Row-level security for training, feedback, hours and hand-over; places in a session kept by the database."""

from django.db import migrations

from netwerk.kern import rls
from vrijwilligers.basis import NIVEAUS, VOOR_DOCENTEN

# As in migration 0002: the lock on the session's row makes sign-ups queue, and the count sees everybody.
PLEKKEN = """
CREATE FUNCTION vrijwilligers_deelname_plekken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oud text := coalesce(current_setting('app.alles', true), '');
    ruimte integer;
    bezet integer;
BEGIN
    IF NEW.status NOT IN ('ingeschreven', 'aanwezig')
       OR (TG_OP = 'UPDATE' AND OLD.status IN ('ingeschreven', 'aanwezig') AND OLD.sessie_id = NEW.sessie_id) THEN
        RETURN NEW;
    END IF;
    PERFORM set_config('app.alles', 'aan', true);
    SELECT plekken INTO ruimte FROM vrijwilligers_sessie WHERE id = NEW.sessie_id FOR NO KEY UPDATE;
    SELECT count(*) INTO bezet FROM vrijwilligers_deelname
    WHERE sessie_id = NEW.sessie_id AND status IN ('ingeschreven', 'aanwezig') AND id <> coalesce(NEW.id, 0);
    IF bezet >= ruimte THEN
        RAISE EXCEPTION 'de sessie is vol'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijwilligers_deelname_plekken';
    END IF;
    PERFORM set_config('app.alles', oud, true);
    RETURN NEW;
END $$;
CREATE TRIGGER vrijwilligers_deelname_plekken BEFORE INSERT OR UPDATE ON vrijwilligers_deelname
    FOR EACH ROW EXECUTE FUNCTION vrijwilligers_deelname_plekken();
"""
PLEKKEN_WEG = """
DROP TRIGGER vrijwilligers_deelname_plekken ON vrijwilligers_deelname;
DROP FUNCTION vrijwilligers_deelname_plekken();
"""
VRIJWILLIGER = rls.of_kaart(rls.zonder_organisatie_of("organisatie_id"), "vrijwilliger")
OOK_BIJ = rls.of_kaart(
    "(organisatie_id = ANY((SELECT app_organisaties())::bigint[])"
    " OR ook_bij && ((SELECT app_organisaties())::bigint[]) OR (SELECT app_alles()))",
    "vrijwilliger",
)


def beleid(uitdrukking):
    return f"ALTER POLICY bereik ON vrijwilligers_vrijwilliger USING ({uitdrukking}) WITH CHECK ({uitdrukking});"


def eigen(uitdrukking):
    """As given, or the volunteer's own, by signed link."""
    return rls.of_kaart(uitdrukking, "vrijwilliger", "vrijwilliger_id")


def zet_niveaus(apps, schema_editor):
    module = apps.get_model("vrijwilligers", "Module")
    for code, niveau in NIVEAUS.items():
        module.objects.filter(code=code).update(niveau=niveau)
    module.objects.filter(code__in=VOOR_DOCENTEN).update(voor_docenten=True)


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0010_scholing")]

    operations = [
        rls.bescherm("vrijwilligers_deelname", eigen(rls.van_organisatie("organisatie_id", "bij_id"))),
        # The check code on the paper opens its one row (kaart "certificaat:<code>").
        rls.bescherm(
            "vrijwilligers_certificaat",
            rls.of_kaart(eigen(rls.zonder_organisatie_of("organisatie_id")), "certificaat", "code"),
        ),
        rls.bescherm("vrijwilligers_zelfcheck", eigen(rls.zonder_organisatie_of("organisatie_id"))),
        rls.bescherm("vrijwilligers_uren", eigen(rls.zonder_organisatie_of("organisatie_id"))),
        rls.bescherm(
            "vrijwilligers_terugkoppeling", eigen(rls.van_organisatie("organisatie_id", "van_organisatie_id"))
        ),
        # Who would receive the volunteer sees the row only after the yes.
        rls.bescherm(
            "vrijwilligers_overdracht",
            eigen(
                f"({rls.van_organisatie('organisatie_id')} OR (antwoord = 'ja' AND {rls.van_organisatie('naar_id')}))"
            ),
        ),
        migrations.RunSQL(beleid(OOK_BIJ), beleid(VRIJWILLIGER)),
        migrations.RunSQL(PLEKKEN, PLEKKEN_WEG),
        migrations.RunPython(zet_niveaus, migrations.RunPython.noop),
    ]
