"""Personal views above a list: their tabs, and what can be done with the question that is asked now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from accounts import Work
from forms import ListQuery, ListShape, ListTable, SavedView, args_of
from records import watchers

from ..languages import t
from .links import Links
from .view_model import Tab


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the question of a list can be kept; empty addresses where there is nothing to do."""

    reset_href: str = ""
    new_href: str = ""
    update_action: str = ""
    edit_href: str = ""
    name: str = ""


def keeping(work: Work, query: ListQuery, saved: tuple[SavedView, ...]) -> Keeping:
    """A changed question can be kept as a view, or as what its own view asks from now on."""
    links, view = Links(query), current_of(query, saved)
    changed = is_changed(query, view)
    state = urlencode([pair for pair in query.to_args() if pair[0] != "page"])
    place = f"{links.path}/views"
    own = view is not None and view.mine
    return Keeping(
        reset_href=links(view.query if view else unasked(query)) if changed else "",
        new_href=f"{place}/new?{state}" if changed and work.actor.person_id is not None else "",
        update_action=f"{place}/{view.id}?{state}" if changed and own else "",
        edit_href=f"{place}/{view.id}?{state}" if own else "",
        name=view.name if view else "",
    )


def current_of(query: ListQuery, saved: tuple[SavedView, ...]) -> SavedView | None:
    """The personal view that the question began from."""
    return next((view for view in saved if view.id == query.saved), None)


def is_changed(query: ListQuery, view: SavedView | None) -> bool:
    """Whether more is asked than the view that is open asks by itself."""
    if view is not None:
        return args_of(query) != view.args
    watched = query.watched and not query.is_watched
    asked = watched or query.filters or query.where or query.groups or query.search or query.sort or query.group
    return bool(asked) or replace(query.shape, line=None) != ListShape() or query.table != ListTable()


def unasked(query: ListQuery) -> ListQuery:
    """What the open tab asks by itself."""
    return ListQuery(query.form, view=query.view, watched=query.is_watched)


def watched_tab(work: Work, query: ListQuery) -> Iterator[Tab]:
    """For whom it holds anything; it stands behind the views of the files."""
    if query.is_watched or watchers.watches_any(work.connection, query.form, work.actor.person_id):
        href = Links(query)(ListQuery(query.form, watched=True))
        yield Tab(t("list.watched"), href, None, query.is_watched, "eye")


def saved_tabs(query: ListQuery, saved: tuple[SavedView, ...]) -> Iterator[Tab]:
    """Personal views behind those of the files."""
    for view in saved:
        yield Tab(view.name, Links(query)(view.query), None, view.id == query.saved, "users" if view.shared else "star")
