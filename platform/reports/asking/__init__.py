"""Reports by typing: known words become groups, measures, conditions and days; what is not understood is told."""

from .completing import Suggestion, suggestions
from .examples import examples
from .nearest import Unknown
from .reading import Asked, asked

__all__ = ["Asked", "Suggestion", "Unknown", "asked", "examples", "suggestions"]
