"""What publishing would do, from live data, before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from definitions import ERROR, WARNING, Catalog, Location, Problem, say
from flows import routing
from forms import spec_of, table_of
from records import TableChange, plan_tables, stages_in_use, table_exists

from .differences import Difference, differences
from .loading import load
from .stale import stale_records


@dataclass(frozen=True)
class Plan:
    """The words of the change, the table changes, the problems, and the catalog that would be published."""

    files: Mapping[str, str]
    catalog: Catalog | None
    problems: tuple[Problem, ...]
    changes: tuple[Difference, ...]
    tables: tuple[TableChange, ...]
    base: int
    stale: Mapping[str, int] = field(default_factory=dict)  # form → records to be graded or computed again

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What holds the publish back."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not self.changes and not self.tables

    def words(self, language: str) -> str:
        """The whole plan as text, a line each."""
        if self.is_empty and not self.problems:
            return say("publishing.no_change", language, revision=self.base)
        parts = [problem.text(language) for problem in self.problems]
        parts += [difference.words(language) for difference in self.changes]
        parts += [change.words(language) for change in self.tables]
        return "\n".join(parts)


def make_plan(connection: Connection, current: Catalog, files: Mapping[str, str]) -> Plan:
    """Loads the files, compares them with what is published and asks the database what would change."""
    loaded = load(files)
    changes = differences(current.files, files)
    if loaded.catalog is None:
        return Plan(files, None, loaded.problems, changes, (), current.revision)
    tables = plan_tables(connection, [spec_of(form) for form in loaded.catalog.all("form")])
    held = tuple(_records_left_behind(connection, current, loaded.catalog))
    unknown = routing.warnings_about_people(connection, loaded.catalog) if changes else ()
    stale = stale_records(connection, current, loaded.catalog, changes)
    problems = (*loaded.problems, *unknown, *held)
    return Plan(files, loaded.catalog, problems, changes, tables, current.revision, stale)


def _records_left_behind(connection: Connection, current: Catalog, coming: Catalog) -> Iterator[Problem]:
    """A stage that goes while records stand in it would strand them; a form that goes is only hidden."""
    for pipeline in current.all("pipeline"):
        after = coming.find("pipeline", pipeline.id)
        kept = {stage.id for stage in after.stages} if after else set()
        counts = _standing(connection, current, pipeline)
        for stage, count in sorted(counts.items()):
            if stage not in kept and coming.find("form", pipeline.form):
                yield _stranded(coming, after, pipeline, stage=stage, count=count)
    for form in current.all("form"):
        if coming.find("form", form.id) is None:
            place = Location(current.file_of("form", form.id))
            yield Problem(WARNING, place, "", "publishing.form_hidden", {"form": form.label})


def _standing(connection: Connection, current: Catalog, pipeline: Any) -> Mapping[str, int]:
    table = table_of(current, pipeline.form)
    return stages_in_use(connection, table, pipeline.id) if table_exists(connection, table) else {}


def _stranded(coming: Catalog, after: Any, pipeline: Any, *, stage: str, count: int) -> Problem:
    key, params = "publishing.stage_in_use", {"stage": stage, "pipeline": pipeline.label, "n": count}
    if after is not None:
        return coming.problem(after, ("stages",), key, level=ERROR, **params)
    return Problem(ERROR, Location(pipeline.id), "stages", key, params)
