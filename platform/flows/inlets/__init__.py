"""What comes in from outside without anybody here: enquiries that programs push, forms of ad platforms, mail."""

from . import checks  # noqa: F401  registers the checks across files
from .definition import MAIL, SMS, WEBHOOK, InletDefinition
from .mailed import inlet_for_mail
from .proof import Proof, Sent, is_proven
from .receiving import Received, let_in, receive, replay
from .unpacking import Unreadable, unpack

__all__ = [
    "MAIL", "SMS", "WEBHOOK", "InletDefinition", "Proof", "Received", "Sent", "Unreadable", "inlet_for_mail",
    "is_proven", "let_in", "receive", "replay", "unpack",
]  # fmt: skip
