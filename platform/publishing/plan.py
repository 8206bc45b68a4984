"""What publishing would do, from live data, before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from definitions import WARNING, Catalog, Location, Problem, say
from flows import in_flight as flights
from flows import routing
from forms import spec_of, table_of
from records import TableChange, in_flight, plan_tables, stages_in_use, table_exists

from .choices import ChoiceMove, choice_moves_of, problems_of, problems_underway
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
    in_flight: tuple[flights.Question, ...] = ()  # stages that change under records
    choices: tuple[ChoiceMove, ...] = ()  # choices that go while records hold them

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
        parts += [move.words(language) for move in self.choices if move.takers]
        parts += [question.words(language) for question in self.in_flight]
        return "\n".join(parts)


def make_plan(
    connection: Connection,
    current: Catalog,
    files: Mapping[str, str],
    answers: Sequence[flights.Answer] = (),
    *,
    back_to: int | None = None,
) -> Plan:
    """Loads the files, compares them with what is published and asks the database what would change.

    `answers` say what becomes of records whose stage changes; what was migrated after `back_to` goes back first.
    """
    loaded = load(files)
    changes = differences(current.files, files)
    if loaded.catalog is None:
        return Plan(files, None, loaded.problems, changes, (), current.revision)
    tables = plan_tables(connection, [spec_of(form) for form in loaded.catalog.all("form")])
    counts = _standing(connection, current, back_to) if changes else {}
    asked = flights.questions_of(current, loaded.catalog, counts, answers)
    held = (*flights.problems_of(loaded.catalog, asked, answers), *_forms_that_go(current, loaded.catalog))
    unknown = routing.warnings_about_people(connection, loaded.catalog) if changes else ()
    stale = stale_records(connection, current, loaded.catalog, changes)
    moves = choice_moves_of(connection, current, loaded.catalog) if changes else ()
    moving = problems_underway(connection, current, loaded.catalog) if changes else ()
    problems = (*loaded.problems, *unknown, *held, *moving, *problems_of(loaded.catalog, moves))
    return Plan(files, loaded.catalog, problems, changes, tables, current.revision, stale, asked, moves)


def _forms_that_go(current: Catalog, coming: Catalog) -> Iterator[Problem]:
    """A form that goes is only hidden."""
    for form in current.all("form"):
        if coming.find("form", form.id) is None:
            place = Location(current.file_of("form", form.id))
            yield Problem(WARNING, place, "", "publishing.form_hidden", {"form": form.label})


def _standing(connection: Connection, current: Catalog, back_to: int | None) -> dict[tuple[str, str], int]:
    """How many records stand in each stage of each pipeline."""
    found: dict[tuple[str, str], int] = {}
    for pipeline in current.all("pipeline"):
        table = table_of(current, pipeline.form)
        counts = stages_in_use(connection, table, pipeline.id) if table_exists(connection, table) else {}
        found.update({(pipeline.id, stage): n for stage, n in counts.items()})
    for pipeline, stage, target, n in in_flight.returning(connection, back_to) if back_to is not None else ():
        found[pipeline, target] = found.get((pipeline, target), 0) - n
        found[pipeline, stage] = found.get((pipeline, stage), 0) + n
    return found
