"""Clients: threads that keep a connection each and ask one thing after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Lock, Thread

CLIENTS = 8


@dataclass(frozen=True)
class Ask:
    """One request."""

    method: str
    path: str
    body: bytes | None = None
    expect: int = 200


@dataclass(frozen=True)
class Load:
    """How quickly they were answered."""

    per_second: float
    median: float  # milliseconds
    p95: float


def load(port: int, asks: Sequence[Ask], headers: dict[str, str], *, clients: int = CLIENTS) -> Load:
    """Asks all of it, shared among the clients; an answer that was not expected ends the run."""
    left, lock, times, wrong = iter(asks), Lock(), [], []
    threads = [Thread(target=_client, args=(port, left, lock, headers, times, wrong)) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if wrong:
        raise RuntimeError(wrong[0])
    times.sort()
    return Load(len(times) / took, 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.95)])


def _client(port: int, left: Iterator[Ask], lock: Lock, headers: dict[str, str], times: list, wrong: list) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    while not wrong:
        with lock:
            ask = next(left, None)
        if ask is None:
            return
        began = time.perf_counter()
        connection.request(ask.method, ask.path, ask.body, headers)
        answer = connection.getresponse()
        said = answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != ask.expect:
            wrong.append(f"{ask.method} {ask.path}: {answer.status} {said[:400].decode('utf-8', 'replace')}")
