"""Designing a form on screen: every act is a typed object that makes one text of a form into another."""

from .acting import ACTS, Act, act
from .beginnings import beginning
from .choice_acts import AddChoice, ChangeChoice, MoveChoice, RemoveChoice, RetireChoice
from .field_acts import (
    AddField,
    ChangeField,
    DuplicateField,
    MoveField,
    RenameField,
    RetireField,
    SetUnique,
    is_unique_rule,
)
from .form_acts import AddSection, ChangeForm, ChangeSection, MoveSection, RemoveSection
from .naming import free_id, id_of, is_allowed
from .sheet import Sheet

__all__ = [
    "ACTS", "Act", "AddChoice", "AddField", "AddSection", "ChangeChoice", "ChangeField", "ChangeForm", "ChangeSection",
    "DuplicateField", "MoveChoice", "MoveField", "MoveSection", "RemoveChoice", "RemoveSection", "RenameField",
    "RetireChoice", "RetireField", "SetUnique", "Sheet", "act", "beginning", "free_id", "id_of", "is_allowed",
    "is_unique_rule",
]  # fmt: skip
