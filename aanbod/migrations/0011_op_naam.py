"""The list without a word: read by name from an index instead of sorted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanbod", "0010_tijden_waarborgen_bewaard")]

    operations = [
        migrations.AddIndex(
            model_name="aanbod",
            index=models.Index(
                condition=models.Q(("status", "gepubliceerd")), fields=["naam", "id"], name="aanbod_op_naam"
            ),
        ),
    ]
