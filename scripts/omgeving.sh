#!/bin/sh
# Finds a Python that is new enough and lets it make .venv. Usage: sh scripts/omgeving.sh basis|dev
# PYTHON=… in the environment is tried first. Kept apart from the Makefile so that it can be tested.
set -eu
cd "$(dirname "$0")/.."

for kandidaat in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
    [ -n "$kandidaat" ] || continue
    # Run it, as well as find it: a version manager's stand-in is found but fails.
    if "$kandidaat" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$kandidaat" scripts/omgeving.py "$1"
    fi
done

gevonden=$(python3 --version 2>&1) || gevonden="geen / none"
echo "Python 3.11 of nieuwer is nodig (gevonden: $gevonden). Zet het op deze computer, of wijs het aan: make PYTHON=/pad/naar/python3.11" >&2
echo "Python 3.11 or newer is needed (found: $gevonden). Install it, or point at it: make PYTHON=/path/to/python3.11" >&2
exit 2
