from django.db import migrations

# TRUNCATE passes row triggers by; the function of migration 0005 refuses whatever is not an old line being deleted.
NIET_LEEG = """
CREATE TRIGGER kern_gebeurtenis_niet_leeg BEFORE TRUNCATE ON kern_gebeurtenis
  FOR EACH STATEMENT EXECUTE FUNCTION kern_gebeurtenis_alleen_toevoegen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kern", "0006_locatie_punt"),
    ]

    operations = [migrations.RunSQL(NIET_LEEG, "DROP TRIGGER kern_gebeurtenis_niet_leeg ON kern_gebeurtenis")]
