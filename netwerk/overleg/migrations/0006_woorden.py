"""Words only: what people read in forms and refusals; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("overleg", "0005_nieuwsbrief"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bijeenkomst",
            name="datum",
            field=models.DateField(blank=True, help_text="Leeg: de datum staat nog niet vast.", null=True),
        ),
        migrations.AlterConstraint(
            model_name="bijeenkomst",
            name="overleg_bijeenkomst_tijden",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eindtijd__isnull", True), ("eindtijd__gt", models.F("begintijd")), _connector="OR"
                ),
                name="overleg_bijeenkomst_tijden",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="datumoptie",
            name="overleg_datumoptie_tijden",
            constraint=models.CheckConstraint(
                condition=models.Q(("eindtijd__gt", models.F("begintijd"))),
                name="overleg_datumoptie_tijden",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
        ),
    ]
