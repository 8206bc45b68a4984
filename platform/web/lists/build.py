"""A list page from its question: the rows, what stands above them, and every link to a neighbouring question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from accounts import Work, allowed
from forms import (
    CALENDAR,
    KANBAN,
    TABLE,
    BoardPage,
    CalendarPage,
    FormDefinition,
    ListPage,
    ListQuery,
    SavedView,
    ViewDefinition,
    count,
    default_view,
    form_of,
    is_long,
    readable_columns,
    run,
    run_board,
    run_calendar,
    run_lane,
    saved_for,
    shape_of,
    views_for,
)

from ..languages import language, t
from .board_view import BoardView, board_view
from .calendar_view import calendar_view
from .cells import Cells
from .emptiness import explain_empty
from .exports import exports_of
from .folding import folded
from .keeping import current_of, keeping, saved_tabs, watched_tab
from .links import Links
from .places import places_of
from .shapes import date_links, lane_links, shape_links
from .view_model import Group, Heading, ListView, Row, Tab
from .wording import filter_words

# Tabs say how many there are up to here; a tab is a door, not a report.
TAB_COUNTED = 9999
# What a list can be grouped by without asking: few values, known beforehand.
GROUPABLE = ("choice", "person", "yes_no")
USUAL_GROUPS = ("stage", "owner", "grade")


def list_page(
    work: Work, query: ListQuery, *, after: str | None = None, within: Any = None, asks: Any = None
) -> ListView:
    """The page that answers this question; `after` is the group that the page before it ended in.

    `within` narrows it to the records behind a number of a report; `asks` is what a refused move still wants.
    """
    answer = _answer(work, query, within)
    page = answer if isinstance(answer, ListPage) else answer.page
    form = form_of(work.catalog, query.form)
    cells = Cells(work, page, query)
    rows = () if page is not answer else tuple(cells.row(row) for row in page.rows)
    links, saved = Links(query), saved_for(work, form.id)
    kept, bar = keeping(work, query, saved), _tab_bar(work, page, query, saved)
    return ListView(
        form=form,
        title=form.plural.text(work.language),
        tabs=bar.shown,
        more_tabs=bar.more,
        tabs_href=bar.href,
        words=filter_words(work, page, links),
        name_heading=_name_heading(page, form, links),
        headings=tuple(_headings(page, cells, links)),
        groups=tuple(_groups(page, rows, after)),
        total=total_words(page),
        footer=t("list.shown", first=page.first, last=page.first + len(rows) - 1) if rows else "",
        empty=None if page.rows or _has_more_to_show(answer) else explain_empty(work, query, page, links),
        search=query.search,
        state=tuple(pair for pair in query.to_args() if pair[0] not in ("q", "page")),
        more_href=_more(query, page, rows, links) if page.has_next else "",
        sort_words=_sort_words(work, page),
        grouping=tuple(_grouping(work, query, page, links)),
        sorting=tuple(_sorting(page, links)),
        filter_fields=tuple(_filter_fields(work, query.form)),
        new_href=f"/records/{form.id}/new" if allowed(work.actor, "create", form.id) else "",
        export_hrefs=tuple(exports_of(work, query)),
        can_assign=allowed(work.actor, "assign", form.id),
        can_advance=allowed(work.actor, "advance", form.id) and bool(work.catalog.of_form("pipeline", form.id)),
        reset_href=kept.reset_href,
        keeping=kept,
        columns_href=_columns(query, page),
        frozen=page.query.table.frozen,
        builder_href=f"/records/{form.id}/filters?{query.at_page(1).to_url()}",
        can_edit=allowed(work.actor, "edit", form.id),
        total_shown=f"{page.total.n:,}" + ("" if page.total.exact else "+"),
        layout=page.query.shape.layout,
        shapes=tuple(shape_links(work, query, page, links)),
        by=tuple(_by(work, query, page, links)),
        board=board_view(work, query, answer, cells, asks) if isinstance(answer, BoardPage) else None,
        calendar=calendar_view(work, query, answer, cells) if isinstance(answer, CalendarPage) else None,
        places=places_of(work, form.id),
    )


class _TabBar(NamedTuple):
    """The views above a list, those behind *more*, and where their counts come from when they take long."""

    shown: tuple[Tab, ...]
    more: tuple[Tab, ...]
    href: str


def _tab_bar(work: Work, page: ListPage, query: ListQuery, saved: tuple[SavedView, ...]) -> _TabBar:
    long = is_long(work, query.form)
    views = (*_tabs(work, page, current_of(query, saved), counted=not long), *_more_tabs(work, query, saved))
    shown, more = folded(query.form, views)
    return _TabBar(shown, more, _tabs_href(query) if long else "")


def lane_page(work: Work, query: ListQuery, key: str) -> BoardView:
    """One lane's next cards."""
    found = run_lane(work, query, key)
    return board_view(work, query, found, Cells(work, found.page, query))


def _answer(work: Work, query: ListQuery, within: Any) -> ListPage | BoardPage | CalendarPage:
    layout = shape_of(work, query).layout if within is None else TABLE
    if layout == KANBAN:
        return run_board(work, query)
    if layout == CALENDAR:
        return run_calendar(work, query)
    return run(work, query, exact=within is not None, within=within)


def _has_more_to_show(answer: ListPage | BoardPage | CalendarPage) -> bool:
    """Days without anything are a calendar all the same, and a board may have its records in another pipeline."""
    return isinstance(answer, CalendarPage) or (isinstance(answer, BoardPage) and any(line.n for line in answer.lines))


def _by(work: Work, query: ListQuery, page: ListPage, links: Links) -> Iterator[Tab]:
    """What a board or a calendar goes by."""
    if page.query.shape.layout == KANBAN:
        yield from lane_links(work, query, page, links)
    elif page.query.shape.layout == CALENDAR:
        yield from date_links(work, query, page, links)


def drilled_page(work: Work, query: ListQuery, within: Any, address: Callable[..., str]) -> ListView:
    """The records behind a number, as a list that can be acted on; its question is the number and stays as it is.

    `address` gives the same records with another `page` or `sort`.
    """
    view = list_page(work, query, within=within)

    def sorted_by(heading: Heading) -> Heading:
        href = address(sort=",".join(query.sorted_by(heading.name).sort)) if heading.href else ""
        return replace(heading, href=href)

    name, *others = (sorted_by(heading) for heading in (view.name_heading, *view.headings))
    return replace(
        view,
        tabs=(),
        more_tabs=(),
        tabs_href="",
        words=(),
        state=(),
        name_heading=name,
        headings=tuple(others),
        sorting=tuple(Tab(one.label, one.href, None, bool(one.sorted)) for one in (name, *others) if one.href),
        more_href=address(page=query.page + 1) if view.more_href else "",
        new_href="",
        export_hrefs=(),
        places=(),
        reset_href="",
        shapes=(),
        keeping=None,
        columns_href="",
        total_shown="",
        builder_href="",
    )


def total_words(page: ListPage) -> str:
    """`共 86 条`, `约 10,000 条以上`."""
    return t("list.total" if page.total.exact else "list.total_about", n=page.total.n, shown=f"{page.total.n:,}")


def _tabs_href(query: ListQuery) -> str:
    return f"/records/{query.form}/tabs?{urlencode({'view': query.view or '', 'saved': query.saved or ''})}"


def counted_tabs(work: Work, query: ListQuery) -> tuple[tuple[Tab, ...], tuple[Tab, ...]]:
    """The views with the number behind each, in the reader's own rights: those that are shown, and those folded."""
    open_now = query.view or getattr(default_view(work, query.form), "id", None)
    saved = saved_for(work, query.form)
    chosen = current_of(query, saved) is None and not query.is_watched
    files = (_tab(work, view, chosen and view.id == open_now, counted=True) for view in views_for(work, query.form))
    return folded(query.form, (*files, *_more_tabs(work, query, saved)))


def _more_tabs(work: Work, query: ListQuery, saved: tuple[SavedView, ...]) -> Iterator[Tab]:
    """What the reader watches, where that is anything, and what is kept under a name."""
    yield from watched_tab(work, query)
    yield from saved_tabs(query, saved)


def _tabs(work: Work, page: ListPage, saved: SavedView | None, *, counted: bool) -> Iterator[Tab]:
    """The same for a page; a long list is shown first and counted after."""
    for view in views_for(work, page.query.form):
        open_now = page.view is not None and page.view.id == view.id
        current = saved is None and open_now and not page.query.is_watched
        yield _tab(work, view, current, counted=counted)


def _tab(work: Work, view: ViewDefinition, current: bool, *, counted: bool) -> Tab:
    total = count(work, ListQuery(view.form, view=view.id)) if counted else None
    words = (f"{total.n}" if total.exact and total.n <= TAB_COUNTED else f"{TAB_COUNTED:,}+") if total else None
    return Tab(view.label.text(work.language), f"/records/{view.form}?view={view.id}", words, current)


def _columns(query: ListQuery, page: ListPage) -> str:
    """Where the columns of a table are chosen."""
    if page.query.shape.layout != TABLE:
        return ""
    written = query.at_page(1).to_url()
    return f"/records/{query.form}/columns" + (f"?{written}" if written else "")


def _name_heading(page: ListPage, form: FormDefinition, links: Links) -> Heading:
    """The head of the first column, which sorts by what names the record."""
    asked = replace(page.query, view=page.view.id if page.view else None)
    ways = {(form.title,): "ascending", (f"-{form.title}",): "descending"}
    return Heading(
        form.title,
        form.label.text(language()),
        links(asked.sorted_by(form.title)),
        ways.get(asked.sort[:1], ""),
        False,
        width=dict(page.query.table.widths).get(form.title, 0),
    )


def _headings(page: ListPage, cells: Cells, links: Links) -> Iterator[Heading]:
    words, widths = {"up": "ascending", "down": "descending"}, dict(page.query.table.widths)
    for column in page.columns:
        if column.name in cells.names:
            asked = replace(page.query, view=page.view.id if page.view else None)
            href = links(asked.sorted_by(column.name)) if column.sortable else ""
            total = page.sums.get(column.name, "")
            way = words.get(column.sorted or "", "")
            yield Heading(column.name, column.label, href, way, column.number, total, widths.get(column.name, 0))


def _groups(page: ListPage, rows: tuple[Row, ...], after: str | None) -> Iterator[Group]:
    """Neighbours of the same group, each under what is known of the whole group."""
    if not page.query.group:
        yield Group("", "", rows)
        return
    known = {group.key: group for group in page.groups}
    for key, mine in groupby(rows, key=lambda row: row.group):
        group = known.get(key)
        sums = [f"{_label(page, name)} {value}" for name, value in (group.sums if group else {}).items() if value]
        note = " · ".join([t("list.rows", n=group.n), *sums]) if group else ""
        yield Group("" if key == after else group.label if group else str(key or ""), note, tuple(mine))


def _more(query: ListQuery, page: ListPage, rows: tuple[Row, ...], links: Links) -> str:
    """The next page, which goes on in the group that this one ends in."""
    going_on = f"&{urlencode({'after': rows[-1].group or ''})}" if page.query.group else ""
    return links(query.at_page(query.page + 1)) + going_on


def _label(page: ListPage, name: str) -> str:
    return next((column.label for column in page.columns if column.name == name), name)


def _sort_words(work: Work, page: ListPage) -> str:
    first = page.query.sort[0] if page.query.sort else ""
    column = readable_columns(work, page.query.form).get(first.removeprefix("-"))
    return column.label.text(work.language) if column else ""


def _grouping(work: Work, query: ListQuery, page: ListPage, links: Links) -> Iterator[Tab]:
    yield Tab(t("list.no_group"), links(replace(query, group=None, page=1)), None, not page.query.group)
    columns = readable_columns(work, query.form)
    own = [name for name, column in columns.items() if column.own and column.type.name == "choice"]
    for name in (*USUAL_GROUPS, *own[:6]):
        if name in columns and columns[name].type.name in GROUPABLE:
            asked = replace(query, group=name, page=1)
            yield Tab(columns[name].label.text(work.language), links(asked), None, page.query.group == name)


def _sorting(page: ListPage, links: Links) -> Iterator[Tab]:
    for column in (column for column in page.columns if column.sortable):
        asked = page.query.sorted_by(column.name)
        yield Tab(column.label, links(replace(asked, view=page.query.view)), None, column.sorted is not None)


def _filter_fields(work: Work, form: str) -> Iterator[tuple[str, str]]:
    """What can be filtered by: the form's fields first, then what the system knows."""
    columns = readable_columns(work, form)
    for own in (True, False):
        for name, column in columns.items():
            if column.own is own:
                yield name, column.label.text(work.language)
