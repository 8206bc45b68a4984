"""Mails to contacts: what was sent to whom, what they did with it, and addresses that want no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from .engine.rows import choose, portions, read, read_one, write, write_once
from .tables.delivery import mail, silenced_address


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; `body` is paragraphs of texts and of [words, number of the link], `links` the targets."""

    delivery: int
    token: str
    form: str
    record: int
    address: str
    subject: str
    body: list[list[Any]]
    links: list[str]
    at: datetime
    options: dict[str, Any] = field(default_factory=dict)
    message: str | None = None
    sender: int | None = None
    sent_at: datetime | None = None
    opens: int = 0
    opened_at: datetime | None = None
    clicks: int = 0
    clicked_at: datetime | None = None
    unsubscribed_at: datetime | None = None
    bounced_at: datetime | None = None
    replied_at: datetime | None = None
    last_opened_at: datetime | None = None
    last_clicked_at: datetime | None = None
    id: int = 0

    @property
    def text(self) -> str:
        """The body as it reads, without the targets of its links."""
        parts = ("".join(piece if isinstance(piece, str) else piece[0] for piece in part) for part in self.body)
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Silenced:
    """An address that gets no more mail, and why."""

    address: str
    why: str
    at: datetime
    mail: int | None = None


def add(connection: Connection, new: Mail) -> int:
    """Keep a mail that is to be sent."""
    return write(connection, mail, new)


def of_delivery(connection: Connection, delivery: int) -> Mail | None:
    """The mail that a delivery carries."""
    return read_one(connection, Mail, choose(mail, Mail).where(mail.c.delivery == delivery))


def by_token(connection: Connection, token: str, *, lock: bool = False) -> Mail | None:
    """The mail that a link or a picture inside it names."""
    query = choose(mail, Mail).where(mail.c.token == token)
    return read_one(connection, Mail, query.with_for_update() if lock else query)


def by_tokens(connection: Connection, tokens: Iterable[str]) -> Mail | None:
    """The newest of the mails with these tokens: what an answer refers to."""
    found = [
        one
        for part in portions(tokens, 100)
        for one in read(connection, Mail, choose(mail, Mail).where(mail.c.token.in_(part)))
    ]
    return max(found, key=lambda one: one.id, default=None)


def of_record(connection: Connection, form: str, record: int, *, limit: int = 20) -> tuple[Mail, ...]:
    """A record's mails, the newest first."""
    query = choose(mail, Mail).where(mail.c.form == form, mail.c.record == record)
    return read(connection, Mail, query.order_by(mail.c.id.desc()).limit(limit))


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down what became of a mail."""
    connection.execute(update(mail).where(mail.c.id == id).values(**columns))


def silence(connection: Connection, new: Silenced) -> bool:
    """Send an address nothing more; False when that was so before."""
    values = {"address": new.address.lower(), "why": new.why, "at": new.at, "mail": new.mail}
    return write_once(connection, silenced_address, values, key=("address",))


def silenced(connection: Connection, addresses: Iterable[str]) -> dict[str, Silenced]:
    """Those of some addresses that want no mail."""
    wanted = [address.lower() for address in addresses]
    query = select(*(silenced_address.c[name] for name in ("address", "why", "at", "mail")))
    parts = (connection.execute(query.where(silenced_address.c.address.in_(part))) for part in portions(wanted))
    return {row.address: Silenced(*row) for part in parts for row in part}


def let_speak(connection: Connection, address: str) -> bool:
    """Take an address off the list: somebody asked for mail again."""
    gone = silenced_address.delete().where(silenced_address.c.address == address.lower())
    return connection.execute(gone).rowcount == 1
