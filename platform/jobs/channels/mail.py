"""Mail by SMTP: to contacts, with what is counted in it, and to people who work here."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from email.message import EmailMessage

from definitions import Reason

from ..outside import Line, Outside
from . import CHANNELS
from .answer import Answer
from .mail_server import MailServer, server_at
from .parcel import Parcel
from .writing_mail import written

PORTS = frozenset({25, 465, 587, 2525})
SECONDS = 60.0
NO_SUCH_USER = range(550, 554)


@CHANNELS.register("mail")
def mail(parcel: Parcel, outside: Outside) -> Answer:
    """One mail to one address."""
    server = server_at(parcel.address)
    if server is None:
        return Answer.give_up("", Reason("deliveries.why.bad_mail_server", {"name": parcel.channel.address}))
    to = parcel.delivery.address or (parcel.receiver.email if parcel.receiver else None)
    if not to:
        return Answer.give_up("", Reason("deliveries.why.no_mail_address"))
    message = written(parcel, server, to)
    with outside.line(server.host, server.port, ports=PORTS, trusted=parcel.is_trusted, seconds=SECONDS) as line:
        return _answered(server, line, message, to)


def _answered(server: MailServer, line: Line, message: EmailMessage, to: str) -> Answer:
    try:
        return _send(server, line, message, to)
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(*next(iter(refused.recipients.values())))
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, refused.smtp_error)
    except smtplib.SMTPNotSupportedError as error:
        return Answer.give_up(str(error))
    except smtplib.SMTPException as error:
        return Answer.later(str(error))


def _send(server: MailServer, line: Line, message: EmailMessage, to: str) -> Answer:
    if server.is_secure:
        line.secure(server.tls(), server.host)
    spoken = _Spoken(line)
    spoken.connect(server.host, server.port)
    if not server.is_secure and spoken.has_tls():
        spoken.starttls(context=server.tls())
        line.socket = spoken.sock
    elif not server.is_secure and server.needs_tls:
        return Answer.give_up("", Reason("deliveries.why.mail_server_without_tls", {"host": server.host}))
    if server.user:
        spoken.login(server.user, server.password)
    spoken.send_message(message, from_addr=server.sender, to_addrs=[to])
    with suppress(smtplib.SMTPException, OSError):
        spoken.quit()  # the mail is taken, however rudely the server says good-bye
    return Answer.delivered(spoken.last)


class _Spoken(smtplib.SMTP):
    """SMTP over a connection that was judged and opened already."""

    def __init__(self, line: Line) -> None:
        super().__init__(timeout=15, local_hostname="leadwright")
        self._line, self.last = line, ""

    def has_tls(self) -> bool:
        """Whether the server offers to go on through TLS."""
        self.ehlo_or_helo_if_needed()
        return self.has_extn("starttls")

    def data(self, msg):
        """Remembers what the server said to the mail."""
        code, words = super().data(msg)
        self.last = f"{code} {words.decode('utf-8', 'replace')}"
        return code, words

    def _get_socket(self, host, port, timeout):
        self._line.socket.settimeout(timeout)
        return self._line.socket


def _refused(code: int, words: bytes | str) -> Answer:
    """4xx is for now, 5xx for good; and some of those mean that there is nobody of that name."""
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    if not 500 <= code < 600:
        return Answer.later(said)
    if code in (530, 534, 535):
        return Answer.later(said)  # our own name or password is wrong: somebody will set it right
    return Answer.give_up(said, Reason("deliveries.why.no_such_mailbox") if code in NO_SUCH_USER else None)
