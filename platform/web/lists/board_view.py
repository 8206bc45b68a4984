"""A board from its lanes: heads with counts and sums, cards, and where each can be moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from accounts import Work, allowed
from forms import BoardPage, Filter, Lane, ListQuery, form_of, readable_columns

from ..languages import t
from .cells import Cells
from .links import Links
from .view_model import Row, Tab


@dataclass(frozen=True, slots=True)
class LaneView:
    """One lane as it is drawn; a thin one is an exit in which nothing stands, and still a place to move to."""

    key: str
    label: str
    count: str
    note: str
    over: int
    rows: tuple[Row, ...]
    more_href: str  # the records behind it as a table
    more_part: str  # the next cards alone
    thin: bool = False


@dataclass(frozen=True)
class BoardView:
    """A board; `asks` is what a move that was refused still wants, in the lane where the card was dropped."""

    label: str
    lanes: tuple[LaneView, ...]
    state: str
    can_move: bool
    asks: Any = None
    lines: tuple[Tab, ...] = ()  # the pipelines, where there are several

    @property
    def lifted(self) -> Row | None:
        """The card whose move was refused."""
        rows = (row for lane in self.lanes for row in lane.rows)
        return next((row for row in rows if self.asks and row.id == self.asks.record), None)


def board_view(work: Work, query: ListQuery, board: BoardPage, cells: Cells, asks: Any = None) -> BoardView:
    """The whole board."""
    name = board.page.query.shape.lanes
    column = readable_columns(work, query.form)[name]
    return BoardView(
        label=t("list.board_by", field=column.label),
        lanes=tuple(_lanes(work, query, board, cells)),
        state=urlencode([pair for pair in query.to_args() if pair[0] != "page"]),
        can_move=may_move(work, query.form, name),
        asks=asks,
        lines=tuple(_lines(query, board)),
    )


def _lines(query: ListQuery, board: BoardPage) -> Iterator[Tab]:
    links, now = Links(query), board.page.query.shape.line
    for line in board.lines:
        yield Tab(line.label, links.shaped(query, line=line.key), f"{line.n:,}", line.key == now)


def may_move(work: Work, form: str, name: str) -> bool:
    """Whether a card can be put into another lane at all."""
    if name == "stage":
        return allowed(work.actor, "advance", form) and bool(work.catalog.of_form("pipeline", form))
    field = form_of(work.catalog, form).find(name)
    return field is not None and not field.computed and allowed(work.actor, "edit", form)


def _lanes(work: Work, query: ListQuery, board: BoardPage, cells: Cells) -> Iterator[LaneView]:
    links, name, closed = Links(query), board.page.query.shape.lanes, closed_stages(work, query.form)
    for lane in board.lanes:
        part = [*query.at_page(query.page + 1).to_args(), ("part", "lane"), ("lane", lane.key)]
        yield LaneView(
            key=lane.key,
            label=lane.label,
            count=f"{lane.n:,}",
            note=_note(lane),
            over=lane.over,
            rows=tuple(cells.row(row) for row in lane.rows),
            more_href=links.those(query.at_page(1), _only(name, lane.key)),
            more_part=f"{links.path}?{urlencode(part)}" if lane.has_more else "",
            thin=name == "stage" and not lane.n and lane.key in closed,
        )


def _note(lane: Lane) -> str:
    return next((value for value in lane.sums.values() if value), "")


def _only(name: str, key: str) -> Filter:
    return Filter(name, "is", (key,)) if key else Filter(name, "empty")


def closed_stages(work: Work, form: str) -> frozenset[str]:
    """The stages at which a record is no longer worked on."""
    lines = work.catalog.of_form("pipeline", form)
    return frozenset(stage.id for line in lines for stage in line.stages if stage.outcome != "open")
