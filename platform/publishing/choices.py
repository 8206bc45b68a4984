"""Choices that leave a form's list while records hold them: mapped to those that say so, else told and left.

A choice takes over others with `from`: one may take several (a merge), and several may take one (a split); then the
first whose `when` holds for the record takes it, or the first without a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accounts import Work
from definitions import WARNING, Catalog, Location, Problem, say
from forms import Choosing, FieldDefinition, FormDefinition, record_values, search_text, table_of
from records import NOTICED, Event, choice_moves, events, store, table_exists
from rules import Env, compile_python

Values = Mapping[str, Any]
Pair = tuple[Any, Values, Any, Any]  # the row, its values, the value it holds and the one it gets


@dataclass(frozen=True)
class ChoiceMove:
    """One choice that goes, how many records hold it, and which choices take it over."""

    form: FormDefinition
    field: FieldDefinition
    gone: str
    rows: int
    takers: tuple[str, ...]

    def words(self, language: str) -> str:
        """The step in a sentence."""
        takers = [self.field.type.label_of(one, language) for one in self.takers]
        said = {"form": self.form.label, "field": self.field.label, "gone": self.gone, "n": self.rows}
        sentence = say("publishing.choices_map", language, takers=takers, **said)
        return sentence + (say("records.change.holds_up_choices", language) if self.rows >= NOTICED else "")


def choice_moves_of(connection: Connection, current: Catalog, coming: Catalog) -> tuple[ChoiceMove, ...]:
    """Every choice that goes while records hold it."""
    return tuple(move for form in coming.all("form") for move in _moves(connection, current, form))


def problems_of(catalog: Catalog, moves: Sequence[ChoiceMove]) -> Iterator[Problem]:
    """Of those that nobody takes over: their records keep a word that is no choice any more."""
    for move in moves:
        if not move.takers:
            place = Location(catalog.file_of("form", move.form.id))
            said = {"field": move.field.label, "gone": move.gone, "n": move.rows}
            yield Problem(WARNING, place, f"fields.{move.field.id}", "publishing.choice_left", said)


def carry_out(work: Work, moves: Sequence[ChoiceMove]) -> set[str]:
    """Map the values, and bring back what an older list of choices holds again; the forms that changed."""
    changed = {move.form.id for move in moves if move.takers}
    fields = {(move.form.id, move.field.id): move for move in moves if move.takers}
    for move in fields.values():
        _map(work, move.form, move.field)
    for form in work.catalog.all("form"):
        for field in form.fields:
            if isinstance(field.type, Choosing) and _bring_back(work, form, field):
                changed.add(form.id)
    return changed


def _moves(connection: Connection, current: Catalog, form: FormDefinition) -> Iterator[ChoiceMove]:
    before = current.find("form", form.id)
    table = table_of(current, form.id) if before is not None else None
    if table is None or not table_exists(connection, table):
        return
    for field in form.fields:
        was = before.find(field.id)
        if was is None or was.type_name != field.type_name or not isinstance(field.type, Choosing) or field.type.list:
            continue
        for option in was.type.choices:
            if option.id not in field.type.by_id:
                rows = choice_moves.count(connection, table, field.id, option.id, many=field.type.many)
                if rows:
                    yield ChoiceMove(form, field, option.id, rows, _takers(field, option.id))


def _takers(field: FieldDefinition, gone: str) -> tuple[str, ...]:
    return tuple(option.id for option in field.type.choices if gone in option.came_from)


def _map(work: Work, form: FormDefinition, field: FieldDefinition) -> None:
    table, many = table_of(work.catalog, form.id), field.type.many
    gone = {old for option in field.type.choices for old in option.came_from}
    decide = _Deciding(field, Env(work.now, work.timezone))
    for rows in choice_moves.holding(work.connection, table, field.id, gone, many=many):
        pairs = []
        for row in rows:
            values = record_values(row)
            old = values[field.id]
            new = decide(old, values)
            if new != old:
                pairs.append((row, values, old, new))
        _write(work, form, field, pairs)
        moved = [
            choice_moves.Moved(form.id, field.id, row.id, _json(old), _json(new), work.catalog.revision, work.now)
            for row, _, old, new in pairs
        ]
        choice_moves.keep(work.connection, moved)


class _Deciding:
    """Which choice takes a value of one record."""

    def __init__(self, field: FieldDefinition, env: Env) -> None:
        self.env, self.many = env, field.type.many
        when = {field.type.choices[at].id: compile_python(rule) for at, rule in field.offered_when.items()}
        self.takers: dict[str, list[tuple[str, Any]]] = {}
        for option in field.type.choices:
            for old in option.came_from:
                self.takers.setdefault(old, []).append((option.id, when.get(option.id)))

    def __call__(self, held: Any, values: Values) -> Any:
        if not self.many:
            return self._one(held, values)
        return tuple(dict.fromkeys(self._one(one, values) for one in held or ())) or None

    def _one(self, held: str, values: Values) -> str:
        for taker, rule in self.takers.get(held, ()):
            if rule is None or rule(values, self.env) is True:
                return taker
        return held


def _bring_back(work: Work, form: FormDefinition, field: FieldDefinition) -> bool:
    """An old list that is published again has its values again, where nobody chose another since."""
    moved = choice_moves.of_field(work.connection, form.id, field.id)
    known = field.type.by_id
    back = [one for one in moved if _ids(one.old) <= known.keys() and not _ids(one.new) <= known.keys()]
    if not back:
        return False
    table = table_of(work.catalog, form.id)
    there = store.fetch_many(work.connection, table, sorted({one.subject for one in back}), lock=True)
    pairs = []
    for one in back:
        row = there.get(one.subject)
        values = record_values(row) if row is not None else {}
        if row is not None and _json(values.get(field.id)) == one.new:
            old = tuple(one.old) if isinstance(one.old, list) else one.old
            pairs.append((row, values, values[field.id], old))
    _write(work, form, field, pairs)
    choice_moves.forget(work.connection, [one.id for one in back])
    return bool(pairs)


def _write(work: Work, form: FormDefinition, field: FieldDefinition, pairs: Sequence[Pair]) -> None:
    """The new values with their history; nobody's automation runs because an admin renamed a word."""
    rows, told = [], []
    for row, values, old, new in pairs:
        search = search_text(form, {**values, field.id: new}, row.number)
        rows.append({"id": row.id, f"f_{field.id}": new, "search": search, "updated_at": work.now})
        data = {"changes": {field.id: [_json(old), _json(new)]}, "channel": "publishing"}
        told.append(Event(form.id, row.id, "edited", work.now, work.actor.person_id, data, work.catalog.revision))
    if rows:
        store.update_many(work.connection, table_of(work.catalog, form.id), rows, versioned=True)
        events.append_many(work.connection, told)


def _ids(stored: Any) -> set[str]:
    return set(stored) if isinstance(stored, list) else {stored}


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
