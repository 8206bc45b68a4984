"""What is asked about the next step of a contact, in my day as on a record's page: what, and when, at one touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts import Work, calendar_of
from flows import Subject, later, next_best, stages, tasks
from records import tasks as kept

from . import moments
from .due import coming
from .languages import language, t
from .written import written_moment

PICK = "pick"  # the choice that asks for a moment of one's own


@dataclass(frozen=True)
class NextStep:
    """What the fields offer: steps to choose from, moments to choose from, and whether one is asked for."""

    steps: tuple[str, ...]
    whens: tuple[tuple[str, str], ...]
    required: bool = False


def next_step(work: Work, about: Subject, *, but: int | None = None) -> NextStep:
    """The steps of the stage that are left, and moments at which people answer; `but` is the task in hand."""
    left = [row for row in kept.open_of(work.connection, about.form.id, about.id) if row.id != but and not row.title]
    steps = [tasks.task_label(row, tasks.definition_of(about, row)).text(language()) for row in left]
    best = next_best.next_best(about.pipeline, about.stage, stages.gate(work, about)) if about.stage else None
    steps += [best.label.text(language())] if best is not None and best.kind != next_best.AGREE else []
    calendar = calendar_of(work, work.actor.person_id)
    whens = [
        (f"{moments.local(one.at):%Y-%m-%dT%H:%M}", coming(one.at))
        for one in later.moments_to_promise(work.now, calendar)
    ]
    required = about.pipeline is not None and about.pipeline.next_step_required and about.row.outcome == "open"
    return NextStep(tuple(dict.fromkeys(steps)), (*whens, (PICK, t("next.pick"))), required)


def chosen_moment(work: Work, typed: Mapping[str, str]) -> datetime | None:
    """When: the chosen moment, or the one that was picked, on the reader's own clock."""
    choice = typed.get("next_in", "").strip()
    raw = typed.get("next_at", "").strip() if choice in ("", PICK) else choice
    return written_moment(work, "next_at", raw)
