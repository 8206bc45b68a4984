"""A dry run as a page shows it."""

from __future__ import annotations

from accounts import Work
from flows import automations
from flows import timeline as timelines

from ..languages import language, t
from .drawing import step_result
from .view_model import ConditionLine, TrialView, Tried


def trial_view(work: Work, trial: automations.Trial) -> TrialView:
    """What would happen, and why."""
    subject, lang = trial.subject, language()
    told = timelines.told(work, subject, trial.happened)
    return TrialView(
        record=f"{subject.title} · {subject.number}",
        record_href=f"/records/{subject.form.id}/{subject.id}",
        holds=trial.holds,
        conditions=tuple(
            ConditionLine(part.words.text(lang), part.holds, ", ".join(f"{k}: {v}" for k, v in part.seen.items()))
            for part in trial.conditions
        ),
        run=_tried(work, trial.run) if trial.run else None,
        happened=tuple(entry.text(lang) for entry in told),
        paused=trial.is_paused,
    )


def _tried(work: Work, run: automations.TriedRun) -> Tried:
    automation = work.catalog.find("automation", run.automation)
    said = (
        list(automations.words.steps_in_words(work.catalog, automation, run.branch, language())) if automation else []
    )
    words = [each.text(language()) for each, _ in said]
    steps = tuple(step_result(step, words[step.place] if step.place < len(words) else "") for step in run.steps)
    failed = run.reason.text(language()) if run.reason else t("automations.would_fail") if run.ended == "failed" else ""
    return Tried(run.label.text(language()), steps, failed, tuple(_tried(work, child) for child in run.led_to))
