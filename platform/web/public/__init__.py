"""Forms for visitors: nobody signs in, nothing needs a script, and a signed token stands for the session."""

from .answer_by import answer_by, sent_now
from .proof import WINDOW, bits_for, is_solved, patience_for
from .sheet import PublicSheet, sheet_of
from .token import Expired, FormToken, TooFast, harder, issue, look_into, read
from .visit import link_of, policy_of

__all__ = [
    "WINDOW", "Expired", "FormToken", "PublicSheet", "TooFast", "answer_by", "bits_for", "harder", "is_solved", "issue",
    "link_of", "look_into", "patience_for", "policy_of", "read", "sent_now", "sheet_of",
]  # fmt: skip
