"""What the rows of a record come to: sum, number, first and last; Python only, as rows lie in a table beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from ..registry import operation

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..sql_face import Operand, SqlFace
    from ..types import Env

Values = tuple[Any, ...] | None


def _never(_face: SqlFace, *_operands: Operand) -> sa.ColumnElement:
    """Rules over rows are refused before they get to a database."""
    raise AssertionError("refused by why_not_sql")


def _filled(values: Values) -> list[Any]:
    return [value for value in values or () if value is not None]


def summed(_env: Env, values: Values) -> float:
    """The sum of all that are filled; of no rows it is 0."""
    return float(sum(map(float, _filled(values))))


def counted(_env: Env, values: Any) -> float:
    """How many rows, words, links or files there are."""
    return float(len(values)) if isinstance(values, tuple | list) else 0.0


def average(_env: Env, values: Values) -> float | None:
    """The mean of all that are filled; of no rows there is none."""
    found = [float(value) for value in _filled(values)]
    return sum(found) / len(found) if found else None


def _edge(choose: Callable[[list[Any]], Any]) -> Callable[[Env, Values], date | None]:
    def face(_env: Env, values: Values) -> date | None:
        found = _filled(values)
        return choose(found) if found else None

    return face


operation("sum", "list of numbers -> number", names=("sum", "合计"), strict=False, python=summed, sql=_never)
operation("count", "many -> number", names=("count", "行数"), strict=False, python=counted, sql=_never)
operation("average", "list of numbers -> number", names=("average", "平均"), strict=False, python=average, sql=_never)
for name, spelled, choose in (("earliest", ("earliest", "最早"), min), ("latest", ("latest", "最晚"), max)):
    operation(
        name, "list of dates -> date", "list of datetimes -> datetime", names=spelled, strict=False,
        python=_edge(choose), sql=_never,
    )  # fmt: skip
operation(
    "all_true", "list of yes/no -> yes/no", names=("all_true", "全部为是"), strict=False,
    python=lambda _env, values: all(value is True for value in values or ()), sql=_never,
)  # fmt: skip
operation(
    "some_true", "list of yes/no -> yes/no", names=("some_true", "有的为是"), strict=False,
    python=lambda _env, values: any(value is True for value in values or ()), sql=_never,
)  # fmt: skip
