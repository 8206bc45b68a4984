"""Imports as pages: the sorting of columns, what is foreseen, how far it is, what came of it."""

from .mapping_view import MappingContext, chosen_mapping, mapping_page
from .run_view import RunContext, RunLine, run_lines, run_page
from .words_view import said_words

__all__ = [
    "MappingContext",
    "RunContext",
    "RunLine",
    "chosen_mapping",
    "mapping_page",
    "run_lines",
    "run_page",
    "said_words",
]
