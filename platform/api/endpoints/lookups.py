"""Look-ups of a record in sources outside: what was found, where values came from, taking over what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from accounts import Work, readable_fields
from definitions import Reason
from flows import enriching
from flows import subject as subjects
from records import Lookup, lookups

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments
from ..places import id_at, record_at
from ..record_json import record_json, stamp
from ..replies import Reply
from ..shapes import LOOKUP, PROPOSAL


@v1.get("/records/<form>/<record>/lookups")
def list_lookups(form: str, record: str) -> Response:
    """What sources were asked about a record, the newest first, and which of its values came from them."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        asked = [_lookup(work, subject, one) for one in lookups.of_record(work.connection, form, subject.id)]
        origins = {name: _origin(work, line) for name, line in enriching.origins(work, subject).items()}
    return Reply({"lookups": asked, "origins": origins}).response()


@v1.post("/records/<form>/<record>/lookups")
def ask_source(form: str, record: str) -> Response:
    """Ask a source about a record; the answer comes by itself."""
    body = LOOKUP.read(read_body())

    def ask(work: Work) -> Reply:
        id = enriching.ask(work, body["enrichment"], form, record_at(work, form, record))
        subject = subjects.look(work, form, record_at(work, form, record))
        return Reply(_lookup(work, subject, lookups.get(work.connection, id)), 202)

    return change(ask, body)


@v1.post("/lookups/<lookup>/acceptance")
def accept_proposal(lookup: str) -> Response:
    """Take over what a source says differently, of some fields or of all."""
    body = PROPOSAL.read(read_body())

    def accept(work: Work) -> Reply:
        subject = enriching.accept(work, id_at(lookup), body.get("fields"))
        return Reply(record_json(work, subject.form.id, subject.id))

    return change(accept, body)


@v1.post("/lookups/<lookup>/dismissal")
def dismiss_proposal(lookup: str) -> Response:
    """Leave the record as it is."""
    body = PROPOSAL.read(read_body())

    def dismiss(work: Work) -> Reply:
        enriching.dismiss(work, id_at(lookup), body.get("fields"))
        return Reply({"id": id_at(lookup), "dismissed": True})

    return change(dismiss, body)


def _lookup(work: Work, subject: subjects.Subject, one: Lookup) -> dict[str, Any]:
    """One look-up, of whose findings the caller sees the fields they may see."""
    seen = readable_fields(work.actor, subject.form)
    left = one.left or {}
    return {
        "id": one.id,
        "enrichment": one.enrichment,
        "cause": one.cause,
        "state": one.state,
        "why": Reason.from_json(one.why).text(work.language) if one.why else None,
        "attempts": one.attempts,
        "from_cache": one.from_cache,
        "filled": [name for name in one.filled or () if name in seen],
        "confirmed": [name for name in one.confirmed or () if name in seen],
        "proposed": {name: value for name, value in (one.proposed or {}).items() if name in seen},
        "left": {name: _said(each, work.language) for name, each in left.items() if name in seen},
        "created_at": stamp(one.created_at),
        "ended_at": stamp(one.ended_at),
    }


def _origin(work: Work, line: enriching.OriginLine) -> dict[str, Any]:
    label = line.label.text(work.language)
    return {"source": line.source, "label": label, "how": line.how, "at": stamp(line.at), "lookup": line.lookup}


def _said(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or ""
