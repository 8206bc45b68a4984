"""Flows: intake, grading, routing, pipelines, timers, cadences and automations."""

from . import columns as _columns  # noqa: F401  the record tables' own columns
from . import visibility as _visibility  # noqa: F401  who sees records for a task's sake
from . import contacts, grading, intake, messages, pipelines, routing, stages, tasks, timers
from .actions import ACTIONS, perform
from .timers import HANDLERS, Ticked, fire, tick

__all__ = [
    "ACTIONS", "HANDLERS", "Ticked", "contacts", "fire", "grading", "intake", "messages", "perform",
    "pipelines", "routing", "stages", "tasks", "tick", "timers",
]
