"""Records that are opened, made or found for one another, and what becomes of one through the other."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import related_story as _related_story  # noqa: F401  and of those that are listed on a record's page
from . import story as _story  # noqa: F401  how the history tells of it
from .came_of import came_of
from .opening import open_again
from .outcome import look_at_outcomes, look_at_waiting
from .showing import LinkedRecord, linked_to

__all__ = ["LinkedRecord", "came_of", "linked_to", "look_at_outcomes", "look_at_waiting", "open_again"]
