"""What a record looks like as it comes in or changes waits to be looked at, as if a look through all had found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts import Work
from forms import FormDefinition

from ..likeness import keep_alike
from .belonging import doubtful
from .matching import Match


def ask_about(work: Work, form: FormDefinition, came: Mapping[int, Sequence[Match]]) -> None:
    """Keep the pairs of records by id, each with its matches; one that somebody has decided on stays so."""
    pairs = {
        (min(record, match.record), max(record, match.record))
        for record, matches in came.items()
        for match in doubtful(matches)
        if match.record not in (None, record)
    }
    if pairs:
        keep_alike(work, form, pairs)
