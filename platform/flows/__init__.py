"""Flows: intake, grading, routing, pipelines, timers, cadences and automations."""

from . import (
    assignment,
    automations,
    backtest,
    bulk,
    cadences,
    calls,
    channels,
    collaborating,
    contacts,
    converting,
    drafting,
    duplicates,
    enriching,
    errands,
    explain,
    grading,
    importing,
    in_flight,
    inlets,
    intake,
    mails,
    milestones,
    pausing,
    pipelines,
    prediction,
    retention,
    routing,
    self_filled,
    short_messages,
    subject,
    taking_over,
    talk,
    telling,
    trail,
    trash,
    unmasking,
)
from . import columns as _columns  # noqa: F401  the record tables' own columns
from . import record_names as _record_names  # noqa: F401  what rules may name
from . import visibility as _visibility  # noqa: F401  who sees records for a task's sake
from .assignment.pool_page import Pooled, PoolPage, pool_of, pool_page
from .clocks import timers
from .clocks.timers import HANDLERS, Ticked, fire, tick
from .day import ahead as days
from .day import later, next_best, taking_back
from .day import wins as day_wins
from .day.ahead import Day, DayItem, DoneItem, NextDay, day_of
from .day.rank import Rank, Standing, rank, time_words
from .entrance import matching, uploading, visiting
from .entrance.matching import Duplicate, Match
from .errands import ERRANDS, perform
from .importing import imports
from .importing.imports import Importer, ImportReport, LineProblem, Undone
from .intake import Edited, Outcome, Submitted
from .own_tasks import own_tasks
from .pipelines import Gate, Missing, Pipeline, Stage, TaskDefinition
from .record_story import record_page, showing, story_filter, timeline
from .record_story.questions import ThreeQuestions
from .record_story.record_page import Acceptance, Parked, PathStep, PossibleMove, RecordPage
from .record_story.timeline import TimelineEntry
from .regrading import hand_grade, regrade, review, second_look
from .routing import trial as routing_trial
from .sending import delivering, messages, notices, tracking
from .stage_moves import stages
from .stage_moves.overtaken import MovedBefore
from .stage_moves.stages import Moved
from .subject import Subject, look, look_many
from .task_names import task_words
from .task_work import answers as task_answers
from .task_work import cards as task_cards
from .task_work import hands as task_hands
from .task_work import later_tasks as task_opening
from .task_work import story as _task_story  # noqa: F401  what happens to tasks, in words
from .task_work import tasks
from .task_work.cards import Said, TaskCard, task_card
from .team_board import board
from .team_board import memory as board_memory
from .team_board.board import Board, PersonLoad, Watch, WatchRow, board_of
from .team_board.reminding import remind

__all__ = [
    "Acceptance",
    "Board",
    "Day",
    "DayItem",
    "DoneItem",
    "Duplicate",
    "ERRANDS",
    "Edited",
    "Gate",
    "HANDLERS",
    "ImportReport",
    "Importer",
    "LineProblem",
    "Match",
    "Missing",
    "Moved",
    "MovedBefore",
    "NextDay",
    "Outcome",
    "Parked",
    "PathStep",
    "PersonLoad",
    "Pipeline",
    "PoolPage",
    "Pooled",
    "PossibleMove",
    "Rank",
    "RecordPage",
    "Said",
    "Stage",
    "Standing",
    "Subject",
    "Submitted",
    "TaskCard",
    "TaskDefinition",
    "ThreeQuestions",
    "Ticked",
    "TimelineEntry",
    "Tomorrow",
    "Undone",
    "Watch",
    "WatchRow",
    "assignment",
    "automations",
    "backtest",
    "board",
    "board_memory",
    "board_of",
    "bulk",
    "cadences",
    "calls",
    "channels",
    "collaborating",
    "contacts",
    "day_of",
    "day_wins",
    "days",
    "delivering",
    "drafting",
    "duplicates",
    "enriching",
    "errands",
    "explain",
    "fire",
    "grading",
    "hand_grade",
    "importing",
    "imports",
    "in_flight",
    "inlets",
    "intake",
    "later",
    "look",
    "look_many",
    "mails",
    "short_messages",
    "matching",
    "messages",
    "milestones",
    "next_best",
    "notices",
    "own_tasks",
    "pausing",
    "perform",
    "pipelines",
    "pool_of",
    "pool_page",
    "prediction",
    "rank",
    "record_page",
    "regrade",
    "retention",
    "remind",
    "review",
    "routing",
    "routing_trial",
    "second_look",
    "self_filled",
    "showing",
    "stages",
    "story_filter",
    "subject",
    "taking_back",
    "converting",
    "taking_over",
    "talk",
    "task_card",
    "task_answers",
    "task_cards",
    "task_hands",
    "task_opening",
    "task_words",
    "tasks",
    "telling",
    "tick",
    "time_words",
    "timeline",
    "timers",
    "tracking",
    "trail",
    "trash",
    "unmasking",
    "uploading",
    "visiting",
]
