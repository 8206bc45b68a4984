"""Schemas that every house has: errors, people, events, tasks, explanations, reports."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
MOMENT = {"type": "string", "format": "date-time"}
MAYBE_MOMENT = {"type": ["string", "null"], "format": "date-time"}
WHOLE = {"type": "integer"}
MAYBE_WHOLE = {"type": ["integer", "null"]}
YES_NO = {"type": "boolean"}
TEXTS = {"type": "array", "items": TEXT}
PROBLEMS = {"type": "array", "items": {"type": "object"}}
PERSON = {"$ref": "#/components/schemas/Person"}
MAYBE_PERSON = {"anyOf": [PERSON, {"type": "null"}]}
ROWS = {"type": "array", "items": {"$ref": "#/components/schemas/ReasonRow"}}


def obj(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    """An object of which all is there but what is named as optional."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def many(name: str, item: str, **more: Any) -> dict[str, Any]:
    """An answer that holds a list."""
    return obj({name: {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}, **more})


LINKS = many("links", "RecordLink", related={"type": "array", "items": {"$ref": "#/components/schemas/RelatedList"}})
# Where a list is: behind a cursor nothing is counted again.
COUNTED = ("page", "total", "exact")
PAGE = {"per_page": WHOLE, "more": YES_NO, "next": MAYBE_TEXT, "page": WHOLE, "total": WHOLE, "exact": YES_NO}
ERROR = obj({"field": MAYBE_TEXT, "code": TEXT, "message": TEXT})
NUMBER = {"type": ["number", "null"]}
REVIEW: dict[str, Any] = {
    "id": WHOLE,
    "alert": MAYBE_TEXT,
    "part": TEXT,
    "finding": TEXT,
    "why": {"type": "object"},
    "state": {"enum": ["open", "acting", "measuring", "closed"]},
    "owner": MAYBE_WHOLE,
    "cause": TEXT,
    "action": TEXT,
    "conclusion": TEXT,
    "due": MAYBE_TEXT,
    "opened_at": MOMENT,
    "acted_at": MAYBE_MOMENT,
    "closed_at": MAYBE_MOMENT,
    "value_at_opening": NUMBER,
    "value_now": NUMBER,
    "effect": NUMBER,
    "version": WHOLE,
}
RUN: dict[str, Any] = {
    "id": WHOLE,
    "report": TEXT,
    "params": {"type": "object"},
    "state": {"enum": ["waiting", "running", "done", "cancelled", "failed", "lost"]},
    "stopping": YES_NO,
    "asked_at": MOMENT,
    "began_at": MAYBE_MOMENT,
    "ended_at": MAYBE_MOMENT,
    "attempts": WHOLE,
    "rows": MAYBE_WHOLE,
    "seconds_last": NUMBER,
    "trouble": MAYBE_TEXT,
}
COMMON: dict[str, Any] = {
    "Errors": {
        **obj({"errors": {"type": "array", "items": ERROR, "minItems": 1}}),
        "description": "Beside `errors`: `yours` and `current` (409, stale), `duplicates` and `open` (409), "
        "`missing` and `problems` (422)",
    },
    "File": obj({"key": TEXT, "name": TEXT, "type": TEXT, "size": WHOLE, "width": MAYBE_WHOLE, "height": MAYBE_WHOLE}),
    "Person": obj({"id": WHOLE, "name": MAYBE_TEXT}),
    "Link": obj({"id": WHOLE, "title": MAYBE_TEXT}),
    "Event": obj(
        {
            "id": WHOLE, "kind": TEXT, "families": TEXTS, "at": MOMENT, "actor": MAYBE_TEXT, "sentence": TEXT,
            "changes": {
                "type": "array",
                "items": obj({"field": TEXT, "label": TEXT, "before": MAYBE_TEXT, "after": MAYBE_TEXT}),
            },
            "data": {"type": "object"},
        }
    ),
    "Comment": obj(
        {
            "id": WHOLE, "at": MOMENT, "person": MAYBE_PERSON, "words": TEXT, "edited_at": MAYBE_MOMENT,
            "mentions": {"type": "array", "items": PERSON},
        }
    ),
    "Task": obj(
        {
            "id": WHOLE, "form": TEXT, "record": WHOLE, "stage": MAYBE_TEXT, "task": TEXT, "label": TEXT,
            "state": {"enum": ["open", "blocked", "waiting", "done", "skipped", "missed", "rejected", "closed"]},
            "must": YES_NO, "late": YES_NO, "how": MAYBE_TEXT, "after": TEXTS, "queue": MAYBE_TEXT,
            "assignee": MAYBE_PERSON, "due_at": MAYBE_MOMENT, "snoozed_until": MAYBE_MOMENT, "ended_at": MAYBE_MOMENT,
            "ended_by": MAYBE_PERSON, "reason": MAYBE_TEXT, "words": MAYBE_TEXT,
            "parent": {"type": ["integer", "null"]},
            "approval": {"anyOf": [{"$ref": "#/components/schemas/Approval"}, {"type": "null"}]}, "opens": MAYBE_TEXT,
            "answers": {"type": ["object", "null"]}, "script": TEXT, "asks": TEXTS,
            "known": {
                "type": "array",
                "items": {"anyOf": [obj({"answer": TEXT, "task": TEXT, "at": MAYBE_MOMENT}), {"type": "null"}]},
            },
            "scripts": {
                "type": "array",
                "items": obj({"label": TEXT, "way": MAYBE_TEXT, "subject": TEXT, "text": TEXT}),
            },
            "checks": {
                "type": "array",
                "items": obj({"id": TEXT, "label": TEXT, "must": YES_NO, "ticked": YES_NO, "by": MAYBE_PERSON}),
            },
        }
    ),
    "Approval": obj(
        {
            "need": WHOLE, "why": MAYBE_TEXT,
            "asked": {
                "type": "array", "items": obj({"task": WHOLE, "name": TEXT, "state": TEXT, "words": MAYBE_TEXT}),
            },
        }
    ),
    "RecordLink": obj(
        {
            "form": TEXT, "form_label": TEXT, "record": MAYBE_WHOLE, "number": MAYBE_TEXT, "title": MAYBE_TEXT,
            "stage": MAYBE_TEXT, "outcome": MAYBE_TEXT, "owner": MAYBE_TEXT,
            "kind": {"enum": ["task", "conversion", "same"]},
            "name": TEXT, "outward": YES_NO, "found": YES_NO, "task": {"type": ["integer", "null"]},
            "task_state": MAYBE_TEXT, "made_at": MOMENT,
        }
    ),
    "RelatedList": obj(
        {
            "form": TEXT, "form_label": TEXT, "by": TEXT, "label": TEXT, "total": WHOLE, "exact": YES_NO, "where": TEXT,
            "records": {"type": "array", "items": obj({"id": WHOLE, "number": TEXT, "title": TEXT})},
        }
    ),
    "Milestone": obj(
        {
            "id": TEXT, "label": TEXT, "reached_at": MAYBE_MOMENT, "why": MAYBE_TEXT, "how": TEXT,
            "missing": {"type": "array", "items": TEXT}, "next": YES_NO, "reverts": YES_NO,
            "unlocks": {
                "type": "array",
                "items": obj(
                    {
                        "field": TEXT, "most": MAYBE_TEXT, "for": {"type": "array", "items": TEXT},
                        "exempt": {"type": "array", "items": TEXT}, "words": TEXT,
                    }
                ),
            },
        }
    ),
    "Enrolment": obj(
        {
            "id": WHOLE, "cadence": TEXT, "label": TEXT, "state": TEXT, "step": MAYBE_TEXT, "entered": TEXT,
            "ended": MAYBE_TEXT, "error": MAYBE_TEXT, "entered_at": MOMENT, "next_at": MAYBE_MOMENT,
            "ended_at": MAYBE_MOMENT,
        }
    ),
    "ApprovalAnswer": obj({"task": WHOLE, "state": TEXT, "approval": WHOLE, "approval_state": TEXT}),
    "Reminded": obj({"reminded": WHOLE}),
    "ReasonRow": obj(
        {"reason": TEXT, "detail": TEXT, "points": TEXT, "counted": YES_NO, "data": {"type": "object"}}
    ),
    "GradeExplanation": obj(
        {
            "score": {"type": ["number", "null"]}, "grade": MAYBE_TEXT, "urgent": TEXTS, "sentence": TEXT, "next": TEXT,
            "scorecard": TEXT, "rows": ROWS, "at": MOMENT, "revision": WHOLE, "ways": TEXTS,
            "fit": {"type": ["number", "null"]}, "behaviour": {"type": ["number", "null"]}, "rule_grade": MAYBE_TEXT,
            "by_hand": {"type": ["object", "null"]},
        }
    ),
    "PredictionExplanation": obj(
        {
            "chance": {"type": "number"}, "sentence": TEXT, "rows": ROWS, "trust": TEXT, "verdict": TEXT,
            "model": WHOLE, "at": MOMENT,
        }
    ),
    "Call": obj(
        {
            "id": WHOLE, "script": TEXT, "label": TEXT, "at": MOMENT, "person": MAYBE_PERSON,
            "seconds": MAYBE_WHOLE, "score": {"type": "number"}, "passed": YES_NO,
            "agent_share": {"type": ["number", "null"]}, "questions": WHOLE, "recording": MAYBE_TEXT,
            "revision": WHOLE, "points": {"type": "array", "items": {"$ref": "#/components/schemas/CallPoint"}},
        }
    ),
    "CallPoint": obj(
        {
            "id": TEXT, "label": TEXT, "met": YES_NO, "forbidden": YES_NO, "must": YES_NO,
            "weight": {"type": "number"}, "code": TEXT, "reason": TEXT, "quote": MAYBE_TEXT, "turn": MAYBE_WHOLE,
            "likeness": {"type": ["number", "null"]},
        }
    ),
    "Lookup": obj(
        {
            "id": WHOLE, "enrichment": TEXT, "cause": TEXT,
            "state": {"enum": ["waiting", "found", "nothing", "failed", "left_out"]}, "why": MAYBE_TEXT,
            "attempts": WHOLE, "from_cache": YES_NO, "filled": TEXTS, "confirmed": TEXTS,
            "proposed": {"type": "object"}, "left": {"type": "object"}, "created_at": MOMENT, "ended_at": MAYBE_MOMENT,
        }
    ),
    "Lookups": obj(
        {
            "lookups": {"type": "array", "items": {"$ref": "#/components/schemas/Lookup"}},
            "origins": {"type": "object", "description": "By field: source, label, how, at, lookup"},
        }
    ),
    "TrackingLink": obj({"path": TEXT, "url": TEXT}),
    "NoticedBehaviour": {
        **obj({"id": {"type": ["integer", "null"]}, "kind": TEXT, "new": YES_NO}, "id"), "additionalProperties": True,
    },
    "Behaviours": obj(
        {
            "behaviours": {"type": "array", "items": {"type": "object"}},
            "counts": {"type": "array", "items": {"type": "object"}},
        }
    ),
    "AssignmentExplanation": obj(
        {
            "owner": {"type": ["integer", "null"]}, "pool": MAYBE_TEXT, "how": TEXT, "sentence": TEXT,
            "candidates": ROWS, "left_out": ROWS, "passed_rules": ROWS, "runner_up": MAYBE_TEXT, "warnings": TEXTS,
            "at": MOMENT, "revision": WHOLE,
        }
    ),
    "Report": obj(
        {
            "report": TEXT, "revision": WHOLE,
            "columns": {"type": "array", "items": obj({"id": TEXT, "label": TEXT, "type": TEXT})},
            "rows": {"type": "array", "items": {"type": "array"}}, "total": WHOLE, "totals": {"type": "object"},
        }
    ),
    "Review": obj(REVIEW),
    "ReviewInFull": obj(
        {
            **REVIEW,
            "readings": {
                "type": "array",
                "items": obj({"at": MOMENT, "value": NUMBER, "breached": YES_NO, "why": {"type": "object"}}),
            },
        }
    ),
    "ReportRun": obj(RUN),
    "ReportRunInFull": obj({**RUN, "answer": {"type": "object"}}, "answer"),
    "TypedAnswer": obj(
        {
            "understood": TEXTS, "assumed": TEXTS, "cut": WHOLE, "reports": TEXTS, "text": TEXT, "problems": PROBLEMS,
            "unknown": {"type": "array", "items": obj({"text": TEXT, "nearest": TEXTS})},
            "others": {"type": "array", "items": obj({"said": TEXT, "line": TEXT})},
            "ready": {"anyOf": [obj({"report": TEXT, "period": MAYBE_TEXT}), {"type": "null"}]},
            "answer": {"anyOf": [{"$ref": "#/components/schemas/Report"}, {"type": "null"}]},
        }
    ),
    "ReportHead": obj({"id": TEXT, "label": TEXT, "form": TEXT, "params": TEXTS}),
    "Dashboard": obj(
        {
            "dashboard": TEXT, "label": TEXT, "revision": WHOLE, "only": {"type": "object"},
            "filters": {"type": "array", "items": {"type": "object"}},
            "tiles": {"type": "array", "items": {"type": "object"}},
        }
    ),
    "DashboardHead": obj({"id": TEXT, "label": TEXT, "filters": TEXTS, "tiles": TEXTS}),
    "Form": obj(
        {
            "id": TEXT, "label": TEXT, "plural": TEXT, "title": TEXT, "verbs": TEXTS, "views": TEXTS,
            "fields": {"type": "array", "items": {"type": "object"}},
            "pipelines": {"type": "array", "items": {"type": "object"}},
        }
    ),
    "BatchAnswer": obj(
        {
            "taken": WHOLE, "refused": WHOLE,
            "results": {
                "type": "array",
                "items": obj(
                    {
                        "status": WHOLE, "id": WHOLE, "number": TEXT, "version": WHOLE, "duplicates": TEXTS,
                        "errors": {"type": "array", "items": ERROR},
                    },
                    "id", "number", "version", "duplicates", "errors",
                ),
            },
        }
    ),
    "Record": {
        **obj({"id": WHOLE, "number": TEXT, "version": WHOLE}, "version"),
        "additionalProperties": True,
    },
    "Records": many("records", "Record", form=TEXT, per_page=WHOLE, more=YES_NO, next=MAYBE_TEXT),
}  # fmt: skip

_REFUSED = {
    "400": "Not JSON, or not as JSON should be", "401": "No token, or one that does not hold",
    "403": "Seen, but not allowed", "404": "Not there, or not for you", "409": "Stale, done before, or there already",
    "413": "Too large", "415": "Not application/json", "422": "Fields with errors", "429": "Too many calls",
}  # fmt: skip
RESPONSES: dict[str, Any] = {
    status: {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}},
    }
    for status, words in _REFUSED.items()
}
