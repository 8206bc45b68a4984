"""A look-up on its way: may it be asked now, what came back, when is it asked again; every step says why."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from accounts import Work
from definitions import NotFound, Reason
from records import Kept, Lookup, deliveries, lookups, outbox, secrets
from rules import matches

from ..channels.limits import next_turn
from ..happenings import event, happened
from ..record_story.showing import record_words
from ..stored import house_env
from ..subject import Subject, take
from .applying import apply
from .asking import why_not
from .definition import EnrichmentDefinition
from .question import Question, question_of

# A source that cannot answer now is asked again after these, then somebody has to look.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
LONGEST_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Answered:
    """What a source said: a status, a body, or nothing but why there is neither."""

    status: int | None = None
    data: Any = None
    body: str = ""


def prepare(work: Work, id: int) -> Question | None:
    """The question, counted as asked now; None where it need not be asked, or not yet, which is then written down."""
    lookup = lookups.get(work.connection, id, lock=True)
    if lookup is None or lookup.state != lookups.WAITING:
        return None
    if lookup.due_at > work.now:
        _queue(work, lookup, lookup.due_at)
        return None
    definition: EnrichmentDefinition | None = work.catalog.find("enrichment", lookup.enrichment)
    subject = _subject(work, lookup) if definition is not None else None
    if definition is None or subject is None:
        _end(work, lookup, lookups.LEFT_OUT, Reason("enriching.why.gone"))
        return None
    why = why_not(work, definition, subject) or _not_meant(work, definition, subject)
    if why is not None:
        _end(work, lookup, lookups.LEFT_OUT, why)
        return None
    question = _question(work, definition, lookup, subject)
    if _answered_before(work, definition, lookup, subject, question) or not _has_turn(work, definition, lookup):
        return None
    lookups.change(work.connection, id, tried_at=work.now, attempts=lookup.attempts + 1)
    return question


def settle(work: Work, id: int, answered: Answered, digest: str) -> None:
    """The source has answered: keep it for whoever asks the same, and take what it says."""
    lookup = lookups.get(work.connection, id, lock=True)
    if lookup is None or lookup.state != lookups.WAITING:
        return
    definition, subject = work.catalog.find("enrichment", lookup.enrichment), _subject(work, lookup)
    if definition is None or subject is None:
        _end(work, lookup, lookups.LEFT_OUT, Reason("enriching.why.gone"))
        return
    if definition.keep is not None:
        kept = Kept(answered.status or 200, answered.body, work.now)
        lookups.keep_answer(work.connection, digest, definition.id, kept)
    _take(work, definition, lookup, subject, answered)


def put_off(work: Work, id: int, words: str, *, after: timedelta | None = None) -> None:
    """The source could not answer now: asked again later, and given up in the end."""
    lookup = lookups.get(work.connection, id, lock=True)
    if lookup is None or lookup.state != lookups.WAITING:
        return
    if lookup.attempts > len(PAUSES):
        given_up(work, id, Reason("enriching.why.too_often", {"n": lookup.attempts}), words)
        return
    pause = max(after or timedelta(), PAUSES[max(lookup.attempts, 1) - 1])
    _wait(work, lookup, work.now + pause, Reason("enriching.why.later", {"n": lookup.attempts}), words)


def given_up(work: Work, id: int, why: Reason, words: str = "") -> None:
    """The source will not answer this; the record's history says so."""
    lookup = lookups.get(work.connection, id, lock=True)
    if lookup is None or lookup.state != lookups.WAITING:
        return
    lookups.change(work.connection, id, answer=words[:500])
    _end(work, lookup, lookups.FAILED, why)
    definition = work.catalog.find("enrichment", lookup.enrichment)
    if definition is not None and _subject(work, lookup) is not None:
        said = {"enrichment": lookup.enrichment, "label": definition.label.as_written(), "why": why.as_json()}
        happened(work, event(work, lookup.form, lookup.record, "enrichment_failed", **said))


def _subject(work: Work, lookup: Lookup) -> Subject | None:
    if work.catalog.find("form", lookup.form) is None:
        return None
    try:
        return take(work, lookup.form, lookup.record)
    except NotFound:
        return None


def _not_meant(work: Work, definition: EnrichmentDefinition, subject: Subject) -> Reason | None:
    if definition.when is None or matches(definition.when, subject.values, house_env(work)):
        return None
    return Reason("enriching.why.condition")


def _question(work: Work, definition: EnrichmentDefinition, lookup: Lookup, subject: Subject) -> Question:
    words = record_words(work, subject, reader=work.actor, language="zh", timezone=work.timezone)
    plain = {name: str(value) for name, value in subject.values.items() if isinstance(value, (str, int, float))}
    address = secrets.find(work.connection, definition.address) or ""
    key = secrets.find(work.connection, definition.key) if definition.key else None
    return question_of(definition, lookup.id, {**words, **plain}, address=address, key=key)


def _answered_before(
    work: Work, definition: EnrichmentDefinition, lookup: Lookup, subject: Subject, question: Question
) -> bool:
    """Whether somebody asked the same not long ago; then nobody is asked."""
    if definition.keep is None:
        return False
    since = work.now - min(timedelta(seconds=definition.keep.seconds), LONGEST_KEPT)
    kept = lookups.kept_answer(work.connection, question.digest, since=since)
    if kept is None:
        return False
    lookups.change(work.connection, lookup.id, from_cache=True)
    _take(work, definition, lookup, subject, Answered(kept.status, _read(kept.body), kept.body))
    return True


def _take(work: Work, definition: EnrichmentDefinition, lookup: Lookup, subject: Subject, answered: Answered) -> None:
    lookups.change(work.connection, lookup.id, status=answered.status, answer=answered.body[:500])
    found = answered.data if definition.found is None else definition.found.find(answered.data)
    if answered.data is None or not _is_there(found):
        _end(work, lookup, lookups.NOTHING, Reason("enriching.why.nothing"))
        return
    apply(work, definition, lookup, subject, answered.data)


def _is_there(value: Any) -> bool:
    return value not in (None, False, "", [], {})


def _read(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _has_turn(work: Work, definition: EnrichmentDefinition, lookup: Lookup) -> bool:
    """Whether the source's limits let it be asked now; else it waits for its turn."""
    if not definition.limits.house:
        return True
    deliveries.in_turn(work.connection, f"enrichment {definition.id}")

    def newest(n: int, since: datetime) -> datetime | None:
        return lookups.nth_newest_try(work.connection, definition.id, n, since=since)

    waiting = lookups.waiting_after(work.connection, definition.id, work.now)
    turn = next_turn(definition.limits.house, newest, work.now, waiting=waiting)
    if turn is not None:
        _wait(work, lookup, turn.at, Reason(f"deliveries.why.limit_{turn.window}", {"n": turn.most}))
    return turn is None


def _wait(work: Work, lookup: Lookup, until: datetime, why: Reason, words: str | None = None) -> None:
    changes = {"due_at": until, "why": why.as_json(), **({"answer": words[:500]} if words is not None else {})}
    lookups.change(work.connection, lookup.id, **changes)
    _queue(work, replace(lookup, due_at=until), until)


def _end(work: Work, lookup: Lookup, state: str, why: Reason | None) -> None:
    said = why.as_json() if why else None
    lookups.change(work.connection, lookup.id, state=state, why=said, ended_at=work.now)


def _queue(work: Work, lookup: Lookup, due_at: datetime) -> None:
    key = f"enrich:{lookup.id}:{lookup.attempts}:{int(due_at.timestamp())}"
    outbox.put(work.connection, "enrich", {"lookup": lookup.id}, work.now, due_at=due_at, key=key)
