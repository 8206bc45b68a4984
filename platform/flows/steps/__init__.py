"""Steps: what automations and cadences do one after the other, written in the same words and done in the same way."""

from ..written import WRITTEN_SCHEMA, Written, raw_values
from .definition import Place, Step, step_problems
from .hand import Hand
from .parties import party_problems, party_words
from .reading import Reading, read_step, read_steps, steps_schema
from .written import read_written, text_problems, written_problems

__all__ = [
    "WRITTEN_SCHEMA", "Hand", "Place", "Reading", "Step", "Written", "party_problems", "party_words", "raw_values",
    "read_step", "read_steps", "read_written", "step_problems", "steps_schema", "text_problems", "written_problems",
]  # fmt: skip
