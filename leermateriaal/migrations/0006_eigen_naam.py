"""Own material is known by the publisher's name too, and a collection can be read with a link.

Until now an organisation was kept from praising what it publishes only where the tie to the network's list was filled
in. Now the name counts: a material whose publisher is named as an organisation is tied to it, whoever writes the row,
and the refusals (of own experiences, of interested judgement) compare names as well.
"""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

OUD_ERVARING = import_module("leermateriaal.migrations.0002_bescherming").EIGEN_MATERIAAL
OUD_BELANG = import_module("leermateriaal.migrations.0004_bescherming_meer").BELANG


def _alleen_functie(sql: str, naam: str) -> str:
    """The one CREATE FUNCTION of an earlier migration, as a replacement, for the way back."""
    begin = sql.index(f"CREATE FUNCTION {naam}(")
    return sql[begin : sql.index("$$;", begin) + 3].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


# Fires before leermateriaal_geen_belang: triggers of one kind go by the alphabet.
UITGEVER = """
CREATE FUNCTION leermateriaal_bepaal_uitgever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.uitgever_organisatie_id IS NULL THEN
    SELECT id INTO NEW.uitgever_organisatie_id FROM kern_organisatie
    WHERE lower(btrim(naam)) = lower(btrim(NEW.uitgever)) ORDER BY id LIMIT 1;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leermateriaal_bepaal_uitgever BEFORE INSERT OR UPDATE OF uitgever, uitgever_organisatie_id
  ON leermateriaal_materiaal FOR EACH ROW EXECUTE FUNCTION leermateriaal_bepaal_uitgever();
UPDATE leermateriaal_materiaal m SET uitgever_organisatie_id = o.id FROM kern_organisatie o
  WHERE m.uitgever_organisatie_id IS NULL AND lower(btrim(o.naam)) = lower(btrim(m.uitgever));
"""
UITGEVER_WEG = """
DROP TRIGGER leermateriaal_bepaal_uitgever ON leermateriaal_materiaal;
DROP FUNCTION leermateriaal_bepaal_uitgever();
"""

# The organisation that tells and those the teller works for, against the publisher by tie and by name.
EIGEN_MATERIAAL = """
CREATE OR REPLACE FUNCTION leermateriaal_geen_eigen_materiaal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM leermateriaal_materiaal m JOIN kern_organisatie o
      ON o.id = m.uitgever_organisatie_id OR lower(btrim(o.naam)) = lower(btrim(m.uitgever))
    WHERE m.id = NEW.materiaal_id AND o.id = ANY (ARRAY(
      SELECT NEW.organisatie_id UNION SELECT l.organisatie_id FROM kern_lidmaatschap l WHERE l.gebruiker_id = NEW.door_id))
  ) THEN
    RAISE EXCEPTION 'een ervaring met materiaal van de eigen organisatie telt niet mee'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leermateriaal_ervaring_eigen';
  END IF;
  RETURN NEW;
END $$;
"""
# By number: a parameter called naam would give way to the column of that name.
BELANG = """
CREATE OR REPLACE FUNCTION leermateriaal_heeft_belang(wie bigint, organisatie bigint, naam text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM kern_lidmaatschap l JOIN kern_organisatie o ON o.id = l.organisatie_id
      WHERE l.gebruiker_id = $1 AND (o.id = $2 OR lower(btrim(o.naam)) = lower(btrim($3))))
    OR EXISTS (SELECT FROM leermateriaal_belang b WHERE b.gebruiker_id = $1 AND b.tot IS NULL
      AND (b.organisatie_id = $2 OR lower(btrim(b.uitgever)) = lower(btrim($3))))
$$;
"""

# A signed link opens one collection that its makers opened (bereik(kaart="verzameling:<id>")), to read only.
MET_LINK = """
CREATE POLICY met_link ON leermateriaal_verzameling FOR SELECT
  USING (met_link AND 'verzameling:' || id::text = (SELECT app_kaart()));
CREATE POLICY met_link ON leermateriaal_verzamelstuk FOR SELECT
  USING ('verzameling:' || verzameling_id::text = (SELECT app_kaart()));
"""
MET_LINK_WEG = """
DROP POLICY met_link ON leermateriaal_verzameling;
DROP POLICY met_link ON leermateriaal_verzamelstuk;
"""


class Migration(migrations.Migration):
    dependencies = [("leermateriaal", "0005_bijdragen")]

    operations = [
        migrations.RunSQL(UITGEVER, UITGEVER_WEG),
        migrations.RunSQL(EIGEN_MATERIAAL, _alleen_functie(OUD_ERVARING, "leermateriaal_geen_eigen_materiaal")),
        migrations.RunSQL(BELANG, _alleen_functie(OUD_BELANG, "leermateriaal_heeft_belang")),
        migrations.RunSQL(MET_LINK, MET_LINK_WEG),
    ]
