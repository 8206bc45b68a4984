"""Comments on a record, and who watches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from accounts import Work, people
from flows import subject as subjects
from flows import talk
from records import Comment, comments

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, arguments, whole_number
from ..places import id_at, record_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import COMMENT

PER_PAGE, LARGEST_PAGE = 50, 200


@v1.get("/records/<form>/<record>/comments")
def list_comments(form: str, record: str) -> Response:
    """What colleagues said, newest first; `before` is the id from which an earlier page goes on."""
    given = arguments("before", "limit")
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    before = whole_number(given, "before", most=LARGEST_ID)
    with reading() as work:
        found = talk.comments_about(work, form, record_at(work, form, record), before=before, limit=limit)
        told = _told(work, found)
    return Reply({"comments": told, "next": told[-1]["id"] if len(told) == limit else None}).response()


@v1.post("/records/<form>/<record>/comments")
def add_comment(form: str, record: str) -> Response:
    """Say something; who is called by @name is told."""
    body = COMMENT.read(read_body())

    def say_it(work: Work) -> Reply:
        id = talk.comment(work, form, record_at(work, form, record), body["words"])
        return Reply(_one(work, id), 201)

    return change(say_it, dict(body))


@v1.patch("/records/<form>/<record>/comments/<comment>")
def change_comment(form: str, record: str, comment: str) -> Response:
    """Say it differently."""
    body = COMMENT.read(read_body())

    def change_it(work: Work) -> Reply:
        id = id_at(comment)
        talk.change(work, form, record_at(work, form, record), id, body["words"])
        return Reply(_one(work, id))

    return change(change_it, dict(body))


@v1.delete("/records/<form>/<record>/comments/<comment>")
def delete_comment(form: str, record: str, comment: str) -> Response:
    """Take one's own comment away."""

    def delete_it(work: Work) -> Reply:
        id = id_at(comment)
        talk.delete(work, form, record_at(work, form, record), id)
        return Reply({"id": id})

    return change(delete_it, {})


@v1.get("/records/<form>/<record>/watchers")
def list_watchers(form: str, record: str) -> Response:
    """Who watches the record."""
    arguments()
    with reading() as work:
        id = record_at(work, form, record)
        subjects.look(work, form, id)
        return _watchers(work, form, id).response()


@v1.post("/records/<form>/<record>/watchers")
def watch(form: str, record: str) -> Response:
    """Watch it oneself."""
    return _watching(form, record, talk.watch)


@v1.delete("/records/<form>/<record>/watchers")
def unwatch(form: str, record: str) -> Response:
    """And no longer."""
    return _watching(form, record, talk.unwatch)


def _watching(form: str, record: str, verb: Callable[[Work, str, int], None]) -> Response:
    def do(work: Work) -> Reply:
        id = record_at(work, form, record)
        verb(work, form, id)
        return _watchers(work, form, id)

    return change(do, {})


def _watchers(work: Work, form: str, id: int) -> Reply:
    found = talk.watchers_of(work, form, id)
    return Reply({"watchers": [{"id": person, "name": name} for person, name in found.items()]})


def _one(work: Work, id: int) -> dict[str, Any]:
    return _told(work, tuple(comments.by_ids(work.connection, [id]).values()))[0]


def _told(work: Work, found: tuple[Comment, ...]) -> list[dict[str, Any]]:
    named = {id for one in found for id in (one.person, *one.mentions)} - {None}
    names = people.names(work.connection, named)
    return [
        {
            "id": one.id,
            "at": stamp(one.at),
            "person": {"id": one.person, "name": names.get(one.person)} if one.person else None,
            "words": one.words,
            "edited_at": stamp(one.edited_at) if one.edited_at else None,
            "mentions": [{"id": id, "name": names.get(id)} for id in one.mentions],
        }
        for one in found
    ]
