"""Refusals and accidents as one envelope: `{"errors": [{"field", "code", "message"}]}`."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from definitions import GuardNotMet, NotFound, Refused, say
from flows import matching, tasks
from forms import FieldError, Invalid

from .bearer import NoToken
from .desk import language
from .replies import Reply
from .shapes import CONTACT

log = structlog.get_logger("leadwright.api")

CODES = {
    400: "bad_request", 404: "not_found", 405: "method_not_allowed", 408: "timeout", 411: "length_required",
    413: "too_large", 415: "not_json", 429: "too_many_requests",
}  # fmt: skip


class Conflict(Refused):
    """Two versions of one record: the one that was sent and the one that stands."""

    def __init__(self, yours: dict[str, Any], current: dict[str, Any]) -> None:
        super().__init__("refused.stale")
        self.versions = {"yours": yours, "current": current}


def install(blueprint: Blueprint) -> None:
    """One handler for each family."""
    blueprint.register_error_handler(Refused, _refused)
    blueprint.register_error_handler(HTTPException, http_error)
    blueprint.register_error_handler(Exception, _accident)


def envelope(code: str, message: str, status: int, *, field: str | None = None, **more: Any) -> Reply:
    """One error in the shape that all errors have."""
    return Reply({"errors": [{"field": field, "code": code, "message": message}], **more}, status)


def http_error(error: HTTPException) -> Response:
    """What the web server's own layer refuses."""
    if error.code is None or error.code < 400:
        return error.get_response()
    known = CODES.get(error.code)
    words = say(f"api.http.{known}" if known else "api.http.other", language(), status=error.code)
    answer = envelope(known or "refused", words, error.code).response()
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _refused(error: Refused) -> Response:
    answer = reply_to(error, language()).response()
    if isinstance(error, NoToken):
        answer.headers["WWW-Authenticate"] = error.challenge
    return answer


def reply_to(error: Refused, lang: str) -> Reply:
    """A refusal as it is answered, of a whole call or of one row of a batch."""
    if isinstance(error, Invalid):
        return Reply(error.as_dict(lang), error.status)
    if isinstance(error, NotFound):
        return envelope("not_found", _not_found(error, lang), error.status)
    if isinstance(error, GuardNotMet):
        return _guarded(error, lang)
    if isinstance(error, matching.Duplicate):
        found = [{"id": one.record, "number": one.number, "rule": one.rule.id} for one in error.matches]
        return envelope("duplicate", error.text(lang), error.status, field=error.fields[0], duplicates=found)
    if isinstance(error, tasks.LogMissing):
        return _log_missing(error, lang)
    more = error.versions if isinstance(error, Conflict) else {}
    return envelope(error.code, error.text(lang), error.status, **more)


def _guarded(error: GuardNotMet, lang: str) -> Reply:
    """What holds the gate, as a whole; and beside each field that has to be filled first."""
    missing = [{"kind": one.kind, "id": one.id, "label": one.text(lang)} for one in error.missing]
    held = envelope("guard_not_met", error.text(lang), error.status, missing=missing)
    fields = (FieldError(one.id, "required", {"label": one.label}) for one in error.missing if one.kind == "field")
    held.data["errors"] += [each.as_dict(lang) for each in fields]
    return held


def _log_missing(error: tasks.LogMissing, lang: str) -> Reply:
    """The call that does it instead, with what is to be sent."""
    row = error.task
    path = f"/api/v1/records/{row.form}/{row.record}/contacts"
    wanted = {name: CONTACT.properties[name] for name in ("way", "outcome", "content", "next_step", "next_at")}
    send = {"method": "POST", "path": path, "task": row.id, "fields": {**wanted, "task": {"const": row.id}}}
    message = f"{error.text(lang)} {say('api.log_missing', lang, path=path, task=row.id)}"
    return envelope(error.code, message, error.status, send=send)


def _not_found(error: NotFound, lang: str) -> str:
    """Of what one may not see, not even the kind of thing that is missing is told."""
    return error.text(lang) if ".refused." in error.key else say("refused.not_found", lang)


def _accident(error: Exception) -> Response:
    reference = uuid.uuid4().hex[:8]
    log.exception("unexpected error", reference=reference, path=request.path)
    return envelope("accident", say("api.accident", language(), reference=reference), 500).response()
