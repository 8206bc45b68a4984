"""The calls that are the same whatever is configured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from definitions import say

from ..shapes import (
    APPROVAL,
    ASSIGNMENT,
    BATCH,
    BEHAVIOUR,
    BEHAVIOURS,
    CHECKS,
    COMMENT,
    COMPLETION,
    CONTACT,
    GRADE,
    HANDING,
    NEW_REVIEW,
    NEW_TASK,
    REVIEW_CHANGE,
    SKIP,
    SNOOZE,
    STAGE,
    TRACKING,
    UNMASKING,
)
from .calls import BYTES, MATCH, Call, query, schema
from .reassignment_calls import handed_on
from .schemas import LINKS, WHOLE, many

RECORDS, RECORD = "/api/v1/records/{form}", "/api/v1/records/{form}/{record}"
ANY_FIELDS = {"type": "object"}
TASK_VERBS = (
    ("completion", "completion", COMPLETION), ("checks", "checks", CHECKS), ("skip", "skip", SKIP),
    ("snooze", "snooze", SNOOZE), ("assignment", "task_assignment", HANDING),
)  # fmt: skip


def general_calls(language: str, knows_forms: bool) -> Iterator[Call]:
    """Tasks, reports and forms; and records of any form, for who may not know which forms there are."""
    if not knows_forms:
        yield from _records(language)
    task = schema("Task")
    yield _call(language, "get", "/api/v1/tasks/{task}", "task", "tasks", task)
    for path, verb, shape in TASK_VERBS:
        yield _call(language, "post", f"/api/v1/tasks/{{task}}/{path}", verb, "tasks", task, body=shape.schema)
    yield _call(language, "post", "/api/v1/tasks/{task}/claim", "task_claim", "tasks", task)
    yield _call(language, "post", "/api/v1/tasks/{task}/return", "task_return", "tasks", task)
    answered = schema("ApprovalAnswer")
    yield _call(language, "post", "/api/v1/tasks/{task}/approval", "approval", "tasks", answered, body=APPROVAL.schema)
    yield _call(language, "post", "/api/v1/tasks/{task}/reminder", "reminder", "tasks", schema("Reminded"))
    yield _call(language, "post", "/api/v1/tasks/{task}/request", "request", "tasks", task)
    yield _call(language, "get", "/api/v1/reports", "reports", "reports", many("reports", "ReportHead", revision=WHOLE))
    yield _call(language, "get", "/api/v1/reports/{report}", "report", "reports", schema("Report"))
    cell = {**query("cell", {"type": "string"}, say("api.doc.cell", language)), "required": True}
    behind, asked = "/api/v1/reports/{report}/records", (cell, *list_arguments(language))
    yield _call(language, "get", behind, "behind", "reports", schema("Records"), parameters=asked, may_conflict=True)
    yield from _typed(language, asked)
    yield from _runs(language)
    heads = many("dashboards", "DashboardHead", revision=WHOLE)
    yield _call(language, "get", "/api/v1/dashboards", "dashboards", "reports", heads)
    yield _call(language, "get", "/api/v1/dashboards/{dashboard}", "dashboard", "reports", schema("Dashboard"))
    yield _call(language, "get", "/api/v1/forms", "forms", "forms", many("forms", "Form", revision=WHOLE))
    yield _call(language, "get", "/api/v1/forms/{form}", "form", "forms", schema("Form"))
    yield from _files(language)
    yield from _reviews(language)


def _typed(language: str, asked: tuple[dict[str, Any], ...]) -> Iterator[Call]:
    line = {**query("ask", {"type": "string", "minLength": 1}, say("api.doc.ask", language)), "required": True}
    path, typed = "/api/v1/reports/answer", schema("TypedAnswer")
    yield _call(language, "get", path, "typed", "reports", typed, parameters=(line,))
    behind = {"parameters": (line, *asked), "may_conflict": True}
    yield _call(language, "get", f"{path}/records", "typed_behind", "reports", schema("Records"), **behind)


def _runs(language: str) -> Iterator[Call]:
    one, path = schema("ReportRun"), "/api/v1/reports/{report}/runs"
    params = {"type": "object", "description": say("api.doc.params", language)}
    yield _call(language, "post", path, "run_later", "reports", one, body=params, status=202)
    yield _call(language, "get", f"{path}/{{number}}", "report_run", "reports", schema("ReportRunInFull"))
    yield _call(language, "delete", f"{path}/{{number}}", "stop_run", "reports", one)


def _reviews(language: str) -> Iterator[Call]:
    one, path = schema("Review"), "/api/v1/reviews/{review}"
    yield _call(language, "get", "/api/v1/reviews", "reviews", "reports", many("reviews", "Review"))
    yield _call(language, "post", "/api/v1/reviews", "open_review", "reports", one, body=NEW_REVIEW.schema, status=201)
    yield _call(language, "get", path, "review", "reports", schema("ReviewInFull"))
    yield _call(language, "post", path, "change_review", "reports", one, body=REVIEW_CHANGE.schema)


def _files(language: str) -> Iterator[Call]:
    text, content = {"type": "string"}, {"type": "string", "format": "binary"}
    where = ({**query("field", text), "required": True}, {**query("name", text), "required": True})
    upload = _call(language, "post", "/api/v1/forms/{form}/files", "upload", "files", schema("File"), body=content)
    yield replace(upload, parameters=where, status=201, media=BYTES)
    read = _call(language, "get", "/api/v1/files/{key}", "download", "files", content)
    yield replace(read, answer_media=BYTES)


def list_arguments(language: str) -> tuple[dict[str, Any], ...]:
    """What a list may be asked."""
    text = {"type": "string"}
    return (
        query("where", {**text, "maxLength": 2000}, say("api.doc.where", language)),
        query("q", {**text, "maxLength": 200}, say("api.doc.q", language)),
        query("watched", {"enum": ["1"]}, say("api.doc.watched", language)),
        query("view", text, say("api.doc.view", language)),
        query("sort", text, say("api.doc.sort", language)),
        query("fields", text, say("api.doc.fields", language)),
        query("page", {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1}),
        query("after", {**text, "maxLength": 4000}, say("api.doc.after", language)),
        query("per_page", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
    )


def _records(language: str) -> Iterator[Call]:
    for call in (*_keeping(language), *_noticing(), *_talking()):
        yield replace(call, summary=say(f"api.doc.call.{call.summary}", language, form="{form}"))


def _record_call(method: str, path: str, verb: str, answer: Any, *, tag: str = "records", **more: Any) -> Call:
    return Call(method, path, verb, verb, tag, answer, **more)


def _keeping(language: str) -> Iterator[Call]:
    """Records themselves, and where they go."""
    record = schema("Record")
    yield _record_call("get", RECORDS, "list", schema("Records"), parameters=list_arguments(language))
    yield _record_call("post", RECORDS, "create", record, body=ANY_FIELDS, status=201)
    yield _record_call("post", f"{RECORDS}/batches", "batch", schema("BatchAnswer"), body=BATCH.schema)
    yield _record_call("get", RECORD, "read", record)
    yield _record_call("patch", RECORD, "edit", record, body=ANY_FIELDS, parameters=(MATCH,))
    yield _record_call("post", f"{RECORD}/unmasking", "unmasking", ANY_FIELDS, body=UNMASKING.schema)
    yield _record_call("post", f"{RECORD}/stage", "stage", record, body=STAGE.schema)
    yield _record_call("post", f"{RECORD}/assignment", "assignment", handed_on("Record"), body=ASSIGNMENT.schema)
    yield _record_call("post", f"{RECORD}/contacts", "contacts", record, body=CONTACT.schema)
    yield _record_call("post", f"{RECORD}/grade", "grade", record, body=GRADE.schema)
    yield _record_call("delete", f"{RECORD}/grade", "grade_back", record)


def _noticing() -> Iterator[Call]:
    """What people do outside, and the links that tell."""
    one, several = f"{RECORD}/behaviours", f"{RECORDS}/behaviours"
    noticed, link = schema("NoticedBehaviour"), schema("TrackingLink")
    yield _record_call("get", one, "behaviours", schema("Behaviours"))
    yield _record_call("post", one, "behaved", noticed, body=BEHAVIOUR.schema, status=201)
    many_noticed = many("noticed", "NoticedBehaviour")
    yield _record_call("post", several, "behaved_many", many_noticed, body=BEHAVIOURS.schema, status=201)
    yield _record_call("post", f"{RECORD}/tracking-links", "tracking", link, body=TRACKING.schema, status=201)


def _talking() -> Iterator[Call]:
    """What is to be done, who is told, and what was said."""
    people = many("watchers", "Person")
    yield _record_call("post", f"{RECORD}/tasks", "add_task", schema("Task"), tag="tasks", body=NEW_TASK.schema)
    yield _record_call("get", f"{RECORD}/links", "links", LINKS)
    yield _record_call("get", f"{RECORD}/comments", "comments", many("comments", "Comment"))
    comment = schema("Comment")
    yield _record_call("post", f"{RECORD}/comments", "comment", comment, body=COMMENT.schema, status=201)
    yield _record_call("get", f"{RECORD}/watchers", "watchers", people)
    yield _record_call("post", f"{RECORD}/watchers", "watch", people)
    yield _record_call("delete", f"{RECORD}/watchers", "unwatch", people)
    yield _record_call("get", f"{RECORD}/events", "events", many("events", "Event"))


def _call(language: str, method: str, path: str, verb: str, tag: str, answer: Any, **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", language, form="{form}"), tag, answer, **more)
