"""The trail: what people outside do (a page viewed, a paper downloaded, a demo asked for), noticed on their record."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import names as _names  # noqa: F401  what rules may ask of a trail
from .definition import BehaviourKind, Trail
from .verbs import MOST_AT_ONCE, Behaved, Noticed, TrailError, behaved, behaved_many, trail_of

__all__ = [
    "MOST_AT_ONCE", "Behaved", "BehaviourKind", "Noticed", "Trail", "TrailError", "behaved", "behaved_many",
    "trail_of",
]  # fmt: skip
