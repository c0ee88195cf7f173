"""Extensions, scope functions, the append-only log and the cache table."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

from netwerk.kern import rls

# As `createcachetable` would make it, so that no separate command is needed.
CACHE = """
CREATE TABLE kern_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX kern_cache_expires ON kern_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("kern", "0001_initial")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(rls.FUNCTIES, rls.FUNCTIES_WEG),
        migrations.RunSQL(CACHE, "DROP TABLE kern_cache"),
        rls.alleen_toevoegen("kern_gebeurtenis"),
        # Anyone may add a line (also about a signed link or a sign-up); reading needs an organisation in common.
        rls.bescherm(
            "kern_gebeurtenis",
            "organisaties && (SELECT app_organisaties()) OR (SELECT app_alles())",
            schrijven="true",
        ),
    ]
