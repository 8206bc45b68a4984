"""What colleagues say to each other about a record, who is called by name in it, and who watches the record."""

from . import history as _history  # noqa: F401  how the story tells of it
from .commenting import MOST_WORDS, change, comment, comments_about, delete
from .mentions import Callable, completions
from .watching import unwatch, watch, watchers_of

__all__ = [
    "MOST_WORDS", "Callable", "change", "comment", "comments_about", "completions", "delete", "unwatch", "watch",
    "watchers_of",
]  # fmt: skip
