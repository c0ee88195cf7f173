"""Fixtures every folder may use. The database server comes from tests/databaseplugin.py."""

from __future__ import annotations

pytest_plugins = ["tests.fixtures"]
