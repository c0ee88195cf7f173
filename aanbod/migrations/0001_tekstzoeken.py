"""A text search configuration that ignores accents; as an own configuration it may stand in a generated column."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kern", "0002_bescherming")]

    operations = [
        migrations.RunSQL(
            "CREATE TEXT SEARCH CONFIGURATION nl_zoek (COPY = pg_catalog.dutch);"
            "ALTER TEXT SEARCH CONFIGURATION nl_zoek ALTER MAPPING FOR"
            " asciiword, word, hword, hword_part, asciihword, hword_asciipart, numword, numhword, hword_numpart"
            " WITH unaccent, dutch_stem;",
            "DROP TEXT SEARCH CONFIGURATION nl_zoek;",
        )
    ]
