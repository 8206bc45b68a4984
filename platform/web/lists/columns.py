"""Choosing the columns of a table: which, in which order, how wide, which stay in sight, what is totalled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from forms import ListQuery, ListTable, form_of, readable_columns, run
from rules import Type

from ..languages import t
from ..record.verb_form import Option

WIDTHS = (80, 120, 160, 200, 240, 320, 400, 480)
FAR = 10_000


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column that could be shown."""

    name: str
    label: str
    shown: bool
    place: str
    widths: tuple[Option, ...]
    totals: tuple[Option, ...]


@dataclass(frozen=True)
class ColumnChoice:
    """The whole choice."""

    form: str
    rows: tuple[ColumnRow, ...]
    frozen: tuple[Option, ...]
    state: tuple[tuple[str, str], ...]
    back: str


def column_choice(work: Work, query: ListQuery) -> ColumnChoice:
    """What is shown now first, in its order; the rest below, the form's own before the system's."""
    page = run(work, replace(query, size=1, page=1))
    first = form_of(work.catalog, query.form).title
    shown = [column.name for column in page.columns if column.name != first]
    columns, table = readable_columns(work, query.form), query.table
    rest = sorted((name for name in columns if name not in shown and name != first), key=lambda n: not columns[n].own)
    state = replace(query, table=ListTable(), page=1).to_args()
    return ColumnChoice(
        form=query.form,
        rows=tuple(_row(work, columns[name], shown, table) for name in (*shown, *rest)),
        frozen=tuple(Option(str(n), t(f"columns.frozen_{n}"), "", n == table.frozen) for n in range(4)),
        state=tuple(state),
        back=f"/records/{query.form}?{query.to_url()}",
    )


def chosen_columns(work: Work, query: ListQuery, args: Any) -> ListQuery:
    """The list with the columns that were ticked, in the order of their numbers."""
    columns = readable_columns(work, query.form)
    first = form_of(work.catalog, query.form).title
    ticked = [name for name in args.getlist("show") if name in columns]
    places = {name: _place(args.get(f"at.{name}", "")) for name in ticked}
    cols = (first, *sorted(ticked, key=lambda name: places[name]))
    table = ListTable.from_args(
        {
            "cols": ",".join(cols) if ticked else "",
            "freeze": args.get("freeze", ""),
            "widths": _pairs(args, "w", columns),
            "totals": _pairs(args, "t", columns),
        }
    )
    return replace(query, table=table, page=1)


def _row(work: Work, column: Any, shown: list[str], table: ListTable) -> ColumnRow:
    width, total = dict(table.widths).get(column.name), dict(table.totals).get(column.name, "")
    wide = (Option("", t("columns.auto"), "", width is None), *_widths(width))
    numeric = column.type.rule_type == Type.NUMBER and not column.mask
    usual = "sum" if column.own else "none"
    totals = (Option(each, t(f"columns.total_{each}"), "", each == (total or usual)) for each in ("sum", "avg", "none"))
    return ColumnRow(
        column.name,
        column.label.text(work.language),
        column.name in shown,
        str(shown.index(column.name) + 1) if column.name in shown else "",
        wide,
        tuple(totals) if numeric else (),
    )


def _widths(now: int | None) -> Iterator[Option]:
    for width in sorted({*WIDTHS, *([now] if now else [])}):
        yield Option(str(width), str(width), "", width == now)


def _place(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else FAR


def _pairs(args: Any, prefix: str, columns: Iterable[str]) -> str:
    found = ((name, args.get(f"{prefix}.{name}", "")) for name in columns)
    usual = {"t": {name: "sum" if column.own else "none" for name, column in columns.items()}}.get(prefix, {})
    return ",".join(f"{name}:{value}" for name, value in found if value and value != usual.get(name))
