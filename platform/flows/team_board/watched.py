"""What a team's board watches for, and over which forms."""

from __future__ import annotations

from datetime import datetime

from accounts import Work, calendar_of
from definitions import Catalog

WATCHES = ("unowned", "unaccepted", "overdue", "silent", "stuck")


def watched_forms(catalog: Catalog) -> list[str]:
    """The forms that have a pipeline."""
    return list(dict.fromkeys(pipeline.form for pipeline in catalog.all("pipeline")))


def silent_since(work: Work, form: str) -> datetime | None:
    """Before which moment the last contact must lie; the shortest limit of the form's pipelines."""
    limits = [one.silence.within for one in work.catalog.of_form("pipeline", form) if one.silence]
    calendar = calendar_of(work, None)
    return max((calendar.subtract(work.now, limit) for limit in limits), default=None)
