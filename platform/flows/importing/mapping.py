"""Which column fills which field, and what becomes of the records: guessed, remembered, chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import Person, Work, allowed, people, writable_fields
from definitions import Label, Refused
from forms import (
    BY_RULES,
    NOBODY,
    OWNER,
    ColumnMap,
    Context,
    FieldDefinition,
    FormDefinition,
    ImportMap,
    form_of,
    guess,
    record_columns,
    unit_of,
)
from records import ImportRun, import_lines, imports, outbox

from ..assignment import may_own
from . import kept_lines
from .alike_lines import forget_keys
from .receiving import READ

SAMPLES = 50
LONGEST_FIXED, LONGEST_SAID = 1000, 40
CREATE, UPDATE, BOTH = "create", "update", "upsert"
MODES = (CREATE, UPDATE, BOTH)
RULES, LATER = BY_RULES, "later"  # who new records go to; else the id of a person
CHECK = "import_check"
BEFORE_START = (READ, "checking", "checked")


@dataclass(frozen=True)
class Mapping:
    """What a person chose: a field for columns, what to do, by which fields records are known again, what words mean.

    `words` are by column; a word that means nothing leaves the field empty. `fixed` is the same in every line.
    `units` are by column: in which its numbers are read; empty where they are read as they stand.
    `owner` says whose new records become that no column names an owner of.
    `map` is a published one that reads the lines; beside it, only what words mean can be said.
    """

    columns: dict[str, str] = field(default_factory=dict)
    mode: str = CREATE
    key: tuple[str, ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    owner: str = RULES
    map: str = ""

    def as_json(self) -> dict[str, Any]:
        said = {"columns": self.columns, "mode": self.mode, "key": list(self.key), "owner": self.owner, "map": self.map}
        return {**said, "words": self.words, "fixed": self.fixed, "units": self.units}

    def with_words(self, before: Mapping) -> Mapping:
        """What words meant in columns that fill the same field as they did before."""
        same = {name: words for name, words in before.words.items() if self.columns.get(name) == before.columns[name]}
        return replace(self, words={**same, **self.words})

    def with_units(self, form: FormDefinition) -> Mapping:
        """A unit for each column whose name says one for its field; those that were switched off stay so."""
        named = {name: unit_of(name, form.field(one)) for name, one in self.columns.items() if one != OWNER}
        return replace(
            self, units={name: unit if self.units.get(name, unit) else "" for name, unit in named.items() if unit}
        )

    @classmethod
    def of(cls, run: ImportRun) -> Mapping:
        """What is kept with an import; one from the command line has only the name of its map."""
        kept = run.mapping
        words = {name: dict(each) for name, each in kept.get("words", {}).items() if name in kept.get("columns", {})}
        return cls(
            dict(kept.get("columns", {})),
            kept.get("mode", CREATE),
            tuple(kept.get("key", ())),
            words,
            kept.get("fixed", {}),
            kept.get("units", {}),
            kept.get("owner", RULES),
            kept.get("map", ""),
        )


@dataclass(frozen=True)
class Suggestion:
    """A mapping to begin with, and for each column why: remembered, name, like, values."""

    mapping: Mapping
    why: dict[str, str]


def suggested(work: Work, run: ImportRun) -> Suggestion:
    """What was chosen already; else what was chosen for such a file before; else what can be guessed."""
    form = form_of(work.catalog, run.form)
    usable = {one.id for one in fillable(work, form)}
    if run.mapping:
        return Suggestion(Mapping.of(run), {})
    last = imports.last_of_header(work.connection, run.form, run.header_key or "")
    if last is not None and last.mapping.get("columns"):
        before = Mapping.of(last)
        columns = {name: one for name, one in before.columns.items() if one in usable}
        key = tuple(name for name in before.key if name in columns.values())
        mode = before.mode if key or before.mode == CREATE else CREATE
        fixed = {name: value for name, value in before.fixed.items() if name in usable}
        owner = before.owner if is_known_owner(work, run.form, before.owner) else RULES
        again = Mapping(columns, mode, key, fixed=fixed, units=before.units, owner=owner)
        again = again.with_words(before).with_units(form)
        return Suggestion(again, dict.fromkeys(columns, "remembered"))
    lines = kept_lines.next_of(work, run.id, limit=SAMPLES)
    context = Context(work.language, work.timezone, by_label=True)
    cells = [line.cells for line in lines]
    found = guess(usable_fields(work, form), run.header or [], cells, context, others=_names_of_all(work, run.form))
    first = Mapping({column: one.field for column, one in found.items()}).with_units(form)
    return Suggestion(first, {name: one.why for name, one in found.items()})


def _names_of_all(work: Work, form: str) -> frozenset[str]:
    """What the columns of an export are called; those that a file can fill are found before."""
    columns = record_columns(work.catalog, form).values()
    return frozenset(text for column in columns for _, text in column.label.texts)


def usable_fields(work: Work, form: FormDefinition) -> tuple[FieldDefinition, ...]:
    """The fields that this person may fill from a file."""
    writable = writable_fields(work.actor, form)
    return tuple(one for one in form.fields if one.id in writable and not one.computed and not one.type.composed)


def fillable(work: Work, form: FormDefinition) -> tuple[FieldDefinition, ...]:
    """The same with whose the record becomes, for whoever may assign."""
    return (*usable_fields(work, form), *([owner_field(work, form.id)] if may_name_owners(work, form.id) else ()))


def may_name_owners(work: Work, form: str) -> bool:
    """Whether this person may say whose records become."""
    return allowed(work.actor, "assign", form)


def may_be_owner(work: Work, form: str, person: Person) -> bool:
    """Whether this person works on such records; whoever runs the machine says so for anybody."""
    return work.actor.is_system or may_own(work, person.role, form)


def possible_owners(work: Work, form: str) -> tuple[Person, ...]:
    """Everybody whose new records can become."""
    return tuple(person for person in people.listing(work.connection) if may_be_owner(work, form, person))


def owner_field(work: Work, form: str) -> FieldDefinition:
    """What a column that names owners is read as."""
    column = record_columns(work.catalog, form)[OWNER]
    return FieldDefinition(OWNER, column.type, column.label)


def filled_by(work: Work, form: FormDefinition, name: str) -> FieldDefinition | None:
    """What a column that is sorted to this name fills."""
    return owner_field(work, form.id) if name == OWNER else form.find(name)


def unfilled(work: Work, form: FormDefinition, chosen: Mapping) -> tuple[FieldDefinition, ...]:
    """Fields that must be filled and that no column fills: what stands in every line can be said instead."""
    filled = set(chosen.columns.values())
    usable = (one for one in usable_fields(work, form) if one.id not in filled)
    return tuple(one for one in usable if one.id in chosen.fixed or (one.required and one.default is None))


def usable_keys(fields: Iterable[FieldDefinition]) -> tuple[FieldDefinition, ...]:
    """Those by which a record can be known again: one value, kept in the record's own row."""
    return tuple(one for one in fields if "is" in one.type.operators and not one.type.many and not one.type.side)


def choose(work: Work, run: ImportRun, chosen: Mapping) -> None:
    """Keep what was chosen, and have every line looked at."""
    run = imports.get(work.connection, run.id, lock=True)
    if run.state not in BEFORE_START:
        raise Refused("flows.refused.import_begun", number=run.id)
    _check(work, run, chosen)
    form = form_of(work.catalog, run.form)
    look_again(work, run, chosen.with_words(suggested(work, run).mapping).with_units(form))


def look_again(work: Work, run: ImportRun, chosen: Mapping) -> None:
    """Keep what was chosen, and forget what was foreseen of the lines: each is looked at anew."""
    round = run.mapping.get("round", 0) + 1
    import_lines.forget_foreseen(work.connection, run.id)
    forget_keys(work, run)
    kept = {**chosen.as_json(), "round": round}
    imports.change(work.connection, run.id, mapping=kept, state="checking", counts={}, problem=None)
    look = {"run": run.id, "round": round}
    outbox.put(work.connection, CHECK, look, work.now, key=f"{CHECK}:{run.id}:{round}:0")


def map_of(work: Work, run: ImportRun) -> ImportMap:
    """The kept choice as the map that imports read by: a published one as it is now, or one of its own."""
    chosen, form = Mapping.of(run), form_of(work.catalog, run.form)
    if chosen.map:
        map = published_map(work, run.form, chosen.map)
        columns = tuple(_also(one, chosen.words.get(one.column, {})) for one in map.columns)
        owner = BY_RULES if chosen.owner == RULES else map.owner
        return replace(map, columns=columns, owner=owner).on(form)
    columns = tuple(_column(chosen, column, name) for column, name in chosen.columns.items())
    how = (chosen.mode, chosen.key, chosen.fixed)
    return ImportMap(f"import_{run.id}", Label.of(run.file), run.form, columns, *how, owner=_owner(chosen)).on(form)


def published_map(work: Work, form: str, id: str) -> ImportMap:
    """A published map of this form."""
    found = work.catalog.find("import_map", id)
    if found is None or found.form != form:
        raise Refused("flows.refused.import_no_map", name=id[:LONGEST_SAID])
    return found


def _owner(chosen: Mapping) -> str | int:
    """As a map says it."""
    said = {RULES: BY_RULES, LATER: NOBODY}.get(chosen.owner)
    return said or int(chosen.owner)


def _column(chosen: Mapping, column: str, name: str) -> ColumnMap:
    return _also(ColumnMap(column, name, unit=chosen.units.get(column, "")), chosen.words.get(column, {}))


def _also(column: ColumnMap, words: dict[str, str]) -> ColumnMap:
    """The same with what somebody said that words mean."""
    values = {word: value for word, value in words.items() if value}
    empty = frozenset(word for word, value in words.items() if not value)
    return replace(column, values={**column.values, **values}, empty=column.empty | empty)


def _check(work: Work, run: ImportRun, chosen: Mapping) -> None:
    form = form_of(work.catalog, run.form)
    usable = usable_fields(work, form)
    keys = {one.id for one in usable_keys(usable)}
    used = list(chosen.columns.values())
    twice = sorted({name for name in used if used.count(name) > 1})
    if twice:
        raise Refused("flows.refused.import_field_twice", fields=[filled_by(work, form, name).label for name in twice])
    if not chosen.owner:
        raise Refused("flows.refused.import_no_owner")
    unknown = _unknown(work, run, chosen)
    if unknown or chosen.mode not in MODES or not set(chosen.key) <= keys:
        raise Refused("flows.refused.import_unknown", names=unknown or [chosen.mode, *chosen.key])
    long = [form.field(name).label for name, value in chosen.fixed.items() if len(value) > LONGEST_FIXED]
    if long:
        raise Refused("flows.refused.import_fixed_long", fields=long, most=LONGEST_FIXED)
    if not used:
        raise Refused("flows.refused.import_no_column")
    if chosen.mode != CREATE and not chosen.key:
        raise Refused("flows.refused.import_no_key")
    missing = [form.field(name).label for name in chosen.key if name not in used]
    if missing:
        raise Refused("flows.refused.import_key_unread", fields=missing)


def _unknown(work: Work, run: ImportRun, chosen: Mapping) -> list[str]:
    """Fields that this person may not fill, columns that the file does not have, and an owner who is not here."""
    form = form_of(work.catalog, run.form)
    known, fixable = ({one.id for one in of(work, form)} for of in (fillable, usable_fields))
    return [
        *(name for name in chosen.columns.values() if name not in known),
        *(name for name in chosen.fixed if name not in fixable),
        *(name for name in chosen.columns if name not in run.header),
        *(() if is_known_owner(work, run.form, chosen.owner) else (chosen.owner[:LONGEST_SAID],)),
    ]


def is_known_owner(work: Work, form: str, owner: str) -> bool:
    """Whether new records can become theirs, or go by the rules or to nobody, as whoever works may say."""
    if owner == RULES:
        return True
    there = (str(person.id) for person in possible_owners(work, form))
    return may_name_owners(work, form) and (owner == LATER or owner in there)
