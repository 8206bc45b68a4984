"""Milestones: places on a record's way that unlock rights for it."""

from . import ceilings  # holds the fields that milestones open
from . import story as _story  # noqa: F401  how the history tells of them
from .reaching import has_milestones, look, settle
from .showing import Shown, Unlocked, of_record
from .story import unlock_said

__all__ = ["Shown", "Unlocked", "ceilings", "has_milestones", "look", "of_record", "settle", "unlock_said"]
