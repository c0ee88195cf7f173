"""Words only: what people read in forms and refusals; nothing changes in the database."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kern", "0007_logboek_niet_leeg"),
        ("leermateriaal", "0006_eigen_naam"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="materiaalmelding",
            name="antwoord",
            field=models.CharField(blank=True, max_length=300, verbose_name="wat hebt u gedaan"),
        ),
        migrations.AlterConstraint(
            model_name="materiaal",
            name="leermateriaal_niveaus",
            constraint=models.CheckConstraint(
                condition=models.Q(("niveau_tot__lte", 4), ("niveau_van__lte", models.F("niveau_tot"))),
                name="leermateriaal_niveaus",
                violation_error_message="Het hoogste niveau ligt onder het laagste. Draai ze om.",
            ),
        ),
    ]
