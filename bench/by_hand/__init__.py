"""The reports of the pack as one would write them by hand: the numbers of the page, no rights, no words.

They look at the same rows as ours. What adds up has no line for the whole, as whoever reads it can add it up; what
does not, a median of everything or how many different leads there are, is asked for, as the page shows it.
"""

from .first_tiles import first_tiles
from .of_leads import OF_LEADS
from .of_rows import OF_ROWS
from .of_ways import OF_WAYS
from .parts import Written

BY_HAND: dict[str, Written] = {**OF_LEADS, **OF_ROWS, **OF_WAYS}

__all__ = ["BY_HAND", "first_tiles"]
