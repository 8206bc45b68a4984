"""Reports by typing: known words become groups, measures, conditions and days; what is not understood is told."""

from .completing import Suggestion, suggestions
from .examples import examples
from .leading import Lead
from .nearest import Unknown
from .reading import Asked, asked

__all__ = ["Asked", "Lead", "Suggestion", "Unknown", "asked", "examples", "suggestions"]
