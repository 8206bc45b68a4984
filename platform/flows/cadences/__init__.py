"""Cadences: steps over days and weeks for records that come in, until they answer, ripen or are through."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import telling as _telling  # noqa: F401  the sentences of the history
from .definition import Cadence, CadenceStep
from .rehearsing import Rehearsal, rehearse
from .showing import CadenceView, EnrolmentView, StepView, listing, of_record, overview, step_words
from .verbs import enter, enter_all_who_fit, pause, resume, stop, stop_all

__all__ = [
    "Cadence", "CadenceStep", "CadenceView", "EnrolmentView", "Rehearsal", "StepView", "enter", "enter_all_who_fit",
    "listing", "of_record", "overview", "pause", "rehearse", "resume", "step_words", "stop", "stop_all",
]  # fmt: skip
