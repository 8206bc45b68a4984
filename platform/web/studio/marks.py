"""Which parts of a definition the draft changes, so that a drawing can mark them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Label
from publishing import Difference

from .draft import Draft

NEW, CHANGED = "new", "chg"


@dataclass(frozen=True)
class Marks:
    """Paths inside one definition, with what they were."""

    changes: Mapping[str, Any]
    all_new: bool = False

    def of(self, path: str) -> str:
        """`new` for a part that was not there, `chg` for one in which something changed."""
        if self.all_new or (path in self.changes and self.changes[path] is None):
            return NEW
        inside = f"{path}."
        return CHANGED if any(changed == path or changed.startswith(inside) for changed in self.changes) else ""

    def was(self, path: str) -> Any:
        """The value before, if this very value changed."""
        return self.changes.get(path)


def marks_of(draft: Draft, kind: str, id: str) -> Marks:
    """The marks of one definition."""
    found = next((each for each in draft.plan.changes if (each.kind, each.id) == (kind, id)), None)
    if found is None:
        return Marks({})
    return Marks({change.path: change.before for change in found.changes}, all_new=_is_new(found))


def _is_new(difference: Difference) -> bool:
    return difference.what == "added"


def text_of(label: Label | None, language: str) -> str:
    """A label's words, or nothing."""
    return label.text(language) if label else ""
