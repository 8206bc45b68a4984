"""A form bound to a record or an input: what a template needs to draw each field, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from accounts import Work
from definitions import say

from .cleaning import Cleaned, Cleaner
from .definition import FormDefinition
from .errors import FieldError
from .field_definition import FieldDefinition
from .fields import is_empty
from .fields.attachment import size_words
from .fields.choice import Choosing
from .file_queries import as_value
from .gathering import gathered
from .reference_queries import CHOICES, person_choices, record_choices, team_choices
from .uploads import family_of

TONES = 6


@dataclass(frozen=True, slots=True)
class BoundChoice:
    """One entry of a list."""

    value: str
    label: str
    selected: bool = False
    parent: str = ""  # the choice of another field below which it lies
    group: str = ""
    offered: bool = True


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

    @property
    def name(self) -> str:
        """The field's own id."""
        return self.definition.id

    html_name = name

    @property
    def type(self) -> str:
        """The word of `type:`, and the template's name."""
        return self.definition.type_name

    @property
    def label(self) -> str:
        return self.definition.label.text(self.language)

    @property
    def help(self) -> str:
        return self.definition.help.text(self.language) if self.definition.help else ""

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
        """A rich text as a page prints it."""
        return self.definition.type.markup(self.value) if self.type == "rich_text" else ""

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
    def is_empty(self) -> bool:
        return is_empty(self.value)


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


def bind(
    form: FormDefinition,
    work: Work,
    values: Any = None,
    raw: Any = None,
    *,
    errors: Iterable[FieldError] = (),
    only: Iterable[str] | None = None,
    compact: bool = False,
) -> BoundForm:
    """Bind a form: to nothing (a new record, with defaults), to a stored record, or to what somebody just typed."""
    only = None if only is None else tuple(only)
    cleaner = Cleaner(form, work, channel="page", only=only)
    cleaned = cleaner.clean(raw if raw is not None else {}, values)
    binding = _Binding(cleaner, cleaned, raw, errors)
    fields = {name: binding.field(name, compact) for name in _names(form, cleaned, only)}
    return BoundForm(
        form=form,
        fields=fields,
        sections=tuple(_sections(form, fields, work.language, new=values is None)),
        errors=binding.summary(fields),
        live=bool(cleaner.plan.watched),
    )


class _Binding:
    """One form on its way to the template."""

    def __init__(self, cleaner: Cleaner, cleaned: Cleaned, raw: Any, errors: Iterable[FieldError]) -> None:
        typed = gathered(cleaner.plan.form, raw)
        self.cleaner, self.cleaned, self.typed = cleaner, cleaned, typed if isinstance(typed, Mapping) else {}
        self.language = cleaner.context.language
        self.errors = tuple(errors)

    def field(self, name: str, compact: bool) -> BoundField:
        definition = self.cleaner.plan.form.field(name)
        value = self.cleaned.values.get(name)
        raw = self._raw(definition, value)
        choices, lookup = self._choices(definition, raw)
        return BoundField(
            definition=definition,
            id=html_id(name),
            value=value,
            raw=raw,
            shown=definition.type.display(value, self.cleaner.context),
            errors=tuple(self._bound(error, definition) for error in self.errors if error.field == name),
            required=definition.required or name in self.cleaned.needed,
            read_only=definition.computed or name in self.cleaned.locked or name not in self.cleaned.writable,
            visible=name not in self.cleaned.hidden,
            choices=choices,
            language=self.language,
            lookup_href=lookup,
            compact=compact,
            files=tuple(self._files(definition, raw)),
            form_id=self.cleaner.plan.form.id,
            upload_href="" if self.cleaner.references.work.actor.is_visitor else "/files",
        )

    def summary(self, fields: Mapping[str, BoundField]) -> tuple[BoundError, ...]:
        """Every error, also of fields that are not drawn."""
        find = self.cleaner.plan.form.find
        return tuple(self._bound(error, find(error.field)) for error in self.errors)

    def _raw(self, definition: FieldDefinition, value: Any) -> Any:
        """What was typed, as it was typed; else what the value looks like in an input."""
        name = definition.id
        if name in self.typed and not definition.computed and name not in self.cleaned.locked:
            typed = self.typed[name]
            return typed if definition.type.many or not isinstance(typed, list) else typed[-1]
        return definition.type.raw(value, self.cleaner.context)

    def _files(self, definition: FieldDefinition, raw: Any) -> Iterator[BoundFile]:
        """The files that are there and those that were just sent; what is no file of the reader's is left out."""
        if definition.type.side != "files":
            return
        for key in dict.fromkeys(str(part) for part in (raw if isinstance(raw, list) else [raw]) if part):
            found = self.cleaner.references.find_file(key)
            if found is not None:
                yield bound_file(found)

    def _bound(self, error: FieldError, definition: FieldDefinition | None) -> BoundError:
        label = definition.label.text(self.language) if definition else error.field
        return BoundError(html_id(error.field), label, error.code, error.beside(self.language))

    def _choices(self, definition: FieldDefinition, raw: Any) -> tuple[tuple[BoundChoice, ...], str | None]:
        chosen = {str(part) for part in (raw if isinstance(raw, list | tuple) else [raw])}
        if isinstance(definition.type, Choosing):
            return tuple(self._offered(definition, chosen)), None
        if definition.type_name == "yes_no":
            return tuple(self._yes_no(definition, chosen)), None
        return self._links(definition, chosen) if definition.type.refers else ((), None)

    def _offered(self, definition: FieldDefinition, chosen: set[str]) -> Iterator[BoundChoice]:
        """What may be taken and what is taken; scripts leave out what is not offered now, the server refuses it."""
        kind, offers = definition.type, self.cleaner.plan.fields[definition.id].offers
        for each in kind.choices:
            if kind.closed(each.id) and each.id not in chosen:
                continue
            fits = offers is None or offers.has(each.id, self.cleaned.values, self.cleaner.env)
            label = kind.display(each.id, self.cleaner.context) if not kind.many else each.label.text(self.language)
            group = self._group(definition, each.parent) if offers and offers.parent else ""
            yield BoundChoice(each.id, label, each.id in chosen, each.parent or "", group, fits)

    def _group(self, definition: FieldDefinition, parent: str | None) -> str:
        """The label of the choice that this one lies below, in the field that chooses it."""
        above = self.cleaner.plan.form.find(definition.type.parent)
        return above.type.label_of(parent, self.language) if above and parent else ""

    def _yes_no(self, definition: FieldDefinition, chosen: set[str]) -> Iterator[BoundChoice]:
        """Not answering is an answer where none is required."""
        for word in ("yes", "no") if definition.required else ("yes", "no", ""):
            label = say(f"fields.{word or 'not_said'}", self.language)
            yield BoundChoice(word, label, word in chosen)

    def _links(self, definition: FieldDefinition, chosen: set[str]) -> tuple[tuple[BoundChoice, ...], str | None]:
        """A list while it is short; a box that looks names up where it is not. Whoever is chosen stays in it."""
        kind, work = definition.type, self.cleaner.references.work
        if work.actor.is_visitor or definition.computed:
            return (), None
        found = _LISTED[kind.refers](work, kind)
        if kind.refers == "record" and len(found) >= CHOICES:
            return (), f"/records/{kind.form}/choices"
        listed = {str(id): name for id, name in found}
        unlisted = (id for id in chosen - set(listed) if id.isdecimal() and len(id) < 10)
        listed |= {id: kind.display(int(id), self.cleaner.context) for id in unlisted}
        return tuple(BoundChoice(id, name, id in chosen) for id, name in listed.items()), None


_LISTED = {
    "person": lambda work, kind: person_choices(work, kind.role),
    "team": lambda work, kind: team_choices(work),
    "record": lambda work, kind: record_choices(work, kind.form),
}


def bound_file(found: Any) -> BoundFile:
    """A file, as a value keeps it or as its row has it."""
    one = found if isinstance(found, Mapping) else as_value(found)
    small = f"/files/small/{one['key']}" if one.get("width") else ""
    href = f"/files/{one['key']}/{quote(one['name'])}"
    return BoundFile(one["key"], one["name"], href, small, size_words(one["size"]), family_of(one["type"]) or "")


def html_id(name: str) -> str:
    """The id of a field's control, which error summaries link to."""
    return f"f-{name}"


def _names(form: FormDefinition, cleaned: Cleaned, only: tuple[str, ...] | None) -> list[str]:
    if only is not None:
        return [name for name in only if name in form.by_id]
    return [field.id for field in form.fields if field.id in cleaned.readable]


def _sections(
    form: FormDefinition, fields: Mapping[str, BoundField], language: str, *, new: bool
) -> Iterator[BoundSection]:
    for section in form.layout:
        inside = tuple(fields[name] for name in section.fields if name in fields)
        if inside and not (new and section.later):
            yield BoundSection(section.id, section.label.text(language), section.columns, inside)
