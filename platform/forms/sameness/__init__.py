"""When two records are one: ways of comparing values, and points for how alike they are."""

from .comparing import WAYS, Way
from .rule import DUPLICATE_SCHEMA, AlikePart, DuplicateRule, read_rule
from .scoring import Score, ScoredPart, keys_of_values, score

__all__ = [
    "DUPLICATE_SCHEMA",
    "WAYS",
    "AlikePart",
    "DuplicateRule",
    "Score",
    "ScoredPart",
    "Way",
    "keys_of_values",
    "read_rule",
    "score",
]
