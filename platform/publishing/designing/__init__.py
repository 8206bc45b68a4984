"""Designing a form on screen: every act is a typed object that makes one text of a form into another."""

from .acting import ACTS, Act, act
from .beginning_form import Grant, NewForm, form_text, granted, view_text
from .beginnings import beginning
from .choice_acts import AddChoice, ChangeChoice, MoveChoice, RemoveChoice, RenameChoice, RetireChoice
from .choice_merging import MergeChoice, SplitChoice, UnmergeChoice, merges_of
from .choice_uses import Renaming, with_choice
from .field_acts import (
    AddField,
    ChangeField,
    ChangeType,
    DuplicateField,
    MoveField,
    RenameField,
    RetireField,
    SetUnique,
    is_unique_rule,
)
from .field_names import choice_id_after, id_after, name_of
from .following import followed
from .form_acts import AddSection, ChangeForm, ChangeSection, ListRelated, MoveSection, RemoveSection
from .naming import free_id, id_of, is_allowed
from .other_types import other_types
from .part_acts import AddPart, ChangePart, DropPart, MovePart
from .rights_acts import SetRight, covers
from .role_rights import FIELD_SETTINGS, SetNamed, SetSight, SetVerb, entry_of, sight_of
from .sheet import Sheet
from .steps import Step

__all__ = [
    "ACTS", "Act", "AddChoice", "AddField", "AddPart", "AddSection", "ChangeChoice", "ChangeField", "ChangeForm",
    "ChangePart", "ChangeSection", "ChangeType", "DropPart", "DuplicateField", "FIELD_SETTINGS", "Grant", "ListRelated",
    "MergeChoice", "MoveChoice", "MoveField", "MovePart", "MoveSection", "NewForm", "RemoveChoice", "RemoveSection",
    "RenameChoice", "RenameField", "Renaming", "RetireChoice", "RetireField", "SetNamed", "SetRight", "SetSight",
    "SetUnique", "SetVerb", "Sheet", "SplitChoice", "Step", "UnmergeChoice", "act", "beginning", "choice_id_after",
    "covers", "entry_of", "followed", "form_text", "free_id", "granted", "id_after", "id_of", "is_allowed",
    "is_unique_rule", "merges_of", "name_of", "other_types", "sight_of", "view_text", "with_choice",
]  # fmt: skip
