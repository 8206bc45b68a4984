"""What happened to a record, as typed rows with a sentence in every language for every kind of event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Work, people, readable_fields
from definitions import LANGUAGES, Label, Reason, say
from forms import FormDefinition, Lookups, context_of, values_from_json
from records import Comment, Event, comments, events

from ..pipelines import Pipeline
from ..subject import Subject
from ..task_work.answers import spoken
from .story_filter import EVERYTHING, StoryFilter

HUMAN, QUIET, CUSTOMER, LATE = "human", "quiet", "customer", "late"
TONES = {
    "contact_logged": HUMAN, "task_skipped": HUMAN, "refused": HUMAN, "released": HUMAN,
    "grade_set": HUMAN,
    "submitted": CUSTOMER, "behaved": CUSTOMER,
    "task_overdue": LATE, "response_overdue": LATE, "stage_overdue": LATE, "escalated": LATE, "fell_silent": LATE,
    "left_untouched": LATE, "at_risk": LATE, "not_accepted": LATE, "left_unassigned": LATE, "recycled": LATE,
}  # fmt: skip


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
            words=comment.words
            if comment
            else _written(event.data.get("words") or event.data.get("content"), self.work.language),
            next_step=event.data.get("next_step"),
            because=_because(event.data.get("because")),
            data=event.data,
            changes=tuple(self.changes(event.data.get("changes") or {})),
            answers=self.answers(event.data) if event.kind == "task_completed" else (),
            comment=comment,
            earlier=tuple(one.words for one in self.earlier.get(comment.id, ())) if comment else (),
        )

    def comment(self, data: Mapping[str, Any]) -> Comment | None:
        """The comment that an event is about, unless it is deleted."""
        found = self.talk.get(data.get("comment"))
        return found if found is not None and found.deleted_at is None else None

    def changes(self, written: Mapping[str, Any]) -> Iterator[FieldChange]:
        """What fields held before and after, of those that the reader may see and that the form still has."""
        for name, pair in written.items():
            own = self.form.find(name)
            if own is not None and name in self.seen and name in self.form.by_id and isinstance(pair, (list, tuple)):
                yield FieldChange(name, own.label, *(self._shown(name, value) for value in pair))

    def answers(self, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """What a task found out."""
        task = self.pipeline.task(data.get("task")) if isinstance(self.pipeline, Pipeline) else None
        return spoken(data.get("answers"), task.asks if task else ())

    def _shown(self, name: str, stored: Any) -> str | None:
        """A value as the reader sees it; one that the field's type of today cannot read, as it was written."""
        if stored is None:
            return None
        try:
            value = values_from_json(self.form, {name: stored})[name]
            return self.form.field(name).type.display(value, self.context) or None
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


def _submitted(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.submitted", {"channel": _word("forms.channel", data.get("channel"))})


def _edited(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    fields = [_field_label(teller.form, name) for name in data.get("changes", {}) if name in teller.seen]
    return Reason("flows.event.edited", {"fields": fields}) if fields else Reason("flows.event.edited_unseen", {})


def _recomputed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    fields = [_field_label(teller.form, name) for name in data.get("changes", {}) if name in teller.seen]
    return Reason("flows.event.recomputed", {"fields": fields}) if fields else Reason("flows.event.recomputed_unseen")


def _duplicate(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Which records it looks like, of those the reader may know of."""
    lookups, found = Lookups(teller.work), data.get("of", [])
    lookups.expect_titles(teller.form.id, [one.get("record") for one in found])
    known = [one["number"] for one in found if _is_known(lookups, teller.form.id, one.get("record"))]
    return (
        Reason("flows.event.duplicate_found", {"numbers": known})
        if known
        else Reason("flows.event.duplicate_unseen", {})
    )


def _is_known(lookups: Lookups, form: str, record: int | None) -> bool:
    return record is not None and lookups.record_title(form, record) is not None


def _graded(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    key = "graded_again" if data.get("hand_ended") else "graded"
    return Reason(f"flows.event.{key}", {"score": f"{data.get('score') or 0:g}", "grade": data.get("grade")})


def _at_risk(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    percents = {name: round(float(data.get(name) or 0) * 100) for name in ("before", "chance")}
    return Reason("flows.event.at_risk", percents)


def _reviewed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What it was asked about, as the card had it then."""
    reason = data.get("reason")
    return Reason("flows.event.reviewed_for", {"reason": Label.of(reason)}) if reason else _plain(teller, data, kind)


def _by_hand(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    until = data.get("until")
    params = {"grade": data.get("grade"), "until": teller.moment(until)}
    return Reason("flows.event.grade_set_until" if until else "flows.event.grade_set", params)


def _behaved(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What somebody did, in the words that the trail has for it today."""
    trail = next(iter(teller.work.catalog.of_form("trail", teller.form.id)), None)
    known = trail.find(data.get("behaviour")) if trail else None
    return Reason("flows.event.behaved", {"label": known.label if known else Label.of(data.get("behaviour") or "–")})


def _assigned(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"owner": teller.person(data.get("owner"))})


def _collaborator(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"person": teller.person(data.get("person"))})


def _worded(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"words": data.get("words") or "–"})


def _waiting(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.kept_waiting", {"until": teller.moment(data.get("until"))})


def _plain(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}")


def _stage(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    how, to = data.get("how"), teller.stage(data.get("to"))
    if how == "skipped":
        reason = teller.pipeline.skip_reason(data.get("reason")) if teller.pipeline else None
        why = reason.label if reason else Label.of(data.get("reason") or "–")
        return Reason("flows.event.stage_skipped", {"to": to, "reason": why})
    if how == "rejected":
        label = Label.of(data.get("label") or data.get("reason") or "–")
        return Reason("approving.event.stage_rejected", {"to": to, "label": label})
    if how == "automatic":
        why = data.get("why") or data.get("time") or "–"
        return Reason("flows.event.stage_automatic", {"to": to, "why": why})
    if how == "parked":
        return Reason("flows.event.stage_parked", {"wake": data.get("wake") or "–"})
    return Reason(f"flows.event.stage_{how if how in ('returned', 'woken') else 'entered'}", {"to": to})


def _woken(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.woken", {"hook": data.get("hook") or "–"})


def _task(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    reason = teller.pipeline.skip_reason(data.get("reason")) if teller.pipeline and data.get("reason") else None
    params = {
        "label": Label.of(data.get("label") or data.get("task") or data.get("stage")),
        "reason": reason.label if reason else data.get("reason") or data.get("words") or "–",
        "until": teller.moment(data.get("until")),
    }
    return Reason(f"flows.event.{kind}", params)


def _escalated(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    if "label" not in data:  # an assignment that went up, which tells its new owner
        return Reason("flows.event.assigned", {"owner": teller.person(data.get("owner"))})
    to = [teller.person(id) for id in data.get("to", [])]
    return Reason("flows.event.escalated", {"label": Label.of(data["label"]), "to": to})


def _contact(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    params = {
        "way": _word("flows.way", data.get("way")),
        "outcome": _word("flows.outcome", data.get("outcome")),
        "content": data.get("content") or "",
    }
    return Reason("flows.event.contact_logged", params)


def _import(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"run": data.get("run")})


def _other(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.other", {"kind": kind})


_SENTENCES: dict[str, Sentence] = {
    "submitted": _submitted,
    "edited": _edited,
    "recomputed": _recomputed,
    "duplicate_found": _duplicate,
    "graded": _graded,
    "behaved": _behaved,
    "grade_set": _by_hand,
    "grade_given_back": _plain,
    "reviewed": _reviewed,
    "at_risk": _at_risk,
    "assigned": _assigned,
    "claimed": _assigned,
    "released": _worded,
    "refused": _worded,
    "pooled": _plain,
    "recycled": _plain,
    "left_unassigned": _plain,
    "kept_waiting": _waiting,
    "collaborator_joined": _collaborator,
    "task_handed_on": _assigned,
    "collaborator_left": _collaborator,
    "accepted": _plain,
    "not_accepted": _plain,
    "stage_entered": _stage,
    "woken": _woken,
    "task_skipped": _task,
    "task_snoozed": _task,
    "task_taken_back": _task,
    "task_overdue": _task,
    "stage_overdue": _task,
    "response_overdue": _plain,
    "left_untouched": _plain,
    "fell_silent": _plain,
    "escalated": _escalated,
    "contact_logged": _contact,
    "imported": _import,
    "import_undone": _import,
    "bulk_undone": _plain,
    "trashed": _plain,
    "restored": _plain,
}


def tells(*kinds: str, tone: str = QUIET) -> Callable[[Sentence], Sentence]:
    """Decorator: how events of these kinds are said, by the module that makes them happen."""

    def keep(sentence: Sentence) -> Sentence:
        _SENTENCES.update(dict.fromkeys(kinds, sentence))
        TONES.update(dict.fromkeys(kinds, tone))
        return sentence

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


def _field_label(form: FormDefinition, name: str) -> Label:
    found = form.find(name)
    return found.label if found else Label.of(name)


def _word(area: str, name: str | None) -> dict[str, str]:
    """A word of ours in every language; what is not ours is shown as it is."""
    texts = {language: say(f"{area}.{name}", language) for language in LANGUAGES}
    return {language: name or "–" if text == f"{area}.{name}" else text for language, text in texts.items()}
