"""Words only: what people read in forms and refusals; nothing changes in the database."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("aanbod", "0011_op_naam"),
        ("kern", "0007_logboek_niet_leeg"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="aanbod",
            name="doorlopend",
            field=models.BooleanField(default=True, verbose_name="mensen kunnen altijd beginnen"),
        ),
        migrations.AlterField(
            model_name="aanbod",
            name="lezen_nodig",
            field=models.BooleanField(default=False, verbose_name="wie meedoet, moet Nederlands kunnen lezen"),
        ),
        migrations.AlterConstraint(
            model_name="aanbod",
            name="aanbod_niveau_bereik",
            constraint=models.CheckConstraint(
                condition=models.Q(("niveau_van__lte", models.F("niveau_tot"))),
                name="aanbod_niveau_bereik",
                violation_error_message="Het hoogste niveau ligt onder het laagste. Draai ze om.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="aanbod",
            name="aanbod_tijdelijk_met_datum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("structureel", True), ("tijdelijk_tot__isnull", True)),
                    models.Q(("structureel", False), ("tijdelijk_tot__isnull", False)),
                    _connector="OR",
                ),
                name="aanbod_tijdelijk_met_datum",
                violation_error_message="Tijdelijk aanbod heeft een einddatum, blijvend aanbod niet. Vul de datum in of haal hem weg.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="aanbod",
            name="aanbod_start_bekend",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("doorlopend", True),
                    ("startdatum__isnull", False),
                    models.Q(("status", "gepubliceerd"), _negated=True),
                    _connector="OR",
                ),
                name="aanbod_start_bekend",
                violation_error_message="Vul een startdatum in, of kies dat mensen altijd kunnen beginnen.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="aanbod",
            name="aanbod_vrije_plekken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vrije_plekken__isnull", True),
                    ("capaciteit__isnull", True),
                    ("vrije_plekken__lte", models.F("capaciteit")),
                    _connector="OR",
                ),
                name="aanbod_vrije_plekken",
                violation_error_message="Er kunnen niet meer plaatsen vrij zijn dan er zijn. Vul een lager aantal in.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="openingstijd",
            name="openingstijd_van_voor_tot",
            constraint=models.CheckConstraint(
                condition=models.Q(("van__lt", models.F("tot"))),
                name="openingstijd_van_voor_tot",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="uitzondering",
            name="uitzondering_begin_voor_einde",
            constraint=models.CheckConstraint(
                condition=models.Q(("begin__lte", models.F("einde"))),
                name="uitzondering_begin_voor_einde",
                violation_error_message="De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.",
            ),
        ),
    ]
