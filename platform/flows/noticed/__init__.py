"""What rules may know of what was noticed about records: pure facts, and reading them for many records at once."""

from .facts import ANYTHING, NOTHING, Moments, facts, is_fact, mentions, moments_of_kind
from .lookup import facts_asked, facts_of, kinds_read

__all__ = [
    "ANYTHING", "NOTHING", "Moments", "facts", "facts_asked", "facts_of", "is_fact", "kinds_read", "mentions",
    "moments_of_kind",
]  # fmt: skip
