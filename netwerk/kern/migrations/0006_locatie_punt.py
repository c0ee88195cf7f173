import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Func


class Migration(migrations.Migration):
    dependencies = [("kern", "0005_concept")]

    operations = [
        migrations.AddIndex(
            model_name="locatie",
            index=django.contrib.postgres.indexes.GistIndex(
                Func(F("lon") * models.Value(67968.0), F("lat") * models.Value(111320.0), function="point"),
                name="kern_locatie_punt",
            ),
        ),
    ]
