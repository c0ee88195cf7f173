"""Did the same card go somewhere else since? Without this every card that came to nothing reads all that was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanbod", "0012_woorden")]

    operations = [
        migrations.AddIndex(
            model_name="doorverwijzing",
            index=models.Index(fields=["van_organisatie", "voornaam", "verstuurd_op"], name="doorverwijzing_zelfde"),
        ),
    ]
