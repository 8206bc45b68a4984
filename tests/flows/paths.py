"""A company with a path of the test's own: stages as a test writes them, a second team, and what came of it."""

from __future__ import annotations

from typing import Any

from accounts import NewPerson, NewTeam, people, teams
from definitions import Loaded, load_files, read_folder
from flows import stages, task_opening
from flows import tasks as work_tasks
from records import TaskRow, events, tasks, visits
from tests.world import CONFIGS, World, catalog_in, done

HEAD = "kind: pipeline\nid: order_path\nform: order\nlabel: Path\nskip_reasons: [{id: why, label: Why}]\n"
ENGINEER = """
kind: role
id: engineer
label: Engineer
forms:
  order: {see: own, do: [complete, skip, log]}
"""


def loaded(pipeline: str, **files: str) -> Loaded:
    """The orders configuration with this pipeline in place of its own; files by path, with `_yaml` for `.yaml`."""
    found = {**read_folder(CONFIGS / "orders"), **_named(files)}
    return load_files({**found, "pipelines/order_path.yaml": HEAD + pipeline})


def problems(pipeline: str, **files: str) -> list[tuple[str, str]]:
    """(key, path) of what is wrong with a pipeline."""
    return [(problem.key.rsplit(".", 1)[-1], problem.path) for problem in loaded(pipeline, **files).problems]


def _named(files: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "/") + ".yaml": text for name, text in files.items()}


class PathWorld(World):
    """The small company, with two engineers in a team of their own."""

    def __init__(self, database: Any, now: Any, pipeline: str, **files: str) -> None:
        changed = {"roles/engineer.yaml": ENGINEER, **_named(files), "pipelines/order_path.yaml": HEAD + pipeline}
        super().__init__(database, now, catalog_in("orders", **changed))

    def _hire(self) -> None:
        super()._hire()
        with self.work() as work:
            team = teams.add(work, NewTeam("engineering", "Engineering"))
            self.engineering = team.id
            self.gong = people.add(work, NewPerson("gong", "工一", "engineer", team=team.id)).id
            self.wu = people.add(work, NewPerson("wu", "吴二", "engineer", team=team.id)).id

    def tasks(self, record: int) -> dict[str, TaskRow]:
        """The newest task of each name."""
        with self.work() as work:
            return {row.task: row for row in tasks.of_record(work.connection, self.form, record)}

    def states(self, record: int) -> dict[str, str]:
        return {name: row.state for name, row in self.tasks(record).items()}

    def complete(self, record: int, task: str, person: int | None = None, **more: Any) -> None:
        with self.work(person) as work:
            done(work, self.open(work, record, task).id, **more)

    def skip(self, record: int, task: str, person: int | None = None) -> None:
        with self.work(person) as work:
            work_tasks.skip(work, self.open(work, record, task).id, "why")

    def open(self, work: Any, record: int, task: str) -> TaskRow:
        """A live task by its name."""
        return next(row for row in tasks.live_of(work.connection, self.form, record) if row.task == task)

    def edit(self, record: int, person: int | None = None, **values: Any) -> None:
        from flows import intake

        with self.work(person) as work:
            intake.edit(work, self.form, record, None, values)

    def advance(self, record: int, to: str, person: int | None = None, **more: Any) -> Any:
        with self.work(person) as work:
            return stages.advance(work, self.form, record, to, **more)

    def add(self, record: int, *args: Any, person: int | None = None, **more: Any) -> int:
        with self.work(person) as work:
            return task_opening.add(work, self.form, record, *args, **more)

    def stays(self, record: int) -> list[tuple[str, str]]:
        """(stage, how) of each stay, in order."""
        with self.work() as work:
            return [(stay.stage, stay.how) for stay in visits.of_record(work.connection, self.form, record)]

    def event(self, record: int, kind: str) -> dict[str, Any]:
        """What the newest event of a kind says."""
        with self.work() as work:
            return events.timeline(work.connection, self.form, record, kinds=[kind])[0].data
