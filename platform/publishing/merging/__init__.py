"""Three versions become one, by definition and then by key; what both sides changed is asked."""

from .answers import Answers, address_of, read_answers
from .packs import Merge, MergedDefinition, merge_packs
from .points import ABSENT, Point, Side, What, same
from .telling import Words, as_text
from .values import merge
from .writing import rewritten

__all__ = [
    "ABSENT", "Answers", "Merge", "MergedDefinition", "Point", "Side", "What", "Words", "address_of", "as_text",
    "merge", "merge_packs", "read_answers", "rewritten", "same",
]  # fmt: skip
