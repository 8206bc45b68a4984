"""Which choice takes a value over: the first whose `when` holds for the record, or the first without a condition."""

from __future__ import annotations

from typing import Any

from accounts import Work
from forms import FieldDefinition, FormDefinition, record_values, stored_table_of
from records import choice_moves
from rules import Env, compile_python

from ..stored import house_env
from .written import Portion, Taken, Values, names_read, plain, write


def take_over(
    work: Work, form: FormDefinition, field: FieldDefinition, *, after: int, limit: int, by: int | None
) -> Portion:
    """The next records that hold what other choices take over; nobody else changes them meanwhile."""
    gone = {old for option in field.type.choices for old in option.came_from}
    if not gone:
        return Portion(0, None)
    stored = stored_table_of(work.catalog, form.id)
    held = choice_moves.Holding(stored, field.id, field.type.many, names_read(form, field))
    rows, last = held.portion(work.connection, gone, after=after, limit=limit)
    decide = _Deciding(field, house_env(work))
    taken = []
    for values in map(record_values, rows):
        old = values[field.id]
        new = decide(old, values)
        if new != old:
            taken.append(Taken(values["id"], values, old, new))
    write(work, form, field, taken, by=by)
    moved = (
        choice_moves.Moved(
            form.id, field.id, one.record, plain(one.old), plain(one.new), work.catalog.revision, work.now
        )
        for one in taken
    )
    choice_moves.keep(work.connection, moved)
    return Portion(len(taken), last)


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
