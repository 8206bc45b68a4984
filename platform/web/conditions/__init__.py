"""Conditions as rows and groups of rows, wherever the studio edits a rule: drawn from its tree, changed in its tree."""

from .changing import BadCondition, with_changes
from .saying import RuleSaid, said_of
from .terms import Terms, terms_of
from .view_model import Option

__all__ = ["BadCondition", "Option", "RuleSaid", "Terms", "said_of", "terms_of", "with_changes"]
