"""The other side of the wire: a mail server and a web server of the test's own, which keep what they were sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

from tests.server import free_port


class MailSink:
    """A mail server: `answer` is what it says to the next mails, None that it takes them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer: str | None = None
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        """The setting that names it."""
        return f"smtp://127.0.0.1:{self._controller.port}?from=crm@house.example&name=Qiming"

    async def handle_DATA(self, server, session, envelope) -> str:
        """Takes a mail, or says what it was told to say."""
        if self.answer:
            return self.answer
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def stop(self) -> None:
        """Ends."""
        self._controller.stop()


@dataclass
class Asked:
    """One request that a web sink got."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass
class Told:
    """What a web sink answers."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> bytes:
        """The body as it is sent."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body, ensure_ascii=False).encode()


class WebSink:
    """A web server: it keeps every request and answers as `answer` says, a Told or a function that makes one."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answer: Told | Callable[[Asked], Told] = Told()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """At which port."""
        return self._server.server_address[1]

    def stop(self) -> None:
        """Ends."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sink = self

        class Handler(BaseHTTPRequestHandler):
            """Keeps and answers."""

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, self.rfile.read(length))
                sink.asked.append(asked)
                told = sink.answer(asked) if callable(sink.answer) else sink.answer
                self.send_response(told.status)
                for name, value in {"Content-Length": str(len(told.bytes)), **told.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(told.bytes)

            do_GET = do_POST = do_PUT = _any

            def log_message(self, *args: Any) -> None:
                """Says nothing."""

        return Handler
