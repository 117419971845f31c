"""The production server, granian with a few worker processes.

Started by ``manage.py serve``, which brings database and static files up to date first. Why granian, and why these
numbers: ``docs/decisions/server.md``.
"""

import os
import signal
import threading
import time
from importlib import import_module
from typing import Any

from django.urls import get_resolver
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from .gateway import Gateway

WORKERS = 2
#: Threads that run views, in each worker. PostgreSQL's pool (``config.environment.POOL_SIZE``) has room for all.
THREADS = 4
#: Seconds that a view may go on after the server was told to stop.
STOP_PATIENCE = 5


def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT.

    Where processes are made by copying, everything is loaded once, here, and the workers start with it.
    """
    import_module("config.wsgi")
    _ = get_resolver().url_patterns
    Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=WORKERS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_PATIENCE,
        http=HTTPModes.http1,
        # Whoever dribbles headers holds a connection, but never one of the threads; of bodies the gateway takes care.
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Any:
    """Called in each new worker: the application behind its gateway."""
    # Until the worker has handlers of its own it carries the main process's, which would swallow a signal to stop.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl-C in a terminal goes to the whole group, and a worker told twice (by it and by the main process) may hang.
    os.setpgid(0, 0)
    threading.Thread(target=_stop_without_parent, args=[os.getppid()], daemon=True).start()

    return Gateway(import_module("config.wsgi").application, threads=THREADS)


def _stop_without_parent(parent: int) -> None:
    """A worker whose main process was killed would go on serving, and hold the port, for ever."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
