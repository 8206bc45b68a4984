"""Flows: intake, grading, routing, pipelines, timers, cadences and automations."""

from . import columns as _columns  # noqa: F401  the record tables' own columns
from . import assignment, contacts, explain, grading, intake, messages, pipelines, regrade, routing, stages, tasks, timers
from . import visibility as _visibility  # noqa: F401  who sees records for a task's sake
from .actions import ACTIONS, perform
from .timers import HANDLERS, Ticked, fire, tick

__all__ = [
    "ACTIONS", "HANDLERS", "Ticked", "assignment", "contacts", "explain", "fire", "grading", "intake", "messages",
    "perform", "pipelines", "regrade", "routing", "stages", "tasks", "tick", "timers",
]
