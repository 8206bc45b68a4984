"""Serving the application with gunicorn: one process, threads, and the jobs beside them."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from publishing import Settings, know_all_kinds

ROOT = Path(__file__).resolve().parents[2]
LONGEST_ADDRESS = 8190  # the most that gunicorn takes, short of any length


def serve(settings: Settings, *, host: str, port: int, workers: int, threads: int) -> None:
    """Replaces nothing and returns when the server stops; the environment tells its processes where state lives."""
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        """gunicorn around `app:app`, with our settings instead of its files."""

        def load_config(self) -> None:
            for name, value in _options(host, port, workers, threads).items():
                self.cfg.set(name, value)

        def load(self):
            if str(ROOT) not in sys.path:
                sys.path.insert(0, str(ROOT))
            return import_module("app").app

    os.environ["LEADWRIGHT_DATA"] = str(settings.data)
    os.environ["LEADWRIGHT_DATABASE_URL"] = settings.database_url
    _load_once()
    Server().run()


def _load_once() -> None:
    """Loads the code before the processes part, so that they share it; the collector is kept from touching it."""
    for name in ("api", "web", "jobs"):
        import_module(name)
    know_all_kinds()
    gc.collect()
    gc.freeze()


def _options(host: str, port: int, workers: int, threads: int) -> dict:
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
        "graceful_timeout": 10,
        "timeout": 120,
        "loglevel": "warning",
        "limit_request_line": LONGEST_ADDRESS,
        "proc_name": "leadwright",
        "control_socket_disable": True,
    }
