"""Enrichment: a source outside is asked about a record, and what it says is filled in, confirmed or proposed."""

from . import checks, history  # noqa: F401  the checks across files, the sentences of the history
from .asking import NOT_SET_UP, ask, ask_for_events, ask_many, retry, why_not
from .definition import DEMAND, EnrichmentDefinition
from .looking import Answered, given_up, prepare, put_off, settle
from .proposals import accept, dismiss
from .question import Question
from .showing import OriginLine, origins

__all__ = [
    "DEMAND", "NOT_SET_UP", "Answered", "EnrichmentDefinition", "OriginLine", "Question", "accept", "ask",
    "ask_for_events", "ask_many", "dismiss", "given_up", "origins", "prepare", "put_off", "retry", "settle", "why_not",
]  # fmt: skip
