"""Reviews: a finding, its cause, what is done about it, by whom, until when, and what came of it in numbers."""

from .changing import Change, change
from .effect import Effect, effect_of, effects_of
from .opening import open_by_hand, open_review, owner_of
from .seeing import may_change, review_of, reviews_for

__all__ = [
    "Change", "Effect", "change", "effect_of", "effects_of", "may_change", "open_by_hand", "open_review",
    "owner_of", "review_of", "reviews_for",
]  # fmt: skip
