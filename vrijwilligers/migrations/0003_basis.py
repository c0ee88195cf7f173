"""The first learning line and requirements, so that every installation starts with a policy."""

from django.db import migrations

from vrijwilligers.basis import laad


def vul(apps, schema_editor):
    laad(apps.get_model("vrijwilligers", "Module"), apps.get_model("vrijwilligers", "Eis"))


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0002_bescherming")]

    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
