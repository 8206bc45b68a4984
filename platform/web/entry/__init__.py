"""Writing records by hand: the form as it is drawn, what was typed, and two versions of one record."""

from .beside import Beside, beside_of
from .conflict import Conflict, conflict_of
from .draft import Draft, Entry, Typed, entry_of
from .stepping import walk

__all__ = ["Beside", "Conflict", "Draft", "Entry", "Typed", "beside_of", "conflict_of", "entry_of", "walk"]
