#!/bin/sh
# manage.py on a Debian machine, as the portal's user and with its settings: sh docs/voorbeelden/beheer.sh begin --email …
# systemd reads the settings, as it does for the services: the file is root's alone, and is not written for a shell.
# Of the version that this script lies in: a new one can be made ready while the old one runs.
set -eu
hier=$(cd "$(dirname "$0")/../.." && pwd -P)
exec systemd-run --quiet --pipe --wait --collect --uid=netwerk --working-directory="$hier" \
    -p EnvironmentFile=/etc/netwerk.env -p PrivateTmp=true "$hier/.venv/bin/python" manage.py "$@"
