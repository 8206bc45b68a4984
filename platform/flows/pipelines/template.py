"""The kind `task`: a task that is written once, upon which the tasks of any stage may be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import Label, Source, kind

from .task import TaskDefinition
from .task_reading import read_task
from .task_schema import TASK_PROPERTIES


@kind("task", folder="tasks")
@dataclass(frozen=True)
class TaskTemplate:
    """A task of a file of its own; `use` in a stage takes it, with whatever is written there in its stead."""

    id: str
    label: Label
    task: TaskDefinition
    form: str | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        return {
            "description": "A task for the stages of any pipeline",
            "properties": {"form": {"type": "string"}, **TASK_PROPERTIES},
        }

    @classmethod
    def from_source(cls, source: Source) -> TaskTemplate:
        return cls(source.id, source.label(), read_task(source, source.data, ()), source.data.get("form"))
