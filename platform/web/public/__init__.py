"""Forms for visitors: nobody signs in, nothing needs a script, and a signed token stands for the session."""

from .answer_by import LONGEST_ZONE, ZONE, answer_by, on_their_clock, sent_now
from .proof import WINDOW, bits_for, is_solved, patience_for
from .sheet import PublicSheet, sheet_of
from .token import Expired, FormToken, TooFast, harder, issue, look_into, read
from .visit import in_language, is_framed, link_of, policy_of

__all__ = [
    "LONGEST_ZONE", "WINDOW", "ZONE", "Expired", "FormToken", "PublicSheet", "TooFast", "answer_by", "bits_for",
    "harder", "in_language", "is_framed", "is_solved", "issue", "link_of", "look_into", "on_their_clock",
    "patience_for", "policy_of", "read", "sent_now", "sheet_of",
]  # fmt: skip
