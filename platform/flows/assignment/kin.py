"""Kin of records, read for a whole batch at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, select

from accounts import Work
from forms import form_of, table_of
from records import Prepared, places, slots, spread

from ..routing import Kin, Kinship, Relative, Routing
from ..routing.kin import Values

PORTION = 400
FIELD = "f_"


class StoredKin(Kin):
    """Reads the kin of records before they are looked at: one query for each kinship and portion."""

    def __init__(self, work: Work, routing: Routing, *, before: datetime | None = None) -> None:
        """`before` leaves out what came in later: for those who look at a time that has passed."""
        self._work = work
        self._before = before
        self._kinships = routing.router.kinships
        linked = form_of(work.catalog, routing.form)
        links = [one for one in self._kinships if one.link]
        home = [one for one in links if one.is_likeness or linked.field(one.link).type.form == routing.form]
        super().__init__(self._kinships, home)
        self.form = routing.form
        self._read: set[tuple[Kinship, Any]] = set()

    def expect(self, rows: Sequence[Values]) -> None:
        for kinship in self._kinships:
            keys = {key for values in rows if (key := kinship.key(values)) is not None}
            unread = sorted((key for key in keys if (kinship, key) not in self._read), key=repr)
            for portion in _portions(unread):
                self._look(kinship, portion)
            self._read.update((kinship, key) for key in unread)

    def _look(self, kinship: Kinship, keys: Sequence[tuple]) -> None:
        form, room = self._form_of(kinship), places(len(keys))
        table = table_of(self._work.catalog, form)
        names = ("id",) if kinship.link else tuple(FIELD + other for _, other in kinship.same)
        values = {} if self._before is None else {"before": self._before}
        for place in range(len(names)):
            values |= spread(f"key{place}_", [key[place] for key in keys], room)
        query = _owned(table, names, room, self._before is not None)
        for id, number, owner, outcome, *key in query.all(self._work.connection, **values):
            self.know(kinship, tuple(key), Relative(owner, form, id, number, outcome == "open"))

    def _form_of(self, kinship: Kinship) -> str:
        if kinship.link and not kinship.is_likeness:
            return form_of(self._work.catalog, self.form).field(kinship.link).type.form
        return kinship.form or self.form


@lru_cache(maxsize=256)
def _owned(table: Table, names: tuple[str, ...], keys: int, before: bool) -> Prepared:
    """The records of somebody whose values are among those of so many keys."""
    columns = [table.c[name] for name in names]
    same = and_(*(column.in_(slots(column, f"key{place}_", keys)) for place, column in enumerate(columns)))
    query = select(table.c.id, table.c.number, table.c.owner, table.c.outcome, *columns)
    query = query.where(same, table.c.owner.is_not(None), table.c.trashed_at.is_(None))
    return Prepared(query.where(table.c.created_at < bindparam("before")) if before else query)


def _portions(keys: Iterable[tuple]) -> Iterator[Sequence[tuple]]:
    wanted = list(keys)
    return (wanted[start : start + PORTION] for start in range(0, len(wanted), PORTION))
