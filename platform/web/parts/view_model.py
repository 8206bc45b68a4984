"""What the templates of the part editor print."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from ..conditions import Option, RuleSaid
from ..studio.problem_rows import ProblemRow

# Settings that most parts have; others are folded away while they say nothing.
MOSTLY = frozenset(
    ("label", "when", "points", "reason", "cap", "within", "must", "who", "script", "limit", "leave_when", "next")
    + ("ask", "overdue", "how", "limits", "else", "to", "after", "tell", "due", "skip")
)


@dataclass(frozen=True)
class Input:
    """One setting as an input; `shape` names the macro that draws it."""

    name: str
    shape: str
    label: str
    value: str = ""
    other: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    said: RuleSaid | None = None
    inputs: tuple[Input, ...] = ()
    rows: tuple[InputRow, ...] = ()
    alone: frozenset[str] = frozenset()  # options that say all without an amount

    @property
    def is_wanted(self) -> bool:
        """Whether it says something, or is one that most parts have."""
        said = self.value or self.other or self.error or self.rows or any(each.is_wanted for each in self.inputs)
        return bool(said) or self.name in MOSTLY or any(each.selected for each in self.options)


@dataclass(frozen=True)
class InputRow:
    """One row of a list that is edited in place."""

    at: int
    title: str
    inputs: tuple[Input, ...]
    first: bool
    last: bool


@dataclass(frozen=True)
class More:
    """A list to which a part can be added from here."""

    act: str
    label: str


@dataclass(frozen=True)
class PartLink:
    """A part in the outline."""

    at: str
    href: str
    label: str
    kind: str
    deep: int
    inside: str  # the address of the part that it stands in
    selected: bool
    problems: tuple[ProblemRow, ...] = ()


@dataclass(frozen=True)
class TextLine:
    """A line of the file."""

    number: int
    text: str
    on: bool


@dataclass(frozen=True)
class Inspector:
    """What is selected in a file, setting by setting."""

    path: str
    at: str
    opened: str
    title: str
    kind: str
    inputs: tuple[Input, ...]
    more: tuple[More, ...]
    outline: tuple[PartLink, ...]
    lines: tuple[TextLine, ...]
    inside: tuple[PartLink, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    up_href: str = ""
    first: bool = False
    last: bool = False
    back: bool = False
    forth: bool = False
    note: str = ""
    as_text: tuple[str, ...] = ()
    line: int = 0

    @property
    def acts(self) -> str:
        """Where acts are sent."""
        return f"/studio/parts/{self.path}"

    @property
    def first_inputs(self) -> tuple[Input, ...]:
        """Those that say something or that most parts have."""
        return tuple(each for each in self.inputs if each.is_wanted)

    @property
    def more_inputs(self) -> tuple[Input, ...]:
        """Those that say nothing yet, and rarely do."""
        return tuple(each for each in self.inputs if not each.is_wanted)

    @property
    def is_part(self) -> bool:
        """Whether it is a part that can be moved and taken out, and not the whole."""
        return bool(self.at)


def href_of(path: str, at: str = "") -> str:
    """The page of a file with a part of it selected."""
    return (
        f"/studio/files/{path}?{urlencode({'face': 'drawn', 'at': at})}" if at else f"/studio/files/{path}?face=drawn"
    )
