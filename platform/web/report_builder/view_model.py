"""What the builder's page draws: every choice with what is chosen, the text, its problems, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import reports

from ..report_asked import AskLine
from ..studio.problem_rows import ProblemRow


@dataclass(frozen=True)
class Option:
    """One choice."""

    value: str
    label: str
    chosen: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Choices:
    """Choices under one heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class DimensionRow:
    """One dimension: what it is of, and the settings that its type has."""

    said: str
    by: tuple[Choices, ...]
    formula: str
    sort: str
    grains: tuple[Option, ...]
    bands: str
    top: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """An amount on one side of which a measure must lie: which side, and the amount as it is typed."""

    ways: tuple[Option, ...]
    amount: str


@dataclass(frozen=True)
class MeasureRow:
    """One measure: its kind, what it is made of, its condition, what stands beside it, its target and its bounds."""

    label: str
    kind: str
    kinds: tuple[Option, ...]
    of: tuple[Choices, ...]
    written: str
    parts: tuple[Option, ...]
    wholes: tuple[Option, ...]
    where: str
    shows: tuple[Option, ...]
    said: str
    target: Line
    bounds: tuple[Line, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewCondition:
    """One condition more, as far as it is chosen."""

    names: tuple[Choices, ...]
    name: str
    ops: tuple[Option, ...]
    control: str
    options: tuple[Option, ...]
    error: str


@dataclass(frozen=True)
class Chip:
    """A name or a measure that can be dragged: what a press on it does, what moves a group over, what it counts."""

    move: str
    label: str
    put: str = ""
    turn: str = ""
    about: str = ""


@dataclass(frozen=True)
class Chips:
    """Chips under one heading; those that are chosen seldom are folded."""

    label: str
    chips: tuple[Chip, ...]
    folded: bool = True


@dataclass(frozen=True)
class Places:
    """What stands in rows, columns and values, and what is there to be put into them."""

    rows: tuple[Chip, ...]
    columns: tuple[Chip, ...]
    values: tuple[Chip, ...]
    stock: tuple[Chips, ...]


@dataclass(frozen=True)
class What:
    """What a row can be: the records of each form, what happens to those that are chosen, then to those of others."""

    said: str
    records: Choices
    happens: Choices
    others: tuple[Choices, ...]


@dataclass(frozen=True)
class Shelf:
    """Everything that can be chosen about a report."""

    title: str
    what: What
    shape: str
    dimensions: tuple[DimensionRow, ...]
    new_dimension: tuple[Choices, ...]
    measures: tuple[MeasureRow, ...]
    new_measure: tuple[Choices, ...]
    conditions: tuple[str, ...]
    new_condition: NewCondition
    period_by: tuple[Option, ...]
    period_default: tuple[Option, ...]
    period_compare: tuple[Option, ...]
    sorts: tuple[Option, ...]
    limit: str
    charts: tuple[Option, ...]
    places: Places
    errors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """What the report comes to now; why not, where it cannot be asked."""

    finding: str = ""
    drawing: reports.Drawing | None = None
    table: reports.Drawing | None = None
    error: str = ""
    empty: bool = False


@dataclass(frozen=True)
class BuilderPage:
    """The builder with one report on it."""

    id: str
    ask: AskLine
    shelf: Shelf | None
    text: str
    was: str
    problems: tuple[ProblemRow, ...]
    answer: Answer
    may_configure: bool
    mine: bool
    draft_path: str
    boards: tuple[Option, ...] = ()
    note: str = ""
    unfolded: tuple[str, ...] = ()
    placed: str = ""
