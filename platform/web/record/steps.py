"""Where a record stands and what is to do there: path, three questions, tasks, the gate and the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from accounts import Work
from flows import PathStep, PossibleMove, RecordPage, Said, TaskCard, approving, milestones

from .. import moments
from ..due import ago, coming, due
from ..languages import t
from .linked import opening, outcome_line
from .milestones import marks_on
from .view_model import GateView, Missing, Question, Step, TaskLine, Text, Way

GONE = ("closed", "missed")  # nothing to do any more, and nothing done


def path(work: Work, page: RecordPage, shown: Sequence[milestones.Shown]) -> tuple[Step, ...]:
    """The stages with how long each took, the limit of the one the record stands in, and the milestones on the way."""
    marks = marks_on(work, shown, page.path)
    return tuple(replace(_step(work, step), marks=marks.get(step.stage.id, ())) for step in page.path)


def _step(work: Work, step: PathStep) -> Step:
    label = step.stage.label.text(work.language)
    reason = step.reason.text(work.language) if step.reason else ""
    if step.state == "now":
        rests = not step.stage.is_open
        note = "" if rests else _dwell(step)
        good = step.stage.outcome == "won"
        return Step(label, note, "done" if good else "rest" if rests else "over" if step.is_late else "now")
    if step.state == "done":
        return Step(label, moments.span(_coarse(step.seconds)), "done")
    return Step(label, "", step.state, " · ".join(part for part in (reason, step.words or "") if part))


def _dwell(step: PathStep) -> str:
    day = int(step.seconds // 86_400) + 1
    return t("record.day_of", n=day, limit=step.limit) if step.limit else t("record.day", n=day)


def _coarse(seconds: float) -> float:
    return seconds - seconds % 3600 if seconds >= 86_400 else seconds


def three(work: Work, page: RecordPage) -> tuple[Question, ...]:
    """Where is it, what now, what is stuck; each with one line more."""
    asked, said = page.questions, work.language
    row = page.subject.row
    stage = page.subject.stage
    plain = stage is not None and row.outcome == "open" and not asked.is_late
    where = stage.label.text(said) if plain else moments.worded(asked.where)
    since = _since(page) if row.stage_entered_at else ""
    task = page.due_task
    now = coming(task.due_at) if task and task.due_at else ""
    if task and task.must:
        now = " · ".join(part for part in (now, t("ui.must")) if part)
    return (
        Question(t("record.where"), where, since),
        Question(t("record.now"), task.label.text(said) if task else asked.now.text(said), now),
        Question(t("record.stuck"), asked.stuck.text(said), _left(work, page)),
    )


def _since(page: RecordPage) -> str:
    """Since when, and which step of how many."""
    steps, row = page.subject.pipeline.steps, page.subject.row
    entered = t("record.entered", when=ago(row.stage_entered_at))
    place = next((n for n, stage in enumerate(steps, 1) if stage.id == row.stage), 0)
    return t("record.step_of", entered=entered, n=place, of=len(steps)) if place else entered


def _left(work: Work, page: RecordPage) -> str:
    """That the way on is open, or how many tasks it may still wait for."""
    ahead = page.next_move
    if ahead is not None and ahead.allowed and ahead.gate.is_open:
        return t("record.gate_open", to=ahead.stage.label.text(work.language))
    must = [card for card in page.tasks if card.is_open and card.must]
    return t("record.musts_left", n=len(must)) if must else ""


def task_lines(work: Work, page: RecordPage) -> tuple[TaskLine, ...]:
    """The tasks of this stage: open ones first, those that wait, then what is done."""
    first = page.due_task
    return tuple(_line(work, page, card, card is first) for card in page.tasks if card.state not in GONE)


def _line(work: Work, page: RecordPage, card: TaskCard, first: bool) -> TaskLine:
    states = {"open": "late" if card.is_late else "open", "skipped": "blocked", "rejected": "blocked"}
    note = ", ".join(part for part in (page.names.get(card.ended_by, ""), ago(card.ended_at)) if part)
    why = page.given.get(card.id)
    may = card.is_open and "complete" in page.verbs
    line = TaskLine(
        id=card.id,
        title=card.label.text(work.language),
        state=states.get(card.state, card.state),
        must=card.must,
        due=due(card.due_at) if card.is_open else None,
        note=note,
        detail=_detail(work, page, card),
        script=card.script if card.is_open else "",
        asks=tuple(ask.text(work.language) for ask in card.asks) if card.is_open else (),
        is_open=card.is_open,
        may_complete=may and not card.may_claim,
        may_skip=card.is_live and card.may_skip and "skip" in page.verbs,
        first=first,
        who=_who(work, page, card),
        why=why.text(work.language) if why else "",
        checks=card.checks,
        logs=card.contact,
        may_claim=may and card.may_claim,
        **_approval(work, page, card),
        texts=tuple(_text(work, one) for one in card.texts) if card.is_open else (),
    )
    return replace(line, **opening(page, card))


def _approval(work: Work, page: RecordPage, card: TaskCard) -> dict[str, Any]:
    """What the reader can do about an approval."""
    asking = page.askings.get(card.id)
    if asking is None:
        return {}
    mine, works = asking.voice_of(work.actor.person_id), "complete" in page.verbs
    newest = max(id for id in page.askings if page.task_of(id) == card.task)
    return {
        "voice": mine.task if mine else 0,
        "may_delegate": asking.may_delegate,
        "may_remind": works and bool(asking.waited_for) and mine is None,
        "may_ask_again": works and card.state == "rejected" and card.id == newest,
    }


def _agreement(asking: approving.Asking) -> str:
    """Who is waited for, or what they said."""
    said = {state: [voice for voice in asking.voices if voice.state == state] for state in ("open", "done", "rejected")}
    parts = []
    if said["open"] and asking.state == "waiting":
        who = [_named(voice) for voice in said["open"]]
        parts.append(t("approving.who_waits", people=who, done=len(said["done"]), need=asking.need))
    for state, key in (("done", "approving.who_agreed"), ("rejected", "approving.who_refused")):
        if said[state]:
            parts.append(t(key, people=[_named(voice) for voice in said[state]]))
    parts += [f"“{voice.words}”" for voice in said["rejected"] if voice.words]
    return " · ".join(part for part in parts if part)


def _named(voice: approving.Voice) -> str:
    return t("approving.delegated", name=voice.name, by=voice.delegated_by) if voice.delegated_by else voice.name


def _text(work: Work, said: Said) -> Text:
    return Text(said.label.text(work.language), said.text, said.subject)


def _who(work: Work, page: RecordPage, card: TaskCard) -> str:
    """Whoever has it, where one would not think of them; or whose queue it lies in."""
    if not card.is_live:
        return ""
    if card.queue is not None:
        return t("record.in_queue", queue=card.queue)
    return page.names.get(card.assignee, "") if card.assignee not in (None, page.subject.owner) else ""


def _detail(work: Work, page: RecordPage, card: TaskCard) -> str:
    asking = page.askings.get(card.id)
    if asking is not None and card.state in ("waiting", "done", "rejected"):
        why = asking.why.text(work.language) if asking.why else ""
        return " · ".join(part for part in (_agreement(asking), why) if part)
    if card.opens and card.state != "skipped":
        return outcome_line(work, page, card)
    if card.state == "blocked":
        return t("record.comes_after", tasks=list(card.comes_after) or "–")
    if card.state == "skipped":
        pipeline = page.subject.pipeline
        known = pipeline.skip_reason(card.reason) if pipeline and card.reason else None
        why = known.label.text(work.language) if known else card.reason or ""
        return t("record.skipped_because", reason="；".join(part for part in (why, card.words or "") if part))
    if card.is_open and card.snoozed_until and card.snoozed_until > work.now:
        return t("record.snoozed", until=coming(card.snoozed_until))
    if card.checks and card.is_live:
        left = [item.label for item in card.checks if item.must and not item.ticked]
        done = sum(item.ticked for item in card.checks)
        return t("record.checked" if not left else "record.checks_left", done=done, n=len(card.checks), left=left)
    return _found_out(card) if not card.is_live else ""


def _found_out(card: TaskCard) -> str:
    """How it went, and what was answered."""
    answers = (f"{question}{t('ui.colon')}{answer}" for question, answer in card.answers)
    return " · ".join(part for part in (card.words or "", *answers) if part)


def gate(work: Work, page: RecordPage, href: str) -> GateView | None:
    """The ordinary way on, open or held."""
    move = page.next_move
    if move is None or not move.allowed:
        return None
    return GateView(
        to=move.stage.label.text(work.language),
        missing=tuple(_missing(work, page, href)),
        is_open=move.gate.is_open,
        way=way(work, move, href, direct=move.gate.is_open and not move.asked),
        skip_href=f"{href}/stage?to={move.stage.id}&skip=1" if move.may_skip and not move.gate.is_open else "",
    )


def _missing(work: Work, page: RecordPage, href: str) -> Iterator[Missing]:
    own = page.subject.form.by_id
    for one in page.gate.missing:
        fields = [name for name in one.fields if name in own]
        to = f"{href}/edit?only={','.join(fields)}" if fields and "edit" in page.verbs else ""
        yield Missing(one.text(work.language), to)


def jumps(work: Work, page: RecordPage, href: str) -> tuple[Way, ...]:
    """Ways over a stage, and back."""
    return tuple(
        way(work, move, href)
        for move in page.moves
        if move.allowed and not move.stage.is_exit and move is not page.next_move
    )


def exits(work: Work, page: RecordPage, href: str) -> tuple[Way, ...]:
    """Parked, lost, invalid: beside the path."""
    return tuple(way(work, move, href) for move in page.moves if move.allowed and move.stage.is_exit)


def way(work: Work, move: PossibleMove, href: str, *, direct: bool = False) -> Way:
    """A move as a link to its form."""
    stage = move.stage
    to = f"{href}/parking" if stage.outcome == "parked" else f"{href}/stage?to={stage.id}"
    return Way(stage.label.text(work.language), to, stage.outcome, direct, stage.id)
