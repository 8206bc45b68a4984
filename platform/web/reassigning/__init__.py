"""Many records on their way to somebody else: what is foreseen, in words, and where they can go."""

from .shares import LeftRow, ShareRow, left_rows, share_rows, target_of
from .targets import targets

__all__ = ["LeftRow", "ShareRow", "left_rows", "share_rows", "target_of", "targets"]
