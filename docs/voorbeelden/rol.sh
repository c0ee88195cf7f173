#!/bin/sh
# Makes the portal's role and database: owner of its own database, neither superuser nor BYPASSRLS, so that row-level
# security holds for it. Runs once, when the database server of compose.yaml starts on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 -v wachtwoord="$NETWERK_WACHTWOORD" -U postgres <<'SQL'
CREATE ROLE netwerk LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'wachtwoord';
CREATE DATABASE netwerk OWNER netwerk ENCODING 'UTF8' TEMPLATE template0;
\connect netwerk
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
SQL
