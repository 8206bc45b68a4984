"""The ways a list can be laid out, each one click away, and what a board or a calendar goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work
from forms import CALENDAR, CARDS, KANBAN, TABLE, ListPage, ListQuery, date_columns, lane_columns, readable_columns

from ..languages import t
from .links import Links
from .view_model import Tab

ICONS = {TABLE: "table", KANBAN: "layout-kanban", CALENDAR: "calendar", CARDS: "address-book"}


@dataclass(frozen=True, slots=True)
class ShapeLink:
    """One way to lay the list out."""

    label: str
    href: str
    icon: str
    current: bool


def shape_links(work: Work, query: ListQuery, page: ListPage, links: Links) -> Iterator[ShapeLink]:
    """Those that this form can be shown in."""
    columns, now = readable_columns(work, query.form), page.query.shape.layout
    possible = {TABLE: True, KANBAN: page.query.shape.lanes, CALENDAR: page.query.shape.on, CARDS: True}
    for layout, icon in ICONS.items():
        if possible[layout] and columns:
            yield ShapeLink(t(f"list.as_{layout}"), links.shaped(query, layout=layout), icon, layout == now)


def lane_links(work: Work, query: ListQuery, page: ListPage, links: Links) -> Iterator[Tab]:
    """What the lanes of a board can be."""
    columns = readable_columns(work, query.form)
    for name in lane_columns(columns):
        label, current = columns[name].label.text(work.language), name == page.query.shape.lanes
        yield Tab(label, links.shaped(query, layout=KANBAN, lanes=name), None, current)


def date_links(work: Work, query: ListQuery, page: ListPage, links: Links) -> Iterator[Tab]:
    """What a calendar can go by."""
    columns = readable_columns(work, query.form)
    for name in date_columns(columns):
        label, current = columns[name].label.text(work.language), name == page.query.shape.on
        yield Tab(label, links.shaped(query, layout=CALENDAR, on=name), None, current)
