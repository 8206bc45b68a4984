"""The records that a record is linked with."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import linking
from flows import subject as subjects
from forms import RelatedQuestion, related_to, run

from ..blueprint import v1
from ..desk import reading
from ..inputs import arguments
from ..places import record_at
from ..record_json import stamp
from ..replies import Reply

FIRST = 50


@v1.get("/records/<form>/<record>/links")
def list_links(form: str, record: str) -> Response:
    """What was opened, made or found for a record, what it was made for, and what is listed on its page.

    Of hidden links only that they are; of a list the first, and the condition by which `GET …/records/{form}` goes on.
    """
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        found = [_told(work, one) for one in linking.linked_to(work, subject)]
        listed = [_listed(work, one) for one in related_to(work, subject.form, subject.id, most=FIRST)]
    return Reply({"links": found, "related": listed}).response()


def _listed(work: Work, one: RelatedQuestion) -> dict[str, Any]:
    page, label = run(work, one.query), one.list.label or one.form.plural
    return {
        "form": one.form.id,
        "form_label": one.form.label.text(work.language),
        "by": one.list.by,
        "label": label.text(work.language),
        "total": page.total.n,
        "exact": page.total.exact,
        "where": f"{one.list.by} = {one.filter.values[0]}",
        "records": [{"id": row.id, "number": row.number, "title": row.title} for row in page.rows],
    }


def _told(work: Work, one: linking.LinkedRecord) -> dict[str, Any]:
    return {
        "form": one.form,
        "form_label": one.form_label.text(work.language),
        "record": one.record if one.is_seen else None,
        "number": one.number,
        "title": one.title,
        "stage": one.stage.text(work.language) if one.stage else None,
        "outcome": one.outcome,
        "owner": one.owner,
        "kind": one.kind,
        "name": one.name.text(work.language),
        "outward": one.outward,
        "found": one.found,
        "task": one.task if one.outward else None,
        "task_state": one.state,
        "made_at": stamp(one.made_at),
    }
