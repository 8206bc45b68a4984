"""New types of very many values on the page of the plan: converted in the background first, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from forms import spec_of
from publishing import Plan
from records import type_changes

from ..languages import language, t


@dataclass(frozen=True)
class Convertee:
    """The values of one field on their way to another type."""

    words: str
    done: int
    many: int
    is_ready: bool


@dataclass(frozen=True)
class Converting:
    """What is under way, and whether the plan has something that is not."""

    rows: tuple[Convertee, ...]
    left: int = 0  # values whose conversion nobody has begun

    @property
    def is_ready(self) -> bool:
        return all(row.is_ready for row in self.rows)


@dataclass(frozen=True)
class ConvertingPart:
    """The same for the part of the page that asks again."""

    converting: Converting


def converting_of(work: Work, plan: Plan | None = None) -> Converting | None:
    """None where there is nothing to say."""
    found = type_changes.every(work.connection)
    begun = {one.key for one in found}
    long = [one for one in wanted_of(work, plan) if one.key not in begun] if plan else []
    rows = tuple(_row(work, one) for one in found)
    return Converting(rows, sum(one.many for one in long)) if rows or long else None


def wanted_of(work: Work, plan: Plan) -> list[type_changes.TypeChange]:
    """The new types in the plan that take long."""
    return [type_changes.wanted(change, work.now) for change in plan.tables if type_changes.takes_long(change)]


def _row(work: Work, one: type_changes.TypeChange) -> Convertee:
    done = one.many if one.whole else min(one.converted, one.many)
    words = t("studio.converting_of", field=_called(work, one), done=f"{done:,}", many=f"{one.many:,}")
    return Convertee(words, done, one.many, one.whole)


def _called(work: Work, one: type_changes.TypeChange) -> str:
    """The field by its label, where it is one of a form's own."""
    form = next((form for form in work.catalog.all("form") if spec_of(form).table_name == one.held_in), None)
    field = form.find(one.name.removeprefix("f_")) if form is not None else None
    return field.label.text(language()) if field is not None else one.name
