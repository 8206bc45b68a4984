"""Pipelines: what admins write about stages, and the pure answers to what comes next."""

from . import checks, name_checks  # noqa: F401  register the checks across files
from .definition import (
    EXITS,
    NOBODY,
    OPEN,
    PROMISED,
    Limit,
    OverdueStep,
    Party,
    Pipeline,
    SkipReason,
    Stage,
    TaskDefinition,
    Wake,
)
from .gate import Gate, Missing, gate_of, task_values
from .moves import Move, find_move, possible_moves, steps_to_win
from .name_checks import pipeline_scope
from .rhythm import FOLLOW_UP, Beat, Rhythm

__all__ = [
    "EXITS", "FOLLOW_UP", "NOBODY", "OPEN", "PROMISED", "Beat", "Gate", "Limit", "Missing", "Move", "OverdueStep",
    "Party", "Pipeline", "Rhythm", "SkipReason", "Stage", "TaskDefinition", "Wake", "find_move", "gate_of",
    "pipeline_scope", "possible_moves", "steps_to_win", "task_values",
]  # fmt: skip
