"""Retention: what rules will do to records that are long over, shown beforehand, held where somebody knows better."""

from . import story as _story  # noqa: F401  how the history tells of it
from .acting import act
from .definition import RetentionRule
from .planning import Coming, coming, hold, look, release

__all__ = ["Coming", "RetentionRule", "act", "coming", "hold", "look", "release"]
