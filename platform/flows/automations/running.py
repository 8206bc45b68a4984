"""Doing a run: step after step in one transaction, each undone by itself where it fails, tried again, never forgotten.

What succeeded is kept when a later step fails, and is not done again when the run is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import SYSTEM, Actor, Cause, Work
from definitions import LANGUAGES, AlreadyDone, Label, Reason, Refused
from forms import Invalid, table_of
from records import LeaseLost, RunRow, StepRow, pause_after, runs, store
from rules import matches

from ..actions import DONE, NOTHING, Done
from ..steps import Hand, Step
from ..stored import catalog_of, jsonable, restored_value
from .admins import tell_admins
from .definition import Automation
from .many import is_held_back, let_go
from .starting import leave

# Tried at once, and then after 10 s, 20 s, 40 s and 80 s; a refusal is the same every time and not tried again.
MOST_TRIES = 5
LEFT_OUT, FAILED = "left_out", "failed"


def perform(work: Work, run: int) -> RunRow | None:
    """Do a run that waits; None where there is nothing to do any more."""
    row = runs.lock(work.connection, run)
    if row is None or row.state != runs.WAITING:
        return None
    automation = definition_of(work, row)
    if automation is None:
        return _end(work, row, runs.DROPPED, Reason("automation.dropped.gone"))
    if row.automation in runs.pauses(work.connection):
        return _end(work, row, runs.HELD, Reason("automation.held.paused"))
    if is_held_back(row):
        let_go(work, row)
        return _end(work, row, runs.DONE, Reason("automation.said.let_go"))
    if not _is_there(work, row):
        return _end(work, row, runs.DROPPED, Reason("automation.dropped.no_record"))
    return _settle(work, row, Runner(work, row, automation).run())


def definition_of(work: Work, row: RunRow) -> Automation | None:
    """The automation as it was when the run began; None where nobody knows it any more."""
    return catalog_of(work, row.revision).find("automation", row.automation)


@dataclass(frozen=True)
class Ended:
    """How far the steps came; the error of the one that failed, and whether another try could help."""

    error: str | None = None
    final: bool = False
    why: Reason | None = None


class Runner:
    """Does the steps of one run, those that are still to be done."""

    def __init__(self, work: Work, row: RunRow, automation: Automation) -> None:
        """Takes the run and what was written about it when it began."""
        cause = Cause("automation", automation.id, automation.label, row.id, row.depth)
        self.work = work.as_actor(actor_for(work, automation)).because(cause)
        self.row, self.automation = row, automation
        self.given = restored_given(automation, row.given or {})

    def run(self) -> Ended:
        """All steps, or up to the first that fails and may not."""
        done = {step.place for step in runs.steps_of(self.work.connection, self.row.id) if step.state != FAILED}
        for place, step in enumerate(self.automation.steps(self.row.branch)):
            if place in done:
                continue
            ended = self._step(place, step)
            if ended is not None and not step.may_fail:
                return ended
        return Ended()

    def _step(self, place: int, step: Step) -> Ended | None:
        """One step in a savepoint of its own; None where it succeeded."""
        hand = self.hand(place)
        kept = StepRow(self.row.id, place, step.action.name, DONE, self.work.now)
        try:
            with self.work.connection.begin_nested():
                kept = self._done(kept, step, hand)
        except LeaseLost:
            raise
        except Exception as error:  # whatever an action raises belongs into the log of its run
            said, final = told(error)
            runs.keep_step(self.work.connection, replace(kept, state=FAILED, said=said and said.as_json(),
                                                         error=in_words(error)))  # fmt: skip
            return Ended(in_words(error), final, said)
        runs.keep_step(self.work.connection, kept)
        return None

    def _done(self, kept: StepRow, step: Step, hand: Hand) -> StepRow:
        if step.when is not None and not matches(step.when, hand.values, hand.env):
            seen = jsonable({name: hand.values.get(name) for name in sorted(step.when.names)})
            return replace(kept, state=LEFT_OUT, input=seen, said=Reason("automation.said.left_out").as_json())
        input = jsonable_deep(step.action.input(hand))
        done = attempted(step, hand)
        return replace(
            kept, state=done.state, input=input, said=done.said.as_json(), result=jsonable_deep(done.result) or None
        )

    def hand(self, place: int) -> Hand:
        """What this step is done with."""
        record = self.row.record or None
        key = f"run:{self.row.id}:{place}"
        return Hand(self.work, self.row.form, record, key, self.automation.label, self.given)


def attempted(step: Step, hand: Hand) -> Done:
    """Do the action; what is so already is no failure."""
    try:
        return step.action.perform(hand)
    except AlreadyDone as already:
        return Done(Reason(already.key, already.params), state=NOTHING)


def actor_for(work: Work, automation: Automation) -> Actor:
    """Who acts: the system, or a nameless bearer of the role whose rights the file names."""
    name = automation.label.text(work.language)
    if automation.rights is None:
        return replace(SYSTEM, name=name, language=work.language, timezone=work.timezone, catalog=work.catalog)
    role = work.catalog.find("role", automation.rights)
    return Actor(None, name, role, kind="automation", language=work.language, timezone=work.timezone,
                 catalog=work.catalog)  # fmt: skip


def restored_given(automation: Automation, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a caller handed over, with its types again; what was left out is empty."""
    return {one.name: restored_value(given.get(one.name), one.type) for one in automation.takes}


def told(error: Exception) -> tuple[Reason | None, bool]:
    """An error as a sentence, where it has one, and whether it is a no that stays one."""
    if isinstance(error, Refused):
        return Reason("automation.said.refused", {"why": Label.of(both(error))}), True
    return None, False


def both(error: Refused) -> dict[str, str]:
    """A refusal in every language; one of an input names each field."""
    if not isinstance(error, Invalid):
        return {language: error.text(language) for language in LANGUAGES}
    between = {"zh": "；", "en": "; "}
    return {lang: between[lang].join(each.message(lang) for each in error.errors) for lang in LANGUAGES}


def in_words(error: Exception) -> str:
    """What the log shows of an error."""
    return both(error)["en"] if isinstance(error, Refused) else f"{type(error).__name__}: {error}"


def jsonable_deep(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON can hold them, also inside others."""
    return {
        name: jsonable_deep(value) if isinstance(value, Mapping) else jsonable({name: value})[name]
        for name, value in values.items()
    }


def _is_there(work: Work, row: RunRow) -> bool:
    """Its record, locked, is there and not in the trash; a run without one needs none."""
    if work.catalog.find("form", row.form) is None:
        return False
    if not row.record:
        return True
    found = store.lock(work.connection, table_of(work.catalog, row.form), row.record)
    return found is not None and found.trashed_at is None


def _settle(work: Work, row: RunRow, ended: Ended) -> RunRow:
    if ended.error is None:
        return _end(work, row, runs.DONE, None)
    attempts = row.attempts + 1
    if ended.final or attempts >= MOST_TRIES:
        why = ended.why or Reason("automation.said.error", {"error": ended.error[:200]})
        tell_admins(work, row, "automation_failed", why)
        return _end(work, row, runs.FAILED, why, error=ended.error, attempts=attempts)
    again = work.now + pause_after(attempts)
    # Attempts are counted anew when somebody lets it try again, and no key may come twice.
    leave(work, row.id, attempt=f"{attempts}:{work.now.timestamp():.6f}", due_at=again)
    return _change(work, row, error=ended.error, attempts=attempts, next_at=again)


def _end(work: Work, row: RunRow, state: str, reason: Reason | None, **more: Any) -> RunRow:
    ended_at = None if state == runs.HELD else work.now
    said = reason.as_json() if reason else None
    return _change(work, row, **{"state": state, "reason": said, "error": None, "next_at": None,
                                 "ended_at": ended_at, **more})  # fmt: skip


def _change(work: Work, row: RunRow, **changes: Any) -> RunRow:
    runs.change(work.connection, row.id, **changes)
    return replace(row, **changes)
