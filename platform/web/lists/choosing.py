"""Making one more condition: the fields there are, the relations each knows, and the control for its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts import Work
from definitions import NotFound
from forms import Filter, ListQuery, person_choices, readable_columns, team_choices

from ..languages import t
from .wording import relation

INPUTS = {"date": "date", "datetime-local": "date", "time": "time"}
NO_VALUE = frozenset({"filled", "empty"})


@dataclass(frozen=True)
class FilterChoice:
    """How far a condition has been made."""

    form: str
    fields: tuple[tuple[str, str], ...]
    field: str
    op: str
    ops: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    control: str
    options: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    query: ListQuery
    ready: bool
    into: tuple[int, ...] | None = None  # the group that the condition goes into

    @property
    def condition(self) -> Filter | None:
        """The condition, once it is complete."""
        if not (self.ready and self.field and self.op):
            return None
        op = {"is": "any_of", "is_not": "none_of"}.get(self.op, self.op) if len(self.values) > 1 else self.op
        return Filter(self.field, op, () if self.op in NO_VALUE else self.values)

    def asked(self) -> ListQuery | None:
        """The list with the condition in it, once it is complete."""
        return self.query.filtered(self.condition) if self.condition else None


def filter_choice(work: Work, form: str, args: Any) -> FilterChoice:
    """What has been chosen so far, and what can be chosen next."""
    columns = readable_columns(work, form)
    name = args.get("by", "")
    if name and name not in columns:
        raise NotFound()
    column = columns.get(name)
    ops = tuple((op, relation(op, work.language)) for op in (column.type.operators if column else ()))
    query = ListQuery.from_args(form, args)
    return FilterChoice(
        form=form,
        fields=tuple((each.name, each.label.text(work.language)) for each in columns.values()),
        field=name,
        op=args.get("op", ops[0][0] if ops else ""),
        ops=ops,
        values=tuple(value for value in args.getlist("value") if value),
        control=control_of(column),
        options=options_of(work, column),
        state=(*query.at_page(1).to_args(), *((key, args[key]) for key in ("into", "was") if key in args)),
        query=query,
        ready="op" in args,
        into=path_of(args["into"]) if "into" in args else None,
    )


def path_of(written: str) -> tuple[int, ...]:
    """`0.1`: the second part of the first."""
    return tuple(int(part) for part in written.split(".") if part.isascii() and part.isdigit() and len(part) < 4)


def control_of(column: Any) -> str:
    """The kind of input in which a value of the column is chosen or typed."""
    if column is None:
        return ""
    if hasattr(column.type, "choices") or column.type.refers in ("person", "team") or column.type.name == "yes_no":
        return "list"
    return INPUTS.get(column.type.control, "text")


def options_of(work: Work, column: Any) -> tuple[tuple[str, str], ...]:
    """What can be chosen, where the column knows it."""
    if column is None:
        return ()
    if hasattr(column.type, "choices"):
        return tuple((choice.id, choice.label.text(work.language)) for choice in column.type.choices)
    if column.type.refers == "team":
        return tuple((str(id), name) for id, name in team_choices(work))
    if column.type.refers == "person":
        people = ((str(id), name) for id, name in person_choices(work, None))
        return (("me", t("list.me")), *people)
    if column.type.name == "yes_no":
        return (("yes", t("ui.yes")), ("no", t("ui.no")))
    return ()
