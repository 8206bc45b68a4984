"""From rows to groups, and beside each group the whole and the margins: put together from groups, or read from rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, FromClause, Select, func, select

from .counted import BEFORE, ERA, Counted, others_mark
from .measures import Part
from .question import Question

GROUPS, LEVEL = "groups", "level"
TOTAL, ROWS, COLUMNS = "t_", "r_", "c_"


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
        """The faces between a group and the whole that a pivot shows: by its rows and by its columns."""
        chart, keys = self.question.report.chart, self.counted.keys
        if chart is None or chart.type != "pivot" or len(keys) < 2:
            return {}
        return {ROWS: self._marked(keys[:1]), COLUMNS: self._marked(keys[1:2])}

    def _marked(self, keys: list[str]) -> list[str]:
        return [*keys, *(mark for mark in map(others_mark, keys) if mark in self.marks)]

    @property
    def adds_up(self) -> bool:
        """Whether the groups make the whole: not where a row stands in several of them."""
        return not any(each.dimension.each for each in self.question.dimensions)

    @cached_property
    def at_once(self) -> bool:
        """Whether groups and whole are read from the rows in one go, which PostgreSQL can and SQLite cannot."""
        alike = self.adds_up and not self.margins and not any(measure.once for measure in self.question.measures)
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
        return groups, {f"{TOTAL}{name}": sql for name, sql in totals.items()}

    def _put_together(self) -> tuple[FromClause, dict[str, ColumnElement]]:
        """What adds up is added up; what does not is read from the rows once more."""
        groups, beside = self._groups, {}
        source: FromClause = groups
        for face, keep in {TOTAL: [], **self.margins}.items():
            by = [groups.c[key] for key in keep] or None
            merged = {name: part.merged(groups.c[name]) for name, part in self.parts.items() if part.merged}
            beside.update({f"{face}{name}": sql.over(partition_by=by) for name, sql in merged.items()})
            alone = [name for name, part in self.parts.items() if part.merged is None]
            if alone and not self.counted.keys:
                beside.update({f"{face}{name}": groups.c[name] for name in alone})
            elif alone:
                read = self._read(face, keep, alone)
                meets = sa.and_(sa.true(), *(groups.c[key].is_not_distinct_from(read.c[key]) for key in keep))
                source = source.join(read, meets)
                beside.update({f"{face}{name}": read.c[name] for name in alone})
        return source, beside

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts of a group, each with how it is put together."""
        return self._parts_over(self._first_ones)

    @cached_property
    def _first_ones(self) -> CTE:
        return self._first(self.counted.named, self.keys, "first_in_group")

    @cached_property
    def _groups(self) -> CTE:
        rows = self._first_ones
        if not self.at_once:
            return _aggregated(rows, self.keys, self.parts).cte("grouped")
        kept = [rows.c[key] for key in self.keys]
        level = func.grouping(*kept).label(LEVEL)
        chosen = select(*kept, level, *(part.sql.label(name) for name, part in self.parts.items()))
        return chosen.group_by(func.grouping_sets(sa.tuple_(*kept), sa.tuple_())).cte("grouped")

    def _read(self, face: str, keep: list[str], names: list[str]) -> CTE:
        """Those parts of everything, or of a margin, that only the rows can tell."""
        rows = self._first(self.counted.named if keep else self.counted.rows, keep, f"first_{face}")
        parts = self._parts_over(rows)
        return _aggregated(rows, keep, {name: parts[name] for name in names}).cte(f"read_{face}")

    def _first(self, rows: CTE, keep: list[str], name: str) -> CTE:
        """The rows; where some measure counts once, also which of them is the first of its like."""
        flags = []
        for (id, _), measure in self._measures():
            if measure.once:
                alike = [*(rows.c[key] for key in keep), rows.c[f"once_{measure.once}"], rows.c[f"{id}_x"].is_(None)]
                alike += [rows.c[ERA]] if BEFORE in self.counted.eras else []
                flags.append(func.row_number().over(partition_by=alike).label(f"{id}_first"))
        return select(*rows.c, *flags).cte(name) if flags else rows

    def _parts_over(self, rows: CTE) -> dict[str, Part]:
        found = {}
        for era in self.counted.eras:
            for (id, plan), measure in self._measures():
                given = self.counted.given(rows, id, era)
                if measure.once:
                    given = {name: sa.case((rows.c[f"{id}_first"] == 1, sql)) for name, sql in given.items()}
                for name, part in plan.parts(given).items():
                    adds_up = self.adds_up and not measure.once
                    found[f"{era}{id}_{name}"] = part if adds_up else replace(part, merged=None)
        return found

    def _measures(self) -> Iterator:
        return zip(self.counted.placed, self.question.measures, strict=True)


def _aggregated(rows: CTE, keep: list[str], parts: Mapping[str, Part]) -> Select:
    """The parts of each group of rows that are alike in what is kept."""
    kept = [rows.c[key] for key in keep]
    made = [part.sql.label(name) for name, part in parts.items()]
    return select(*kept, *(made or [func.count().label("n")])).select_from(rows).group_by(*kept)
