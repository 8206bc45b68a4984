"""Reports by typing: known words become groups, measures, conditions and days; what is not understood is told."""

from .answered import ReadyAnswer
from .completing import Suggestion, suggestions
from .examples import examples
from .nearest import Unknown
from .reading import Asked, asked

__all__ = ["Asked", "ReadyAnswer", "Suggestion", "Unknown", "asked", "examples", "suggestions"]
