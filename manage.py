#!/usr/bin/env python3
"""Django's command line, after seeing to it that there is a database to talk to."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("Django ontbreekt in deze Python. Draai eerst: make demo")
    from netwerk import beheer

    beheer.zorg_voor_database(sys.argv)
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        beheer.stop("\nGestopt.")


if __name__ == "__main__":
    main()
