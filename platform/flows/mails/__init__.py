"""Mails to contacts: written from a message, sent by a channel, and what the contact does with them."""

from ..mail_options import HOUSE, OWNER, MailOptions
from . import checks, history  # noqa: F401  the checks across files, the sentences of the history
from .fate import Fate, still_wanted, tell_fate
from .posting import Posted, post
from .reactions import address_fields, allow_again, bounced, clicked, opened, unsubscribe
from .writing import Letter, write

__all__ = [
    "HOUSE", "OWNER", "Fate", "Letter", "MailOptions", "Posted", "address_fields", "allow_again", "bounced", "clicked",
    "opened", "post", "still_wanted", "tell_fate", "unsubscribe", "write",
]  # fmt: skip
