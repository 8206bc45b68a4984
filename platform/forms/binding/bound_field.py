"""What templates draw a form with: fields, their choices, files, rows and errors, as frozen objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..definition import FormDefinition
from ..field_definition import FieldDefinition
from ..fields import is_empty

TONES = 6


def html_id(name: str) -> str:
    """The id of a field's control, which error summaries link to."""
    return f"f-{name}"


@dataclass(frozen=True, slots=True)
class BoundNote:
    """Something to know of what was typed, that keeps nobody from saving it, and the way to it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class BoundChoice:
    """One entry of a list."""

    value: str
    label: str
    selected: bool = False
    parent: str = ""  # the choice of another field below which it lies
    group: str = ""
    offered: bool = True
    color: str = ""  # how it is drawn where it is read


@dataclass(frozen=True, slots=True)
class BoundPerson:
    """A person as templates draw them everywhere: a face and a name."""

    name: str
    initial: str
    tone: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class BoundFile:
    """An uploaded file as templates draw it; `small` is empty where there is no picture of it."""

    key: str
    name: str
    href: str
    small: str
    size: str
    kind: str


@dataclass(frozen=True, slots=True)
class BoundLink:
    """One of several linked records: its id, what it is called, and its page where the reader may see it."""

    id: str
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class BoundError:
    """One error with the control it belongs to, for the summary and beside the field."""

    id: str
    label: str
    code: str
    message: str


@dataclass(frozen=True, eq=False)
class BoundField:
    """A field with its value, its words in the reader's language, and how it stands."""

    definition: FieldDefinition
    id: str
    value: Any
    raw: Any
    shown: str
    errors: tuple[BoundError, ...]
    required: bool
    read_only: bool
    visible: bool
    choices: tuple[BoundChoice, ...]
    language: str
    lookup_href: str | None = None
    compact: bool = False
    files: tuple[BoundFile, ...] = ()
    form_id: str = ""
    upload_href: str = ""
    links: tuple[BoundLink, ...] = ()
    rows: tuple[BoundRow, ...] = ()
    blank: BoundRow | None = None  # a row to begin with
    spare: tuple[BoundRow, ...] = ()  # the same for browsers without scripts
    code: str = ""  # what a QR code says; a path where it is one of this server
    html_name: str = ""
    note: str = ""  # how far it is open for this record
    unmask_href: str = ""  # where the whole of a sensitive value is asked for, by those who may
    notes: tuple[BoundNote, ...] = ()
    asked: bool = True  # whether a record needs it, now or as other fields are filled

    @property
    def name(self) -> str:
        """The field's own id."""
        return self.definition.id

    @property
    def type(self) -> str:
        """The word of `type:`, and the template's name."""
        return self.definition.type_name

    @property
    def label(self) -> str:
        return self.definition.label.text(self.language)

    @property
    def help(self) -> str:
        own = self.definition.help.text(self.language) if self.definition.help else ""
        return " ".join(filter(None, (own, self.note)))

    @property
    def placeholder(self) -> str:
        return self.definition.placeholder.text(self.language) if self.definition.placeholder else ""

    @property
    def options(self) -> Mapping[str, Any]:
        return self.definition.type.input_options()

    @property
    def autocomplete(self) -> str | None:
        return self.definition.type.autocomplete

    @property
    def inputmode(self) -> str | None:
        return self.definition.type.inputmode

    @property
    def href(self) -> str | None:
        return self.definition.type.href(self.value) if self.value is not None else None

    @property
    def markup(self) -> Any:
        """A rich text, or the strokes of a signature, as a page prints it."""
        return self.definition.type.markup(self.value) if hasattr(self.definition.type, "markup") else ""

    @property
    def person(self) -> BoundPerson | None:
        """Whoever a person field names."""
        if self.definition.type.refers != "person" or self.value is None:
            return None
        return BoundPerson(self.shown, self.shown[-1:], self.value % TONES + 1)

    @property
    def under(self) -> str:
        """The control whose choice narrows this one's."""
        parent = getattr(self.definition.type, "parent", None)
        return html_id(parent) if parent else ""

    @property
    def dressed(self) -> bool:
        """Whether its control has a sheet and a script beyond those that every form has."""
        return self.definition.type.dressed or bool(self.under)

    @property
    def computed(self) -> bool:
        return self.definition.computed

    @property
    def sensitive(self) -> bool:
        return self.definition.sensitive

    @property
    def asks_reason(self) -> bool:
        return self.sensitive and self.definition.type.asks_reason

    @property
    def is_empty(self) -> bool:
        return is_empty(self.value)

    @property
    def can_wait(self) -> bool:
        """Whether a new record is made without it, and nothing is wrong with what it says."""
        return not (self.asked or self.required or self.errors)


@dataclass(frozen=True)
class BoundRow:
    """One row of a child table; its key stands in the names of its controls."""

    key: str
    number: int
    cells: tuple[BoundField, ...]


@dataclass(frozen=True)
class BoundSection:
    """A section of the layout with its fields, those one may see."""

    id: str
    label: str
    columns: int
    fields: tuple[BoundField, ...]

    @property
    def visible_fields(self) -> tuple[BoundField, ...]:
        return tuple(field for field in self.fields if field.visible)


@dataclass(frozen=True, eq=False)
class BoundForm:
    """All of a form's fields that the reader may see, in their sections, with the errors of the whole."""

    form: FormDefinition
    fields: Mapping[str, BoundField]
    sections: tuple[BoundSection, ...]
    errors: tuple[BoundError, ...]
    live: bool

    def __getitem__(self, name: str) -> BoundField:
        return self.fields[name]

    def __iter__(self) -> Iterator[BoundField]:
        return iter(self.fields.values())

    @cached_property
    def has_errors(self) -> bool:
        return bool(self.errors)

    def only(self, names: Iterable[str]) -> tuple[BoundField, ...]:
        """Some fields, in the order asked for; those the reader may not see are left out."""
        return tuple(self.fields[name] for name in names if name in self.fields)
