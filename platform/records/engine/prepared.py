"""Statements that are asked with every record: put into words once for each database, then handed to its driver.

SQLAlchemy says what a statement means and how values travel. Building it, finding it in a cache and wrapping what comes
out is nine tenths of what a small one costs; here that is done the first time only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Row, bindparam
from sqlalchemy.engine import result_tuple
from sqlalchemy.sql.base import Executable

from . import driver
from .types import reader, writer

Values = Mapping[str, Any]
Made = TypeVar("Made")


class Prepared:
    """A statement with a `bindparam` for each value that differs from one time to the next."""

    def __init__(self, statement: Executable, names: Sequence[str] | None = None) -> None:
        """`names` are the columns that an INSERT sets. Nothing is put into words before the first time."""
        self._statement: Executable | None = statement
        self._names = names
        self._words: dict[str, _Words] = {}

    def all(self, connection: Connection, **values: Any) -> list[Sequence[Any]]:
        """All rows, each a sequence in the order of the columns."""
        words = self._in(connection.dialect)
        given = words.given(values)
        answer = driver.run(connection, words.text, given)
        with driver.telling(connection, words.text, given):  # SQLite finds most rows only when they are fetched
            return words.read(answer)

    def first(self, connection: Connection, **values: Any) -> Sequence[Any] | None:
        """The first row, or None."""
        found = self.all(connection, **values)
        return found[0] if found else None

    def read(self, connection: Connection, kind: Callable[..., Made], **values: Any) -> tuple[Made, ...]:
        """All rows, each as what this makes of its values."""
        return tuple(kind(*row) for row in self.all(connection, **values))

    def rows(self, connection: Connection, **values: Any) -> list[Row]:
        """All rows, with their columns by name."""
        return [*map(self._in(connection.dialect).named, self.all(connection, **values))]

    def row(self, connection: Connection, **values: Any) -> Row | None:
        """The first row with its columns by name, or None."""
        found = self.first(connection, **values)
        return None if found is None else self._in(connection.dialect).named(found)

    def run(self, connection: Connection, **values: Any) -> int:
        """Change something, and return how many rows it changed."""
        words = self._in(connection.dialect)
        return driver.run(connection, words.text, words.given(values)).rowcount

    def settled(self, dialect: Dialect) -> Prepared:
        """The same for this database alone, without the statement, which takes ten times the room of its words."""
        self._in(dialect)
        self._statement = None
        return self

    def _in(self, dialect: Dialect) -> _Words:
        words = self._words.get(dialect.name)
        if words is None:
            words = self._words[dialect.name] = _Words(self._statement, dialect, self._names)
        return words


def slots(column: ColumnElement, name: str, count: int) -> list[BindParameter]:
    """Places for as many of a column's values, for `column.in_(…)`."""
    return [bindparam(f"{name}{place}", type_=column.type) for place in range(count)]


def spread(name: str, values: Sequence[Any], count: int) -> dict[str, Any]:
    """Values for these places; where there are more places than values the last value fills them."""
    filled = [*values, *values[-1:] * (count - len(values))]
    return {f"{name}{place}": value for place, value in enumerate(filled)}


def places(number: int) -> int:
    """How many places a statement for so many values has: few lengths, so that few statements are kept."""
    return 1 << max(number - 1, 0).bit_length()


class _Words:
    """A statement in one database's words, with what turns values into the driver's and back."""

    def __init__(self, statement: Executable, dialect: Dialect, names: Sequence[str] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names)
        to_come = {name for name in compiled.params if compiled.binds[name].required}
        # A list that is in the statement itself (`column.in_([1, 2])`) has as many places as it has values.
        whole = compiled.construct_expanded_state(dict.fromkeys(to_come))
        self.text = whole.statement
        self._dialect = dialect
        lists = {place: name for name, each in whole.parameter_expansion.items() for place in each}
        types = {name: compiled.binds[lists.get(name, name)].type for name in whole.parameters}
        self._writers = {name: write for name, kind in types.items() if (write := writer(kind, dialect))}
        fixed = {name: value for name, value in whole.parameters.items() if name not in to_come}
        self._fixed = {name: self._written(name, value) for name, value in fixed.items()}
        self._order = tuple(whole.positiontup) if whole.positiontup is not None else None
        columns = tuple(getattr(statement, "exported_columns", ()))
        self._kinds = tuple(column.type for column in columns)
        self._readers: tuple[tuple[int, Callable[[Any], Any]], ...] | None = None
        self.named = result_tuple([column.key for column in columns])

    def given(self, values: Values) -> driver.Parameters:
        """The values as the driver takes them."""
        writers = self._writers
        written = {
            name: writers[name](value) if value is not None and name in writers else value
            for name, value in values.items()
        }
        known = {**self._fixed, **written}
        return known if self._order is None else tuple([known[name] for name in self._order])

    def read(self, answer: Any) -> list[Sequence[Any]]:
        """Rows of the driver's values as Python has them."""
        if self._readers is None:
            self._readers = self._found_readers(answer)
        rows = answer.fetchall()
        return [self._read(row) for row in rows] if self._readers else rows

    def _read(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for at, read in self._readers:
            value = values[at]
            if value is not None:
                values[at] = read(value)
        return values

    def _found_readers(self, answer: Any) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        """How a value is read may depend on what the driver says it is; it says so with the first answer."""
        description = getattr(answer, "cursor", answer).description
        found = (
            (at, reader(kind, self._dialect, described[1]))
            for at, (kind, described) in enumerate(zip(self._kinds, description, strict=True))
        )
        return tuple((at, read) for at, read in found if read is not None)

    def _written(self, name: str, value: Any) -> Any:
        write = self._writers.get(name)
        return write(value) if write is not None and value is not None else value
