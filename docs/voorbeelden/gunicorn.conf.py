"""gunicorn as docs/installeren.md uses it. Threads, so that one slow visitor does not hold up a whole worker."""

import os
from typing import Any

bind = "0.0.0.0:8000"  # noqa: S104 - inside a container or behind nginx; the firewall decides who comes here
worker_class = "gthread"
workers = 3
threads = 8
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
accesslog = None
errorlog = "-"
# The control socket wants a home folder, which a service does not have.
control_socket_disable = True


def child_exit(_server: Any, worker: Any) -> None:
    """Forget the gauges of a worker that is gone; only where the workers count together."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
