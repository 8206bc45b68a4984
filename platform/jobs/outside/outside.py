"""Connections to the outside: an address is looked up once, judged, and then connected to, that one and no other."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer

from .addresses import VARIABLE, Allowed, allowed_by, judge
from .errors import NotReached
from .http import WEB_PORTS, HttpAnswer, HttpCall, exchange, target_of
from .line import Line
from .resolving import resolve

CONNECT, WHOLE = 5.0, 20.0


class Outside:
    """What jobs reach the network through; tests bring a resolver and a list of their own."""

    def __init__(
        self,
        *,
        allowed: Iterable[Allowed] | None = None,
        resolver: Callable[[str, int], list[str]] = resolve,
        seconds: float = WHOLE,
    ) -> None:
        """Without a list, the environment's."""
        self._allowed = tuple(allowed_by() if allowed is None else allowed)
        self._resolver = resolver
        self.seconds = seconds

    def call(self, call: HttpCall) -> HttpAnswer:
        """One HTTP exchange, of bounded time and size; a redirect is an answer like any other and never followed."""
        target = target_of(call.url)
        with self.line(target.host, target.port, ports=WEB_PORTS) as line:
            return exchange(line, target, call)

    @contextmanager
    def line(
        self, host: str, port: int, *, ports: frozenset[int], trusted: bool = False, seconds: float | None = None
    ) -> Iterator[Line]:
        """A connection to the very address that was judged: a second look-up might answer differently.

        It ends in time, whatever the other side does: a server that sends a byte now and then never meets a socket's
        own limit. `trusted` is what whoever runs the server has set; they may mean a host inside.
        """
        line = Line(_first_that_answers(host, port, self._addresses(host, port, ports, trusted=trusted)))
        timer = Timer(seconds or self.seconds, line.cut)
        timer.daemon = True
        timer.start()
        try:
            yield line
            _refuse_if_cut(line)
        except (OSError, EOFError, NotReached) as error:
            _refuse_if_cut(line)
            if isinstance(error, NotReached):
                raise
            raise NotReached("broke_off", again=True, detail=_detail(error)) from None
        finally:
            timer.cancel()
            line.close()

    def _addresses(self, host: str, port: int, ports: frozenset[int], *, trusted: bool) -> list[str]:
        found = self._resolver(host, port)
        if trusted:
            return found
        judged = judge(host, found, port, self._allowed)
        if judged.refused:
            raise NotReached("inside", again=False, host=host, variable=VARIABLE)
        if port not in ports and not judged.by_operator:
            raise NotReached("bad_port", again=False, port=port)
        return judged.addresses


def _refuse_if_cut(line: Line) -> None:
    """What was read until then may look whole, and is not."""
    if line.was_cut:
        raise NotReached("too_slow", again=True) from None


def _first_that_answers(host: str, port: int, addresses: list[str]) -> socket.socket:
    last: OSError | None = None
    for address in addresses[:4]:
        try:
            return socket.create_connection((address, port), timeout=CONNECT)
        except OSError as error:
            last = error
    raise NotReached("no_answer", again=True, host=host, port=port, detail=_detail(last))


def _detail(error: Exception | None) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]
