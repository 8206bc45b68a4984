"""Questions that are typed: how a line was read, what it finds, and the records behind its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

import reports
from accounts import Work, require
from definitions import NotFound
from forms import FieldError

from ..blueprint import v1
from ..desk import asking, reading
from ..inputs import arguments, refuse
from ..lists import ASKED, listed
from ..problems import told_problems
from ..replies import Reply
from .reports import SECONDS, behind_of

ASK = "ask"


@v1.get("/reports/answer")
def answer_line() -> Response:
    """How a line was read and what it finds; its `text` can be kept as a report of one's own."""
    given = arguments(ASK)
    with asking() as work:
        found, written = _asked(work, given)
        told = {**_read(found), "text": written.text, "problems": told_problems(written.problems), "answer": None}
        if found.answer is None and written.report is not None:
            told["answer"] = reports.as_json(reports.run(work, written.report, within=SECONDS), work.language)
    return Reply(told).response()


@v1.get("/reports/answer/records")
def list_behind_line() -> Response:
    """The records behind a number of the answer, as a list."""
    given = arguments(ASK, "cell", *ASKED)
    with reading() as work:
        _, written = _asked(work, given)
        if written.report is None:
            raise NotFound
        behind = behind_of(work, written.report, {}, given.get("cell", ""))
        asked = {name: given[name] for name in ASKED if name in given}
        return Reply(listed(work, behind.form, asked, within=behind.condition)).response()


def _asked(work: Work, given: Mapping[str, str]) -> tuple[reports.Asked, reports.Written]:
    require(work, "report")
    line = given.get(ASK, "").strip()
    if not line:
        refuse(FieldError(ASK, "required", {"label": ASK}))
    found = reports.asked(work, line)
    if found is None:
        raise NotFound
    return found, reports.write(work.catalog, reports.in_order(found.data))


def _read(found: reports.Asked) -> dict[str, Any]:
    ready = found.answer
    return {
        "understood": list(found.understood),
        "assumed": list(found.assumed),
        "unknown": [{"text": one.text, "nearest": [line for _, line in one.nearest]} for one in found.near],
        "others": [{"said": one.said, "line": one.line} for one in found.others],
        "cut": found.cut,
        "ready": {"report": ready.report.id, "period": ready.period or None} if ready else None,
        "reports": [one.id for one in found.reports],
    }
