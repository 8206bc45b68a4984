"""Mails to contacts: written from a message, sent by a channel, and what the contact does with them."""

from ..sending.mail_options import HOUSE, OWNER, MailOptions
from . import checks, history  # noqa: F401  the checks across files, the sentences of the history
from .fate import Fate, still_wanted, tell_fate
from .hearing import Heard, hear
from .posting import Posted, post
from .reactions import address_fields, allow_again, bounced, clicked, opened, unsubscribe
from .received import ReceivedMail, read_mail
from .writing import Letter, write

__all__ = [
    "HOUSE", "OWNER", "Fate", "Heard", "Letter", "MailOptions", "Posted", "ReceivedMail", "address_fields",
    "allow_again", "bounced", "clicked", "hear", "opened", "post", "read_mail", "still_wanted", "tell_fate",
    "unsubscribe", "write",
]  # fmt: skip
