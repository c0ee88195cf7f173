#!/bin/sh
# Makes the portal's role and database: neither superuser nor BYPASSRLS, so that row-level security holds for it, and not
# the owner of the log of who looked (netwerk/logboek.sql). Runs once, when the database server of compose.yaml starts on an empty volume.
set -eu
LOGBOEK=${LOGBOEK_SQL:-$(dirname "$0")/../../netwerk/logboek.sql}
psql -v ON_ERROR_STOP=1 -v logboek="$LOGBOEK" -v wachtwoord="$NETWERK_WACHTWOORD" -U postgres <<'SQL'
CREATE ROLE netwerk LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'wachtwoord';
CREATE DATABASE netwerk OWNER netwerk ENCODING 'UTF8' TEMPLATE template0;
\connect netwerk
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
\i :logboek
SQL
