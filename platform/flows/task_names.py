"""What a task is called where only its id is kept: in lists and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts import Work
from definitions import Label, say
from forms import TOLD_COLUMNS, ToldColumn
from records import TaskRow, tasks

from .pipelines import Pipeline


def next_tasks(work: Work, form: str, rows: Sequence[Mapping[str, Any]]) -> Mapping[int, str]:
    """The next task of each record in words, by the record's id."""
    waiting = [row["id"] for row in rows if row["next_task"]]
    opened = tasks.open_of_many(work.connection, form, waiting)
    return {
        row["id"]: task_words(
            work,
            row.get("pipeline"),
            row["next_task"],
            next((one for one in opened.get(row["id"], ()) if one.task == row["next_task"]), None),
        )
        for row in rows
        if row["next_task"]
    }


TOLD_COLUMNS.register("next_task")(ToldColumn(next_tasks, reads=("pipeline",)))


def task_words(work: Work, pipeline: str | None, task: str, row: TaskRow | None = None) -> str:
    """What a task is called: by its own title, by its definition, or as one of our own."""
    if row is not None and row.title:
        return Label.of(row.title).text(work.language)
    found: Pipeline | None = work.catalog.find("pipeline", pipeline) if pipeline else None
    definition = found.task(task) if found else None
    if definition is not None:
        return definition.label.text(work.language)
    own = say(f"flows.task.{task}", work.language)
    return own if own != f"flows.task.{task}" else task
