"""A mail as it came, taken apart: who wrote it, what they say, what it answers, and whether a person wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

LONGEST_TEXT, LONGEST_LINE = 10_000, 500
MESSAGE_ID = re.compile(r"<([^<>@\s]{1,200})@([^<>\s]{1,250})>")
LEAVES = re.compile(r"^\s*unsubscribe\s+([A-Za-z0-9_-]{16,40})\s*$", re.IGNORECASE)
# Where an answer begins to repeat what it answers; whoever wrote it sees the rest in the mail that was sent.
QUOTED = re.compile(
    r"^\s*(>|-{2,}\s*(original message|原始邮件|forwarded)|_{10,}|发件人[:：]|from:\s.+@|on .{5,80} wrote:\s*$|"
    r"在\s?.{5,80}写道[:：]\s*$|于\s?.{5,80}写道[:：]\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReceivedMail:
    """What a mail says; `tokens` are of mails of ours that it answers, `bounced` of those that came back in it."""

    sender: str
    name: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str | None = None
    date: datetime | None = None
    tokens: tuple[str, ...] = ()
    bounced: tuple[str, ...] = ()
    leaves: str | None = None
    is_automatic: bool = False
    attachments: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """What the paths of an inlet look into."""
        return {
            "from": {"address": self.sender, "name": self.name},
            "to": list(self.to),
            "subject": self.subject,
            "text": self.text,
            "date": self.date.isoformat() if self.date else None,
            "attachments": list(self.attachments),
        }


def read_mail(written: bytes) -> ReceivedMail:
    """The mail of these bytes; whatever is broken in it is left out."""
    message = message_from_bytes(written, policy=policy.default)
    name, sender = parseaddr(_header(message, "From"))
    refers = MESSAGE_ID.findall(f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}")
    subject = _header(message, "Subject")
    leaves = LEAVES.match(subject)
    report = _is_report(message)
    return ReceivedMail(
        sender=sender.lower()[:320],
        name=" ".join(name.split())[:120] or sender.partition("@")[0],
        to=tuple(address.lower() for _, address in getaddresses(_to(message)) if address),
        subject=subject,
        text=_unquoted(_text(message)),
        message_id=next((f"{user}@{host}" for user, host in MESSAGE_ID.findall(_header(message, "Message-ID"))), None),
        date=_date(message),
        tokens=tuple(dict.fromkeys(user for user, _ in refers)),
        bounced=tuple(_bounced(message)) if report else (),
        leaves=leaves[1] if leaves else None,
        is_automatic=report or _is_automatic(message),
        attachments=tuple(_attachments(message)),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; the library raises whatever it likes at what some programs send."""
    try:
        found = message.get_all(name, [])
        return " ".join(" ".join(str(each).split()) for each in found)[:4000]
    except Exception:  # a header that cannot be read is one that is not there
        return ""


def _to(message: EmailMessage) -> list[str]:
    return [written for written in (_header(message, "To"), _header(message, "Cc")) if written]


def _date(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo is not None else None


def _text(message: EmailMessage) -> str:
    try:
        body = message.get_body(("plain", "html"))
    except Exception:  # parts that are no parts
        body = None
    if body is None:
        return ""
    text = _decoded(body)
    return _without_markup(text) if body.get_content_subtype() == "html" else text


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except Exception:  # a charset that does not exist, or is not the one it says
        payload = part.get_payload(decode=True) or b""
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload)


def _unquoted(text: str) -> str:
    """What was written anew."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\0", "").split("\n"):
        if QUOTED.match(line[:LONGEST_LINE]):
            break
        kept.append(line.rstrip())
    fresh = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return (fresh or text.strip())[:LONGEST_TEXT]


def _is_automatic(message: EmailMessage) -> bool:
    """Holiday notes, lists and robots: nobody sat down to answer."""
    said = _header(message, "Auto-Submitted").lower()
    bulk = _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    marked = any(_header(message, name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    return bool(said and said != "no") or bulk or marked


def _is_report(message: EmailMessage) -> bool:
    kind = message.get_content_type()
    user = parseaddr(_header(message, "From"))[1].lower().partition("@")[0]
    return kind == "multipart/report" or user in ("mailer-daemon", "postmaster")


def _bounced(message: EmailMessage) -> Iterator[str]:
    """The tokens of mails that can never be delivered: a report that says 5.x.x, with the mail it is about."""
    whole = message.as_bytes()[:200_000].decode("utf-8", "replace") if message.is_multipart() else _text(message)
    if not re.search(r"(?im)^(status|diagnostic-code):.*\b5[.\d]", whole):
        return
    for user, _ in MESSAGE_ID.findall(whole):
        yield user


def _attachments(message: EmailMessage) -> Iterator[str]:
    try:
        for part in message.iter_attachments():
            yield str(part.get_filename() or part.get_content_type())[:120]
    except Exception:  # a single part that calls itself several
        return


class _Text(HTMLParser):
    """The words of a page."""

    BREAKS = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote"})
    SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """A new line where a reader sees one."""
        self._silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """What is not shown ends here."""
        self._silent -= tag in self.SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        """What is shown."""
        if not self._silent:
            self.words.append(data)


def _without_markup(page: str) -> str:
    reader = _Text()
    reader.feed(page[:400_000])
    lines = ("".join(reader.words)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)
