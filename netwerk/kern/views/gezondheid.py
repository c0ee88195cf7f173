"""What a balancer and a monitor ask: does this process live, and can it serve."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netwerk.kern import leesreplica, planning


@login_not_required
@never_cache
@require_safe
def leeft(request: HttpRequest) -> JsonResponse:
    """This process answers. Asks nothing of the database: a balancer must not kill all workers when that restarts."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def klaar(request: HttpRequest) -> JsonResponse:
    """Whether requests can be served: 503 without the database or with migrations to go; late jobs are named."""
    try:
        uitvoerder = MigrationExecutor(connection)
        te_gaan = len(uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()))
        if te_gaan:
            return JsonResponse({"status": "migraties", "te_gaan": te_gaan}, status=503)
        antwoord = {"status": "ok", "opdrachten_te_laat": planning.achterstallig()}
        if leesreplica.ALIAS in connections.databases:
            antwoord["leesreplica"] = leesreplica.STAND.nu()
        return JsonResponse(antwoord)
    except DatabaseError:
        return JsonResponse({"status": "geen database"}, status=503)
