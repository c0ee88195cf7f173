"""Row-level security on the record of what a device sent."""

from django.db import migrations

from netwerk.kern import rls


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_instelling_en_ontvangst")]

    operations = [rls.bescherm("intake_ontvangst", rls.van_organisatie("organisatie_id"))]
