"""The lists of a record's page: records of other forms that point at it, and what can be done about them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from accounts import Work, allowed, writable_fields
from flows import Subject
from forms import ListQuery, ListTable, RelatedQuestion, related_to, run, table_of

from ..entry import Beside
from ..languages import t
from ..lists import Cells, Heading, Links, Row, total_words

SHOWN = 8


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """One of the records; `place` begins the ids of its cells, as several lists stand on one page.

    `names` are its columns' labels, which stand before each value where there is no room for a head.
    """

    row: Row
    place: str
    edit_href: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedCard:
    """One list: its head, its lines, the way to all of them and to a new one."""

    id: str
    form: str
    title: str
    name: str
    headings: tuple[Heading, ...]
    lines: tuple[RelatedLine, ...]
    state: str
    total: str
    all_href: str
    all_words: str
    add_href: str
    add_words: str
    empty: str


def related_cards(work: Work, subject: Subject) -> Iterator[RelatedCard]:
    """Every list that the reader may see; an empty one only where they can begin it."""
    for one in related_to(work, subject.form, subject.id, most=SHOWN):
        card = _card(work, subject, one)
        if card.lines or card.add_href:
            yield card


def related_line(work: Work, form: str, id: int, columns: tuple[str, ...], beside: str) -> RelatedLine | None:
    """One line of such a list as it is now, whether it would still stand there or not."""
    query = ListQuery(form, view="", table=ListTable(columns=columns), size=1)
    page = run(work, query, within=table_of(work.catalog, form).c.id == id)
    return next(_lines(work, Cells(work, page, query, open=True), beside), None)


def _card(work: Work, subject: Subject, one: RelatedQuestion) -> RelatedCard:
    page, form = run(work, one.query), one.form
    cells = Cells(work, page, one.query, open=True)
    beside = Beside(one.list.by, subject.form.id, subject.id)
    everything = ListQuery(form.id, filters=one.query.filters)
    columns = ",".join(one.query.table.columns)
    label = one.list.label.text(work.language) if one.list.label else form.plural.text(work.language)
    name = form.label.text(work.language)
    return RelatedCard(
        id=f"rel-{form.id}-{one.list.by}",
        form=form.id,
        title=label,
        name=name,
        headings=tuple(_headings(cells)),
        lines=tuple(_lines(work, cells, str(beside))),
        state=urlencode({"cols": columns, "beside": str(beside)}),
        total=total_words(page) if page.rows else "",
        all_href=Links(everything)(everything),
        all_words=t("related.all", n=page.total.n) if page.has_next else "",
        add_href=f"/records/{form.id}/new?{urlencode({'beside': str(beside)})}" if _may_add(work, one) else "",
        add_words=t("related.add", form=form.label.inside(work.language)),
        empty=_empty(work, one, name),
    )


def _headings(cells: Cells) -> Iterator[Heading]:
    for column in cells.page.columns:
        if column.name in cells.names:
            yield Heading(column.name, column.label, "", "", column.number)


def _lines(work: Work, cells: Cells, beside: str) -> Iterator[RelatedLine]:
    form = cells.form.id
    edits, names = allowed(work.actor, "edit", form), tuple(one.label for one in _headings(cells))
    for row in cells.page.rows:
        edit = f"/records/{form}/{row.id}/edit?{urlencode({'beside': beside})}" if edits else ""
        yield RelatedLine(cells.row(row), place_of(form, row.id), edit, names)


def place_of(form: str, id: int) -> str:
    """How the ids of a line's cells begin."""
    return f"{form}-{id}"


def _may_add(work: Work, one: RelatedQuestion) -> bool:
    """A link that is worked out by itself is nobody's to fill in."""
    fills = one.list.by in writable_fields(work.actor, one.form) and not one.form.field(one.list.by).computed
    return fills and allowed(work.actor, "create", one.form.id)


def _empty(work: Work, one: RelatedQuestion, name: str) -> str:
    hint: Any = one.list.hint.text(work.language) if one.list.hint else ""
    return t("related.empty_hint", form=name, hint=hint) if hint else t("related.empty", form=name)
