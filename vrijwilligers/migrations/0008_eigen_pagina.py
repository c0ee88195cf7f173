"""A volunteer's signed link opens exactly that volunteer's own rows: ``app.kaart`` = 'vrijwilliger:<id>'."""

from django.db import migrations

from netwerk.kern import rls

TABELLEN = {
    "vrijwilligers_vrijwilliger": (rls.zonder_organisatie_of("organisatie_id"), "id"),
    "vrijwilligers_screening": (rls.zonder_organisatie_of("organisatie_id"), "vrijwilliger_id"),
    "vrijwilligers_resultaat": (rls.zonder_organisatie_of("organisatie_id"), "vrijwilliger_id"),
    "vrijwilligers_koppeling": (
        rls.of_kaart(rls.van_organisatie("organisatie_id", "van_organisatie_id"), "koppeling"),
        "vrijwilliger_id",
    ),
}


def beleid(tabel: str, uitdrukking: str) -> str:
    return f"ALTER POLICY bereik ON {tabel} USING ({uitdrukking}) WITH CHECK ({uitdrukking});"


class Migration(migrations.Migration):
    dependencies = [("vrijwilligers", "0007_toewijzing")]

    operations = [
        migrations.RunSQL(
            beleid(tabel, rls.of_kaart(oud, "vrijwilliger", kolom)),
            beleid(tabel, oud),
        )
        for tabel, (oud, kolom) in TABELLEN.items()
    ]
