"""The review board and one review, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import reports
from accounts import Work, people
from definitions import Label, Reason
from forms import person_choices
from records import Reading, ReviewEvent, ReviewRow, reviews

from .. import moments
from ..languages import language, t

LONG_TEXTS = ("cause", "action", "conclusion")


@dataclass(frozen=True)
class Card:
    """One review on the board."""

    href: str
    finding: str
    owner: str
    due: str
    late: bool
    numbers: str
    action: str


@dataclass(frozen=True)
class BoardColumn:
    """The reviews that stand in one state."""

    state: str
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class ReadingRow:
    """One reading: when, what, and why that was or was not too bad."""

    at: str
    shown: str
    why: str
    breached: bool
    share: float
    acted: bool


@dataclass(frozen=True)
class StoryRow:
    """A change of the review in words."""

    at: str
    who: str
    said: str


@dataclass(frozen=True)
class OneReview:
    """Everything about one review."""

    id: int
    version: int
    finding: str
    why: str
    opened: str
    report_href: str
    state: str
    states: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str, str], ...]
    owner: int | None
    owners: tuple[tuple[int, str], ...]
    due: str
    late: bool
    readings: tuple[ReadingRow, ...]
    effect: str
    story: tuple[StoryRow, ...]


def board(work: Work, rows: Iterable[ReviewRow]) -> tuple[BoardColumn, ...]:
    """The columns from open to closed."""
    rows = tuple(rows)
    shown = dict(zip((row.id for row in rows), cards_of(work, rows), strict=True))
    return tuple(
        BoardColumn(state, t(f"reviews.state.{state}"), tuple(shown[row.id] for row in rows if row.state == state))
        for state in reviews.STATES
    )


def cards_of(work: Work, rows: tuple[ReviewRow, ...]) -> Iterator[Card]:
    """Each review in a few words."""
    names = people.names(work.connection, [row.owner for row in rows])
    today, effects = moments.local(work.now).date(), reports.reviews.effects_of(work, rows)
    return (_card(row, effects[row.id], names, today) for row in rows)


def one_review(work: Work, row: ReviewRow) -> OneReview:
    """The page of a review."""
    effect = reports.reviews.effect_of(work, row)
    why = Reason.from_json(row.why)
    report = row.why.get("report", "")
    return OneReview(
        id=row.id,
        version=row.version,
        finding=_text(row.finding),
        why=why.text(language()),
        opened=moments.shown(row.opened_at),
        report_href=f"/reports/{report}" if report else "",
        state=row.state,
        states=tuple((state, t(f"reviews.state.{state}")) for state in reviews.STATES),
        texts=tuple((name, t(f"reviews.{name}"), getattr(row, name)) for name in LONG_TEXTS),
        owner=row.owner,
        owners=tuple(person_choices(work, None)),
        due=row.due.isoformat() if row.due else "",
        late=_late(row, moments.local(work.now).date()),
        readings=tuple(_readings(effect.readings, row)),
        effect=_effect(effect),
        story=tuple(_story(work, row)),
    )


def _card(row: ReviewRow, effect: reports.reviews.Effect, names: dict[int, str], today: date) -> Card:
    return Card(
        href=f"/reviews/{row.id}",
        finding=_text(row.finding),
        owner=names.get(row.owner or 0, t("reviews.nobody")),
        due=moments.day(row.due) if row.due else "",
        late=_late(row, today),
        numbers=_effect(effect),
        action=row.action,
    )


def _late(row: ReviewRow, today: date) -> bool:
    """By its day it should be closed."""
    return row.due is not None and row.due < today and row.state != reviews.CLOSED


def _effect(effect: Any) -> str:
    """From what it was when it opened to what it is now."""
    if not effect.readings:
        return ""
    first, last = effect.readings[0], effect.readings[-1]
    if first is last:
        return t("reviews.first_number", value=_text(first.shown))
    if effect.after is not None and effect.before is not None:
        return t("reviews.before_after", before=_text(effect.before.shown), after=_text(effect.after.shown))
    return t("reviews.then_now", then=_text(first.shown), now=_text(last.shown))


def _readings(readings: tuple[Reading, ...], row: ReviewRow) -> Iterator[ReadingRow]:
    most = max((abs(each.value) for each in readings if each.value is not None), default=0) or 1
    for each in readings:
        share = abs(each.value or 0) / most
        why = Reason.from_json(each.why).text(language())
        acted = row.acted_at is not None and each.at > row.acted_at
        yield ReadingRow(moments.shown(each.at), _text(each.shown), why, each.breached, round(share * 100, 1), acted)


def _story(work: Work, row: ReviewRow) -> Iterator[StoryRow]:
    events = reviews.events_of(work.connection, row.id)
    names = people.names(work.connection, [*(each.actor for each in events), *_owners(events)])
    for each in reversed(events):
        who = names.get(each.actor or 0, t("reviews.by_itself"))
        said = t("ui.semicolon").join(filter(None, (_said(*one, names) for one in each.changes.items())))
        yield StoryRow(moments.shown(each.at), who, said)


def _owners(events: Iterable[ReviewEvent]) -> list[int]:
    return [value for each in events for value in each.changes.get("owner", ()) if value is not None]


def _said(name: str, was_is: list[Any], names: dict[int, str]) -> str:
    value = was_is[1]
    if name in ("acted_at", "closed_at"):
        return ""
    if name == "state":
        value = t(f"reviews.state.{value}")
    elif name == "owner":
        value = names.get(value, "–")
    return t("reviews.changed", name=t(f"reviews.{name}"), value=str(value or "–").rstrip("。."))


def _text(kept: dict[str, str]) -> str:
    return Label.of(kept).text(language())
