"""Acts on a form: text in, text out, nothing else."""

from __future__ import annotations

from typing import Protocol

from .choice_acts import AddChoice, ChangeChoice, MoveChoice, RemoveChoice, RenameChoice, RetireChoice
from .choice_merging import MergeChoice, SplitChoice, UnmergeChoice
from .field_acts import (
    AddField,
    ChangeField,
    ChangeType,
    DuplicateField,
    MoveField,
    RenameField,
    RetireField,
    SetUnique,
)
from .form_acts import AddSection, ChangeForm, ChangeSection, ListRelated, MoveSection, RemoveSection
from .sheet import Sheet


class Act(Protocol):
    """One thing a designer does."""

    def on(self, sheet: Sheet) -> Sheet:
        """The form after it; Refused where it cannot be done."""


ACTS: tuple[type[Act], ...] = (
    AddField, ChangeField, ChangeType, RenameField, MoveField, DuplicateField, RetireField, SetUnique, AddChoice,
    ChangeChoice, RenameChoice, RetireChoice, MoveChoice, RemoveChoice, MergeChoice, SplitChoice, UnmergeChoice,
    ChangeForm, ListRelated, AddSection, ChangeSection, MoveSection, RemoveSection,
)  # fmt: skip


def act(text: str, *acts: Act) -> str:
    """The text of a form after some acts, one after the other."""
    sheet = Sheet(text)
    for each in acts:
        sheet = each.on(sheet)
    return sheet.text
