"""What publishing would do, from live data, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from definitions import WARNING, Catalog, Label, Location, Problem, say
from flows import importing, routing
from flows import in_flight as flights
from forms import spec_of, table_of
from records import TableChange, in_flight, plan_tables, stages_in_use, table_exists

from .choices import (
    ChoiceMove,
    ChoiceReturn,
    choice_moves_of,
    choice_returns_of,
    problems_of,
    problems_underway,
)
from .differences import Difference, differences
from .loading import load
from .needed import Need, needs_of
from .stale import stale_records
from .untranslated import untranslated


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
    needs: tuple[Need, ...] = ()  # fields that become required while records in flight lack them
    returns: tuple[ChoiceReturn, ...] = ()  # choices that records were mapped away from, and that come back
    before: Catalog | None = None  # what is published, where what goes is still called something

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
        parts += self.told_tables(language)
        parts += [move.words(language) for move in self.choices if move.takers]
        parts += [back.words(language) for back in self.returns]
        parts += [question.words(language) for question in self.in_flight]
        return "\n".join(parts)

    def told_tables(self, language: str) -> list[str]:
        """The steps of the tables, with forms and fields by what they are called and by their ids."""
        told = []
        for change in self.tables:
            form = _known("form", change.form, self.catalog, self.before)
            fields = _fields_called(language, change.form, self.before, self.catalog)
            told.append(change.words(language, _called(form.label, change.form, language) if form else "", fields))
        return told


def make_plan(
    connection: Connection,
    current: Catalog,
    files: Mapping[str, str],
    answers: Sequence[flights.Answer] = (),
    *,
    back_to: int | None = None,
    known: Plan | None = None,
) -> Plan:
    """Loads the files, compares them with what is published and asks the database what would change.

    `answers` say what becomes of records whose stage changes; what was migrated after `back_to` goes back first.
    `known` is the same plan of a moment ago: what it only tells, and what takes long to count, is not counted again.
    """
    loaded = load(files)
    changes = differences(current.files, files)
    if loaded.catalog is None:
        return Plan(files, None, loaded.problems, changes, (), current.revision, before=current)
    known = known if known is not None and known.base == current.revision else None
    specs = [spec_of(form) for form in loaded.catalog.all("form")]
    tables = plan_tables(connection, specs, known.tables if known else ())
    asked = _questions(connection, current, loaded.catalog, answers, back_to) if changes else ()
    held = (*flights.problems_of(loaded.catalog, asked, answers), *_forms_that_go(current, loaded.catalog))
    unknown = (*_of_people(connection, loaded.catalog),) if changes else ()
    stale = known.stale if known else stale_records(connection, current, loaded.catalog, changes)
    moves = choice_moves_of(connection, current, loaded.catalog, known.choices if known else ()) if changes else ()
    moving = problems_underway(connection, current, loaded.catalog) if changes else ()
    needs = known.needs if known else needs_of(connection, current, loaded.catalog) if changes else ()
    missing = (need.problem(loaded.catalog) for need in needs)
    told = (*problems_of(loaded.catalog, moves), *missing, *untranslated(current, loaded.catalog))
    problems = (*loaded.problems, *unknown, *held, *moving, *told)
    back = tuple(choice_returns_of(connection, current, loaded.catalog)) if changes else ()
    found = (problems, changes, tables, current.revision, stale, asked, moves, needs, back, current)
    return Plan(files, loaded.catalog, *found)


def _of_people(connection: Connection, catalog: Catalog) -> Iterator[Problem]:
    """Of those whom the configuration names and this house does not have."""
    yield from routing.warnings_about_people(connection, catalog)
    yield from importing.warnings_about_owners(connection, catalog)


def _known(kind: str, id: str, *catalogs: Catalog | None) -> Any:
    found = (catalog.find(kind, id) for catalog in catalogs if catalog is not None)
    return next((one for one in found if one is not None), None)


def _fields_called(language: str, form: str, *catalogs: Catalog | None) -> dict[str, str]:
    """Each field of the form by its label and id; a later catalog has the last word."""
    forms = (_known("form", form, catalog) for catalog in catalogs)
    return {f.id: _called(f.label, f.id, language) for found in forms if found for f in found.fields}


def _called(label: Label, id: str, language: str) -> str:
    text = label.text(language)
    return id if text == id else say("publishing.called", language, label=text, id=id)


def _forms_that_go(current: Catalog, coming: Catalog) -> Iterator[Problem]:
    """A form that goes is only hidden."""
    for form in current.all("form"):
        if coming.find("form", form.id) is None:
            place = Location(current.file_of("form", form.id))
            yield Problem(WARNING, place, "", "publishing.form_hidden", {"form": form.label})


def _questions(
    connection: Connection, current: Catalog, coming: Catalog, answers: Sequence[flights.Answer], back_to: int | None
) -> tuple[flights.Question, ...]:
    """What is asked of the records in flight; only of stages that change are records counted."""
    every = {(pipeline.id, stage.id): 1 for pipeline in current.all("pipeline") for stage in pipeline.known_stages}
    places = {question.place for question in flights.questions_of(current, coming, every, answers)}
    counts = _standing(connection, current, places, back_to) if places else {}
    return flights.questions_of(current, coming, counts, answers)


def _standing(
    connection: Connection, current: Catalog, places: Collection[tuple[str, str]], back_to: int | None
) -> dict[tuple[str, str], int]:
    """How many records stand in each of these stages."""
    found: Counter[tuple[str, str]] = Counter()
    for id in sorted({pipeline for pipeline, _ in places}):
        table = table_of(current, current.get("pipeline", id).form)
        stages = [stage for pipeline, stage in places if pipeline == id]
        counts = stages_in_use(connection, table, id, stages) if table_exists(connection, table) else {}
        found.update({(id, stage): n for stage, n in counts.items()})
    for pipeline, stage, target, n in in_flight.returning(connection, back_to) if back_to is not None else ():
        found[pipeline, target] -= n
        found[pipeline, stage] += n
    return found
