"""A list as a board: one lane for each value of a choice, with its count, its sums, and the first of its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import NotFound, say

from . import lane_queries, queries
from .listing import Listing, ListPage, ListRow, may_list
from .queries import Total
from .query import ListQuery
from .shape import KANBAN, LINE, NO_LINE, lines_of
from .table import SUM

CARDS_A_LANE = 20


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the board; the key is empty for records without a value."""

    key: str
    label: str
    n: int
    over: int
    sums: Mapping[str, str]
    rows: tuple[ListRow, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One of several pipelines, whose stages can be the lanes: how many records are in it."""

    key: str
    label: str
    n: int


@dataclass(frozen=True)
class BoardPage:
    """A list's head with its lanes instead of rows; `page.rows` are those of all lanes."""

    page: ListPage
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...] = ()


def run_board(work: Work, query: ListQuery, *, within: Any = None) -> BoardPage:
    """Answer a list's question lane by lane; NotFound where no lanes can be made of it."""
    board = _Board(work, query, within)
    counted = lane_queries.lanes(board.question, board.name, board.summed, work.now)
    wanted = {key: board.first(key) if key in counted else () for key in board.keys(counted)}
    page = board.page([id for ids in wanted.values() for id in ids[:CARDS_A_LANE]], counted)
    rows = {row.id: row for row in page.rows}
    lanes = tuple(board.lane(key, ids, counted, rows) for key, ids in wanted.items())
    return BoardPage(page, lanes, tuple(board.lines()))


def run_lane(work: Work, query: ListQuery, key: str, *, within: Any = None) -> BoardPage:
    """One lane alone, at the query's page."""
    board = _Board(work, query, within)
    ids = board.first(key or None, skip=(query.page - 1) * CARDS_A_LANE)
    page = board.page(ids[:CARDS_A_LANE], {})
    return BoardPage(page, (board.lane(key or None, ids, {}, {row.id: row for row in page.rows}),))


def board_ids(work: Work, query: ListQuery, *, limit: int) -> tuple[int, ...]:
    """The records of a board as they stand there: lane by lane, of the pipeline that is shown."""
    board, found = _Board(work, query, None), ()
    counted = lane_queries.lanes(board.question, board.name, (), work.now)
    for key in board.keys(counted):
        if key in counted and len(found) < limit:
            found += queries.ids(lane_queries.in_lane(board.question, board.name, key), limit - len(found))
    return found


class _Board:
    """A question whose answer stands in lanes."""

    def __init__(self, work: Work, query: ListQuery, within: Any) -> None:
        may_list(work, query.form)
        self.listing = Listing(work, replace(query, shape=replace(query.shape, layout=KANBAN)), within=within)
        if self.listing.query.shape.layout != KANBAN:
            raise NotFound()
        self.name = self.listing.query.shape.lanes
        self.column = self.listing.columns[self.name]
        self.whole = self.question = self.listing.question
        self.line = self.listing.query.shape.line
        if self.line is not None:
            self.question = lane_queries.in_lane(self.whole, LINE, None if self.line == NO_LINE else self.line)

    @property
    def summed(self) -> list[str]:
        """What stands in the head of each lane."""
        return [name for name, total in self.listing.totalled.items() if total == SUM]

    def keys(self, counted: Mapping[Any, Any]) -> Iterator[str | None]:
        """Those without a value first, then the choices in their order; a retired one while something is in it."""
        known = {option.id: option for option in self.column.type.choices if self._has_stage(option.id)}
        if None in counted:
            yield None
        yield from (id for id, option in known.items() if not option.retired or id in counted)
        yield from (key for key in counted if key is not None and key not in known)

    def _has_stage(self, stage: str) -> bool:
        """Where one of several pipelines is shown, its own stages are the lanes."""
        if self.line is None:
            return True
        line = self.listing.work.catalog.find("pipeline", self.line)
        return line is not None and line.stage(stage) is not None

    def lines(self) -> Iterator[Line]:
        """The pipelines to choose from; what is in none is a choice where there is anything."""
        if self.line is None:
            return
        column, work = self.listing.columns[LINE], self.listing.work
        counted = lane_queries.lanes(self.whole, LINE, (), work.now)
        for key in lines_of(self.listing.columns):
            n = counted[key].n if key in counted else 0
            yield Line(key, column.shown(key, self.listing.context), n)
        if None in counted or self.line == NO_LINE:
            n = counted[None].n if None in counted else 0
            yield Line(NO_LINE, say("forms.no_line", work.language), n)

    def _label(self, key: str | None) -> str:
        """As its own pipeline calls it."""
        line = self.listing.work.catalog.find("pipeline", self.line) if self.line else None
        stage = line.stage(key) if line and key else None
        if stage is not None:
            return stage.label.text(self.listing.work.language)
        return self.column.shown(key, self.listing.context) or say("forms.group_empty", self.listing.work.language)

    def first(self, key: str | None, skip: int = 0) -> tuple[int, ...]:
        """The ids that come first in a lane, and one more, which tells whether there are others."""
        asked = lane_queries.in_lane(self.question, self.name, key)
        return queries.ids(asked, CARDS_A_LANE + 1, skip=skip)

    def page(self, ids: list[int] | tuple[int, ...], counted: Mapping[Any, lane_queries.Counted]) -> ListPage:
        """The head, with the rows of all lanes."""
        rows = queries.rows_of(self.question, ids, self.listing.carried)
        return self.listing.frame(rows, Total(sum(each.n for each in counted.values())))

    def lane(self, key: str | None, ids: tuple[int, ...], counted: Any, rows: Mapping[int, ListRow]) -> Lane:
        """One lane with its cards."""
        found = counted.get(key) or lane_queries.Counted(0, 0, {})
        return Lane(
            key or "",
            self._label(key),
            found.n,
            found.over if self.name == "stage" else 0,
            self.listing.shown_sums(found.sums),
            tuple(rows[id] for id in ids[:CARDS_A_LANE] if id in rows),
            len(ids) > CARDS_A_LANE,
        )
