"""Changing a record: cleaned like a new one, kept with what stood before, and followed by all that depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from accounts import Work
from forms import Cleaned, clean, column_values, search_text, settle, with_parts
from records import store, timers

from .crew import Crew
from .entrance import belonging
from .entrance.doubts import ask_about
from .entrance.matching import Match, Matcher
from .happenings import Told, event, follow, remember
from .regrading.live import regrade_if_read
from .stage_moves.entering import day_data
from .stage_moves.entry import wake_moment
from .stored import told_changes
from .subject import Subject, again


@dataclass(frozen=True)
class Edited:
    """What an edit came to: the new version, what changed, and what the record looks like now."""

    record_id: int
    version: int
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    duplicates: tuple[Match, ...] = ()
    subject: Subject | None = None
    told: Told | None = None


def edit_subject(work: Work, subject: Subject, raw: Any, *, channel: str, version: int | None = None) -> Edited:
    """Change a record that is in hand; without a version, as it stands now."""
    edited = edit_on_the_way(work, subject, raw, channel=channel, version=version)
    if edited.told is None:
        return edited
    follow(work, edited.told)
    return replace(edited, subject=again(work, subject))


def edit_on_the_way(work: Work, subject: Subject, raw: Any, *, channel: str, version: int | None = None) -> Edited:
    """The same for a verb that does more to the record: what follows from `told` begins when the verb is done."""
    expected = subject.row.version if version is None else version
    cleaned = clean(subject.form, raw, work, before=subject.row, channel=channel)
    if expected != subject.row.version:
        # Stale before anything else: errors about values that somebody else has changed would only mislead.
        store.update(work.connection, subject.table, subject.id, expected, {"updated_at": work.now})
    changes = cleaned.or_refuse().changes
    if not changes:
        return Edited(subject.id, subject.row.version, subject=subject)
    matches = _matches(work, subject, cleaned, channel)
    columns = {**column_values(subject.form, changes), "updated_at": work.now, **_marks(subject, cleaned, matches)}
    new_version = store.update(work.connection, subject.table, subject.id, expected, columns)
    settle(work, subject.form, {subject.id: changes})
    ask_about(work, subject.form, {subject.id: matches})
    was_now = {name: (subject.values.get(name), value) for name, value in changes.items()}
    told = _tell(work, subject, was_now, matches, channel)
    _follow(work, subject, changes)
    return Edited(subject.id, new_version, was_now, matches, again(work, subject), told)


def _marks(subject: Subject, cleaned: Cleaned, matches: tuple[Match, ...]) -> dict[str, Any]:
    marks: dict[str, Any] = {"search": search_text(subject.form, cleaned.values, subject.number)}
    doubtful = belonging.doubtful(matches)
    if doubtful:
        marks["duplicate_of"] = doubtful[0].record
    return marks


def _matches(work: Work, subject: Subject, cleaned: Cleaned, channel: str) -> tuple[Match, ...]:
    """What it looks like now, as far as the fields that say so were changed; an edit is flagged, never refused."""
    matcher = Matcher(work, subject.form, channel)
    matcher.expect([cleaned.values], but=subject.id)
    found = matcher.find(cleaned.values)
    return tuple(match for match in found if not cleaned.changes.keys().isdisjoint(match.rule.fields))


def _tell(
    work: Work, subject: Subject, changes: Mapping[str, tuple[Any, Any]], matches: tuple[Match, ...], channel: str
) -> Told:
    """What anybody does about it waits until the grade is the one of the changed values."""
    said = told_changes(subject.form, changes)
    told = [event(work, subject.form.id, subject.id, "edited", changes=said, channel=channel)]
    found = [match.as_json() for match in belonging.doubtful(matches)]
    if found:
        told.append(event(work, subject.form.id, subject.id, "duplicate_found", of=found))
    told.extend(belonging.link(work, subject.form, {subject.id: (subject.number, matches)}))
    return remember(work, told)


def _follow(work: Work, subject: Subject, changes: Mapping[str, Any]) -> None:
    """What depends on the changed values: the grade, and the day on which a parked record wakes."""
    regrade_if_read(work, subject.form.id, subject.id, with_parts(subject.form, changes))
    stage = subject.stage
    if stage is not None and stage.wake is not None and changes.get(stage.wake.on) is not None:
        _move_wake(work, subject, changes[stage.wake.on])


def _move_wake(work: Work, subject: Subject, value: Any) -> None:
    day, moment = wake_moment(value, subject.owner, Crew(work))
    store.update_unversioned(work.connection, subject.table, subject.id, {"wake_on": day})
    for timer in timers.running_of(work.connection, subject.form.id, subject.id):
        if timer.kind == "wake":
            kept = {name: value for name, value in timer.data.items() if name != "day"}
            data = kept | day_data(None if isinstance(value, datetime) else day)
            timers.keep_moved(work.connection, [replace(timer, due_at=moment, data=data)])
