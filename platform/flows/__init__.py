"""Flows: intake, grading, routing, pipelines, timers, cadences and automations."""

from . import (
    assignment,
    automations,
    board_memory,
    channels,
    collaborating,
    contacts,
    delivering,
    enriching,
    errands,
    explain,
    grading,
    hand_grade,
    imports,
    inlets,
    intake,
    mails,
    matching,
    messages,
    notices,
    pipelines,
    prediction,
    record_page,
    regrade,
    review,
    routing,
    second_look,
    showing,
    stages,
    subject,
    task_cards,
    task_hands,
    task_opening,
    tasks,
    telling,
    timeline,
    timers,
    tracking,
    trail,
    uploading,
)
from . import columns as _columns  # noqa: F401  the record tables' own columns
from . import record_names as _record_names  # noqa: F401  what rules may name
from . import task_story as _task_story  # noqa: F401  what happens to tasks, in words
from . import visibility as _visibility  # noqa: F401  who sees records for a task's sake
from .board import Board, PersonLoad, Watch, WatchRow, board_of
from .day import Day, DayItem, DoneItem, NextDay, day_of
from .errands import ERRANDS, perform
from .imports import Importer, ImportReport, LineProblem, Undone
from .intake import Edited, Outcome, Submitted
from .matching import Duplicate, Match
from .pipelines import Gate, Missing, Pipeline, Stage, TaskDefinition
from .pool_page import Pooled, PoolPage, pool_of, pool_page
from .questions import ThreeQuestions
from .rank import Rank, Standing, rank, time_words
from .record_page import Acceptance, Parked, PathStep, PossibleMove, RecordPage
from .stages import Moved
from .subject import Subject, look, look_many
from .task_cards import Said, TaskCard, task_card
from .timeline import TimelineEntry
from .timers import HANDLERS, Ticked, fire, tick

__all__ = [
    "ERRANDS", "HANDLERS", "Acceptance", "Board", "Day", "DayItem", "DoneItem", "Duplicate", "Edited", "Gate",
    "ImportReport", "Importer", "LineProblem", "Match", "Missing", "Moved", "NextDay", "Outcome", "Parked",
    "PathStep", "PersonLoad", "Pipeline", "PoolPage", "Pooled", "PossibleMove", "Rank", "RecordPage", "Said", "Stage",
    "Standing", "Subject", "Submitted", "TaskCard", "TaskDefinition", "ThreeQuestions", "Ticked", "TimelineEntry",
    "Tomorrow", "Undone", "Watch", "WatchRow", "assignment", "automations", "board_memory", "board_of", "channels",
    "collaborating", "contacts", "day_of", "delivering", "enriching", "errands", "explain", "fire", "grading",
    "hand_grade", "imports", "inlets", "intake", "look", "look_many", "mails", "matching", "messages", "notices",
    "perform", "pipelines", "pool_of", "pool_page", "prediction", "rank", "record_page", "regrade", "review",
    "routing", "second_look", "showing", "stages", "subject", "task_card", "task_cards", "task_hands", "task_opening",
    "tasks", "telling", "tick", "time_words", "timeline", "timers", "tracking", "trail", "uploading",
]  # fmt: skip
