"""The calls of one form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor, allowed, unmaskable_fields
from definitions import Catalog, say
from flows import short_messages, story_filter
from forms import FormDefinition

from ..shapes import (
    ASSIGNMENT,
    BATCH,
    BEHAVIOUR,
    BEHAVIOURS,
    CALL,
    COMMENT,
    CONTACT,
    ENROL,
    ENROLMENT,
    GRADE,
    LOOK,
    LOOKUP,
    NEW_TASK,
    PAUSE,
    RESTORATION,
    SHORT_MESSAGES,
    STAGE,
    TRACKING,
    UNMASKING,
)  # fmt: skip
from .calls import MATCH, Call, query, schema
from .general_calls import list_arguments
from .reassignment_calls import handed_on
from .schemas import LINKS, TEXT, WHOLE, YES_NO, many, obj

LIMIT = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}
TRASHED = obj({"id": WHOLE, "number": TEXT, "trashed": YES_NO})


def form_calls(catalog: Catalog, actor: Actor, form: FormDefinition) -> Iterator[Call]:
    """What the actor may do with records of the form."""
    one = _Writer(actor, form)
    yield one.call("get", "", "list", answer=schema(f"{form.id}.list"), parameters=list_arguments(actor.language))
    if allowed(actor, "create", form.id):
        yield one.call("post", "", "create", body=schema(f"{form.id}.new"), status=201)
    if allowed(actor, "create", form.id) or allowed(actor, "edit", form.id):
        yield one.call("post", "/batches", "batch", body=_batch(actor, form), answer=schema("BatchAnswer"))
    yield one.call("get", "/{record}", "read")
    if allowed(actor, "edit", form.id):
        yield one.call("patch", "/{record}", "edit", body=schema(f"{form.id}.changes"), parameters=(MATCH,))
    if allowed(actor, "edit", form.id) and short_messages.phone_fields(form):
        yield one.call("post", "/{record}/short-messages", "short_messages", body=SHORT_MESSAGES.schema)
    if allowed(actor, "trash", form.id):
        yield one.call("delete", "/{record}", "trash", answer=TRASHED)
        yield one.call("post", "/{record}/restoration", "restore", body=RESTORATION.schema)
    yield from _moves(catalog, one)
    yield one.call("get", "/{record}/tasks", "tasks", answer=many("tasks", "Task"))
    if allowed(one.actor, "complete", one.form.id):
        yield one.call("post", "/{record}/tasks", "add_task", answer=schema("Task"), body=NEW_TASK.schema)
    if any(pipeline.milestones for pipeline in catalog.of_form("pipeline", form.id)):
        yield one.call("get", "/{record}/milestones", "milestones", answer=many("milestones", "Milestone"))
    yield one.call("get", "/{record}/links", "links", answer=LINKS)
    yield one.call("get", "/{record}/events", "events", answer=_events(), parameters=_event_arguments())
    yield from _unmasking(one)
    yield from _talk(one)
    yield one.call("get", "/{record}/explanations/grade", "why_grade", answer=schema("GradeExplanation"))
    yield one.call("get", "/{record}/explanations/prediction", "why_chance", answer=schema("PredictionExplanation"))
    yield one.call("get", "/{record}/explanations/assignment", "why_assignment", answer=schema("AssignmentExplanation"))


def _batch(actor: Actor, form: FormDefinition) -> dict[str, Any]:
    """New records, or changes to some, whichever the actor may send."""
    kinds = {"create": schema(f"{form.id}.new"), "edit": schema(f"{form.id}.changes")}
    properties = {
        verb: {**BATCH.properties[verb], "items": {"allOf": [BATCH.properties[verb]["items"], items]}}
        for verb, items in kinds.items()
        if allowed(actor, verb, form.id)
    }
    return {**BATCH.schema, "properties": properties, "oneOf": [{"required": [verb]} for verb in properties]}


def _moves(catalog: Catalog, one: _Writer) -> Iterator[Call]:
    actor, form = one.actor, one.form
    pipelines = catalog.of_form("pipeline", form.id)
    if pipelines and allowed(actor, "advance", form.id):
        stages = sorted({stage.id for pipeline in pipelines for stage in pipeline.stages})
        to = {"properties": {**STAGE.schema["properties"], "to": {"enum": stages}}}
        yield one.call("post", "/{record}/stage", "stage", body={**STAGE.schema, **to})
    if pipelines and allowed(actor, "pause", form.id):
        yield one.call("post", "/{record}/pause", "pause", body=PAUSE.schema)
        yield one.call("delete", "/{record}/pause", "resume")
    if catalog.of_form("routing", form.id):
        yield one.call("post", "/{record}/assignment", "assignment", answer=handed_on(form.id), body=ASSIGNMENT.schema)
    if allowed(actor, "log", form.id) or allowed(actor, "complete", form.id):
        yield one.call("post", "/{record}/contacts", "contacts", body=CONTACT.schema)
    if catalog.of_form("scorecard", form.id) and allowed(actor, "grade", form.id):
        yield one.call("post", "/{record}/grade", "grade", body=GRADE.schema)
        yield one.call("delete", "/{record}/grade", "grade_back")
    if catalog.of_form("scorecard", form.id) and allowed(actor, "log", form.id):
        yield one.call("post", "/{record}/looks", "look", body=LOOK.schema)
    if catalog.of_form("trail", form.id):
        yield from _trail(one)
    if catalog.of_form("cadence", form.id):
        yield from _cadences(one)
    if catalog.of_form("enrichment", form.id):
        yield from _lookups(catalog, one)
    if catalog.of_form("call_script", form.id):
        yield one.call("get", "/{record}/calls", "calls", answer=many("calls", "Call"))
        if allowed(actor, "log", form.id):
            yield one.call("post", "/{record}/calls", "hold", body=CALL.schema, answer=schema("Call"), status=201)


def _unmasking(one: _Writer) -> Iterator[Call]:
    may = unmaskable_fields(one.actor, one.form)
    names = [field.id for field in one.form.fields if field.sensitive and field.id in may]
    if names:
        fields = {**UNMASKING.schema["properties"]["fields"], "items": {"enum": names}}
        body = {**UNMASKING.schema, "properties": {**UNMASKING.schema["properties"], "fields": fields}}
        told = obj({"id": WHOLE, "values": obj({name: {"type": ["string", "null"]} for name in names})})
        yield one.call("post", "/{record}/unmasking", "unmasking", body=body, answer=told)


def _talk(one: _Writer) -> Iterator[Call]:
    comment, watchers = schema("Comment"), many("watchers", "Person")
    parts = (query("before", {"type": "integer", "minimum": 1}), query("limit", LIMIT))
    listed = many("comments", "Comment", next={"type": ["integer", "null"]})
    yield one.call("get", "/{record}/comments", "comments", answer=listed, parameters=parts)
    yield one.call("post", "/{record}/comments", "comment", body=COMMENT.schema, answer=comment, status=201)
    yield one.call("patch", "/{record}/comments/{comment}", "comment_change", body=COMMENT.schema, answer=comment)
    yield one.call("delete", "/{record}/comments/{comment}", "comment_delete", answer=obj({"id": WHOLE}))
    yield one.call("get", "/{record}/watchers", "watchers", answer=watchers)
    yield one.call("post", "/{record}/watchers", "watch", answer=watchers)
    yield one.call("delete", "/{record}/watchers", "unwatch", answer=watchers)


def _trail(one: _Writer) -> Iterator[Call]:
    told = {"answer": schema("Behaviours"), "parameters": _trail_arguments()}
    yield one.call("get", "/{record}/behaviours", "behaviours", **told)
    if allowed(one.actor, "log", one.form.id):
        noticed = {"answer": schema("NoticedBehaviour"), "status": 201}
        yield one.call("post", "/{record}/behaviours", "behaved", body=BEHAVIOUR.schema, **noticed)
        many_noticed = many("noticed", "NoticedBehaviour")
        yield one.call("post", "/behaviours", "behaved_many", body=BEHAVIOURS.schema, answer=many_noticed, status=201)
        made = {"answer": schema("TrackingLink"), "status": 201}
        yield one.call("post", "/{record}/tracking-links", "tracking", body=TRACKING.schema, **made)


def _cadences(one: _Writer) -> Iterator[Call]:
    listed, told = many("enrolments", "Enrolment"), schema("Enrolment")
    yield one.call("get", "/{record}/enrolments", "enrolments", answer=listed)
    if allowed(one.actor, "edit", one.form.id):
        yield one.call("post", "/{record}/enrolments", "enrol", body=ENROL.schema, answer=told, status=201)
        yield one.call("post", "/{record}/enrolments/{enrolment}", "enrolment", body=ENROLMENT.schema, answer=told)


def _lookups(catalog: Catalog, one: _Writer) -> Iterator[Call]:
    yield one.call("get", "/{record}/lookups", "lookups", answer=schema("Lookups"))
    if allowed(one.actor, "edit", one.form.id):
        names = [each.id for each in catalog.of_form("enrichment", one.form.id)]
        asked = {**LOOKUP.schema, "properties": {"enrichment": {"enum": names}}}
        yield one.call("post", "/{record}/lookups", "ask", body=asked, answer=schema("Lookup"), status=202)


class _Writer:
    """Writes calls of one form."""

    def __init__(self, actor: Actor, form: FormDefinition) -> None:
        self.actor, self.form = actor, form

    def call(self, method: str, below: str, verb: str, *, answer: Any = None, **more: Any) -> Call:
        """One call; without an answer of its own it answers with the record."""
        words = say(f"api.doc.call.{verb}", self.actor.language, form=self.form.label)
        path, name = f"/api/v1/records/{self.form.id}{below}", f"{self.form.id}.{verb}"
        return Call(method, path, name, words, self.form.id, answer or schema(self.form.id), **more)


def _events() -> dict[str, Any]:
    return many("events", "Event", next={"type": ["integer", "null"]})


def _trail_arguments() -> tuple[dict[str, Any], ...]:
    return (
        query("kind", {"type": "string"}),
        query("limit", LIMIT),
    )


def _event_arguments() -> tuple[dict[str, Any], ...]:
    return (
        query("before", {"type": "integer", "minimum": 1}),
        query("limit", LIMIT),
        query("kind", {"type": "string"}),
        query("family", {"type": "string"}, ", ".join(story_filter.FAMILIES)),
    )
