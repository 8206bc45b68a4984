"""Pipelines: what admins write about stages, and the pure answers to what comes next."""

from . import checks, milestone_checks, name_checks, task_checks  # noqa: F401  register the checks across files
from .approval import BACK, Approval, ApprovalTier
from .definition import Pipeline
from .gate import Gate, Missing, fields_to_fill, gate_of, task_values
from .limits import PROMISED, Limit, OverdueStep
from .milestone import Milestone, Unlock
from .moves import Move, find_move, possible_moves, steps_to_win
from .name_checks import pipeline_scope, stages_in_order
from .opens import Opens
from .outcomes import EXITS, OPEN
from .party import FAIR, NOBODY, OWNER, QUEUE, SUPERIOR, Party
from .rhythm import FOLLOW_UP, Beat, Rhythm
from .script import WAYS, Script
from .skipping import SkipReason
from .stage import AutomaticMove, Stage, Wake
from .task import ENTRY, CheckItem, Repeat, TaskDefinition
from .template import TaskTemplate

__all__ = [
    "ENTRY", "EXITS", "FAIR", "FOLLOW_UP", "NOBODY", "OPEN", "OWNER", "PROMISED", "QUEUE", "SUPERIOR", "WAYS",
    "BACK", "Approval", "ApprovalTier", "AutomaticMove", "Beat", "CheckItem",
    "Gate", "Limit", "Milestone", "Missing", "Move", "Opens", "OverdueStep", "Party", "Pipeline",
    "Repeat", "Rhythm", "Script", "SkipReason", "Stage", "TaskDefinition", "TaskTemplate", "Unlock", "Wake",
    "fields_to_fill", "find_move", "gate_of", "pipeline_scope", "possible_moves", "stages_in_order", "steps_to_win",
    "task_values",
]  # fmt: skip
