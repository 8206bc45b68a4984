"""From a host's name to its addresses, in bounded time."""

from __future__ import annotations

import socket
from queue import Empty, SimpleQueue
from threading import Thread

from .errors import NotReached

LONGEST = 5.0


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host; the system's resolver knows no limit of time, so it is asked in a thread of its own."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
    Thread(target=_ask, args=(host, port, answers), daemon=True, name="leadwright-resolver").start()
    try:
        answer = answers.get(timeout=LONGEST)
    except Empty:
        raise NotReached("no_name_in_time", again=True, host=host) from None
    if isinstance(answer, Exception):
        raise NotReached("no_such_host", again=True, host=host)
    return answer


def _ask(host: str, port: int, answers: SimpleQueue) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))
    except (OSError, UnicodeError) as error:
        answers.put(error if isinstance(error, OSError) else OSError(str(error)))
