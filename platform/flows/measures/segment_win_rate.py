"""How many of the records like this one a person won: who closes key accounts well may do badly with small ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Catalog, Problem, Source
from forms import Wanted, columns_of, expression_problems, scope_of
from rules import Env, Expression, Type, check, compile_python, compile_sql

from ..reading import read_rule
from ..stored import house_env
from .history import Reader
from .measure import OVER, PRIOR, Asked, Measure, Measured, Path, Values, measure
from .options import Window, read_window
from .rates import Cases
from .win_rate import closed_cases

SEGMENTS = (Type.CHOICE, Type.TEXT, Type.YES_NO, Type.LINK)


@dataclass(frozen=True)
class Segment(Window):
    """A window, and what makes records alike: fields, or conditions that split them in two."""

    by: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class SegmentCases:
    """Everybody's cases by segment, and over all segments."""

    by_segment: Cases
    by_person: Cases


@measure("segment_win_rate")
class SegmentWinRate(Measure):
    """Won out of won and lost among records with the same values; few cases are drawn towards the person's own rate."""

    options = {
        "by": {
            "type": "array",
            "minItems": 1,
            "maxItems": 4,
            "items": {"type": "string", "minLength": 1},
            "description": "What makes records alike: fields, or conditions such as `employees >= 500`",
        },
        "over": OVER,
        "prior": PRIOR,
    }

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Segment:
        window = read_window(source, path, written)
        if not written.get("by"):
            source.problem(path, "problem.missing_key", name="by")
        read = (read_rule(source, text, (*path, "by", place)) for place, text in enumerate(written.get("by", ())))
        return Segment(window.over, window.prior, tuple(each for each in read if each is not None))

    @classmethod
    def problems(cls, catalog: Catalog, definition: Any, path: Path, options: Segment) -> Iterable[Problem]:
        scope = scope_of(catalog, definition.form)
        for place, expression in enumerate(options.by):
            wanted = Wanted(definition, (*path, "by", place), expression, SEGMENTS)
            found = list(expression_problems(catalog, scope, wanted))
            yield from found
            if not found and not (expression.sql_able and expression.is_timeless):
                yield catalog.problem(definition, wanted.path, "routing.problem.segment_moves", rule=expression.text)

    @classmethod
    def names(cls, options: Segment) -> Iterable[str]:
        return (name for expression in options.by for name in expression.names)

    def key(self, options: Segment, values: Values, env: Env) -> Hashable:
        return tuple(_plain(evaluate(values, env)) for evaluate in _evaluators(options.by))

    def read(self, reader: Reader, options: Segment) -> SegmentCases:
        columns, scope = columns_of(reader.work.catalog, reader.form), scope_of(reader.work.catalog, reader.form)
        env = house_env(reader.work)
        yes_no = [check(expression, scope) is Type.YES_NO for expression in options.by]
        found = closed_cases(reader, options, *(compile_sql(each, columns, env, scope) for each in options.by))
        by_segment, by_person = Cases(), Cases()
        for (owner, *values), n in found.all.items():
            good = found.good.get((owner, *values), 0)
            segment = tuple(_read(value, flag) for value, flag in zip(values, yes_no, strict=True))
            for cases, key in ((by_segment, (owner, segment)), (by_person, owner)):
                cases.add(key, good, good=True)
                cases.add(key, n - good, good=False)
        return SegmentCases(by_segment, by_person)

    def of(self, person: Asked, key: Hashable, read: SegmentCases | None, options: Segment) -> Measured:
        cases = read or SegmentCases(Cases(), Cases())
        own = cases.by_person.rate(person.id, prior=options.prior, average=cases.by_person.average())
        rate = cases.by_segment.rate((person.id, key), prior=options.prior, average=own)
        return Measured(rate, cases.by_segment.all.get((person.id, key), 0))

    def shown(self, value: float, language: str) -> str:
        return f"{value:.0%}"


def _evaluators(by: tuple[Expression, ...]) -> list[Callable[[Values, Env], Any]]:
    return [compile_python(expression) for expression in by]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _read(value: Any, is_yes_no: bool) -> Any:
    return bool(value) if is_yes_no and value is not None else value
