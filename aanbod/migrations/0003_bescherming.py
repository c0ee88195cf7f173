"""Referrals are seen by the two organisations they lie between, and one at a time through a signed link."""

from django.db import migrations

from netwerk.kern import rls

#: The receiver does not see a draft: nothing has been handed over yet.
TWEE_PARTIJEN = (
    f"({rls.van_organisatie('van_organisatie_id')}"
    f" OR ({rls.van_organisatie('naar_organisatie_id')} AND status <> 'concept'))"
)


class Migration(migrations.Migration):
    dependencies = [("aanbod", "0002_modellen")]

    operations = [
        rls.bescherm("aanbod_doorverwijzing", rls.of_kaart(TWEE_PARTIJEN, "doorverwijzing")),
        rls.bescherm(
            "aanbod_doorverwijzingantwoord",
            rls.of_kaart(
                rls.van_organisatie("van_organisatie_id", "naar_organisatie_id"),
                "doorverwijzing",
                kolom="doorverwijzing_id",
            ),
        ),
    ]
