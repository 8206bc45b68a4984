"""An automation in words, and its runs and steps as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accounts import Work
from definitions import Catalog, Duration, Label, Reason, fill, names_in
from flows import automations
from forms import form_of
from records import StepRow, runs

from .. import moments
from ..due import coming
from ..languages import language, t
from .view_model import Card, Count, Drawn, RunLine, StepLine, StepResult

KINDS = {runs.DONE: "good", runs.FAILED: "late", runs.STOPPED: "late", runs.HELD: "soon", runs.DROPPED: "rest"}
STEP_KINDS = {"done": "good", "nothing": "", "left_out": "rest", "failed": "late"}
ICONS = {
    "set": "pencil", "tag": "tag", "create": "file-text", "task": "checkbox", "assign": "user-check",
    "stage": "chevron-right", "notify": "bell", "mail": "mail", "webhook": "send", "run": "bolt",
    "start_cadence": "repeat", "stop_cadence": "player-pause",
}  # fmt: skip
RUNS = "/studio/runs"


def drawn(catalog: Catalog, automation: automations.Automation) -> Drawn:
    """When, if, then and else."""
    words, lang = automations.words, language()
    return Drawn(
        id=automation.id,
        label=automation.label.text(lang),
        form_label=catalog.get("form", automation.form).label.text(lang),
        waits=tuple(each.text(lang).strip() for each in words.occasions_in_words(catalog, automation)),
        when=words.condition_in_words(catalog, automation, lang),
        steps=tuple(_steps(catalog, automation, "do")),
        otherwise=tuple(_steps(catalog, automation, "else")),
        rules=tuple(_rules(catalog, automation)),
    )


def card(catalog: Catalog, one: automations.Overview) -> Card:
    """One automation with what became of its runs."""
    href = f"/studio/automations/{one.automation.id}"
    return Card(
        drawn=drawn(catalog, one.automation),
        href=href,
        counts=tuple(_count(one.automation.id, state, n) for state, n in one.counts.items()),
        paused=_paused(one),
        paused_words=(one.pause.words or "") if one.pause else "",
        next_at=coming(one.next_at) if one.next_at else "",
    )


def _paused(one: automations.Overview) -> str:
    if one.pause is None:
        return ""
    who = one.paused_by or t("accounts.system")
    return t("automations.paused_since", who=who, when=moments.shown(one.pause.at))


def run_line(view: automations.RunView) -> RunLine:
    """One run as a row of the log."""
    row, lang = view.row, language()
    title = " · ".join(part for part in (view.title, view.number) if part)
    return RunLine(
        id=row.id,
        href=f"{RUNS}/{row.id}",
        label=view.label.text(lang),
        automation_href=f"/studio/automations/{row.automation}",
        record=title or ("" if row.record else t("automations.no_record")),
        record_href=f"/records/{row.form}/{row.record}" if row.record and view.number else "",
        began=view.began.text(lang),
        state=t(f"automation.state.{row.state}"),
        kind=KINDS.get(row.state, ""),
        said=view.reason.text(lang) if view.reason else row.error or "",
        at=row.started_at.isoformat(),
        shown=moments.shown(row.started_at),
        exact=moments.exact(row.started_at),
        next_shown=coming(row.next_at) if row.next_at and row.state == runs.WAITING else "",
        depth=row.depth,
        may_try_again=row.state in (runs.FAILED, runs.STOPPED, runs.HELD, runs.WAITING),
        may_run_anew=row.state in (runs.DONE, runs.FAILED, runs.DROPPED) and row.occasion.get("what") != "many",
        may_drop=row.state in (runs.FAILED, runs.STOPPED, runs.HELD, runs.WAITING),
    )


def step_result(step: StepRow, words: str = "") -> StepResult:
    """What came of one step, with what it worked with."""
    said = Reason.from_json(step.said).text(language()) if step.said else ""
    return StepResult(
        number=step.place + 1,
        icon=ICONS.get(step.action, "bolt"),
        words=words,
        state=t(f"automations.step_{step.state}"),
        kind=STEP_KINDS.get(step.state, ""),
        said=said,
        facts=tuple(_facts(step.input)),
        error="" if said else step.error or "",
        attempts=step.attempts,
        at=moments.exact(step.at),
    )


def step_results(work: Work, row: runs.RunRow, steps: tuple[automations.StepView, ...]) -> tuple[StepResult, ...]:
    """Every step of a run: those that were done with what came of them, the others as they are written."""
    written = written_steps(work, row)
    done = {step.row.place: step.row for step in steps}
    return tuple(
        step_result(done[place], words) if place in done else _still(place, words)
        for place, words in enumerate(written or [""] * len(done))
    )


def written_steps(work: Work, row: runs.RunRow) -> list[str]:
    """The words of a run's steps, as they were written when it began."""
    automation = automations.definition_of(work, row)
    if automation is None or work.catalog.find("form", automation.form) is None:
        return []
    said = automations.words.steps_in_words(work.catalog, automation, row.branch, language())
    return [each.text(language()) for each, _ in said]


def _still(place: int, words: str) -> StepResult:
    return StepResult(place + 1, "circle-dashed", words, t("automations.step_to_come"), "", "", (), "", 0)


def _steps(catalog: Catalog, automation: automations.Automation, branch: str) -> Iterator[StepLine]:
    said = automations.words.steps_in_words(catalog, automation, branch, language())
    for number, ((each, when), step) in enumerate(zip(said, automation.steps(branch), strict=True), 1):
        yield StepLine(
            number,
            _with_names(each.text(language()), catalog, automation.form),
            when,
            ICONS.get(step.action.name, "bolt"),
        )


def _with_names(text: str, catalog: Catalog, form: str) -> str:
    """The text with the names of fields, between brackets, where their values will stand."""
    fields = form_of(catalog, form).by_id
    called = {name: fields[name].label.text(language()) if name in fields else name for name in names_in(text)}
    return fill(text, {name: f"[{label}]" for name, label in called.items()})


def _rules(catalog: Catalog, automation: automations.Automation) -> Iterator[str]:
    if automation.once:
        yield t("automations.once")
    if automation.rights is not None:
        role = catalog.find("role", automation.rights)
        yield t("automations.rights", role=role.label if role else automation.rights)
    if automation.takes:
        yield t("automations.takes", names=[one.name for one in automation.takes])


def _count(automation: str, state: str, n: int) -> Count:
    href = f"{RUNS}?automation={automation}&state={state}"
    return Count(n, t(f"automation.state.{state}"), KINDS.get(state, ""), href)


def _facts(input: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in input.items():
        if value in (None, "", [], {}):
            continue
        key = f"automations.fact.{name}"
        yield (name if t(key) == key else t(key)), _length(value) if name == "within" else _said(value)


def _length(written: Any) -> str:
    """A length of time in the reader's words; what is none of that, as it is written."""
    try:
        return Duration.parse(str(written)).words(language())
    except ValueError:
        return _said(written)


def _said(value: Any) -> str:
    if isinstance(value, Mapping) and set(value) & {"zh", "en"}:
        return Label.of(value).text(language())
    if isinstance(value, Mapping):
        return "; ".join(f"{name} = {_said(each)}" for name, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
