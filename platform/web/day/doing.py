"""What the form of the item in hand does: it writes down the contact, does the task, keeps the promise for its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import request

from accounts import Work
from flows import contacts, days, tasks

from .. import moments
from ..languages import t
from ..logged import Logged, logged
from ..next_step import chosen_moment

NO_ANSWER_AGAIN = timedelta(hours=1)


def do(work: Work, item: days.DayItem) -> Logged:
    """One item done as the form says; returns what to say about it."""
    form = request.form
    if not form.get("outcome"):
        said = form.get("content", "").strip() or None
        tasks.complete(work, item.task_id, answers=_answers(), checks=_checks(), words=said)
        return Logged(t("day.said_done", name=item.title))
    missed = form["outcome"] in contacts.NOT_A_CONTACT
    task = item.task_id
    at = chosen_moment(work, form)
    done = {"task": task, "answers": _answers(), "checks": _checks()}
    kept = contacts.log(work, item.form, item.record, **done, **_contact(form, missed, at))
    if task is None or not missed:
        return logged(t("day.said_logged", name=item.title), kept, at="/day/task-{id}/return")
    again = at or work.now + NO_ANSWER_AGAIN
    tasks.snooze(work, task, again, t("flows.outcome.no_answer"))
    return Logged(t("day.said_again", name=item.title, at=moments.shown(again)))


def _contact(form: Mapping[str, str], missed: bool, at: object) -> dict[str, object]:
    """What was said; of an attempt that nobody answered the outcome says it all, and nothing was agreed."""
    said = form.get("content", "").strip() or (t(f"flows.outcome.{form['outcome']}") if missed else "")
    step = form.get("next_step", "").strip() or None
    agreed = {} if missed else {"next_step": step, "next_at": at, "next_must": "next_must" in form}
    return {"way": form.get("way") or "call", "outcome": form["outcome"], "content": said, **agreed}


def _checks() -> list[str]:
    return request.form.getlist("checks")


def _answers() -> dict[str, str]:
    """The questions as they were asked, each beside its answer; those that were left open are left out."""
    pairs = zip(request.form.getlist("asks"), request.form.getlist("answers"), strict=False)
    return {question: answer.strip() for question, answer in pairs if answer.strip()}
