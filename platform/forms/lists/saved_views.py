"""Personal views: a list's question under a name, for oneself or one's team; who opens it has their own rights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from accounts import Work, allowed
from definitions import NotFound, Refused
from records import SavedViewRow, saved_views

from ..errors import FieldError, Invalid
from ..fields.sensitive import HIDDEN
from .filter_groups import FilterGroup
from .filters import Filter
from .listing import Listing, may_list
from .query import ListQuery
from .searching import sealed_field_of

LONGEST_NAME = 60
MOST = 50


@dataclass(frozen=True, slots=True)
class SavedView:
    """One of them, as the reader meets it."""

    id: int
    form: str
    name: str
    args: str
    mine: bool
    opens: bool
    shared: bool

    @property
    def query(self) -> ListQuery:
        """The question it keeps, which says where it comes from."""
        return asked(self.form, f"{self.args}&saved={self.id}")


@dataclass(frozen=True, slots=True)
class WantedView:
    """How a view is to be kept."""

    name: str
    opens: bool = False
    shared: bool = False


def asked(form: str, args: str) -> ListQuery:
    """The question behind the arguments of an address."""
    return ListQuery.from_args(form, parse_qsl(args))


def saved_for(work: Work, form: str) -> tuple[SavedView, ...]:
    """The reader's own, then those of their teams."""
    if work.actor.person_id is None:
        return ()
    teams = work.actor.above | ({work.actor.team} if work.actor.team else set())
    rows = saved_views.seen(work.connection, form, work.actor.person_id, teams)
    return tuple(sorted((_of(work, row) for row in rows), key=lambda view: not view.mine))


def own_views(work: Work, *, most: int) -> tuple[SavedView, ...]:
    """The reader's own of all forms that they may see, for the side of every page."""
    if work.actor.person_id is None:
        return ()
    rows = saved_views.of_person(work.connection, work.actor.person_id, most)
    seen = (row for row in rows if work.catalog.find("form", row.form) and allowed(work.actor, "see", row.form))
    return tuple(_of(work, row) for row in seen)


def keep_view(work: Work, query: ListQuery, wanted: WantedView) -> int:
    """Keep a question under a name; only what one may ask can be kept."""
    may_list(work, query.form)
    _keepable(Listing(work, query))
    mine = [view for view in saved_for(work, query.form) if view.mine]
    if len(mine) >= MOST:
        raise Refused("views.refused.too_many", most=MOST)
    name = _name(mine, wanted.name)
    row = SavedViewRow(
        work.actor.person_id, query.form, name, args_of(query), work.now, wanted.opens, _team(work, wanted)
    )
    id = saved_views.keep(work.connection, row)
    _one_opens(work, query.form, id, wanted.opens)
    return id


def change_view(work: Work, id: int, wanted: WantedView) -> SavedView:
    """Rename it, let it open first, share it or stop sharing it."""
    view = own_view(work, id)
    others = [each for each in saved_for(work, view.form) if each.mine and each.id != id]
    values = {"name": _name(others, wanted.name), "opens": wanted.opens, "team": _team(work, wanted)}
    saved_views.change(work.connection, id, **values, at=work.now)
    _one_opens(work, view.form, id, wanted.opens)
    return own_view(work, id)


def keep_question(work: Work, id: int, query: ListQuery) -> None:
    """Let it ask what is asked now."""
    view = own_view(work, id)
    if query.form != view.form:
        raise NotFound()
    _keepable(Listing(work, query))
    saved_views.change(work.connection, id, args=args_of(query), at=work.now)


def drop_view(work: Work, id: int) -> SavedView:
    """Forget it, for everybody it was shared with."""
    view = own_view(work, id)
    saved_views.drop(work.connection, id)
    return view


def own_view(work: Work, id: int) -> SavedView:
    """One's own; nobody changes another's."""
    row = saved_views.get(work.connection, id)
    if row is None or work.actor.person_id is None or row.person != work.actor.person_id:
        raise NotFound()
    return _of(work, row)


def args_of(query: ListQuery) -> str:
    """What is kept of a question: not on which page one was, nor from which kept view it came."""
    return replace(query, page=1, saved=None).to_url()


def args_told(work: Work, query: ListQuery) -> str:
    """The same for a history: of a sensitive field it is told that it was asked for, and not the value.

    The search box finds such a record by the whole value, too.
    """
    listing = Listing(work, query)
    filters = tuple(_told(each, listing) for each in query.filters)
    groups = str(_told(listing.groups, listing)) if query.groups else ""
    search = HIDDEN if query.search and any(column.sealed for column in listing.columns.values()) else query.search
    return args_of(replace(query, filters=filters, groups=groups, search=search))


def _told(part: Filter | FilterGroup, listing: Listing) -> Filter | FilterGroup:
    if isinstance(part, FilterGroup):
        return replace(part, parts=tuple(_told(each, listing) for each in part.parts))
    column = listing.columns.get(part.field)
    return replace(part, values=(HIDDEN,)) if column is not None and column.sealed and part.values else part


def _keepable(listing: Listing) -> None:
    """An address is kept as it is, and would hold the value of a sensitive field in plain text."""
    for each in (*listing.query.filters, *listing.groups.filters()):
        column = listing.columns.get(each.field)
        if column is not None and column.sealed and each.values:
            raise Refused("views.refused.sensitive", field=column.label)
    found = sealed_field_of(listing.work, listing.query.form, listing.query.search)
    if found is not None:
        raise Refused("views.refused.searched", field=found.label)


def _of(work: Work, row: SavedViewRow) -> SavedView:
    mine = row.person == work.actor.person_id
    return SavedView(row.id, row.form, row.name, row.args, mine, mine and row.opens, row.team is not None)


def _name(others: list[SavedView], name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid([FieldError("name", "required")])
    if len(name) > LONGEST_NAME:
        raise Invalid([FieldError("name", "too_long", {"most": LONGEST_NAME, "by": len(name) - LONGEST_NAME})])
    if any(view.name == name for view in others):
        raise Refused("views.refused.name_taken", name=name)
    return name


def _team(work: Work, wanted: WantedView) -> int | None:
    if wanted.shared and work.actor.team is None:
        raise Refused("views.refused.no_team")
    return work.actor.team if wanted.shared else None


def _one_opens(work: Work, form: str, id: int, opens: bool) -> None:
    if opens:
        saved_views.opens_no_more(work.connection, form, work.actor.person_id, id)
