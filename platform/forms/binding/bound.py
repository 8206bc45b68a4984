"""A form bound to a record or an input: what a template needs to draw each field, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from accounts import Work, unmaskable_fields
from definitions import say

from ..cleaning import Cleaned, Cleaner
from ..definition import FormDefinition
from ..errors import FieldError
from ..field_definition import FieldDefinition
from ..fields.attachment import size_words
from ..fields.child_table import ChildTable
from ..fields.choice import Choosing
from ..fields.qr_code import QrCode
from ..linked.file_queries import as_value
from ..linked.reference_queries import CHOICES, person_choices, record_choices, team_choices
from ..uploads import family_of
from .bound_field import BoundChoice, BoundError, BoundField, BoundFile, BoundForm, BoundLink, BoundSection, html_id
from .bound_rows import RowBinding
from .gathering import gathered


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
        self.asked = _asked(cleaner.plan.form)
        self.listed: dict[tuple[str, str | None], tuple[tuple[int, str], ...]] = {}  # each list is read once
        held = {name for each in cleaner.ceilings for name in each.fields if name in cleaned.writable}
        asked = (cleaner.ceiling(name, cleaned.before, cleaned.values) for name in sorted(held))
        self.ceilings = {found.field: found for found in asked if found is not None}
        self.closed = {name for name, ceiling in self.ceilings.items() if ceiling.is_closed}

    def field(self, name: str, compact: bool) -> BoundField:
        definition = self.cleaner.plan.form.field(name)
        value = self.cleaned.values.get(name)
        raw = self._raw(definition, value)
        choices, lookup = self._choices(definition, raw)
        return BoundField(
            definition=definition,
            id=html_id(name),
            html_name=name,
            value=value,
            raw=raw,
            shown=definition.type.display(value, self.cleaner.context),
            errors=tuple(self._bound(error, definition) for error in self.errors if error.field == name),
            required=definition.required or name in self.cleaned.needed,
            read_only=self._is_closed(definition) or name in self.closed,
            visible=name not in self.cleaned.hidden,
            choices=choices,
            language=self.language,
            lookup_href=lookup,
            compact=compact,
            files=tuple(self._files(definition, raw)),
            links=tuple(self._linked(definition, raw)),
            **self._inside(definition, value, raw),
            code=self._code(definition),
            note=self._ceiling_words(name),
            unmask_href=self._unmask_href(definition),
            asked=name in self.asked,
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
        if definition.sensitive:
            return definition.type.masked(value)
        return definition.type.raw(value, self.cleaner.context)

    def _files(self, definition: FieldDefinition, raw: Any) -> Iterator[BoundFile]:
        """The files that are there and those that were just sent; what is no file of the reader's is left out."""
        if definition.type.side != "files":
            return
        for key in dict.fromkeys(str(part) for part in (raw if isinstance(raw, list) else [raw]) if part):
            found = self.cleaner.references.find_file(key)
            if found is not None:
                yield bound_file(found)

    def _linked(self, definition: FieldDefinition, raw: Any) -> Iterator[BoundLink]:
        """The records of a field that links to several; one that the reader may not see has no name."""
        kind = definition.type
        if kind.refers != "record" or not kind.many:
            return
        for id in dict.fromkeys(str(part) for part in (raw if isinstance(raw, list | tuple) else [raw]) if part):
            if id.isdecimal() and len(id) < 10:
                title = self.cleaner.references.record_title(kind.form, int(id))
                yield BoundLink(id, title or f"#{id}", f"/records/{kind.form}/{id}" if title else "")

    def _inside(self, definition: FieldDefinition, value: Any, raw: Any) -> dict[str, Any]:
        """The rows of a child table, and one to begin with."""
        if not isinstance(definition.type, ChildTable):
            return {}
        errors = [error for error in self.errors if error.field == definition.id]
        rows = RowBinding(definition, self.cleaner.context, self._choices, errors, self._is_closed(definition))
        return {"rows": tuple(rows.all(value, raw)), "blank": rows.blank(), "spare": rows.spare()}

    def _ceiling_words(self, name: str) -> str:
        """How far a field is open for this record, and with what it goes on; what is computed from it is not held."""
        ceiling = self.ceilings.get(name)
        if ceiling is None:
            return ""
        kind, context = self.cleaner.plan.form.field(name).type, self.cleaner.context
        params = {"most": "" if ceiling.most is None else kind.display(ceiling.most, context)}
        code = "closed" if ceiling.is_closed else "beyond"
        if ceiling.milestone is not None:
            code, params = f"{code}_until", {**params, "milestone": ceiling.milestone.text(self.language)}
        return say(f"forms.error.{code}", self.language, **params)

    def _is_closed(self, definition: FieldDefinition) -> bool:
        name, cleaned = definition.id, self.cleaned
        return definition.computed or name in cleaned.locked or name not in cleaned.writable

    def _code(self, definition: FieldDefinition) -> str:
        """What a QR code says of a stored record: its page, or another field's value where the reader may see that."""
        kind, values = definition.type, self.cleaned.before
        if not isinstance(kind, QrCode) or "id" not in values:
            return ""
        if kind.value_of is None:
            return f"/records/{self.cleaner.plan.form.id}/{values['id']}"
        source = self.cleaner.plan.form.find(kind.value_of)
        if source is None or source.id not in self.cleaned.readable:
            return ""
        return source.type.display(values.get(source.id), self.cleaner.context)

    def _unmask_href(self, definition: FieldDefinition) -> str:
        """Where the whole value of a stored record is shown, to those who have the right."""
        values, form = self.cleaned.before, self.cleaner.plan.form
        if not definition.sensitive or "id" not in values:
            return ""
        may = unmaskable_fields(self.cleaner.references.work.actor, form, stage=values.get("stage"))
        return f"/records/{form.id}/{values['id']}/unmasking/{definition.id}" if definition.id in may else ""

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
        kind, deciding = definition.type, self.cleaner.plan.fields.get(definition.id)
        offers = deciding.offers if deciding is not None and deciding.field is definition else None
        for each in kind.choices:
            if kind.closed(each.id) and each.id not in chosen:
                continue
            fits = offers is None or offers.has(each.id, self.cleaned.values, self.cleaner.env)
            label = kind.display(each.id, self.cleaner.context) if not kind.many else each.label.text(self.language)
            group = self._group(definition, each.parent) if offers and offers.parent else ""
            color = kind.color_of(each.id)
            yield BoundChoice(each.id, label, each.id in chosen, each.parent or "", group, fits, color)

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
        key = (kind.refers, getattr(kind, "form", None) or getattr(kind, "role", None))
        if key not in self.listed:
            self.listed[key] = _LISTED[kind.refers](work, kind)
        found = self.listed[key]
        if kind.refers == "record" and len(found) >= CHOICES:
            return (), f"/records/{kind.form}/choices"
        if kind.many:
            return tuple(BoundChoice(str(id), name) for id, name in found), None
        listed = {str(id): name for id, name in found}
        unlisted = (id for id in chosen - set(listed) if id.isdecimal() and len(id) < 10)
        listed |= {id: kind.display(int(id), self.cleaner.context) for id in unlisted}
        return tuple(BoundChoice(id, name, id in chosen) for id, name in listed.items()), None


_LISTED = {
    "person": lambda work, kind: person_choices(work, kind.role),
    "team": lambda work, kind: team_choices(work),
    "record": lambda work, kind: record_choices(work, kind.form),
}


def _asked(form: FormDefinition) -> frozenset[str]:
    """What names a record, what it needs or may come to need, and what decides about that."""
    deciding = [field for field in form.fields if field.required_when is not None]
    read = {name.partition(".")[0] for field in deciding for name in field.required_when.names}
    needed = {field.id for field in form.fields if field.required or field.required_when is not None}
    return frozenset({form.title} | needed | read)


def bound_file(found: Any) -> BoundFile:
    """A file, as a value keeps it or as its row has it."""
    one = found if isinstance(found, Mapping) else as_value(found)
    small = f"/files/small/{one['key']}" if one.get("width") else ""
    href = f"/files/{one['key']}/{quote(one['name'])}"
    return BoundFile(one["key"], one["name"], href, small, size_words(one["size"]), family_of(one["type"]) or "")


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
