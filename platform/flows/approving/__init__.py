"""Approvals: who is asked and why, their yes or no, reminders, and what a changed value means for a yes given."""

from . import story as _story  # noqa: F401  how the history tells of it
from .asking import ASKED, tier_of
from .deciding import approve, ask_again, reject, remind
from .showing import Asking, Voice, asking_of, is_voice

__all__ = ["ASKED", "Asking", "Voice", "approve", "ask_again", "asking_of", "is_voice", "reject", "remind", "tier_of"]
