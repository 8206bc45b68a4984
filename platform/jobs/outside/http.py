"""One HTTP exchange over a connection that is open already."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import quote, urlsplit

from .errors import NotReached, keepable
from .line import Line

PORTS = {"http": 80, "https": 443}
# Services speak HTTP here; a database, a mail server or a shell does not.
WEB_PORTS = frozenset({80, 443, 3000, 5000, 9000, *range(8000, 9000)})
LARGEST = 1024 * 1024
LONGEST_URL = 4000
_KEPT = "/%:@!$&'()*+,;=-._~"
_FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f]")
AGENT = "Leadwright"


@dataclass(frozen=True)
class HttpCall:
    """What is asked: one method, one address, a body."""

    method: str
    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    largest: int = LARGEST


@dataclass(frozen=True)
class HttpAnswer:
    """What came back; `cut` where it was longer than what is read."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return keepable(self.body.decode("utf-8", "replace"))

    @property
    def retry_after(self) -> timedelta | None:
        """How long the other side wants to be left alone, where it says so in seconds: a day at most."""
        written = self.headers.get("retry-after", "")
        is_number = written.isascii() and written.isdigit() and len(written) < 8
        return timedelta(seconds=min(int(written), 86_400)) if is_number else None


@dataclass(frozen=True)
class Target:
    """An address in its parts."""

    host: str
    port: int
    path: str
    is_secure: bool

    @property
    def named(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS["https" if self.is_secure else "http"] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """The parts of an address that may be called at all; NotReached says what is wrong with it."""
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise NotReached("bad_url", again=False)
    try:
        parts = urlsplit(url)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:  # a port that is no number, a name that no host can have
        raise NotReached("bad_url", again=False) from None
    if parts.scheme not in PORTS or not host or parts.username is not None:
        raise NotReached("bad_url", again=False)
    query = f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=_KEPT)
    return Target(host, PORTS[parts.scheme] if port is None else port, path + query, parts.scheme == "https")


def exchange(line: Line, target: Target, call: HttpCall) -> HttpAnswer:
    """Send and read, through TLS where the address says so, with the certificate's name held against the host's."""
    spoken = HTTPConnection(target.host, target.port)
    try:
        if target.is_secure:
            line.secure(_tls(), target.host)
        spoken.sock = line.socket
        headers = {"Host": target.named, "User-Agent": AGENT, "Accept-Encoding": "identity", **call.headers}
        spoken.request(call.method, target.path, body=call.body, headers=headers)
        return _answer(spoken.getresponse(), call.largest)
    except ssl.SSLCertVerificationError as error:
        raise NotReached("bad_certificate", again=True, host=target.host, detail=error.verify_message) from None
    except (HTTPException, ValueError) as error:
        raise NotReached("not_http", again=True, detail=(str(error) or type(error).__name__)[:200]) from None


def _ascii(host: str) -> str:
    return host if ":" in host else host.encode("idna").decode("ascii")


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _answer(response: HTTPResponse, largest: int) -> HttpAnswer:
    body = response.read(largest + 1)
    headers = {name.lower(): keepable(value) for name, value in response.getheaders()}
    return HttpAnswer(response.status, headers, body[:largest], cut=len(body) > largest)
