"""Taking an enrolment's next steps, up to the next wait: each once, kept with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from accounts import SYSTEM, Work
from definitions import LANGUAGES, Reason
from records import EnrolmentRow, EnrolmentStep, LeaseLost, enrolments, pause_after
from rules import matches

from ..automations.running import attempted, in_words, jsonable_deep, told
from ..crew import Crew
from ..facts import facts
from ..steps import Hand, Step
from ..stored import catalog_of, house_env
from ..subject import Subject, again
from .definition import END, MIGRATE, OWNER, RECORD, SENDS, Branch, Cadence, CadenceStep, Jump, Most, Wait
from .enrolling import cause_of, change, end, start_timer
from .pace import Delay, due_after, turn, within_hours

# So many steps may be taken in one moment; a circle without a wait is refused when it is written.
MOST_AT_ONCE = 50
MOST_TRIES = 4
DONE, DELAYED, FAILED = "done", "delayed", "failed"


def cadence_of(work: Work, row: EnrolmentRow) -> Cadence | None:
    """The cadence as this enrolment follows it: as it was when it came in, or as it is today; None once it is gone."""
    today = work.catalog.find("cadence", row.cadence)
    if today is None or today.when_changed == MIGRATE:
        return today
    return catalog_of(work, row.revision).find("cadence", row.cadence) or today


def walk(work: Work, row: EnrolmentRow, subject: Subject) -> EnrolmentRow:
    """Take steps until one has to wait, or there is none left."""
    cadence = cadence_of(work, row)
    if cadence is None:
        return end(work, row, None, enrolments.STOPPED, Reason("cadence.ended.gone"))
    walker = _Walker(work, cadence, subject)
    for _ in range(MOST_AT_ONCE):
        step = cadence.step(row.step)
        if row.step is not None and step is None:
            return end(work, row, cadence, enrolments.STOPPED, Reason("cadence.ended.step_gone", {"step": row.step}))
        if step is None:
            return end(work, row, cadence, enrolments.FINISHED, Reason("cadence.ended.through"))
        row, waits = walker.take(row, step)
        if waits or not row.is_under_way:
            return row
    start_timer(work, row, work.now + timedelta(minutes=1))
    return row


def hand_back(work: Work, row: EnrolmentRow, subject: Subject) -> None:
    """Do what is to be done when a record is ripe; what fails does not hold up the rest."""
    cadence = cadence_of(work, row)
    if cadence is None or cadence.ripe is None:
        return
    walker = _Walker(work, cadence, subject)
    for number, step in enumerate(cadence.ripe.do):
        there = replace(row, turn=row.turn + number)
        walker.do(there, walker.kept(there, "ripe", step.action.name), step)


@dataclass
class _Walker:
    """One record on its way through one cadence."""

    work: Work
    cadence: Cadence
    subject: Subject

    def take(self, row: EnrolmentRow, step: CadenceStep) -> tuple[EnrolmentRow, bool]:
        """The enrolment after a step, and whether it has to wait now."""
        if isinstance(step.does, Wait):
            return self._wait(row, step, step.does)
        if isinstance(step.does, Branch):
            return self._branch(row, step, step.does), False
        if isinstance(step.does, Jump):
            return self._jump(row, step, step.does), False
        return self._act(row, step, step.does)

    def _wait(self, row: EnrolmentRow, step: CadenceStep, wait: Wait) -> tuple[EnrolmentRow, bool]:
        due_at = due_after(wait, self.work.now, self._calendar)
        length = {language: wait.length.words(language) for language in LANGUAGES}
        said = Reason("cadence.said.wait", {"length": length})
        row = self._on(row, step, self.cadence.after(step.id), "wait", said)
        start_timer(self.work, row, due_at)
        return replace(row, next_at=due_at), True

    def _branch(self, row: EnrolmentRow, step: CadenceStep, branch: Branch) -> EnrolmentRow:
        env, values = house_env(self.work), facts(self.work, self.subject)
        way = next((way for way in branch.ways if matches(way.when, values, env)), None)
        to = way.go if way is not None else branch.otherwise or self.cadence.after(step.id)
        said = Reason("cadence.said.branch" if way else "cadence.said.branch_else", {"to": to or END})
        return self._on(row, step, to, "branch", said, {"if": way.when.text} if way else {})

    def _jump(self, row: EnrolmentRow, step: CadenceStep, jump: Jump) -> EnrolmentRow:
        often = enrolments.taken(self.work.connection, row.id, step.id)
        to = jump.to if often < jump.most else self.cadence.after(step.id)
        said = Reason("cadence.said.go" if to == jump.to else "cadence.said.go_on", {"to": to or END, "n": often})
        return self._on(row, step, to, "go", said)

    def _act(self, row: EnrolmentRow, step: CadenceStep, does: Step) -> tuple[EnrolmentRow, bool]:
        delay = self._delay(row, step)
        if delay is not None:
            row = change(self.work, row, reason=delay.why.as_json())
            start_timer(self.work, row, delay.until)
            return replace(row, next_at=delay.until), True
        kept = self.do(row, self.kept(row, step.id, step.kind), does)
        if kept.state == FAILED:
            return self._failed(row, kept), True
        now = enrolments.get(self.work.connection, row.id)
        if now is None or now.state != enrolments.ACTIVE:
            return now or row, True  # what the step did has ended it, such as a move to a closed stage
        row = self._next(row, self.cadence.after(step.id))
        if step.waits_for_task and kept.result and kept.result.get("task"):
            return change(self.work, row, waits_for=kept.result["task"], next_at=None), True
        return row, False

    def do(self, row: EnrolmentRow, kept: EnrolmentStep, does: Step) -> EnrolmentStep:
        """One action in a savepoint of its own, written down with what came of it."""
        work = self.work.as_actor(replace(SYSTEM, language=self.work.language, catalog=self.work.catalog))
        work = work.because(cause_of(row, self.cadence))
        key = f"enrolment:{row.id}:{row.turn}"
        hand = Hand(work, row.form, row.record, key, self.cadence.label)
        try:
            with self.work.connection.begin_nested():
                kept = self._done(kept, does, hand)
        except LeaseLost:
            raise
        except Exception as error:  # whatever an action raises belongs into the log of its enrolment
            said, final = told(error)
            why = said.as_json() if said is not None else None
            kept = replace(kept, state=FAILED, said=why, error=in_words(error), result={"final": final})
        enrolments.keep_step(self.work.connection, kept)
        self.subject = again(self.work, self.subject)
        return kept

    def kept(self, row: EnrolmentRow, step: str, action: str) -> EnrolmentStep:
        """The row that a step is written down in."""
        return EnrolmentStep(
            row.id, row.turn, row.cadence, row.form, row.record, step, action, DONE, self.work.now, self.subject.owner
        )

    def _done(self, kept: EnrolmentStep, does: Step, hand: Hand) -> EnrolmentStep:
        if does.when is not None and not matches(does.when, hand.values, hand.env):
            return replace(kept, state="left_out", said=Reason("automation.said.left_out").as_json())
        done = attempted(does, hand)
        result = jsonable_deep(done.result) or None
        return replace(kept, state=done.state, said=done.said.as_json(), result=result)

    def _failed(self, row: EnrolmentRow, kept: EnrolmentStep) -> EnrolmentRow:
        """Tried again a few times; then it stands still, to be seen and let go by somebody."""
        attempts = row.attempts + 1
        if (kept.result or {}).get("final") or attempts >= MOST_TRIES:
            why = Reason.from_json(kept.said) if kept.said else Reason("automation.said.error", {"error": kept.error})
            row = change(self.work, row, attempts=attempts, error=kept.error)
            return end(self.work, row, self.cadence, enrolments.FAILED, why)
        row = change(self.work, row, attempts=attempts, error=kept.error)
        start_timer(self.work, row, self.work.now + pause_after(attempts))
        return row

    def _delay(self, row: EnrolmentRow, step: CadenceStep) -> Delay | None:
        """Until when a send has to wait: for the cadence's hours, or for its turn."""
        if step.kind not in SENDS:
            return None
        opens = within_hours(self.cadence.hours, self.work.now, self._calendar)
        if opens > self.work.now:
            return Delay(opens, Reason("cadence.waits.hours"))
        return turn(self.cadence.limits, self._newest(row), self.work.now)

    def _newest(self, row: EnrolmentRow) -> Any:
        def newest(most: Most, since: datetime) -> datetime | None:
            which: Mapping[str, Any] = {"cadence": row.cadence}
            if most.of == OWNER:
                which = {"owner": self.subject.owner} if self.subject.owner is not None else {"cadence": row.cadence}
            elif most.of == RECORD:
                which = {"form": row.form, "record": row.record}
            return enrolments.nth_newest(self.work.connection, most.n, SENDS, since, **which)

        return newest

    @property
    def _calendar(self) -> Any:
        return Crew(self.work).calendar(self.subject.owner)

    def _on(
        self, row: EnrolmentRow, step: CadenceStep, to: str | None, action: str, said: Reason, result: Any = None
    ) -> EnrolmentRow:
        """Write down a step that does nothing to the record, and go on."""
        kept = replace(self.kept(row, step.id, action), said=said.as_json(), result=result or None)
        enrolments.keep_step(self.work.connection, kept)
        return self._next(row, None if to == END else to)

    def _next(self, row: EnrolmentRow, to: str | None) -> EnrolmentRow:
        return change(self.work, row, step=to, turn=row.turn + 1, attempts=0, error=None, reason=None)
