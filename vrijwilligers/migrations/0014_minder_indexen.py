"""Two indexes that begin another index as well: they cost time at every proposal and answered nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0013_wens_van_de_leerder")]

    operations = [
        migrations.AlterField(
            model_name="toewijzingsregel",
            name="ronde",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="regels",
                to="vrijwilligers.toewijzingsronde",
            ),
        ),
        migrations.AlterField(
            model_name="toewijzingsregel",
            name="organisatie",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="kern.organisatie",
            ),
        ),
    ]
