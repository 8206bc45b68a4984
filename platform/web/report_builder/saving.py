"""Where a report of the builder goes in the studio's draft: over the file that it came from, or into a new one."""

from __future__ import annotations

import re

import reports
from accounts import Work
from definitions import ID_PATTERN, Refused
from reports import Written

from ..languages import t
from ..studio.editing import save

LOCAL = "local"


def path_of(work: Work, id: str) -> str:
    """The file of a published report of that id, or where a new one will lie."""
    if work.catalog.find("report", id) is not None:
        return work.catalog.file_of("report", id)
    return f"{LOCAL}/reports/{id}.yaml" if re.fullmatch(ID_PATTERN, id) else ""


def into_draft(work: Work, written: Written, id: str) -> str:
    """Keeps the text under an id of its own; answers where."""
    path = path_of(work, id)
    if not path:
        raise Refused("builder.bad_id", id=id or t("builder.no_id"))
    same = written.data.get("id") == id
    text = written.text if same or not written.data else reports.write(work.catalog, {**written.data, "id": id}).text
    save(work, path, text)
    return path
