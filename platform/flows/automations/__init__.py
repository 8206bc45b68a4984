"""Automations: when something happens, and if a condition holds, steps are done; each run is kept with its reasons."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import log, words
from .calendar_times import latest_slot, next_slot
from .clock import sweep
from .definition import Automation, Moment, Schedule
from .guard import MOST_DEPTH
from .log import Overview, RunDetail, RunView, StepView
from .occasions import Occasion, known_events
from .reading import read_schedule
from .running import MOST_TRIES, definition_of, perform
from .schema import SCHEDULE_SCHEMA
from .trial import Trial, TriedRun, dry_run
from .verbs import drop, pause, resume, run_anew, start_by_hand, try_again

__all__ = [
    "MOST_DEPTH", "MOST_TRIES", "SCHEDULE_SCHEMA", "Automation", "Moment", "Occasion", "Overview", "RunDetail",
    "RunView", "Schedule", "StepView", "Trial", "TriedRun", "definition_of", "drop", "dry_run", "known_events",
    "latest_slot", "log", "next_slot", "pause", "perform", "read_schedule", "resume", "run_anew", "start_by_hand",
    "sweep", "try_again", "words",
]  # fmt: skip
