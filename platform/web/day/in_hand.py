"""The item in hand: its limit, whom to call, why it is first, what to say, what to ask, what to write down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from accounts import Work, allowed, readable_fields
from definitions import PLACE, NotFound, chosen
from flows import assignment, contacts, explain, next_best, stages, subject, task_answers, task_cards, tasks
from flows import days as day
from forms import display_values, form_of, record_values
from records import TaskRow
from records import tasks as kept

from .. import moments
from ..due import Due, due
from ..languages import language, t
from ..next_step import NextStep, next_step
from ..record.task_verbs import shown_values

TASK, ACCEPTANCE, NO_NEXT_STEP = "task", "acceptance", "no_next_step"
TOP_REASONS = 1
FACTS = 3
GRADE_FACTS = 2


@dataclass(frozen=True)
class Limit:
    """How much of the time is used, and what is left."""

    used: int
    kind: str
    words: str
    rule: str


@dataclass(frozen=True)
class Reach:
    """A way to get in touch: a link that the device opens."""

    href: str
    words: str
    icon: str


@dataclass(frozen=True)
class ReasonRow:
    """One reason for the place in the list, or one row of the grade."""

    reason: str
    detail: str = ""
    points: str = ""
    counted: bool = True


@dataclass(frozen=True)
class Option:
    """A choice of the log."""

    value: str
    label: str
    icon: str = ""
    selected: bool = False


@dataclass(frozen=True)
class Link:
    """A verb of the record, asked for in the dialog; its answer is the day again."""

    href: str
    label: str
    first: bool = False  # the best thing to do now


@dataclass(frozen=True)
class Text:
    """Something to say or to send, what was filled in marked."""

    label: str
    text: Markup
    subject: Markup | str = ""


@dataclass(frozen=True)
class Ask:
    """A question, and what is known of it."""

    label: str
    known: str = ""


@dataclass(frozen=True)
class Tick:
    """An item of the checklist."""

    id: str
    label: str
    must: bool
    ticked: bool


@dataclass(frozen=True)
class InHand:
    """Everything needed for one item without leaving the page."""

    key: str
    kind: str
    form: str
    record: int
    task_id: int | None
    title: str
    what: str
    href: str
    grade: str
    urgent: bool
    must: bool
    woken: bool
    place: int
    count: int
    facts: str
    due: Due | None
    limit: Limit | None
    reach: tuple[Reach, ...]
    first_reasons: tuple[ReasonRow, ...]
    all_reasons: tuple[ReasonRow, ...]
    grade_sentence: str
    texts: tuple[Text, ...]
    asks: tuple[Ask, ...]
    checks: tuple[Tick, ...]
    shows: tuple[str, ...]
    logs: bool
    may_skip: bool
    outcomes: tuple[Option, ...]
    ways: tuple[Option, ...]
    next: NextStep
    gate: str
    held: bool
    advance: Link | None
    hand_over_href: str
    ahead: bool
    also: tuple[Link, ...]


def in_hand(work: Work, found: day.Day, item: day.DayItem) -> InHand:
    """Puts one item of the day in hand."""
    about = subject.look(work, item.form, item.record)
    row = kept.get(work.connection, item.task_id) if item.task_id else None
    graded = explain.grade(work, item.form, item.record)
    reasons = tuple(ReasonRow(reason.text(language())) for reason in item.rank.reasons)
    rows = tuple(
        ReasonRow(each.reason, each.detail, each.points, each.counted) for each in (graded.rows if graded else ())
    )
    definition = tasks.definition_of(about, row) if row else None
    gate = stages.gate(work, about) if about.stage is not None else None
    best = next_best.next_best(about.pipeline, about.stage, gate) if gate is not None else None
    return InHand(
        key=item.key,
        kind=item.kind,
        form=item.form,
        record=item.record,
        task_id=item.task_id,
        title=item.title,
        what=item.label.text(language()),
        href=f"/records/{item.form}/{item.record}",
        grade=item.grade or "",
        urgent=item.urgent,
        must=item.must,
        woken=row is not None and row.task == "wake",
        place=found.items.index(item) + 1 if item in found.items else 0,
        count=found.left,
        facts=_facts(work, about),
        due=due(item.due_at),
        limit=_limit(work, item, row, definition),
        reach=tuple(_reach(work, about)),
        first_reasons=reasons[:TOP_REASONS] + _grade_line(graded),
        all_reasons=(*reasons, *rows),
        grade_sentence=graded.sentence if graded else "",
        texts=tuple(_texts(work, about, definition)),
        asks=tuple(_asks(work, row, definition)) if row and definition else (),
        checks=tuple(_ticks(row, definition)),
        shows=shown_values(work, about, definition.approve.shows) if definition and definition.approve else (),
        logs=item.kind != ACCEPTANCE and (item.contact or item.needs_log or row is None),
        may_skip=item.may_skip and item.task_id is not None,
        outcomes=tuple(_outcomes()),
        ways=tuple(Option(way, t(f"flows.way.{way}"), selected=place == 0) for place, way in enumerate(contacts.WAYS)),
        next=next_step(work, about, but=item.task_id),
        gate=(held := _gate(best, gate, item.task)).words,
        held=held.others,
        advance=_advance(work, about, item, best),
        hand_over_href=_verb(about, "assignment") if _may_hand_over(work, about) else "",
        ahead=item.group == "ahead",
        also=tuple(_also(found, item)),
    )


def _also(found: day.Day, item: day.DayItem) -> Iterator[Link]:
    """What else the day holds about the same record: one call may see to it."""
    for other in found.items:
        if (other.form, other.record) == (item.form, item.record) and other.key != item.key:
            yield Link(f"/day?item={other.key}", other.label.text(language()))


def item_of(work: Work, found: day.Day, key: str | None) -> day.DayItem | None:
    """The asked item; the first one where nothing is asked or it is gone."""
    asked = found.item(key) if key else None
    if asked is None and key and found.more:
        asked = day.item_of(work, key)
    return asked or found.first


def item_or_404(work: Work, key: str) -> day.DayItem:
    """The item a verb is meant for, however far down it stands; whose else it is, or whether it ended, is not told."""
    item = day.item_of(work, key)
    if item is None:
        raise NotFound("day.gone")
    return item


@dataclass(frozen=True)
class GateLine:
    """What stands before the next stage, in words; whether that is more than the task in hand."""

    words: str = ""
    others: bool = False


def _gate(best: next_best.NextBest | None, gate: Any, task: str | None) -> GateLine:
    """Nothing once the way is open."""
    if best is None or best.to is None or gate.is_open:
        return GateLine()
    parts = [one.text(language()) for one in gate.missing if (one.kind, one.id) != ("task", task)]
    if not parts:
        return GateLine(t("day.gate_this", to=best.to.label))
    return GateLine(t("day.gate", to=best.to.label, parts=parts), others=True)


def _advance(work: Work, about: subject.Subject, item: day.DayItem, best: next_best.NextBest | None) -> Link | None:
    """On to the next stage, where nothing holds the record any more."""
    if best is None or best.kind != next_best.ADVANCE or not allowed(work.actor, "advance", item.form):
        return None
    href = f"{_verb(about, 'stage')}&to={best.to.id}"
    return Link(href, best.label.text(language()), first=item.kind == NO_NEXT_STEP)


def _verb(about: subject.Subject, verb: str) -> str:
    return f"/records/{about.form.id}/{about.id}/{verb}?next=/day"


def _grade_line(graded: explain.WhyGrade | None) -> tuple[ReasonRow, ...]:
    """`A 级，82 分`, with the three rows that weigh most."""
    if graded is None:
        return ()
    counted = [row for row in graded.rows if row.counted][:GRADE_FACTS]
    detail = t("day.comma").join(f"{row.reason} {row.points}" for row in counted)
    return (ReasonRow(t("day.grade_line", band=graded.band, score=graded.score), detail, graded.score),)


def _limit(work: Work, item: day.DayItem, row: TaskRow | None, definition) -> Limit | None:
    if item.due_at is None:
        return None
    begun = row.opened_at if row else None
    whole = (item.due_at - begun).total_seconds() if begun else 0
    used = 100 if item.is_late else round(100 * (work.now - begun).total_seconds() / whole) if whole > 0 else 0
    left = (item.due_at - work.now).total_seconds()
    soon = left <= 3600 or used >= 75
    kind = "late" if item.is_late else "soon" if soon else "good"
    return Limit(max(2, min(used, 100)), kind, _limit_words(item.due_at, left), _limit_rule(definition))


def _limit_words(at: datetime, left: float) -> str:
    key, span = ("day.limit_left", moments.span(left)) if left >= 0 else ("day.limit_late", moments.span(-left))
    return t(key, d=span, at=moments.shown(at))


def _limit_rule(definition) -> str:
    if definition is None or definition.within is None:
        return ""
    escalates = any(step.escalates for step in definition.overdue)
    return t("day.limit_escalates" if escalates else "day.limit_rule", within=definition.within.words(language()))


def _facts(work: Work, about: subject.Subject) -> str:
    """The subtitle's fields, then whatever short ones the first section has; a bare number says nothing."""
    form = form_of(work.catalog, about.form.id)
    readable = readable_fields(work.actor, form, stage=about.row.stage)
    apart = ("phone", "email", "url", "long_text", "integer", "decimal")
    reach = [field.id for field in form.fields if field.type_name in apart]
    first = form.layout[0].fields if form.layout else [field.id for field in form.fields]
    names = dict.fromkeys([*form.subtitle, *first])
    wanted = [name for name in names if name in readable and name not in reach and name != form.title]
    shown = display_values(work, form.id, record_values(about.row), names=wanted)
    return " · ".join(str(shown[name]) for name in wanted if shown.get(name))[:160]


def _reach(work: Work, about: subject.Subject) -> Iterator[Reach]:
    form = form_of(work.catalog, about.form.id)
    readable = readable_fields(work.actor, form, stage=about.row.stage)
    values = record_values(about.row)
    for kind, scheme, icon in (("phone", "tel:", "phone"), ("email", "mailto:", "mail")):
        for field in form.fields:
            value = values.get(field.id)
            if field.type_name == kind and field.id in readable and value and not field.sensitive:
                shown = display_values(work, form.id, values, names=[field.id]).get(field.id) or value
                yield Reach(f"{scheme}{re.sub(r'[^+0-9A-Za-z@._-]', '', str(value))}", str(shown), icon)
                break


def _texts(work: Work, about: subject.Subject, definition: Any) -> Iterator[Text]:
    """The wordings with the record's values filled in and marked."""
    scripts = definition.scripts if definition else ()
    words = task_cards.record_words_of(work, about) if scripts else {}
    for script in scripts:
        title = _filled(script.subject.text(language()), words) if script.subject else ""
        yield Text(script.label.text(language()), _filled(script.text.text(language()), words), title)


def _filled(text: str, words: Mapping[str, str]) -> Markup:
    parts, end = [], 0
    text = chosen(text, words)
    for place in PLACE.finditer(text):
        parts.append(escape(text[end : place.start()]))
        value = str(words.get(place[1]) or "")
        parts.append(Markup("<mark>{}</mark>").format(value) if value else "")
        end = place.end()
    return Markup("").join([*parts, escape(text[end:])])


def _asks(work: Work, row: TaskRow, definition: Any) -> Iterator[Ask]:
    """What is to be found out; what an earlier task did stands there already."""
    earlier = kept.of_record(work.connection, row.form, row.record) if definition.asks else ()
    for ask, known in zip(definition.asks, task_answers.known_answers(definition.asks, earlier), strict=True):
        yield Ask(ask.text(language()), known.answer if known else "")


def _ticks(row: TaskRow | None, definition: Any) -> Iterator[Tick]:
    ticked = (row.checks if row else None) or {}
    for item in definition.checks if definition else ():
        yield Tick(item.id, item.label.text(language()), item.must, item.id in ticked)


def _outcomes() -> Iterator[Option]:
    for place, name in enumerate(contacts.OUTCOMES):
        words = t(f"flows.outcome.{name}")
        yield Option(name, words[:1].upper() + words[1:], selected=place == 0)


def _may_hand_over(work: Work, about: subject.Subject) -> bool:
    return allowed(work.actor, "assign", about.form.id) or assignment.may_transfer(work, about)
