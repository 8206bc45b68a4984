"""Who watches a record hears what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts import Work, people
from definitions import LANGUAGES, Reason
from records import Event, comments, watchers

from ..happenings import FOLLOWERS, Told
from ..record_story.timeline import Teller
from ..sending.notices import Notice, tell_grouped
from ..subject import Subject, look_many

# What somebody beside the record wants to know; single fields and scores are for those who work on it.
WORTH = frozenset({
    "stage_entered", "assigned", "claimed", "released", "refused", "recycled", "pooled", "contact_logged",
    "commented", "mail_received", "grade_set", "at_risk", "fell_silent", "stage_overdue", "trashed", "restored",
    "merged",
})  # fmt: skip


@FOLLOWERS.register("watchers")
def tell_watchers(work: Work, told: Told) -> None:
    """A record that comes in has none; of all others it is asked once for each form."""
    new = {(event.form, event.record) for event in told.events if event.kind == "submitted"}
    worth = [
        (event, id)
        for event, id in zip(told.events, told.ids, strict=True)
        if event.kind in WORTH and event.record and (event.form, event.record) not in new
    ]
    for form in dict.fromkeys(event.form for event, _ in worth):
        theirs = [(event, id) for event, id in worth if event.form == form]
        watching = watchers.of_many(work.connection, form, {event.record for event, _ in theirs})
        concerned = [(event, id) for event, id in theirs if event.record in watching]
        if concerned:
            tell_grouped(work, list(_notices(work, form, concerned, watching)), f"watched {told.ids[0]}")


def _notices(
    work: Work, form: str, concerned: Sequence[tuple[Event, int]], watching: dict[int, tuple[int, ...]]
) -> Iterator[Notice]:
    records = look_many(work.as_system(), form, {event.record for event, _ in concerned})
    names = people.names(work.connection, {id for event, _ in concerned for id in _named(event)})
    for event, id in concerned:
        subject = records.get(event.record)
        if subject is None:  # in the trash, which nobody looks into from a notice
            continue
        what = _said(work, subject, names, event)
        for person in watching[event.record]:
            if person != event.actor and person not in event.data.get("told", ()):
                why = Reason("talk.why.watching")
                params = {"what": what, "who": names.get(event.actor, "")}
                yield Notice(person, "watched", form, event.record, f"watched:{id}:{person}", why=why, params=params)


def _said(work: Work, subject: Subject, names: dict[int, str], event: Event) -> dict[str, str]:
    talk = comments.by_ids(work.connection, [event.data["comment"]]) if event.kind == "commented" else {}
    sentence = Teller(work.as_system(), subject, names, talk).entry(event).sentence
    return {language: sentence.text(language) for language in LANGUAGES}


def _named(event: Event) -> Iterator[int]:
    yield from (id for id in (event.actor, event.data.get("owner")) if isinstance(id, int))
