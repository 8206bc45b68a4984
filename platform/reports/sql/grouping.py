"""From rows to groups, and beside each group the whole and the margins: put together from groups, or read from rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, FromClause, Select, func, select

from .counted import BEFORE, ERA, NOW, Counted, others_mark
from .measures import Part
from .question import Question

GROUPS, LEVEL = "groups", "level"
TOTAL, ROWS, COLUMNS = "t_", "r_", "c_"
UNKNOWN = sa.cast(sa.null(), sa.Double)


class Grouped:
    """The groups of a report; a part is named by its era, its measure's place and its own name: b_x0_v."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.counted = Counted(question)
        self.marks = [others_mark(key) for key in self.counted.tops]

    @property
    def keys(self) -> list[str]:
        """What tells groups apart: their dimensions, and whether they are the others."""
        return [*self.counted.keys, *self.marks]

    @cached_property
    def margins(self) -> dict[str, list[str]]:
        """The faces between group and whole where a picture crosses two dimensions: by its rows and its columns."""
        chart, keys = self.question.report.chart, self.counted.keys
        if chart is None or not chart.crosses or len(keys) != 2:
            return {}
        return {ROWS: self._marked(keys[:1]), COLUMNS: self._marked(keys[1:])}

    @cached_property
    def _at_margins(self) -> frozenset[str]:
        """The parts that margins have: all in a pivot, else those of the measure that is drawn, and what adds up."""
        chart, measures = self.question.report.chart, {each.id: each for each in self.question.measures}
        drawn = next((name for name in chart.y if name in measures), next(iter(measures), None))
        if chart.type == "pivot" or drawn is None:
            return frozenset(self.parts)
        needed = [drawn]
        for name in needed:
            needed += measures[name].made_of
        own = tuple(f"x{place}_" for place, name in enumerate(measures) if name in needed)
        parts = self.parts.items()
        return frozenset(name for name, part in parts if part.merged or name.removeprefix(BEFORE).startswith(own))

    def _marked(self, keys: list[str]) -> list[str]:
        return [*keys, *(mark for mark in map(others_mark, keys) if mark in self.marks)]

    @property
    def adds_up(self) -> bool:
        """Whether the groups make the whole: not where a row stands in several of them."""
        return not any(each.dimension.each for each in self.question.dimensions)

    @cached_property
    def at_once(self) -> bool:
        """Whether groups and whole are read from the rows in one go, which PostgreSQL can and SQLite cannot."""
        alike = self.adds_up and not any(measure.once for measure in self.question.measures)
        alike = alike and not (self.margins and any(self.parts[name].merged is None for name in self._at_margins))
        needed = alike and bool(self.counted.keys) and any(part.merged is None for part in self.parts.values())
        return needed and self.question.work.connection.dialect.name == "postgresql"

    @cached_property
    def totalled(self) -> CTE:
        """Every group with the parts of the whole and of its margins beside its own, and the number of groups."""
        source, beside = self._read_at_once() if self.at_once else self._put_together()
        groups = self._groups
        number = func.count().over() - sa.literal_column("1") if self.at_once else func.count().over()
        named = [sql.label(name) for name, sql in beside.items()]
        return select(*groups.c, *named, number.label(GROUPS)).select_from(source).cte("totalled")

    def _read_at_once(self) -> tuple[FromClause, dict[str, ColumnElement]]:
        """The whole is the one group of another level."""
        groups = self._groups
        whole = groups.c[LEVEL] > 0
        totals = {name: func.max(sa.case((whole, groups.c[name]))).over() for name in self.parts}
        beside = {f"{TOTAL}{name}": sql for name, sql in totals.items()}
        for face, keep in self.margins.items():
            beside.update(self._merged(face, [whole, *(groups.c[key] for key in keep)]))
        return groups, beside

    def _put_together(self) -> tuple[FromClause, dict[str, ColumnElement]]:
        """What adds up is added up; what does not is read from the rows once more."""
        groups, beside = self._groups, {}
        source: FromClause = groups
        for face, keep in {TOTAL: [], **self.margins}.items():
            beside.update(self._merged(face, [groups.c[key] for key in keep]))
            alone = [name for name, part in self.parts.items() if part.merged is None]
            alone = [name for name in alone if face == TOTAL or name in self._at_margins]
            if alone and not self.counted.keys:
                beside.update({f"{face}{name}": groups.c[name] for name in alone})
            elif alone:
                read = self._read(face, keep, alone)
                meets = sa.and_(sa.true(), *(groups.c[key].is_not_distinct_from(read.c[key]) for key in keep))
                source = source.join(read, meets)
                beside.update({f"{face}{name}": read.c[name] for name in alone})
        return source, beside

    def _merged(self, face: str, by: list[ColumnElement]) -> dict[str, ColumnElement]:
        """What is added up of the groups that are alike; what a margin goes without is unknown there."""
        made = {
            name: part.merged(self._groups.c[name]).over(partition_by=by or None)
            for name, part in self.parts.items()
            if part.merged
        }
        unknown = [name for name in self.parts if face != TOTAL and name not in self._at_margins]
        return {f"{face}{name}": sql for name, sql in {**made, **dict.fromkeys(unknown, UNKNOWN)}.items()}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts of a group, of now and of before, each with how it is put together."""
        found = self._parts_over(self._first_ones)
        return {f"{era}{name}": part for era in self.counted.eras for name, part in found.items()}

    @cached_property
    def _first_ones(self) -> CTE:
        return self.counted.first_ones(self.counted.named, self.keys, "first_in_group")

    @cached_property
    def _groups(self) -> CTE:
        rows, parts = self._first_ones, self._parts_over(self._first_ones)
        if not self.at_once:
            return self._aggregated(rows, self.keys, parts, "grouped")
        kept, eras = [rows.c[key] for key in self.keys], self._era_of(rows)
        level = func.grouping(*kept).label(LEVEL)
        chosen = select(*kept, *eras, level, *(part.sql.label(name) for name, part in parts.items()))
        chosen = chosen.group_by(func.grouping_sets(sa.tuple_(*kept, *eras), sa.tuple_(*eras)))
        return self._side_by_side(chosen, [*self.keys, LEVEL], parts, "grouped")

    def _read(self, face: str, keep: list[str], names: list[str]) -> CTE:
        """Those parts of everything, or of a margin, that only the rows can tell."""
        rows = self.counted.first_ones(self.counted.named if keep else self.counted.rows, keep, f"first_{face}")
        eras, parts = self.counted.eras, self._parts_over(rows)
        parts = {name: part for name, part in parts.items() if any(f"{era}{name}" in names for era in eras)}
        return self._aggregated(rows, keep, parts, f"read_{face}")

    def _aggregated(self, rows: CTE, keep: list[str], parts: Mapping[str, Part], name: str) -> CTE:
        """The parts of each group of rows that are alike in what is kept."""
        kept = [*(rows.c[key] for key in keep), *self._era_of(rows)]
        made = [part.sql.label(place) for place, part in parts.items()]
        chosen = select(*kept, *(made or [func.count().label("n")])).select_from(rows).group_by(*kept)
        return self._side_by_side(chosen, keep, parts, name)

    def _era_of(self, rows: CTE) -> list[ColumnElement]:
        """Rows of two spans are grouped apart: to ask in each part of which span a row is takes longer."""
        return [rows.c[ERA]] if BEFORE in self.counted.eras else []

    def _side_by_side(self, groups: Select, keep: list[str], parts: Mapping[str, Part], name: str) -> CTE:
        """A group of now and the same group before as one; where either has no row, nothing was counted."""
        if BEFORE not in self.counted.eras:
            return groups.cte(name)
        apart = groups.cte(f"{name}_apart")
        counts = {NOW: ~apart.c[ERA], BEFORE: apart.c[ERA]}
        named = [
            part.filled(func.max(sa.case((holds, apart.c[place])))).label(f"{era}{place}")
            for era, holds in counts.items()
            for place, part in parts.items()
        ]
        kept = [apart.c[key] for key in keep]
        return select(*kept, *(named or [func.count().label("n")])).select_from(apart).group_by(*kept).cte(name)

    def _parts_over(self, rows: CTE) -> dict[str, Part]:
        found = {}
        for (id, plan), measure in self._measures():
            for name, part in plan.parts(self.counted.given_once(rows, id, measure)).items():
                adds_up = self.adds_up and not measure.once
                found[f"{id}_{name}"] = part if adds_up else replace(part, merged=None)
        return found

    def _measures(self) -> Iterator:
        return zip(self.counted.placed, self.question.measures, strict=True)
