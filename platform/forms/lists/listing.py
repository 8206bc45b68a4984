"""Runs a list: rows one may see, in order, with their cells, a bounded count, groups and sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from accounts import Work, allowed
from definitions import NotFound, say
from rules import Expression, RuleError, Scope, Type, check, parse
from rules import words as rule_words

from ..errors import FieldError, Invalid
from ..fields import Context
from ..linked.references import Lookups
from ..scope import field_of, form_of, scope_of, table_of
from ..system_names import SYSTEM_TYPES
from . import queries
from .filter_groups import FilterGroup, group_rule, group_words
from .filters import read_filter
from .queries import Total
from .query import ListQuery
from .record_columns import RecordColumn, readable_columns
from .shape import CARDS, TABLE, ListShape
from .table import SUM, shown_total
from .view_definition import ViewDefinition

COUNTED = 10_000
FIRST = 4  # fields beside the names, in a list that nobody has designed
GROUPED = (TABLE, CARDS)  # layouts in which groups stand one below the other


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column's head: its label, and how the list is sorted by it now."""

    name: str
    label: str
    type: str
    sorted: str | None
    number: bool
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record: its values, and its cells as they are shown, in the order of the columns."""

    id: int
    number: str
    title: str
    subtitle: tuple[str, ...]
    values: Mapping[str, Any]
    cells: tuple[str, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class ListGroup:
    """The records that share a value, over all pages."""

    key: str
    label: str
    n: int
    sums: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter in words, with the question that leaves it out."""

    words: str
    filter: Any = None
    without: ListQuery | None = None


@dataclass(frozen=True)
class ListPage:
    """One page of a list, with all a template says about it."""

    query: ListQuery
    view: ViewDefinition | None
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    total: Total
    filters: tuple[ListFilter, ...] = ()
    groups: tuple[ListGroup, ...] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    has_next: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are, as far as was counted."""
        return max(1, -(-self.total.n // self.query.size))

    @property
    def first(self) -> int:
        """The place of this page's first row in the whole."""
        return (self.query.page - 1) * self.query.size + 1 if self.rows else 0


def views_for(work: Work, form: str) -> tuple[ViewDefinition, ...]:
    """The views of a form that are for the actor's role, in their order; the default one first opens."""
    role = work.actor.role.id if work.actor.role else ""
    mine = (view for view in work.catalog.of_form("view", form) if work.actor.is_system or view.is_for(role))
    return tuple(sorted(mine, key=lambda view: view.order))


def default_view(work: Work, form: str) -> ViewDefinition | None:
    """The view that opens when none is asked for."""
    views = views_for(work, form)
    return next((view for view in views if view.default), views[0] if views else None)


def run(work: Work, query: ListQuery, *, exact: bool = False, within: Any = None) -> ListPage:
    """Answer a list's question within the actor's rights; NotFound where they may not see the form at all.

    `within` is one more condition on the form's table, such as the records behind a report's number.
    """
    may_list(work, query.form)
    return Listing(work, query, exact, within).page()


def may_list(work: Work, form: str) -> None:
    """NotFound where there is no such form for the actor."""
    if work.catalog.find("form", form) is None or not allowed(work.actor, "see", form):
        raise NotFound()


def shape_of(work: Work, query: ListQuery) -> ListShape:
    """How the answer is to be laid out, by the link or by the view."""
    may_list(work, query.form)
    return Listing(work, query).query.shape


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """One page of a list for a program: values by name, and nothing that is only shown."""

    rows: tuple[Mapping[str, Any], ...]
    total: Total | None  # whoever goes on behind a cursor was told with the first page
    next: str | None  # the cursor of what follows

    @property
    def has_next(self) -> bool:
        return self.next is not None


def run_for_program(work: Work, query: ListQuery, names: Iterable[str], *, within: Any = None) -> ValuesPage:
    """The same question, answered with these values (and id, number, version) instead of cells, sums and words."""
    may_list(work, query.form)
    question = Listing(work, query, False, within).question
    rows, cursor = queries.rows_behind(question, names)
    return ValuesPage(tuple(rows), None if query.after else queries.total(question, COUNTED), cursor)


def count(work: Work, query: ListQuery) -> Total:
    """How many records a question has, counted as far as a list counts."""
    listing = Listing(work, query, False)
    return queries.total(listing.question, COUNTED)


def is_long(work: Work, form: str) -> bool:
    """Whether so many records have come in that counting each view of them would keep a reader waiting."""
    table = table_of(work.catalog, form)
    return queries.newest(work, table) > COUNTED


def matching_ids(work: Work, query: ListQuery, *, limit: int) -> tuple[int, ...]:
    """The records a question finds, for working on all of them at once."""
    return queries.ids(Listing(work, query, False).question, limit)


def listed_columns(work: Work, query: ListQuery) -> tuple[str, ...]:
    """The columns that the list shows, in their order."""
    return tuple(Listing(work, query).names)


def matching_rows(
    work: Work, query: ListQuery, names: Iterable[str], *, batch: int, within: Any = None
) -> Iterator[list[Mapping[str, Any]]]:
    """These values of every record a question finds, in batches, in the list's order."""
    question = Listing(work, query, False, within).question
    ids = queries.ids(question, None)
    for start in range(0, len(ids), batch):
        yield queries.rows_of(question, ids[start : start + batch], names)


class Listing:
    """One question on its way to a page."""

    def __init__(self, work: Work, query: ListQuery, exact: bool = False, within: Any = None) -> None:
        """Hold the question against what the actor may see; Invalid where it names something else."""
        self.work, self.exact, self.within = work, exact, within
        self.lookups = Lookups(work)
        self.context = Context(work.language, work.timezone, self.lookups, year=work.year)
        self.columns = readable_columns(work, query.form)
        self.view = self._view(query)
        self.query = self._completed(query)
        self.filters = tuple(read_filter(each, self.columns, self.context) for each in query.filters)
        self.where = self._where(query.where)
        self.groups = FilterGroup.parse(query.groups)
        self.question = self._question()

    def page(self) -> ListPage:
        """Rows, counts and words."""
        rows = queries.rows(self.question, self.carried)
        total = queries.total(self.question, None if self.exact else COUNTED)
        wanted = self.totalled
        return replace(
            self.frame(rows[: self.query.size], total),
            groups=self._groups(wanted) if self.query.group else (),
            sums=self.shown_sums(queries.totals(self.question, wanted)) if wanted and total.exact else {},
            has_next=len(rows) > self.query.size,
        )

    def frame(self, rows: list[Mapping[str, Any]], total: Total) -> ListPage:
        """These rows as they are shown, with what stands above every list."""
        return ListPage(
            query=self.query,
            view=self.view,
            columns=tuple(self._head(self.columns[name]) for name in self.names),
            rows=self._rows(rows, self.names),
            total=total,
            filters=tuple(self._filter_words()),
        )

    def _view(self, query: ListQuery) -> ViewDefinition | None:
        if query.view is None:
            usual = default_view(self.work, query.form)
            return replace(usual, where=None) if usual and query.watched else usual
        if not query.view:  # asked for without any view, as programs do
            return None
        found = next((view for view in views_for(self.work, query.form) if view.id == query.view), None)
        if found is None:
            raise NotFound()
        return found

    def _completed(self, query: ListQuery) -> ListQuery:
        """What the question leaves open is the view's to say."""
        view = self.view
        sort = query.sort or (view.sort if view else ()) or ("-created_at",)
        shape = query.shape.completed(view, self.columns)
        group = (query.group or (view.group if view else None)) if shape.layout in GROUPED else None
        for name in (*(part.removeprefix("-") for part in query.sort), *([query.group] if query.group else [])):
            if name not in self.columns:
                raise Invalid([FieldError(name, "unknown_field", {"name": name[:80]})])
            if self.columns[name].sealed:
                raise Invalid([FieldError(name, "not_ordered", {"label": self.columns[name].label.as_written()})])
        sort = tuple(part for part in sort if part.removeprefix("-") in self.columns)
        return replace(query, sort=sort, group=group if group in self.columns else None, shape=shape)

    def _where(self, text: str) -> Expression | None:
        """A condition from a link: only of what the actor may see."""
        if not text:
            return None
        try:
            rule = parse(text)
            check(rule, self._scope(), Type.YES_NO)
        except RuleError as error:
            raise Invalid([FieldError("where", "bad_rule", {"error": error.sentence(self.work.language)})]) from None
        return rule

    def _scope(self) -> Scope:
        """What a condition may name: a hidden field is answered, and suggested, as if there were none."""
        own = form_of(self.work.catalog, self.query.form).by_id
        everything = scope_of(self.work.catalog, self.query.form)
        names = everything.names.items()
        seen = {name: kind for name, kind in names if field_of(name) not in own or name in self.columns}
        return Scope(seen, everything.functions)

    def _question(self) -> queries.Question:
        conditions = [view.where for view in (self.view,) if view and view.where]
        conditions += [self.where] if self.where else []
        try:
            conditions += [parse(each.rule) for each in self.filters]
            grouped = group_rule(self.groups, self.columns, self.context)
            conditions += [parse(grouped)] if grouped else []
            asked = queries.question(self.work, self.query, tuple(conditions))
            return asked if self.within is None else queries.narrowed(asked, self.within)
        except RuleError as error:
            raise Invalid([FieldError("where", "bad_rule", {"error": error.sentence(self.work.language)})]) from None

    @cached_property
    def names(self) -> list[str]:
        """The columns asked for, else the view's, that one may see; without a view, what one comes to a form for."""
        wanted = self.query.table.columns or (self.view.columns if self.view else self._usual())
        return [name for name in dict.fromkeys(wanted) if name in self.columns]

    def _usual(self) -> tuple[str, ...]:
        """What names the record and how it stands; its first fields where it has no pipeline and no routing."""
        catalog, form = self.work.catalog, form_of(self.work.catalog, self.query.form)
        named = (form.title, *form.subtitle)
        if catalog.of_form("pipeline", form.id) or catalog.of_form("routing", form.id):
            return (*named, "stage", "owner", "created_at")
        own = [name for name, column in self.columns.items() if column.own and name not in named and _is_short(column)]
        return (*named, *own[:FIRST], "created_at")

    def _head(self, column: RecordColumn) -> ListColumn:
        first = self.query.sort[0] if self.query.sort else ""
        direction = {column.name: "up", f"-{column.name}": "down"}.get(first)
        label = column.label.text(self.work.language)
        number = column.type.rule_type == Type.NUMBER
        return ListColumn(column.name, label, column.type.name, direction, number, not column.sealed)

    @cached_property
    def totalled(self) -> dict[str, str]:
        """What is reckoned under which column."""
        return self.query.table.totalled(self.columns[name] for name in self.names)

    @property
    def carried(self) -> list[str]:
        """What a row knows: the system names, the columns shown, and what names the record."""
        form = form_of(self.work.catalog, self.query.form)
        shape = self.query.shape
        grouped = [name for name in (self.query.group, shape.lanes, shape.on) if name]
        wanted = dict.fromkeys([*SYSTEM_TYPES, *self.names, form.title, *form.subtitle, *grouped])
        return [name for name in wanted if name in self.columns]

    def _rows(self, rows: list[Mapping[str, Any]], names: list[str]) -> tuple[ListRow, ...]:
        form = form_of(self.work.catalog, self.query.form)
        shown = [name for name in dict.fromkeys([*names, form.title, *form.subtitle]) if name in self.columns]
        self.lookups.expect_shown({name: self.columns[name].type for name in shown}, rows)
        return tuple(self._row(row, names) for row in rows)

    def _row(self, row: Mapping[str, Any], names: list[str]) -> ListRow:
        form = form_of(self.work.catalog, self.query.form)
        group = self.query.group
        return ListRow(
            id=row["id"],
            number=row["number"],
            title=self._cell(row, form.title) or row["number"],
            subtitle=tuple(cell for cell in (self._cell(row, name) for name in form.subtitle) if cell),
            values=dict(row),
            cells=tuple(self._cell(row, name) for name in names),
            group=queries.group_key(row.get(group)) if group else None,
        )

    def _cell(self, row: Mapping[str, Any], name: str) -> str:
        column = self.columns.get(name)
        return column.shown(row.get(name), self.context) if column else ""

    def _filter_words(self) -> Any:
        if self.query.watched and not self.query.is_watched:
            words = say("forms.filter.watched", self.work.language)
            yield ListFilter(words, None, replace(self.query, watched=False, page=1))
        if self.where:
            scope = scope_of(self.work.catalog, self.query.form)
            words = rule_words(self.where, scope, self.work.language)
            yield ListFilter(words, None, replace(self.query, where="", page=1))
        if grouped := group_words(self.groups, self.columns, self.context):
            yield ListFilter(grouped, None, replace(self.query, groups="", page=1))
        for each in self.filters:
            yield ListFilter(each.words(self.context), each.filter, self.query.without(each.filter))

    def _groups(self, wanted: Mapping[str, str]) -> tuple[ListGroup, ...]:
        column = self.columns[self.query.group]
        found = queries.groups(self.question, column.name, wanted)
        return tuple(
            ListGroup(queries.group_key(value), self._group_label(column, value), n, self.shown_sums(sums))
            for value, n, sums in found
        )

    def _group_label(self, column: RecordColumn, value: Any) -> str:
        return column.shown(value, self.context) or say("forms.group_empty", self.work.language)

    def shown_sums(self, sums: Mapping[str, Decimal | None]) -> dict[str, str]:
        """Sums in words, each as its column is shown."""
        how, columns = self.totalled, self.columns
        return {n: shown_total(columns[n], how.get(n, SUM), value, self.context) for n, value in sums.items()}


def _is_short(column: RecordColumn) -> bool:
    """Whether its values can be read in a cell."""
    kind = column.type
    return not kind.virtual and kind.rule_type != Type.OTHER and kind.name not in ("long_text", "rich_text")
