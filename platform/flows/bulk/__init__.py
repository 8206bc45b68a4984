"""One change to many records: foreseen, done through the one door, and taken back as one within a day."""

from .act import MOST, Begun, Foreseen, Going, Setting, Stays, begin, foresee, perform_portion
from .alone import edit_one, move_one
from .undoing import IN_DAY, act_for, may_undo, undo, undo_portion

__all__ = [
    "IN_DAY", "MOST", "Begun", "Foreseen", "Going", "Setting", "Stays", "act_for", "begin", "edit_one", "foresee",
    "may_undo", "move_one", "perform_portion", "undo", "undo_portion",
]  # fmt: skip
