"""Where many records can go: to one of the people, into a pool, or to whomever the rules choose for each."""

from __future__ import annotations

from accounts import Work
from flows import assignment

from ..languages import t
from ..record.verb_form import Option
from ..record.verbs import assignees
from .shares import SPREAD


def targets(work: Work, form: str, chosen: str = "", *, without: int | None = None) -> tuple[Option, ...]:
    """The rules first, as they know everybody's limits; then people with what they hold, then pools."""
    routing = assignment.routing_of(work, form)
    spread = Option(SPREAD, t("reassign.spread"), t("reassign.spread_note"), chosen == SPREAD)
    return (*((spread,) if routing and routing.rules else ()), *assignees(work, form, chosen, without=without))
