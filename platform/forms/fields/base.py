"""The contract every field type keeps, and the registry they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Protocol, Self
from zoneinfo import ZoneInfo

from definitions import Label, Registry

field_types: Registry[type[FieldType]] = Registry("field_types", "forms.fields")


class ValueRefused(ValueError):
    """A raw value that is not a value of the type: a code for machines, params for the sentence."""

    def __init__(self, code: str, /, **params: Any):
        super().__init__(code)
        self.code = code
        self.params = params


class References(Protocol):
    """What a field that points at people, teams or records asks about them."""

    def find_person(self, raw: str, role: str | None) -> int | None: ...

    def find_team(self, raw: str) -> int | None: ...

    def find_record(self, form: str, raw: str) -> int | None: ...

    def find_titled(self, form: str, raw: str) -> int | None: ...

    def find_file(self, key: str) -> Mapping[str, Any] | None: ...

    def person_name(self, person: int) -> str | None: ...

    def team_name(self, team: int) -> str | None: ...

    def record_title(self, form: str, record: int) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Who reads or writes a value: their language and zone, and what references may be looked up."""

    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    references: References | None = None
    prose: bool = False
    by_label: bool = False
    year: int | None = None  # the reader's: days are said in words, with their year where it is another

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


EMPTY_CONTEXT = Context()


@dataclass(frozen=True)
class Part:
    """A piece of a value with a name and a column of its own, such as `address.city`."""

    label: Label
    type: FieldType


@dataclass(frozen=True)
class Example:
    """One raw value and what the type makes of it: a value, or the code of the refusal."""

    raw: Any
    value: Any = None
    refused: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldType:
    """A type with its options, as one field of one form uses it; the base is a plain line of text's shape."""

    name: ClassVar[str] = ""
    icon: ClassVar[str] = "forms"
    family: ClassVar[str] = "more"  # with which others the form designer offers it
    storage: ClassVar[str] = "text"
    rule_type: ClassVar[str] = "text"
    operators: ClassVar[tuple[str, ...]] = ("is", "is_not", "filled", "empty")
    control: ClassVar[str] = "text"
    inputmode: ClassVar[str | None] = None
    autocomplete: ClassVar[str | None] = None
    many: ClassVar[bool] = False
    computed: ClassVar[bool] = False  # nobody sends its values
    virtual: ClassVar[bool] = False  # nothing of it is stored
    dressed: ClassVar[bool] = False  # its control needs fields.css and fields.js
    amount: ClassVar[bool] = False  # a file may count it in thousands or 万
    composed: ClassVar[bool] = False  # its input has several controls: address.city, address.street
    searchable: ClassVar[bool] = False
    spelt: ClassVar[bool] = True  # the search box finds it by pinyin too
    refers: ClassVar[str | None] = None  # what its values point at: person, team, record
    inner_computed: ClassVar[bool] = False  # something inside its values is computed
    side: ClassVar[str | None] = None  # what is written beside the record's row: files, links, rows
    cell: ClassVar[str] = "text"  # how lists draw it: text, number, time, person, stars, chips, files, pictures
    needs: ClassVar[tuple[tuple[str, ...], ...]] = ()  # settings that must be there; of several in one, any
    options: ClassVar[Mapping[str, Any]] = {}
    examples: ClassVar[tuple[Example, ...]] = ()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Build from a field's settings in the file, which hold to `options` (JSON Schema per setting)."""
        return cls(**{name: options[name] for name in cls.options if name in options})

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        """What a schema cannot see in the options: (option, code, params)."""
        return ()

    def parse(self, raw: Any, context: Context) -> Any:
        """Turn a raw value that is not empty into a value, or raise ValueRefused."""
        raise NotImplementedError

    def validate(self, value: Any) -> None:
        """Hold the value against the options; not asked again for a value that stays as it was."""

    def read(self, raw: Any, context: Context = EMPTY_CONTEXT) -> Any:
        """Both steps at once; an empty raw value is no value."""
        if is_empty(raw):
            return None
        value = self.parse(raw, context)
        if value is not None:
            self.validate(value)
        return value

    def words_in(self, raw: str) -> list[str]:
        """The words of a cell of which each is a value: only a list has more than one."""
        return [raw]

    def parts(self) -> Mapping[str, Part]:
        """The pieces of a value that rules, lists and reports can name."""
        return {}

    def part_values(self, value: Any) -> Mapping[str, Any]:
        """What each piece holds of this value; all of them are null where there is none."""
        return {}

    def inner_names(self) -> Mapping[str, Any]:
        """What rules of the form may call `items.amount`, beside the pieces that have columns: rules.Name by name."""
        return {}

    def inner_values(self, value: Any) -> Mapping[str, Any]:
        """The values behind those names."""
        return {}

    def taken_from(self, find: Callable[[str, str], Any]) -> FieldType:
        """The type with what it takes from other definitions; `find` gives one by kind and id, or None."""
        return self

    def again(self, value: Any) -> Any:
        """The value with what is computed inside it worked out anew."""
        return value

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        """What a formula gave, as a value of this type."""
        return None if value is None else self.parse(value, context)

    def parse_beside(self, raw: Any, stood: Any, context: Context) -> Any:
        """The same where a value stands already: what stays of it is not held against what came later."""
        return self.parse(raw, context)

    def is_same(self, raw: Any, value: Any) -> bool:
        """Whether the raw value says what stands there already, so that nothing need be looked up."""
        return False

    def display(self, value: Any, context: Context = EMPTY_CONTEXT) -> str:
        return "" if value is None else self.show(value, context)

    def show(self, value: Any, context: Context) -> str:
        return str(value)

    def raw(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        """What an input holds so that sending it back gives the same value."""
        return "" if value is None else str(self.to_json(value))

    def asked(self, raw: str, context: Context) -> Any:
        """What a list's filter asks for: any part of a text, else a value as a file would have it."""
        if self.rule_type == "text":
            return raw.strip()
        return self.parse([raw], context)[0] if self.many else self.parse(raw, replace(context, by_label=True))

    def in_rule(self, value: Any) -> str | None:
        """How the rule language writes the value; None where it is written like any other of its kind."""
        return None

    def searched(self, value: Any) -> Iterable[str]:
        """The words by which the search box finds the value."""
        return (str(value),)

    def to_json(self, value: Any) -> Any:
        return value

    def from_json(self, stored: Any) -> Any:
        return stored

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string"}

    def input_options(self) -> dict[str, Any]:
        """What a template may ask of the type: bounds, lengths, a currency's sign."""
        return {name: getattr(self, name, None) for name in self.options}

    def href(self, value: Any) -> str | None:
        """Where a click on a shown value goes: tel:, mailto:, a page."""
        return None


def is_empty(raw: Any) -> bool:
    if raw is None:
        return True
    if isinstance(raw, str):
        return not raw or raw.isspace()
    return isinstance(raw, list | tuple | set) and all(is_empty(part) for part in raw)


def field_type(name: str) -> Callable[[type[FieldType]], type[FieldType]]:
    """Register a class under the word admins write after `type:`."""

    def register(cls: type[FieldType]) -> type[FieldType]:
        cls.name = name
        return field_types.register(name)(cls)

    return register
