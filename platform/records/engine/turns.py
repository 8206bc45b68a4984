"""Whose turn it is to write into an SQLite file: one thread of a process, and one process, after the other.

SQLite would let each of them look again after ever longer pauses. With eight threads in two processes the file would
mostly be idle, and who has just written would find it free while all others sleep.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from time import monotonic, sleep

try:
    import fcntl
except ImportError:  # on Windows processes meet at the database file alone
    fcntl = None

PATIENCE = 10  # seconds that a writer waits for the others before it tries its luck at the database file
LOOK = 0.0004  # seconds between two looks
NEXT, TURN = 0, 1  # who has the first byte is the next to get the second


@contextmanager
def in_turn(path: str) -> Iterator[None]:
    """Wait for this thread's turn, then for this process's; whoever has waited too long goes on without."""
    until = monotonic() + PATIENCE
    with _lock:
        queue = _queues.setdefault(path, Lock())
    if not queue.acquire(timeout=PATIENCE):
        yield
        return
    try:
        with _alone(path, until):
            yield
    finally:
        queue.release()


@contextmanager
def _alone(path: str, until: float) -> Iterator[None]:
    """The turn among processes; who gives it back does not get it again before one that waits for it."""
    file = _file(path)
    if file is None:
        yield
        return
    if _got(file, NEXT, until):
        got = _got(file, TURN, until)
        _let_go(file, NEXT)
    else:
        got = False
    try:
        yield
    finally:
        if got:
            _let_go(file, TURN)


def _got(file: int, place: int, until: float) -> bool:
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            return True
        except (BlockingIOError, PermissionError):
            if monotonic() >= until:
                return False
            sleep(LOOK)
        except OSError:  # a file system without locks
            return False


def _let_go(file: int, place: int) -> None:
    with suppress(OSError):
        fcntl.lockf(file, fcntl.LOCK_UN, 1, place)


def _file(path: str) -> int | None:
    """A file beside the database that holds nothing; None where there can be none."""
    if fcntl is None:
        return None
    if path not in _files:
        try:
            _files[path] = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            _files[path] = None
    return _files[path]


_queues: dict[str, Lock] = {}
_files: dict[str, int | None] = {}
_lock = Lock()


def _forget_queues() -> None:
    """A forked process has none of the threads that may have held these, and no turn of its parent's."""
    global _lock
    _lock = Lock()
    _queues.clear()


os.register_at_fork(after_in_child=_forget_queues)
