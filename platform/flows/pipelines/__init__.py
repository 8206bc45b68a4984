"""Pipelines: what admins write about stages, and the pure answers to what comes next."""

from . import checks, name_checks
from .definition import EXITS, OPEN, Limit, OverdueStep, Party, Pipeline, SkipReason, Stage, TaskDefinition, Wake
from .gate import Gate, Missing, gate_of, task_values
from .moves import Move, find_move, possible_moves, steps_to_win
from .name_checks import pipeline_scope

__all__ = [
    "EXITS", "OPEN", "Gate", "Limit", "Missing", "Move", "OverdueStep", "Party", "Pipeline", "SkipReason", "Stage", "TaskDefinition",
    "Wake", "checks", "find_move", "gate_of", "name_checks", "pipeline_scope", "possible_moves", "steps_to_win",
    "task_values",
]
