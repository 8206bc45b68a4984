"""Comments on a record: written by whoever sees it, changed and taken away by whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import Work
from definitions import NotAllowed, NotFound, Reason
from forms import FieldError, Invalid
from records import Comment, comments, watchers

from ..happenings import event, happened
from ..own_words import OwnWords, cleaned
from ..sending.notices import Notice, tell
from ..subject import Subject, look
from .mentions import called

MOST_WORDS = 4000
EXCERPT = 120


def comment(work: Work, form_id: str, record: int, words: str) -> int:
    """Say something about a record; who is called by name is told, and so are its owner and who watches it."""
    subject = look(work, form_id, record)
    _require_person(work)
    words = _cleaned(words)
    mentions = called(work, form_id, record, words)
    new = Comment(form_id, record, work.actor.person_id, work.now, words, list(mentions))
    id = comments.add(work.connection, new)
    if subject.owner != work.actor.person_id:  # who has something to say wants to hear the answer
        watchers.add(work.connection, form_id, record, work.actor.person_id, work.now)
    told = _tell_called(work, subject, id, mentions, words)
    told += _tell_owner(work, subject, id, words, told)
    happened(work, event(work, form_id, record, "commented", comment=id, mentions=list(mentions), told=told))
    return id


def change(work: Work, form_id: str, record: int, id: int, words: str) -> Comment:
    """Say it differently; how it read before is kept, and who is called only now is told."""
    subject, before = look(work, form_id, record), _own(work, form_id, record, id)
    words = _cleaned(words)
    if words == before.words:
        return before
    mentions = called(work, form_id, record, words)
    comments.change(work.connection, before, words, mentions, work.now)
    _tell_called(work, subject, id, [one for one in mentions if one not in before.mentions], words)
    happened(work, event(work, form_id, record, "comment_edited", comment=id))
    return comments.by_ids(work.connection, [id])[id]


def delete(work: Work, form_id: str, record: int, id: int) -> None:
    """Take it away from readers; that there was one stays in the history."""
    look(work, form_id, record)
    _own(work, form_id, record, id)
    comments.delete(work.connection, id, work.now)
    happened(work, event(work, form_id, record, "comment_deleted", comment=id))


def comments_about(
    work: Work, form_id: str, record: int, *, before: int | None = None, limit: int = 50
) -> tuple[Comment, ...]:
    """What was said about a record that the actor may see, newest first."""
    look(work, form_id, record)
    return comments.of_record(work.connection, form_id, record, before=before, limit=limit)


def _require_person(work: Work) -> None:
    if work.actor.person_id is None:
        raise NotAllowed("talk.refused.nobody")


def _own(work: Work, form_id: str, record: int, id: int) -> Comment:
    found = comments.find(work.connection, form_id, record, id)
    if found is None:
        raise NotFound("talk.refused.no_comment")
    if found.person != work.actor.person_id:
        raise NotAllowed("talk.refused.not_yours")
    return found


def _cleaned(words: str) -> str:
    """As every text is cleaned, and something has to be said."""
    [said] = cleaned([OwnWords("words", words, MOST_WORDS)])
    if not said:
        raise Invalid([FieldError("words", "required")])
    return said


def _tell_called(work: Work, subject: Subject, id: int, people: Iterable[int], words: str) -> list[int]:
    """Returns who was told: everybody but whoever speaks."""
    told = [person for person in people if person != work.actor.person_id]
    why = Reason("talk.why.mentioned", {"name": work.actor.name})
    tell(work, [_notice(subject, person, "mentioned", id, words, why) for person in told])
    return told


def _tell_owner(work: Work, subject: Subject, id: int, words: str, told: list[int]) -> list[int]:
    owner = subject.owner
    if owner is None or owner == work.actor.person_id or owner in told:
        return []
    why = Reason("talk.why.owner", {"name": work.actor.name})
    tell(work, [_notice(subject, owner, "commented", id, words, why)])
    return [owner]


def _notice(subject: Subject, person: int, kind: str, id: int, words: str, why: Reason) -> Notice:
    excerpt = words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
    key = f"{kind}:{id}:{person}"
    return Notice(person, kind, subject.form.id, subject.id, key, why=why, params={"words": excerpt})
