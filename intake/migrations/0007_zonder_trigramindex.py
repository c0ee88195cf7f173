"""The trigram index on first names was never used: under row-level security LIKE may not come before the policy."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_bescherming_ontvangst")]

    operations = [migrations.RemoveIndex(model_name="leerder", name="intake_leerder_zoek")]
