"""Server processes: ours and a bare one, started, waited for, weighed and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from .ground import Ground

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-c", "import sys; from cli import main; sys.exit(main())")
WORKERS, THREADS = 2, 8
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    port: int
    process: subprocess.Popen
    started_in: float  # seconds from the command to the first answer

    def memory(self) -> float:
        """What its processes take together, shared pages counted once, in MiB."""
        kilobytes = sum(_pss(pid) for pid in (self.process.pid, *_children(self.process.pid)))
        return kilobytes / 1024


@contextmanager
def ours(ground: Ground, *, workers: int = WORKERS) -> Iterator[Server]:
    """`leadwright run` on the ground."""
    port = _free_port()
    words = ["run", "--no-demo", "--data", str(ground.workspace.settings.data), "--port", str(port)]
    words += ["--workers", str(workers), "--threads", str(THREADS)]
    more = {"LEADWRIGHT_DATABASE_URL": ground.workspace.settings.database_url}
    with _serving([*COMMAND, *words], more, port, "/healthz") as server:
        yield server


@contextmanager
def bare(ground: Ground, *, workers: int = WORKERS) -> Iterator[Server]:
    """The bare program of `bench/bare.py` on the same database and the same server program."""
    port = _free_port()
    words = ["--workers", str(workers), "--threads", str(THREADS), "--worker-class", "gthread", "--log-level", "error"]
    more = {"BARE_DATABASE_URL": ground.workspace.settings.database_url}
    command = [sys.executable, "-m", "gunicorn", *words, "--bind", f"127.0.0.1:{port}", "bench.bare:app"]
    with _serving(command, more, port, "/") as server:
        yield server


@contextmanager
def _serving(command: Sequence[str], more: Mapping[str, str], port: int, path: str) -> Iterator[Server]:
    ignored = ("LEADWRIGHT_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ignored)}
    environment = {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}", **more}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(process, port, path)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait(process: subprocess.Popen, port: int, path: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError(f"the server did not answer within {PATIENCE} s")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def _pss(pid: int) -> int:
    """In kB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
