"""What the designer's templates print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from forms import CHOICE_COLORS, BoundField

from ..conditions import Option, RuleSaid
from ..studio.frame import Frame
from ..studio.listing import FileRow
from ..studio.problem_rows import ProblemRow
from ..studio.told_problem import ToldProblem

DESK, PHONE = "desk", "phone"
PLAIN = "plain"  # a choice without a colour


@dataclass(frozen=True)
class State:
    """What is selected and how it is looked at; the address of the page says all of it."""

    form: str
    field: str = ""
    section: str = ""
    width: str = DESK
    yaml: bool = False
    room: str = ""  # what takes the canvas's place: the rights of the field, or the columns of its rows

    @property
    def query(self) -> str:
        """What is selected, as forms carry it along."""
        return self.href().partition("?")[2]

    def href(self, **other: Any) -> str:
        """The same page with something else selected."""
        there = {"field": self.field, "section": self.section, "width": self.width, "yaml": self.yaml}
        there |= {"room": self.room} | other
        said = {name: value for name, value in there.items() if value and value != DESK}
        query = urlencode({name: "1" if value is True else value for name, value in said.items()})
        return f"/studio/forms/{self.form}" + (f"?{query}" if query else "")

    @property
    def acts(self) -> str:
        """Where acts are sent."""
        return f"/studio/forms/{self.form}/acts"


@dataclass(frozen=True)
class Room:
    """What can stand in the middle of the page: the canvas, or a part of a field that needs as much room."""

    name: str
    href: str
    label: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class Wrong:
    """What was typed and is no value: the sentence for each setting, and what stands in its input."""

    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


NOTHING_WRONG = Wrong()


@dataclass(frozen=True)
class Item:
    """A type of field that can be added."""

    type: str
    label: str
    about: str
    icon: str
    words: str


@dataclass(frozen=True)
class Group:
    """Types that belong together."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Card:
    """A field on the canvas: as users get it where it can be drawn, else its name and what is wrong."""

    id: str
    label: str
    type: str
    icon: str
    href: str
    bound: BoundField | None
    selected: bool = False
    problems: tuple[ToldProblem, ...] = ()
    rules: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Part:
    """A section on the canvas."""

    id: str
    label: str
    columns: int
    later: bool
    cards: tuple[Card, ...]
    href: str = ""
    selected: bool = False
    problems: tuple[ToldProblem, ...] = ()


@dataclass(frozen=True)
class Control:
    """One setting as an input; `kind` names the macro that draws it."""

    name: str
    kind: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    other: str = ""
    said: RuleSaid | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """A choice that another one takes over with the next publish; several may do so, by their conditions."""

    id: str
    label: str
    is_split: bool = False


@dataclass(frozen=True)
class ChoiceRow:
    """One choice as it is edited: under which name its labels are sent, and how its verbs name it."""

    id: str
    name: str
    spot: str
    label: str  # what the reader calls it
    zh: str
    en: str
    retired: bool
    published: bool
    first: bool
    last: bool
    takes: tuple[Taken, ...] = ()
    lacks: str = ""  # the language in which it has no name
    when: str = ""
    has_when: bool = False  # its condition is asked for
    movable: bool = False  # its records can go to another choice
    color: str = PLAIN

    @property
    def colors(self) -> tuple[str, ...]:
        """All that it can have, none first."""
        return (PLAIN, *(color for color in CHOICE_COLORS if color != PLAIN))


@dataclass(frozen=True)
class MessageRow:
    """What a field says instead of the usual sentence for an error."""

    code: str
    usual: str
    zh: str
    en: str


@dataclass(frozen=True)
class Properties:
    """What is selected, with its settings."""

    what: str
    id: str
    title: str
    type_label: str
    icon: str
    fixed: bool
    groups: tuple[tuple[str, tuple[Control, ...]], ...]
    choices: tuple[ChoiceRow, ...] = ()
    has_choices: bool = False
    problems: tuple[ToldProblem, ...] = ()
    first: bool = False
    last: bool = False
    is_empty: bool = False
    is_title: bool = False
    in_yaml: tuple[str, ...] = ()
    line: int = 0
    id_error: str = ""
    id_typed: str = ""
    messages: tuple[MessageRow, ...] = ()
    more_messages: tuple[Option, ...] = ()
    place: int = 0  # among the fields or sections of the file

    @property
    def key(self) -> str:
        """What names it in ids of the page: its place, which stays while a new field gets another id with its name."""
        return f"{self.what}-{self.place}"


@dataclass(frozen=True)
class Line:
    """A line of the file."""

    number: int
    text: str
    on: bool


@dataclass(frozen=True)
class DesignerPage:
    """The whole designer."""

    studio: Frame
    file: FileRow
    faces: tuple[Any, ...]
    state: State
    opened: str
    show: str
    palette: tuple[Group, ...]
    parts: tuple[Part, ...]
    loose: tuple[Card, ...]
    properties: Properties | None
    lines: tuple[Line, ...]
    problems: tuple[ToldProblem, ...]
    others: int
    elsewhere: tuple[ToldProblem, ...] = ()
    broken_rows: tuple[ProblemRow, ...] = ()  # of a file that cannot be drawn, which is mended as text
    note: str = ""
    fresh: bool = False
    broken: bool = False
    back: bool = False
    forth: bool = False
    rooms: tuple[Room, ...] = ()
    beside: Any = None  # web.designer.beside.Beside of the selected field, where it stands in the canvas's place
