"""What goes out by mail: text and HTML that say the same, and the headers that mail programs act on."""

from __future__ import annotations

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from definitions import LANGUAGES, say
from flows import mails as mail_rules
from records import Mail

from .mail_server import MailServer
from .parcel import Parcel
from .saying import Saying

PICTURE = "picture@leadwright"
TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "emails"


def written(parcel: Parcel, server: MailServer, to: str) -> EmailMessage:
    """The whole mail."""
    message = EmailMessage()
    message["Message-ID"] = f"<{parcel.mail.token if parcel.mail else parcel.key}@{server.domain}>"
    message["Date"] = format_datetime(parcel.at)
    message["From"] = _from(parcel, server)
    message["To"] = to
    if server.reply_to:
        message["Reply-To"] = server.reply_to
    if parcel.mail is not None:
        _to_contact(message, parcel, parcel.mail, server)
    else:
        _to_colleague(message, parcel)
    return message


def _to_contact(message: EmailMessage, parcel: Parcel, mail: Mail, server: MailServer) -> None:
    """With what the contact's doings are counted by, as far as there is an address to count at."""
    language, tracked = mail.options.get("language", LANGUAGES[0]), mail.options.get("track", ())
    inside = f"{parcel.site}/m/{mail.token}" if parcel.site else ""
    links = [
        f"{inside}/l/{number}" if inside and "clicks" in tracked else link for number, link in enumerate(mail.links)
    ]
    leave = _leave(message, mail, inside, server) if mail.options.get("unsubscribe", True) else ""
    message["Subject"] = mail.subject
    message.set_content("\n\n".join(_text(mail, links, leave, language)) + "\n")
    page = {
        "language": language,
        "body": mail.body,
        "links": links,
        "leave": leave,
        "picture": f"{inside}/o.gif" if inside and "opens" in tracked else "",
        "say": lambda key, **params: say(key, language, **params),
    }
    message.add_alternative(_environment().get_template("contact.html").render(page), subtype="html")


def _leave(message: EmailMessage, mail: Mail, inside: str, server: MailServer) -> str:
    """How one gets no more: a header for mail programs (RFC 8058), and an address for the foot of the mail."""
    by_mail = f"mailto:{server.reply_to or server.sender}?subject=unsubscribe%20{mail.token}"
    message["List-Unsubscribe"] = f"<{inside}/u>, <{by_mail}>" if inside else f"<{by_mail}>"
    if inside.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return f"{inside}/u" if inside else by_mail


def _text(mail: Mail, links: list[str], leave: str, language: str) -> Iterator[str]:
    for part in mail.body:
        yield "".join(_piece(piece, links) for piece in part)
    if leave:
        yield f"-- \n{say('mails.leave', language)}\n{leave}"


def _piece(piece: Any, links: list[str]) -> str:
    if isinstance(piece, str):
        return piece
    words, number = piece
    return links[number] if words.startswith(("http://", "https://")) else f"{words} {links[number]}"


def _to_colleague(message: EmailMessage, parcel: Parcel) -> None:
    saying = Saying.of(parcel)
    message["Subject"] = saying.title
    message["Auto-Submitted"] = "auto-generated"
    leave = f"{say('subscriptions.leave', saying.language)} {saying.leave}" if saying.leave else ""
    message.set_content("\n\n".join(filter(None, (saying.text(), leave))) + "\n")
    page = {"saying": saying, "language": saying.language, "picture": f"cid:{PICTURE}" if saying.picture else ""}
    page["say"] = lambda key: say(key, saying.language)
    message.add_alternative(_environment().get_template("notice.html").render(page), subtype="html")
    if saying.picture:
        _with_picture(message, saying)
    if saying.leave:
        message["List-Unsubscribe"] = f"<{saying.leave}>"
    if saying.leave.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _with_picture(message: EmailMessage, saying: Saying) -> None:
    """Inside the mail, beside its HTML, so that it shows without being fetched."""
    html = message.get_payload()[-1]
    shown = {"cid": f"<{PICTURE}>", "filename": "report.png", "disposition": "inline"}
    html.add_related(saying.picture, "image", "png", **shown)


def _from(parcel: Parcel, server: MailServer) -> Address:
    by_person = parcel.mail is not None and parcel.mail.options.get("from") == mail_rules.OWNER and parcel.sender
    name = parcel.sender.name if by_person else server.name
    user, _, domain = server.sender.rpartition("@")
    return Address(" ".join(name.split()), user, domain)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
