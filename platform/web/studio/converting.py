"""New types of very many values on the page of the plan: converted in the background first, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts import Work
from forms import spec_of
from publishing import Plan, left_to_begin
from records import type_changes

from ..languages import language, t
from .draft import draft_of


@dataclass(frozen=True)
class Convertee:
    """The values of one field on their way to another type."""

    words: str
    done: int
    many: int
    is_ready: bool
    is_left_alone: bool = False  # whoever converted it has stopped

    @property
    def is_running(self) -> bool:
        return not (self.is_ready or self.is_left_alone)


@dataclass(frozen=True)
class Converting:
    """What is under way, and whether the plan has something that is not."""

    rows: tuple[Convertee, ...]
    left: int = 0  # values whose conversion nobody has begun

    @property
    def is_ready(self) -> bool:
        return bool(self.rows) and all(row.is_ready for row in self.rows)

    @property
    def is_running(self) -> bool:
        return any(row.is_running for row in self.rows)

    @property
    def is_left_alone(self) -> bool:
        return any(row.is_left_alone for row in self.rows)


@dataclass(frozen=True)
class ConvertingPart:
    """The same for the part of the page that asks again."""

    converting: Converting


def converting_of(work: Work, plan: Plan | None = None) -> Converting | None:
    """None where there is nothing to say."""
    found = type_changes.every(work.connection)
    begun = {one.key for one in found}
    long = [one for one in left_to_begin(work, plan) if one.key not in begun] if plan else []
    rows = tuple(_row(work, one) for one in found)
    return Converting(rows, sum(one.many for one in long)) if rows or long else None


def converting_since(work: Work, left: int) -> Converting:
    """The same a moment later; what the draft needs is only worked out again when nothing runs any more."""
    found = converting_of(work) or Converting(())
    if not left:
        return found
    if found.is_running:
        return replace(found, left=left)
    return converting_of(work, draft_of(work).plan) or Converting(())


def to_go_on(work: Work, plan: Plan) -> list[type_changes.TypeChange]:
    """What the plan wants that nobody converts, and what somebody has begun and left."""
    wanted = left_to_begin(work, plan)
    columns = {(one.held_in, one.name) for one in wanted}
    begun = type_changes.every(work.connection)
    left = [one for one in begun if type_changes.is_left_alone(work.connection, one, work.now)]
    return wanted + [replace(one, at=work.now) for one in left if (one.held_in, one.name) not in columns]


def _row(work: Work, one: type_changes.TypeChange) -> Convertee:
    words = t("studio.converting_of", field=_called(work, one), done=f"{one.done:,}", many=f"{one.many:,}")
    is_ready = type_changes.is_ready(work.connection, one)
    return Convertee(words, one.done, one.many, is_ready, type_changes.is_left_alone(work.connection, one, work.now))


def _called(work: Work, one: type_changes.TypeChange) -> str:
    """The field by its label, where it is one of a form's own."""
    form = next((form for form in work.catalog.all("form") if spec_of(form).table_name == one.held_in), None)
    field = form.find(one.name.removeprefix("f_")) if form is not None else None
    return field.label.text(language()) if field is not None else one.name
