"""A record in somebody's hands, as the verbs of assignment look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, people
from definitions import INVISIBLE, LANGUAGES, Refused, say
from records import AssignmentRow, Event, assignments

from ..happenings import happened
from ..routing import OWNER, POOL, Desk, RoutingDecision, WhyBack
from ..subject import Subject

MOST_WORDS = 1000
Words = str | Mapping[str, str]  # as they were written, or in each language where a choice stands before them
BEFORE = ("owner", "pool", "assigned_at", "accept_by", "grade", "outcome")


def mine(work: Work, subject: Subject) -> AssignmentRow:
    """The assignment that holds, if it is the actor's."""
    current = assignments.current(work.connection, subject.form.id, subject.id)
    if current is None or current.owner is None:
        raise Refused("routing.refused.nobody_has_it")
    if current.owner != work.actor.person_id:
        name = people.names(work.connection, [current.owner]).get(current.owner, "")
        raise Refused("routing.refused.somebody_elses", name=name)
    return current


def before_of(subject: Subject) -> dict[str, Any]:
    """What a hand-over has to know of the time before it."""
    return {name: getattr(subject.row, name) for name in BEFORE}


def by_hand(desk: Desk, subject: Subject, *, owner: int | None = None, pool: str | None = None) -> RoutingDecision:
    """What a person decided, with the values they had before them."""
    to = OWNER if owner is not None else POOL
    seen = desk.router.seen(subject.values)
    return RoutingDecision(desk.router.routing.id, to, owner=owner, pool=pool, seen=seen)


def note(work: Work, subject: Subject, kind: str, data: dict[str, Any]) -> None:
    """Adds an event."""
    actor, revision = work.actor.person_id, work.catalog.revision
    happened(
        work,
        Event(subject.form.id, subject.id, kind, work.now, actor, data=data, revision=revision),
    )


@dataclass(frozen=True)
class Said:
    """Why somebody turned a record down: a choice where there are choices, and words."""

    words: str
    reason: WhyBack | None = None

    @classmethod
    def of(cls, words: str, reason: str | None, known: Sequence[WhyBack]) -> Said:
        """What was said; refused where a choice is missing or unknown, and where there is nothing to choose or read."""
        cleaned = clean(words)
        chosen = next((one for one in known if one.id == reason), None)
        if known and chosen is None:
            raise Refused("routing.refused.choose_why", known=[one.label for one in known])
        if chosen is None and not cleaned:
            raise Refused("routing.refused.say_why")
        return cls(cleaned, chosen)

    @property
    def id(self) -> str | None:
        """The choice."""
        return self.reason.id if self.reason else None

    @property
    def told(self) -> str | dict[str, str]:
        """What the next person reads: the words, after the choice in each language."""
        if self.reason is None:
            return self.words
        labels = {language: self.reason.label.text(language) for language in LANGUAGES}
        if not self.words:
            return labels
        return {lang: say("routing.chosen", lang, reason=labels[lang], words=self.words) for lang in LANGUAGES}


def clean(words: str | None) -> str:
    """What somebody wrote, without blanks around it and what nobody can see; nothing, where no sign can be read."""
    said = INVISIBLE.sub("", words or "").strip()[:MOST_WORDS]
    return said if any(sign.isprintable() and not sign.isspace() for sign in said) else ""
