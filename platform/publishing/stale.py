"""Which forms hold values that a change makes stale: grades of a changed scorecard, results of a changed formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select

from definitions import Catalog
from forms import FormDefinition, table_of
from records import table_exists

from .differences import CHANGED, Change, Difference

# A change to one of these makes stored scores stale.
GRADING_KINDS = ("scorecard",)
# What a computed value depends on, of all that a field's file says.
COMPUTED_BY = frozenset({
    "type", "formula", "visible_when", "when_hidden", "decimals", "currency", "fields",
    "of", "through", "where", "by", "sum", "average", "min", "max", "latest", "first",
})  # fmt: skip


def forms_to_regrade(catalog: Catalog, changes: Iterable[Difference]) -> set[str]:
    """Forms whose stored scores a changed scorecard makes stale."""
    changed = {difference.id for difference in changes if difference.kind in GRADING_KINDS}
    return {scorecard.form for kind in GRADING_KINDS for scorecard in catalog.all(kind) if scorecard.id in changed}


def forms_to_recompute(catalog: Catalog, changes: Iterable[Difference]) -> set[str]:
    """Forms whose stored computed values a changed formula, rollup or table of rows makes stale."""
    forms = (difference for difference in changes if difference.kind == "form" and difference.what == CHANGED)
    return {
        difference.id
        for difference in forms
        if any(_computes(catalog.get("form", difference.id), change) for change in difference.changes)
    }


def forms_to_follow_up(catalog: Catalog, changes: Iterable[Difference]) -> set[str]:
    """Forms whose records are followed up by another rhythm from now on."""
    changed = {change.id for change in changes if change.kind == "pipeline" and _is_of(change, "follow_up")}
    return {pipeline.form for pipeline in catalog.all("pipeline") if pipeline.id in changed}


def forms_to_look_at(catalog: Catalog, changes: Iterable[Difference]) -> set[str]:
    """Forms whose records may have reached other milestones than before."""
    changed = {change.id for change in changes if change.kind == "pipeline" and _is_of(change, "milestones")}
    return {pipeline.form for pipeline in catalog.all("pipeline") if pipeline.id in changed}


def _is_of(difference: Difference, part: str) -> bool:
    return any(change.path.replace("[", ".").split(".")[0] == part for change in difference.changes)


def changed_calendars(changes: Iterable[Difference]) -> list[str]:
    """Calendars on which clocks count differently from now on."""
    return sorted(difference.id for difference in changes if difference.kind == "calendar")


def stale_records(
    connection: Connection, current: Catalog, coming: Catalog, changes: Iterable[Difference]
) -> Mapping[str, int]:
    """By form, how many records of now would be graded or computed again."""
    forms = forms_to_regrade(coming, changes) | forms_to_recompute(coming, changes)
    return {form: _standing(connection, current, form) for form in sorted(forms) if current.find("form", form)}


def _standing(connection: Connection, current: Catalog, form: str) -> int:
    table = table_of(current, form)
    if not table_exists(connection, table):
        return 0
    return connection.execute(select(func.count()).where(table.c.trashed_at.is_(None))).scalar_one()


def _computes(form: FormDefinition, change: Change) -> bool:
    """Whether the change is of a computed field, and of what it is computed by."""
    place, _, rest = change.path.partition(".")
    id, _, setting = rest.partition(".")
    found = form.find(id) if place == "fields" else None
    if found is None or not (found.computed or found.type.inner_computed):
        return False
    return not setting or setting.partition(".")[0] in COMPUTED_BY
