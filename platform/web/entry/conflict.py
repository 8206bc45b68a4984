"""Somebody saved first: which fields both changed, and what each wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accounts import Work, people
from flows import Subject
from forms import clean, display_values, field_of, gathered, values_from_json
from records import events

from ..languages import t
from .beside import Beside
from .draft import Typed


@dataclass(frozen=True, slots=True)
class Versus:
    """A field with its two values."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """Both versions; `resolved` is mine without what only they changed."""

    title: str
    action: str
    back: str
    other: str
    sentence: str
    version: int
    rows: tuple[Versus, ...]
    hidden: tuple[tuple[str, str], ...]
    resolved: Mapping[str, Any]


def conflict_of(work: Work, subject: Subject, typed: Typed, beside: Beside | None = None) -> Conflict:
    """Hold what was typed against the record as it is now."""
    theirs, who = _changed_since(work, subject, typed.seen_at)
    mine, sent = clean(subject.form, typed.raw, work, before=subject.row).values, gathered(subject.form, typed.raw)
    stood = values_from_json(subject.form, {name: was for name, was in theirs.items() if was is not None})
    untouched = {name for name in theirs if mine.get(name) == stood.get(name)}
    untouched |= {name for name in stood if name in sent and _is_as_it_stood(subject, name, sent[name], stood[name])}
    both = [
        name for name in theirs if name not in untouched and name in sent and mine.get(name) != subject.values.get(name)
    ]
    resolved = {name: value for name, value in typed.raw.items() if field_of(name) not in untouched}
    rows = tuple(_versus(work, subject, both, mine))
    fields = t("record.comma").join(row.label for row in rows)
    return Conflict(
        title=t("entry.conflict"),
        action=f"/records/{subject.form.id}/{subject.id}/edit",
        back=beside.href if beside is not None else f"/records/{subject.form.id}/{subject.id}",
        other=who,
        sentence=t("entry.conflict_said", who=who, fields=fields),
        version=subject.row.version,
        rows=rows,
        hidden=(*_hidden(resolved), *([("beside", str(beside))] if beside is not None else [])),
        resolved=resolved,
    )


def _is_as_it_stood(subject: Subject, name: str, sent: Any, stood: Any) -> bool:
    """A masked value that came back as it was shown then says nothing new, whatever stands there now."""
    return subject.form.field(name).type.is_same(sent[-1] if isinstance(sent, list) and sent else sent, stood)


def _changed_since(work: Work, subject: Subject, seen_at: str) -> tuple[dict[str, Any], str]:
    """What others changed since the form was drawn: each field with what stood there before, and who was last."""
    since = _moment(seen_at)
    found = events.timeline(work.connection, subject.form.id, subject.id, kinds=["edited"], limit=50)
    before: dict[str, Any] = {}
    last = ""
    for event in (one for one in found if since is None or one.at >= since):
        before.update({name: change[0] for name, change in event.data.get("changes", {}).items()})
        last = last or people.names(work.connection, [event.actor]).get(event.actor, "")
    return before, last or t("entry.somebody")


def _moment(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _versus(work: Work, subject: Subject, names: list[str], mine: Mapping[str, Any]) -> Iterator[Versus]:
    ours = display_values(work, subject.form.id, mine, names=names)
    theirs = display_values(work, subject.form.id, subject.values, names=names)
    for name in names:
        label = subject.form.field(name).label.text(work.language)
        yield Versus(name, label, ours.get(name, ""), theirs.get(name, ""))


def _hidden(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in raw.items():
        for each in value if isinstance(value, list) else [value]:
            yield name, str(each)
