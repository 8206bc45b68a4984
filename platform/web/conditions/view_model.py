"""What the template of conditions prints; `at` is the place of a part in its rule, `0.1` the second of the first."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Option:
    """One answer of a select or a row of ticks."""

    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True)
class Row:
    """One condition: field, relation and value where it can be chosen, else its words."""

    at: str
    words: str
    fields: tuple[Option, ...] = ()
    ops: tuple[Option, ...] = ()
    control: str = ""  # of the value: list, ticks, date, time, text; nothing where none is asked
    value: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows of which all or any must hold."""

    at: str
    how: str
    parts: tuple[Row | Group, ...]

    @property
    def is_group(self) -> bool:
        """Whether more than one row stands in it: all or any is a question only then."""
        return len(self.parts) > 1


@dataclass(frozen=True)
class Conditions:
    """One rule as rows: `name` is the setting whose rule it is, `rule` the text that was drawn."""

    name: str
    rule: str
    root: Group
    fields: tuple[Option, ...]

    @property
    def mark(self) -> str:
        """Another one for another rule: what was chosen in rows of the old one is not carried into the new ones."""
        return sha256(self.rule.encode()).hexdigest()[:8]
