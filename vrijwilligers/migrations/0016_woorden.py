"""Words only: what people read in forms and refusals; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kern", "0007_logboek_niet_leeg"),
        ("vrijwilligers", "0015_wissen_gevraagd"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="campagne",
            name="vrijwilligers_campagne_periode",
            constraint=models.CheckConstraint(
                condition=models.Q(("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"),
                name="vrijwilligers_campagne_periode",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="vacature",
            name="vrijwilligers_vacature_periode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("open_tot__isnull", True), ("open_tot__gte", models.F("open_van")), _connector="OR"
                ),
                name="vrijwilligers_vacature_periode",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
        ),
    ]
