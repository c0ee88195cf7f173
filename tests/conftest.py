"""Fixtures every folder may use. The database server comes from tests/databaseplugin.py."""

from __future__ import annotations

import hypothesis

# A machine that others use draws slowly: time says nothing about what is tested.
hypothesis.settings.register_profile("huis", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("huis")

pytest_plugins = ["tests.fixtures"]
