"""An old list that is published again has its values again, where nobody chose another since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from accounts import Work
from forms import FieldDefinition, FormDefinition, record_values, stored_table_of
from records import choice_moves

from .written import Portion, Taken, names_read, plain, write

Moved = choice_moves.Moved


def bring_back(
    work: Work, form: FormDefinition, field: FieldDefinition, *, after: int, limit: int, by: int | None
) -> Portion:
    """The next records that were mapped; what is brought back is forgotten, and what somebody has changed since."""
    moved, last = choice_moves.portion_of_field(work.connection, form.id, field.id, after=after, limit=limit)
    known = field.type.by_id.keys()
    lost = {record: theirs for record, theirs in moved.items() if any(_comes_back(one, known) for one in theirs)}
    stored = stored_table_of(work.catalog, form.id)
    held = choice_moves.Holding(stored, field.id, field.type.many, names_read(form, field))
    taken, done = [], []
    for values in map(record_values, held.of(work.connection, lost)):
        old, used = _walked_back(plain(values[field.id]), lost[values["id"]], known)
        done += used
        if old is not None:
            new = tuple(old) if isinstance(old, list) else old
            taken.append(Taken(values["id"], values, values[field.id], new))
    write(work, form, field, taken, by=by)
    over = {one.id for theirs in lost.values() for one in theirs if _comes_back(one, known)}
    choice_moves.forget(work.connection, over.union(one.id for one in done))
    return Portion(len(taken), last)


def _comes_back(one: Moved, known: Collection[str]) -> bool:
    """Whether what stood there is on the list again; who took it over may well be on it still."""
    return _ids(one.old) <= known


def _walked_back(held: Any, theirs: Sequence[Moved], known: Collection[str]) -> tuple[Any, Sequence[Moved]]:
    """From what a record holds, step by step, to the first that it ever held and that is on the list; None without."""
    used: list[Moved] = []
    found: tuple[Any, Sequence[Moved]] = (None, ())
    for one in theirs:
        if one.new != held:
            break
        held = one.old
        used.append(one)
        if _comes_back(one, known):
            found = (held, tuple(used))
    return found


def _ids(stored: Any) -> set[str]:
    return set(stored) if isinstance(stored, list) else {stored}
