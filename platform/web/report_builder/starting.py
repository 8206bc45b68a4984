"""Where a report that somebody builds begins: empty, as a copy of another one, or out of a sentence."""

from __future__ import annotations

from typing import Any

import reports
from accounts import Work
from definitions import NotFound

from ..languages import t

COUNT = "count"


def empty(work: Work) -> dict[str, Any]:
    """The number of records of the first form that the reader may ask about, where there is one with a pipeline."""
    forms = [each.id for each in work.catalog.all("form") if reports.sees_form(work, each.id)]
    if not forms:
        raise NotFound
    return counting(next((id for id in forms if work.catalog.of_form("pipeline", id)), forms[0]), "records")


def counting(form: str, over: str) -> dict[str, Any]:
    """How many such rows there are."""
    over_said = {} if over == "records" else {"over": over}
    head = {"kind": "report", "id": "my_report", "form": form, **over_said, "label": t("builder.untitled")}
    return {**head, "measures": [{"id": COUNT, "label": reports.measure_named(COUNT, ""), "count": "all"}]}
