"""A cadence in words, and enrolments as rows."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work
from definitions import Reason
from flows import cadences
from records import EnrolmentStep, enrolments

from .. import moments
from ..automations.drawing import ICONS as ACTION_ICONS
from ..due import ago, coming
from ..languages import language, t
from .view_model import CadenceCard, EnrolmentLine, RehearsalView, RehearsedStep, StepLine

TONES = {
    enrolments.ACTIVE: "soon", enrolments.PAUSED: "wait", enrolments.FINISHED: "rest", enrolments.STOPPED: "rest",
    enrolments.RIPE: "good", enrolments.FAILED: "late",
}  # fmt: skip
ICONS = {**ACTION_ICONS, "wait": "clock-pause", "branch": "route", "go": "repeat"}


def card(work: Work, one: cadences.CadenceView) -> CadenceCard:
    """One cadence with its steps."""
    cadence, said = one.cadence, language()
    form = work.catalog.get("form", cadence.form)
    return CadenceCard(
        id=cadence.id,
        href=f"/studio/cadences/{cadence.id}",
        label=cadence.label.text(said),
        form_label=form.label.text(said),
        form=cadence.form,
        comes_in=one.comes_in.text(said) if one.comes_in else t("cadences.by_hand"),
        ripe=one.ripe.text(said) if one.ripe else "",
        rules=tuple(_rules(cadence)),
        steps=tuple(_step(number, step) for number, step in enumerate(one.steps, 1)),
        counts=tuple((TONES[state], t(f"cadence.state.{state}"), n) for state, n in one.counts.items()),
    )


def enrolment_line(view: cadences.EnrolmentView) -> EnrolmentLine:
    """One record in one cadence."""
    row, said = view.row, language()
    where = view.step.text(said) if view.step else ""
    if row.next_at is not None and row.state == enrolments.ACTIVE:
        where = " · ".join(part for part in (where, coming(row.next_at)) if part)
    why = view.reason if view.reason is not None and not row.is_under_way else view.entered
    return EnrolmentLine(
        id=row.id,
        cadence=view.label.text(said),
        record=" · ".join(part for part in (view.title, view.number) if part),
        record_href=f"/records/{row.form}/{row.record}" if view.number else "",
        tone=TONES[row.state],
        state=t(f"cadence.state.{row.state}"),
        where=where,
        said=row.error or why.text(said),
        since=ago(row.entered_at),
        is_active=row.state == enrolments.ACTIVE,
        is_paused=row.state == enrolments.PAUSED,
    )


def rehearsal_view(work: Work, cadence: cadences.Cadence, found: cadences.Rehearsal) -> RehearsalView:
    """Every step with its moment, and how it would end."""
    ends = t("cadences.would_end", state=t(f"cadence.state.{found.state}"))
    if found.why is not None:
        ends = f"{ends}: {found.why.text(language())}"
    return RehearsalView(found.fits, tuple(_rehearsed(work, cadence, step) for step in found.steps), ends)


def _step(number: int, step: cadences.StepView) -> StepLine:
    said = language()
    ways = tuple(way.text(said) for way in step.ways)
    return StepLine(number, ICONS.get(step.kind, "bolt"), step.words.text(said), ways, step.standing)


def _rehearsed(work: Work, cadence: cadences.Cadence, step: EnrolmentStep) -> RehearsedStep:
    known = cadence.step(step.step)
    words = cadences.step_words(work.catalog, cadence, known).text(language()) if known else step.step
    said = Reason.from_json(step.said).text(language()) if step.said else step.error or ""
    return RehearsedStep(moments.exact(step.at), words, said, "late" if step.state == "failed" else "")


def _rules(cadence: cadences.Cadence) -> Iterator[str]:
    for most in cadence.limits:
        yield t(f"cadences.limit_{most.of}", n=most.n, per=most.per.words(language()))
    if cadence.hours is not None:
        yield t("cadences.hours", since=f"{cadence.hours.since:%H:%M}", until=f"{cadence.hours.until:%H:%M}")
    if cadence.stop.reply:
        yield t("cadences.stops_on_reply")
