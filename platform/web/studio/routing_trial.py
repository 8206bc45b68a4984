"""A dry run of a routing as a page shows it: the record's values to play with, the way through the rules, the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from accounts import Work
from flows import Subject, explain, routing_trial
from flows import routing as routings
from forms import BoundChoice, BoundField, bind, clean, display_values, field_of, form_of, scope_of, with_parts
from rules import Name, Type

from ..languages import language, t

YES, NO = "yes", "no"
TONES = {"decided": "good", "nobody_left": "soon", "no_kin": "", "not_met": "", "not_reached": ""}


@dataclass(frozen=True)
class OtherValue:
    """A value that is no field of the form, such as the grade: to choose, to type, or only to read."""

    name: str
    label: str
    shown: str
    choices: tuple[BoundChoice, ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class PartLine:
    """One part of a condition: whether it held, and what it saw."""

    words: str
    holds: bool
    seen: str


@dataclass(frozen=True)
class RuleLine:
    """One rule on the way."""

    number: int
    label: str
    state: str
    state_words: str
    tone: str
    parts: tuple[PartLine, ...]
    left_out: tuple[explain.WhyRow, ...]


@dataclass(frozen=True)
class TrialView:
    """Where the record would go, and the way there."""

    title: str
    href: str
    sentence: str
    rules: tuple[RuleLine, ...]
    candidates: tuple[explain.WhyRow, ...]
    runner_up: str
    decided_at: int  # which rule in its order; 0: the last line


@dataclass(frozen=True)
class Played:
    """The values that are played with: how they are drawn, and what differs from the record."""

    fields: tuple[BoundField, ...]
    others: tuple[OtherValue, ...]
    changed: Mapping[str, Any]
    errors: bool = False


def played(work: Work, routing: routings.Routing, subject: Subject, given: Mapping[str, Any]) -> Played:
    """What the rules ask for, as the record has it or as it was changed."""
    form, names = form_of(work.catalog, routing.form), routing.router.names
    mine = [name for name in dict.fromkeys(map(field_of, names)) if name in form.by_id]
    raw = {name: value for name, value in given.items() if name in mine}
    cleaned = clean(form, raw, work, before=subject.row)
    wrong = tuple(error for error in cleaned.errors if error.field in mine)
    bound = bind(form, work, subject.row, raw, errors=wrong)
    fields = tuple(each for each in bound.only(mine) if each.visible)
    scope = scope_of(work.catalog, routing.form).names
    rest = {name: scope[name] for name in names if name in scope and field_of(name) not in form.by_id}
    changed = {**with_parts(form, cleaned.changes), **_changed(rest, subject.values, given)}
    return Played(fields, tuple(_others(work, routing.form, rest, {**subject.values, **changed})), changed, bool(wrong))


def trial_view(found: routing_trial.RoutingTrial) -> TrialView:
    """The trial in words."""
    rules = tuple(_line(number, asked) for number, asked in enumerate(found.rules, 1))
    subject, why = found.subject, found.why
    return TrialView(
        title=f"{subject.title} · {subject.number}",
        href=f"/records/{subject.form.id}/{subject.id}",
        sentence=why.sentence,
        rules=rules,
        candidates=why.rows,
        runner_up=why.runner_up,
        decided_at=next((line.number for line, asked in zip(rules, found.rules, strict=True)
                         if asked.rule.id == found.decision.rule), 0),
    )  # fmt: skip


def _line(number: int, asked: routing_trial.AskedRule) -> RuleLine:
    colon, comma = t("ui.colon"), t("record.comma")
    parts = (
        PartLine(part.words, part.holds, comma.join(f"{seen.label}{colon}{seen.shown}" for seen in part.seen))
        for part in asked.conditions
    )
    label, words = asked.rule.label.text(language()), t(f"routing_pages.{asked.state}")
    return RuleLine(number, label, asked.state, words, TONES[asked.state], tuple(parts), asked.left_out)


def _changed(names: Mapping[str, Name], stood: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    read = {name: _read(known, given[name]) for name, known in names.items() if name in given and _is_open(known)}
    return {name: value for name, value in read.items() if value != stood.get(name)}


def _read(known: Name, written: Any) -> Any:
    text = str(written).strip()
    if not text:
        return None
    if known.type is Type.YES_NO:
        return text == YES
    if known.type is Type.NUMBER:
        try:
            return Decimal(text)
        except InvalidOperation:
            return None
    return text if known.choices and text in known.choices else None


def _is_open(known: Name) -> bool:
    """Whether it can be played with."""
    return bool(known.choices) or known.type in (Type.YES_NO, Type.NUMBER)


def _others(work: Work, form: str, names: Mapping[str, Name], values: Mapping[str, Any]) -> Iterator[OtherValue]:
    shown = display_values(work, form, values, names=names)
    for name, known in names.items():
        value = values.get(name)
        if known.choices:
            options: Iterable[tuple[str, str]] = ((id, label.text(language())) for id, label in known.choices.items())
            choices = tuple(BoundChoice(id, label, value == id) for id, label in options)
        elif known.type is Type.YES_NO:
            choices = tuple(BoundChoice(word, t(f"ui.{word}"), value is (word == YES)) for word in (YES, NO))
        else:
            choices = ()
        is_number = known.type is Type.NUMBER
        told = ("" if value is None else f"{value:f}") if is_number else shown.get(name, "")
        yield OtherValue(name, known.label.text(language()) if known.label else name, told, choices, is_number)
