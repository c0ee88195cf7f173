"""Row-level security on plans and their steps."""

from django.db import migrations

from netwerk.kern import rls


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_leerplan")]

    operations = [
        rls.bescherm(tabel, rls.van_organisatie("organisatie_id")) for tabel in ("intake_leerplan", "intake_stap")
    ]
