"""The configuration as files: what stands, what a change would do, and publishing it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from accounts import require
from definitions import DefinitionError, Refused
from flows import converting
from flows import in_flight as flights
from forms import Lookups
from publishing import ConvertedFirst, Plan, Published, UnderWay, make_plan, publish, rollback, under_way
from records import revisions

from ..blueprint import v1
from ..bodies import LARGEST_BATCH, read_body
from ..configuration_shapes import CONFIGURATION, CONFIGURATION_PLAN, ROLLBACK
from ..desk import language, now, reading, workspace, writing
from ..inputs import arguments
from ..places import id_at
from ..problems import told_problems, wrong_text
from ..record_json import person_json, stamp
from ..replies import Reply

CONVERSIONS = "/api/v1/configuration/conversions"
Body = Mapping[str, Any]
PATH = re.compile(r"[\w-][\w.-]{0,79}(/[\w-][\w.-]{0,79}){1,5}\.(yaml|yml|json)")  # an index takes no longer ones


@v1.get("/configuration")
def read_configuration() -> Response:
    """The revision that stands, and its files."""
    arguments()
    with reading() as work:
        require(work, "configure")
        said = {"revision": work.catalog.revision, "files": dict(sorted(work.catalog.files.items()))}
    return Reply(said).response()


@v1.post("/configuration/plans")
def plan_configuration() -> Response:
    """What publishing these files would do, what is wrong with them, and what they ask about records in flight."""
    body = CONFIGURATION_PLAN.read(read_body(LARGEST_BATCH))
    with reading() as work:
        require(work, "configure")
        files, answers = _files(work.catalog.files, body), flights.read_answers(body.get("in_flight") or ())
        told = told_plan(make_plan(work.connection, work.catalog, files, answers))
    return Reply(told).response()


@v1.post("/configuration/revisions")
def publish_configuration() -> Response:
    """Publish files over those that stand; nothing takes effect while anything is wrong or not answered.

    Where very many values get a new type, the workers convert them first: the answer is 202 until they have.
    """
    body = CONFIGURATION.read(read_body(LARGEST_BATCH))
    with reading() as work:
        require(work, "configure")
        current, author = work.catalog, work.actor.person_id
    files, base = _files(current.files, body), body.get("base", current.revision)
    said = {"author": author, "message": body.get("message") or "", "base": base}
    return published(current.revision, lambda: publish(workspace(), files, **said, **how(body)))


@v1.get("/configuration/revisions")
def list_revisions() -> Response:
    """What was published, the newest first."""
    arguments()
    with reading() as work:
        require(work, "configure")
        lookups = Lookups(work)
        told = [
            {
                "revision": one.number,
                "at": stamp(one.at),
                "by": person_json(lookups, one.author),
                "message": one.message,
            }
            for one in revisions.listing(work.connection)
        ]
    return Reply({"revisions": told}).response()


@v1.get("/configuration/revisions/<revision>")
def read_revision(revision: str) -> Response:
    """The files of one revision."""
    arguments()
    with reading() as work:
        require(work, "configure")
        number = id_at(revision)
        files = dict(sorted(revisions.files_of(work.connection, number).items()))
    return Reply({"revision": number, "files": files}).response()


@v1.post("/configuration/revisions/<revision>/rollback")
def roll_back(revision: str) -> Response:
    """Publish an older revision again, as a new one; what it asks about records in flight is answered as ever."""
    body = ROLLBACK.read(read_body())
    with reading() as work:
        require(work, "configure")
        number = revisions.get(work.connection, id_at(revision)).number
        current, author = work.catalog.revision, work.actor.person_id
    said = {"author": author, "base": body.get("base", current)}
    return published(current, lambda: rollback(workspace(), number, **said, **how(body)))


def how(body: Body) -> dict[str, Any]:
    """Nobody waits at the other end of a call until very many values are converted."""
    return {"now": now(), "in_flight": flights.read_answers(body.get("in_flight") or ()), "wait": False}


def published(before: int, do: Callable[[], Published]) -> Response:
    """Done, waiting for values to be converted, or everything that is wrong."""
    try:
        done = do()
    except ConvertedFirst as first:
        with reading() as work:
            told = _under_way(under_way(work.connection, work.catalog, work.now))
        return Reply({"message": first.text(language()), **told}, 202).response(Location=CONVERSIONS, Retry_After="2")
    except DefinitionError as wrong:
        return wrong_text(wrong).response()
    is_new = done.revision != before
    return Reply({"revision": done.revision, **told_plan(done.plan)}, 201 if is_new else 200).response()


@v1.get("/configuration/conversions")
def show_conversions() -> Response:
    """How far values are that are converted before a publish, or moved to other choices after one."""
    arguments()
    with reading() as work:
        require(work, "configure")
        told = _under_way(under_way(work.connection, work.catalog, work.now))
    return Reply(told).response()


@v1.delete("/configuration/conversions")
def end_conversions() -> Response:
    """Give up all that is being converted; nobody has seen anything of it."""
    arguments()
    with writing() as work:
        require(work, "configure")
        given_up = converting.give_up(work)
    return Reply({"given_up": given_up}).response()


def _under_way(found: UnderWay) -> dict[str, Any]:
    return {
        "ready": not found.is_running,
        "conversions": [
            {
                "form": one.form,
                "field": one.field,
                "from": one.old_type,
                "to": one.new_type,
                "values": one.values,
                "converted": one.converted,
                "ready": one.is_ready,
                "left_alone": one.is_left_alone,
            }
            for one in found.conversions
        ],
        "moving": [
            {
                "form": one.form,
                "field": one.field,
                "way": one.way,
                "records": one.many,
                "moved": min(one.moved, one.many),
                "begun_at": stamp(one.begun_at),
            }
            for one in found.moving
        ],
    }


def _files(current: Mapping[str, str], body: Body) -> dict[str, str]:
    """Those that stand with the changed ones over them; null takes one away. A new one lies in the folder of a pack."""
    strange = next((path for path in body["files"] if path not in current and not PATH.fullmatch(path)), None)
    if strange is not None:
        raise Refused("studio.bad_path", path=strange[:100])
    merged = {**current, **body["files"]}
    return {path: text for path, text in merged.items() if text is not None}


def told_plan(made: Plan) -> dict[str, Any]:
    """What a plan says: what is wrong, what would change, and what is asked about records in flight."""
    lang = language()
    return {
        "base": made.base,
        "empty": made.is_empty,
        "problems": told_problems(made.problems),
        "changes": [*(change.words(lang) for change in made.changes), *made.told_tables(lang)],
        "in_flight": [_question(question, lang) for question in made.in_flight],
    }


def _question(question: flights.Question, lang: str) -> dict[str, Any]:
    return {
        "pipeline": question.before.id,
        "stage": question.stage.id,
        "records": question.records,
        "must_answer": question.is_gone and question.answer is None,
        "answer": question.answer.choice if question.answer else None,
        "to": question.answer.to if question.answer else None,
        "targets": [stage.id for stage in question.targets],
        "words": question.words(lang),
    }
