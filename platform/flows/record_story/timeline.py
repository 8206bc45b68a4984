"""What happened to a record, as typed rows with a sentence in every language for every kind of event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Work, people, readable_fields
from definitions import LANGUAGES, Label, Reason, say
from forms import FieldDefinition, context_of, values_from_json
from records import Comment, Event, comments, events

from ..pipelines import Pipeline
from ..subject import Subject
from ..task_work.answers import spoken
from .past_choices import shown_then
from .story_filter import EVERYTHING, StoryFilter

HUMAN, QUIET, CUSTOMER, LATE = "human", "quiet", "customer", "late"
TONES: dict[str, str] = {}


@dataclass(frozen=True)
class FieldChange:
    """What a field held before and after, as the reader sees values; empty is None."""

    field: str
    label: Label
    before: str | None
    after: str | None


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened: when, by whom, in a sentence, with what was written beside it."""

    id: int
    kind: str
    at: datetime
    actor: str | None
    sentence: Reason
    tone: str = QUIET
    words: str | None = None
    next_step: str | None = None
    because: Reason | None = None  # what an admin arranged, where no person decided it
    data: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()  # what a task found out
    comment: Comment | None = None  # as it reads now
    earlier: tuple[str, ...] = ()  # and as it read before

    def text(self, language: str) -> str:
        return self.sentence.text(language)


def timeline(
    work: Work, subject: Subject, *, before: int | None = None, limit: int = 50, only: StoryFilter = EVERYTHING
) -> tuple[TimelineEntry, ...]:
    """The newest first; `before` is the id from which an earlier page goes on."""
    return told(work, subject, _found(work, subject, before, limit=limit, only=only))


def _found(work: Work, subject: Subject, before: int | None, *, limit: int, only: StoryFilter) -> list[Event]:
    """Read on until there are enough: of changes only some may be asked for."""
    found: list[Event] = []
    while len(found) < limit:
        asked = {"before": before, "limit": limit, "kinds": only.asked}
        page = events.timeline(work.connection, subject.form.id, subject.id, **asked)
        found += [event for event in page if only.takes(event)]
        if len(page) < limit:
            break
        before = page[-1].id
    return found[:limit]


def told(work: Work, subject: Subject, found: Sequence[Event]) -> tuple[TimelineEntry, ...]:
    """These events of one record, in the order given."""
    names = people.names(work.connection, {id for event in found for id in _people_in(event)})
    talk = [event.data["comment"] for event in found if "comment" in event.data]
    teller = Teller(work, subject, names, comments.by_ids(work.connection, talk) if talk else {})
    teller.logged = {(event.at, event.data.get("content")) for event in found if event.kind == "contact_logged"}
    teller.page = found
    return tuple(teller.entry(event) for event in found)


class Teller:
    """Says events of one record in sentences."""

    def __init__(
        self, work: Work, subject: Subject, names: Mapping[int, str], talk: Mapping[int, Comment] | None = None
    ) -> None:
        self.work, self.form, self.pipeline = work, subject.form, subject.pipeline
        self.names, self.talk = names, talk or {}
        edited = [one.id for one in self.talk.values() if one.edited_at]
        self.earlier = comments.versions_of(work.connection, edited) if edited else {}
        self.logged: set[tuple[datetime, Any]] = set()  # what a contact says beside the task that it did
        self.page: Sequence[Event] = ()  # what is told together, so that what it names is looked up together
        self.titles: dict[tuple[str, int], str | None] = {}  # of other records, as far as the reader sees them
        self.context = context_of(work)
        self.seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)

    def entry(self, event: Event) -> TimelineEntry:
        """One event as a row."""
        say_it = _SENTENCES.get(event.kind, _other)
        comment = self.comment(event.data) if event.kind == "commented" else None
        return TimelineEntry(
            id=event.id,
            kind=event.kind,
            at=event.at,
            actor=self.names.get(event.actor) if event.actor is not None else None,
            sentence=say_it(self, event.data, event.kind),
            tone=TONES.get(event.kind, QUIET),
            words=comment.words if comment else self.words(event),
            next_step=event.data.get("next_step"),
            because=_because(event.data.get("because")),
            data=_READABLE.get(event.kind, _all)(self, event.data),
            changes=tuple(self.changes(event.data.get("changes") or {}, event.revision)),
            answers=self.answers(event.data) if event.kind == "task_completed" else (),
            comment=comment,
            earlier=tuple(one.words for one in self.earlier.get(comment.id, ())) if comment else (),
        )

    def words(self, event: Event) -> str | None:
        """What was written with it; the words of a contact are not said once more by the task that it did."""
        if event.kind == "task_completed" and (event.at, event.data.get("words")) in self.logged:
            return None
        return _written(event.data.get("words") or event.data.get("content"), self.work.language)

    def comment(self, data: Mapping[str, Any]) -> Comment | None:
        """The comment that an event is about, unless it is deleted."""
        found = self.talk.get(data.get("comment"))
        return found if found is not None and found.deleted_at is None else None

    def changes(self, written: Mapping[str, Any], revision: int) -> Iterator[FieldChange]:
        """What fields held before and after, of those that the reader may see and that the form still has."""
        for name, pair in written.items():
            own = self.form.find(name)
            if own is not None and name in self.seen and name in self.form.by_id and isinstance(pair, (list, tuple)):
                yield FieldChange(name, own.label, *(self._shown(own, value, revision) for value in pair))

    def answers(self, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """What a task found out."""
        task = self.pipeline.task(data.get("task")) if isinstance(self.pipeline, Pipeline) else None
        return spoken(data.get("answers"), task.asks if task else ())

    def _shown(self, field: FieldDefinition, stored: Any, revision: int) -> str | None:
        """A value as the reader sees it, a choice that left the list by its name of then; one that the field's type of
        today cannot read, as it was written."""
        if stored is None:
            return None
        try:
            if then := shown_then(self.work, self.form, field, stored, revision):
                return then
            value = values_from_json(self.form, {field.id: stored})[field.id]
            return field.type.display(value, self.context) or None
        except (TypeError, ValueError, ArithmeticError, KeyError, AttributeError):
            return str(stored)

    def person(self, id: int | None) -> str:
        return self.names.get(id, "–") if id is not None else "–"

    def stage(self, id: str | None) -> Label:
        stage = self.pipeline.stage(id) if isinstance(self.pipeline, Pipeline) else None
        return stage.label if stage else Label.of(id or "–")

    def moment(self, written: str | None) -> str:
        if not written:
            return "–"
        at = datetime.fromisoformat(written)
        return at.astimezone(ZoneInfo(self.work.timezone)).strftime("%m-%d %H:%M")


Sentence = Callable[[Teller, Mapping[str, Any], str], Reason]


def _other(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.other", {"kind": kind})


def _all(teller: Teller, data: Mapping[str, Any]) -> Mapping[str, Any]:
    return data


_SENTENCES: dict[str, Sentence] = {}
_READABLE: dict[str, Callable[[Teller, Mapping[str, Any]], Mapping[str, Any]]] = {}


def tells(*kinds: str, tone: str = QUIET) -> Callable[[Sentence], Sentence]:
    """Decorator: how events of these kinds are said, by the module that makes them happen."""

    def keep(sentence: Sentence) -> Sentence:
        _SENTENCES.update(dict.fromkeys(kinds, sentence))
        TONES.update(dict.fromkeys(kinds, tone))
        return sentence

    return keep


def reads(*kinds: str) -> Callable[..., Any]:
    """Decorator: what of such events' data a reader may have, where it is about something else than the record."""

    def keep(readable: Callable[[Teller, Mapping[str, Any]], Mapping[str, Any]]) -> Any:
        _READABLE.update(dict.fromkeys(kinds, readable))
        return readable

    return keep


def _because(stored: Mapping[str, Any] | None) -> Reason | None:
    if not stored:
        return None
    return Reason(f"flows.because.{stored['kind']}", {"name": Label.of(stored["label"]), "run": stored["run"]})


def event_label(kind: str) -> Label:
    """What a kind of event is called, for those who wait for it."""
    texts = {language: say(f"flows.kind.{kind}", language) for language in LANGUAGES}
    return Label.of({language: kind if text == f"flows.kind.{kind}" else text for language, text in texts.items()})


def event_kinds() -> Sequence[str]:
    """Every kind that has a sentence of its own."""
    return tuple(_SENTENCES)


def _written(words: Any, language: str) -> str | None:
    """What somebody wrote; where they chose too, in the reader's language."""
    return Label.of(words).text(language) if isinstance(words, Mapping) else words


def _people_in(event: Event) -> Iterable[int]:
    for id in (event.actor, *(event.data.get(name) for name in ("owner", "previous_owner", "person"))):
        if isinstance(id, int):
            yield id
    if isinstance(event.data.get("to"), list):
        yield from event.data["to"]
