"""The SQL face of a scorecard: score, grade and urgency of a whole table, equal to the Python face.

What is graded, with its reasons, is made in layers, each fenced from the planner so that no condition is evaluated
twice: which rows of the card are met and how often things were done, what that is worth, what it gives together, which
score that is, and which grade. What changed, of a plain card, is found before with every condition in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import partial, reduce
from itertools import islice
from operator import add

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, FromClause, Select, Table

from records import behaviours
from rules import Env, Expression, Name, Reference, Scope, Type, compile_sql, parse

from ..noticed import ANYTHING, is_fact
from .column_parts import Lesser, between, fenced, number, signs
from .definition import Scorecard, ScoreGroup, ScoreRow
from .grade import UNIT, cap_of, hundredths
from .grader import MOST_POINTS
from .parts import COLUMNS, PARTS, Part
from .parts import SCOPE as PARTS_SCOPE

Columns = Mapping[str, ColumnElement]
KEPT = ("id", "version")
WAS = ("score", "fit_score", "behaviour_score", "grade", "rule_grade", "urgent")
SUMS = ("score", "fit_score", "behaviour_score")
COUNTED = Scope({"counted": Name(Type.NUMBER)})


class GradeColumns:
    """Selects what every row of a table is graded now, beside what it was graded before."""

    def __init__(self, scorecard: Scorecard, columns: Columns, *, scope: Scope, env: Env) -> None:
        self._card = scorecard
        self._columns = columns
        self._scope = scope
        self._env = env
        self._rows = tuple(scorecard.rows())
        self._reads: tuple[str, ...] = scorecard.grader.reads
        self._prefix = ""

    def select(self, table: Table, where: ColumnElement[bool]) -> Select:
        """id, version, was_score …, score, fit_score, behaviour_score, grade, rule_grade, urgent, met, flags and
        table_row; w<n> of formulas, s<n> of what was counted, and v_<n>, the values read."""
        scored = self._scored(self._totals(self._worths(self._held(table, where))))
        own = {name: scored.c[column] for name, column in self.seen}
        place = self._place({**own, **{name: scored.c[name] for name in SUMS}}, scored.c.score)
        band = self._band(scored.c.score, place)
        found = (
            sa.func.coalesce(scored.c.hand, band).label("grade"),
            sa.case((scored.c.hand.is_not(None), band)).label("rule_grade"),
            scored.c.flags.contains("1", autoescape=False).label("urgent"),
            (sa.cast(sa.null(), sa.Integer) if place is None else place).label("table_row"),
        )
        return sa.select(*(scored.c[name] for name in (*self._passed(), *SUMS, "met", "flags")), *found)

    def changed(self, table: Table, where: ColumnElement[bool]) -> Select:
        """The same, only of rows whose score, grade or urgency is another one now."""
        if self._is_plain:
            return self.select(table, sa.and_(where, self._differs(table)))
        graded = fenced(self._bare().select(table, where), "bare")
        differs = sa.or_(*(graded.c[f"was_{name}"].is_distinct_from(graded.c[name]) for name in WAS))
        return self.select(table, sa.and_(where, table.c.id.in_(sa.select(graded.c.id).where(differs))))

    def _bare(self) -> GradeColumns:
        """The same without the values seen, but for those that the table of grades asks: to find what changed."""
        bare = copy(self)
        rules = self._card.table.expressions() if self._card.table is not None else ()
        asked = frozenset().union(*(rule.names for rule in rules))
        bare._reads = tuple(name for name in self._reads if name in asked)
        bare._prefix = "bare_"
        return bare

    @property
    def _is_plain(self) -> bool:
        """Whether the sum of the rows is the score, and bands make the grade: short enough to be compared in place."""
        card = self._card
        return card.parts is None and card.table is None and not card.behaviours

    @property
    def has_table(self) -> bool:
        """Whether a table gives the grades."""
        return self._card.table is not None

    def waits_for_time(self, table: Table) -> ColumnElement[bool] | None:
        """Which records have something that time alone may change; None where nothing of the card moves."""
        outlook = self._card.outlook
        names = {name for rule in outlook.rules for name in rule.names}
        tests = [self._columns[name].is_not(None) for name in sorted(names) if name in self._columns]
        kinds = {row.behaviour for row in outlook.fading}
        kinds |= {Reference(name, 0).argument for name in names if is_fact(name)}
        if kinds:
            asked = None if ANYTHING in kinds else sorted(kinds)
            tests.append(behaviours.exists_clause(self._card.form, table.c.id, asked))
        if any(rule.daily for rule in outlook.rules):
            tests.append(sa.true())
        return sa.or_(*tests) if tests else None

    @property
    def formulas(self) -> tuple[tuple[str, str], ...]:
        """(row of the card, column that holds what its formula gave), in hundredths."""
        return tuple((row.key, f"w{n}") for n, row in enumerate(self._rows) if row.has_formula)

    @property
    def counted(self) -> tuple[tuple[str, str], ...]:
        """(row of the card, column that holds how often it was done, what has faded taken off)."""
        return tuple((row.key, f"s{n}") for n, row in enumerate(self._rows) if row.behaviour is not None)

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """(name that the rules read, column that holds its value)."""
        return tuple((name, f"v_{n}") for n, name in enumerate(self._reads))

    def _differs(self, table: Table) -> ColumnElement[bool]:
        """Where the score is the right one, the grade follows from it and needs no second reckoning."""
        stored = _was(table, "score")
        total = self._clamped(self._sum_of([self._given(row) for row in self._rows], self._card.groups))
        band, hand = self._band(stored, None), _by_hand(table, self._env)
        flags = [self._sql(flag.when) for flag in self._card.urgent]
        urgent = sa.func.coalesce(sa.or_(*flags), sa.false(), type_=sa.Boolean) if flags else sa.false()
        return sa.or_(
            stored.is_distinct_from(_points(total)),
            *(table.c[name].is_not(None) for name in COLUMNS.values()),
            table.c.grade.is_distinct_from(sa.func.coalesce(hand, band)),
            table.c.rule_grade.is_distinct_from(sa.case((hand.is_not(None), band))),
            table.c.urgent.is_distinct_from(urgent),
        )

    def _given(self, row: ScoreRow) -> ColumnElement:
        points = self._worth(row) if row.is_computed else number(hundredths(row.points))
        return points if row.when is None else sa.case((self._sql(row.when), points), else_=number(0))

    def _held(self, table: Table, where: ColumnElement[bool]) -> CTE:
        """Every condition, formula and count, evaluated once."""
        was = [_was(table, name).label(f"was_{name}") for name in WAS]
        met = [self._met(row.when).label(f"m{n}") for n, row in enumerate(self._rows)]
        worth = [self._worth(row).label(f"w{n}") for n, row in self._formulas()]
        counts = self._counts(table, where)
        count = [_or_none(counts.c[f"s{n}"]).label(f"s{n}") for n, _ in self._counting()] if counts is not None else []
        flags = [self._met(flag.when).label(f"u{n}") for n, flag in enumerate(self._card.urgent)]
        read = [self._read(name).label(column) for name, column in self.seen]
        hand = _by_hand(table, self._env).label("hand")
        kept = [table.c[name] for name in KEPT]
        rows = table if counts is None else table.outerjoin(counts, counts.c.record == table.c.id)
        held = sa.select(*kept, *was, *met, *worth, *count, *flags, *read, hand).select_from(rows).where(where)
        return self._fenced(held, "held")

    def _worths(self, held: CTE) -> CTE:
        """What the counts are worth; a layer of its own only where the card counts anything."""
        if not self._card.behaviours:
            return held
        worth = [self._counted_worth(row, held.c[f"s{n}"]).label(f"w{n}") for n, row in self._counting()]
        return self._fenced(sa.select(*held.c, *worth), "worths")

    def _totals(self, held: CTE) -> CTE:
        """What the rows give together: the parts, or all of it; with which rows and flags hold."""
        met = [_really(held, n, row) for n, row in enumerate(self._rows)]
        given = [
            met[n] * (held.c[f"w{n}"] if row.is_computed else number(hundredths(row.points)))
            for n, row in enumerate(self._rows)
        ]
        sums = self._part_sums(given) or {"total": self._sum_of(given, self._card.groups)}
        flags = signs(held.c[f"u{n}"] for n in range(len(self._card.urgent)))
        passed = [held.c[name] for name in self._passed()]
        told = (signs(met).label("met"), flags.label("flags"))
        return self._fenced(sa.select(*passed, *told, *(one.label(name) for name, one in sums.items())), "totals")

    def _scored(self, totals: CTE) -> CTE:
        """The score, in points, and those of the parts."""
        parts = {part: totals.c[part] for part in PARTS} if self._card.parts is not None else None
        total = self._clamped(totals.c.total) if parts is None else self._combined(parts)
        found = [_points(total).label("score")]
        found += [(_none() if parts is None else _points(parts[part])).label(COLUMNS[part]) for part in PARTS]
        passed = (totals.c[name] for name in (*self._passed(), "met", "flags"))
        return self._fenced(sa.select(*passed, *found), "scored")

    def _part_sums(self, given: list[ColumnElement]) -> dict[str, ColumnElement] | None:
        if self._card.parts is None:
            return None
        return {part.id: self._part_sum(given, part) for part in self._card.parts.both}

    def _part_sum(self, given: list[ColumnElement], part: Part) -> ColumnElement:
        total = self._sum_of(given, [group for group in self._card.groups if group.part == part.id])
        low, high = (None if end is None else number(hundredths(end)) for end in (part.min, part.max))
        return between(low, total, high)

    def _sum_of(self, given: list[ColumnElement], groups: list[ScoreGroup] | tuple[ScoreGroup, ...]) -> ColumnElement:
        """What these groups give, each no more than its cap."""
        rows = iter(given)
        by_group = {group.id: list(islice(rows, len(group.rows))) for group in self._card.groups}
        return reduce(add, [_capped(group, by_group[group.id]) for group in groups], number(0))

    def _combined(self, parts: Columns) -> ColumnElement:
        """One score out of both parts, by the formula of the card."""
        if self._card.parts.is_sum:
            return self._clamped(reduce(add, parts.values()))
        named = {part: _points(total) for part, total in parts.items()}
        found = compile_sql(self._card.parts.rule, named, self._env, PARTS_SCOPE)
        return self._clamped(sa.func.coalesce(found, number(0)))

    def _clamped(self, total: ColumnElement) -> ColumnElement:
        return between(number(hundredths(self._card.range.min)), total, number(hundredths(self._card.range.max)))

    def _place(self, columns: Columns, score: ColumnElement) -> ColumnElement | None:
        """Which row of the table decides; None where bands do."""
        if self._card.table is None:
            return None
        *asked, _ = self._card.table.rows
        tests = [compile_sql(row.when, columns, self._env, self._scope) for row in asked]
        fallback = sa.literal(len(asked), sa.Integer)
        steps = [(holds, sa.literal(place, sa.Integer)) for place, holds in enumerate(tests)]
        return sa.case(*steps, else_=fallback) if steps else fallback

    def _band(self, score: ColumnElement, place: ColumnElement | None) -> ColumnElement:
        """The grade that the score makes, or the row of the table."""
        if place is not None:
            grades = [(place == n, sa.literal(row.grade)) for n, row in enumerate(self._card.table.rows)]
            return sa.case(*grades, else_=sa.literal(self._card.table.rows[-1].grade))
        *better, lowest = self._card.bands
        steps = [(score >= number(band.lowest), sa.literal(band.id)) for band in better]
        return sa.case(*steps, else_=sa.literal(lowest.id)) if steps else sa.literal(lowest.id)

    def _met(self, when: Expression | None) -> ColumnElement:
        if when is None:
            return sa.literal(1, sa.Integer)
        return sa.case((self._sql(when), sa.literal(1, sa.Integer)), else_=sa.literal(0, sa.Integer))

    def _counting(self) -> list[tuple[int, ScoreRow]]:
        return [(n, row) for n, row in enumerate(self._rows) if row.behaviour is not None]

    def _formulas(self) -> list[tuple[int, ScoreRow]]:
        return [(n, row) for n, row in enumerate(self._rows) if row.has_formula]

    def _worth(self, row: ScoreRow) -> ColumnElement:
        return _bounded(self._sql(parse(row.worth_rule)))

    def _counted_worth(self, row: ScoreRow, count: ColumnElement) -> ColumnElement:
        worth = _bounded(compile_sql(parse(row.worth_rule), {"counted": count}, self._env, COUNTED))
        # Most records have most things never done: nothing is quickly said, rounding is not.
        return sa.case((count == number(0), number(0)), else_=worth)

    def _counts(self, table: Table, where: ColumnElement[bool]) -> FromClause | None:
        """How often each thing was done up to now, what has faded taken off: all of it in one pass."""
        if not self._card.behaviours:
            return None
        now = behaviours.micros(self._env.now)
        sums = {f"s{n}": (row.behaviour, _each(row, now)) for n, row in self._counting()}
        return behaviours.sums(self._card.form, sa.select(table.c.id).where(where), sums, name=f"{self._prefix}counts")

    def _fenced(self, query: Select, name: str) -> CTE:
        return fenced(query, self._prefix + name)

    def _read(self, name: str) -> ColumnElement:
        """The value of a name as it is kept; of a function of the trail, what it gives."""
        column = self._columns.get(name)
        return column if column is not None else self._sql(parse(name))

    def _sql(self, expression: Expression) -> ColumnElement:
        return compile_sql(expression, self._columns, self._env, self._scope)

    def _passed(self) -> tuple[str, ...]:
        """What every layer hands on."""
        was = (f"was_{name}" for name in WAS)
        columns = (column for _, column in (*self.formulas, *self.counted, *self.seen))
        return (*KEPT, *was, *columns, "hand")


def _really(held: CTE, place: int, row: ScoreRow) -> ColumnElement:
    """A behaviour that gives nothing, or nothing any more, counts as not met."""
    met = held.c[f"m{place}"]
    if row.behaviour is None:
        return met
    return sa.case((held.c[f"w{place}"] == number(0), sa.literal(0, sa.Integer)), else_=met)


def _by_hand(table: Table, env: Env) -> ColumnElement:
    """The grade that somebody set, while it holds."""
    holds = sa.or_(table.c.hand_until.is_(None), table.c.hand_until > env.now)
    return sa.case((sa.and_(table.c.hand_grade.is_not(None), holds), table.c.hand_grade))


def _or_none(count: ColumnElement) -> ColumnElement:
    return sa.func.coalesce(count, number(0), type_=sa.Double())


def _each(row: ScoreRow, now: int) -> Callable[[ColumnElement], ColumnElement]:
    """What a moment counts for."""
    return partial(_once, now=now) if row.fade is None else partial(row.fade.left_sql, now=now)


def _once(moment: ColumnElement, now: int) -> ColumnElement:
    return sa.case((moment <= now, number(1)), else_=number(0))


def _bounded(found: ColumnElement) -> ColumnElement:
    most = number(MOST_POINTS * UNIT)
    return between(number(-MOST_POINTS * UNIT), sa.func.coalesce(found, number(0)), most)


def _capped(group: ScoreGroup, given: list[ColumnElement]) -> ColumnElement:
    cap = cap_of(group)
    return reduce(add, given) if cap is None else Lesser(number(cap), reduce(add, given))


def _points(total: ColumnElement) -> ColumnElement:
    return total / number(UNIT)


def _none() -> ColumnElement:
    return sa.cast(sa.null(), sa.Double)


def _was(table: Table, name: str) -> ColumnElement:
    """Scores are compared as the doubles that they are made from."""
    return sa.cast(table.c[name], sa.Double) if name in SUMS else table.c[name]
