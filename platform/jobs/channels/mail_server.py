"""The mail server as a secret setting names it: smtp://user:password@host:587?from=crm@example.com"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, as whom, and whose address stands on it."""

    host: str
    port: int
    is_secure: bool
    sender: str
    name: str = ""
    reply_to: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    tls_mode: str = ""

    @property
    def needs_tls(self) -> bool:
        """Whether nothing is sent in clear: a password never is, unless `tls=off` says so."""
        return self.tls_mode == "required" or (bool(self.user) and self.tls_mode != "off")

    @property
    def domain(self) -> str:
        """What Message-IDs end in."""
        return self.sender.rpartition("@")[2] or "leadwright"

    def tls(self) -> ssl.SSLContext:
        """How its certificate is judged: `tls=any` takes what a server inside has made for itself."""
        context = ssl.create_default_context()
        if self.tls_mode == "any":
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


def server_at(address: str) -> MailServer | None:
    """The server of a setting; None where the setting is no such address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    more = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    user = unquote(parts.username or "")
    sender = more.get("from") or (user if "@" in user else "")
    if parts.scheme not in SCHEMES or not parts.hostname or "@" not in sender:
        return None
    return MailServer(
        host=parts.hostname,
        port=port or SCHEMES[parts.scheme],
        is_secure=parts.scheme == "smtps",
        sender=sender,
        name=more.get("name", ""),
        reply_to=more.get("reply_to", ""),
        user=user,
        password=unquote(parts.password or ""),
        tls_mode=more.get("tls", ""),
    )
