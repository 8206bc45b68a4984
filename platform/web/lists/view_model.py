"""What the list templates print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms import STEP

from ..due import Due
from .places import Place

USUAL = (280, 160)


@dataclass(frozen=True, slots=True)
class Tab:
    """A view above the list."""

    label: str
    href: str
    count: str | None
    current: bool
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A filter in words, in the parts that are set apart, and the list without it."""

    field: str
    relation: str
    value: str
    off_href: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column."""

    name: str
    label: str
    href: str
    sorted: str
    right: bool
    total: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its kind says how it is drawn."""

    kind: str
    text: str = ""
    due: Due | None = None
    person: Any = None
    exact: str = ""
    parts: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()  # of each part, where parts are choices
    edit: str = ""  # the field that a double click edits
    href: str = ""  # what can be called, written to or opened


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list."""

    id: int
    number: str
    href: str
    title: str
    subtitle: str
    grade: str
    urgent: bool
    cells: tuple[Cell, ...]
    next: str
    meta: str
    due: Due | None
    group: str | None = None
    owner: Any = None
    amount: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a value, with what is said of all of them."""

    label: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EmptyList:
    """Why nothing is there, and the one thing that would help."""

    text: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True)
class ListView:
    """A whole list page."""

    form: Any
    title: str
    tabs: tuple[Tab, ...]
    more_tabs: tuple[Tab, ...]  # those that are folded
    words: tuple[Word, ...]
    name_heading: Heading
    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    total: str
    footer: str
    empty: EmptyList | None
    search: str
    state: tuple[tuple[str, str], ...]
    more_href: str
    sort_words: str
    grouping: tuple[Tab, ...]
    sorting: tuple[Tab, ...]
    filter_fields: tuple[tuple[str, str], ...]
    new_href: str
    export_hrefs: tuple[tuple[str, str], ...]
    can_assign: bool
    can_advance: bool
    reset_href: str
    tabs_href: str = ""
    layout: str = "table"
    shapes: tuple[Any, ...] = ()
    by: tuple[Tab, ...] = ()
    board: Any = None
    calendar: Any = None
    keeping: Any = None
    columns_href: str = ""
    frozen: int = 0
    can_edit: bool = False
    builder_href: str = ""
    total_shown: str = ""

    @property
    def question(self) -> tuple[tuple[str, str], ...]:
        """What the list asks, for a form that acts on all that it finds."""
        return (*self.state, *((("q", self.search),) if self.search else ()))

    @property
    def fixed(self) -> bool:
        """Whether each column has a width of its own, as those that stay in sight need."""
        return self.frozen > 0

    @property
    def col_widths(self) -> tuple[int, ...]:
        """The width of each column, 0 where it is as wide as it needs to be; none where nobody said any."""
        heads = (self.name_heading, *self.headings)
        if not self.fixed and not any(head.width for head in heads):
            return ()
        return tuple(head.width or (USUAL[head is not heads[0]] if self.fixed else 0) for head in heads)

    @property
    def table_class(self) -> str:
        """What the stylesheet needs to know: which columns stay in sight, and where those begin."""
        if not self.fixed:
            return ""
        widths = self.col_widths
        kept = [f"fz{n}" for n in range(1, self.frozen + 1)]
        return " ".join(["fixed", *kept, f"a{widths[0] // STEP}", f"b{sum(widths[:2]) // STEP}"])

    @property
    def by_words(self) -> str:
        """What a board or a calendar goes by."""
        return next((each.label for each in self.by if each.current), "")

    places: tuple[Place, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, whatever their group."""
        return tuple(row for group in self.groups for row in group.rows)
