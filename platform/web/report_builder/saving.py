"""Where what was built goes in the studio's draft: over the file that it came from, or into a new one."""

from __future__ import annotations

import re

import reports
from accounts import Work
from definitions import ID_PATTERN, Refused
from reports import Written

from ..languages import t
from ..studio.editing import save

LOCAL = "local"


def path_of(work: Work, id: str, *, kind: str = "report") -> str:
    """The file of what is published under that id, or where a new one will lie."""
    if work.catalog.find(kind, id) is not None:
        return work.catalog.file_of(kind, id)
    return f"{LOCAL}/{kind}s/{id}.yaml" if re.fullmatch(ID_PATTERN, id) else ""


def report_into_draft(work: Work, written: Written, id: str) -> str:
    """Keeps a report under an id of its own; answers where."""
    same = written.data.get("id") == id
    text = written.text if same or not written.data else reports.write(work.catalog, {**written.data, "id": id}).text
    return into_draft(work, text, id, kind="report")


def into_draft(work: Work, text: str, id: str, *, kind: str) -> str:
    """Keeps a text in the file of its kind and id; answers where."""
    path = path_of(work, id, kind=kind)
    if not path:
        raise Refused("builder.bad_id", id=id or t("builder.no_id"))
    save(work, path, text)
    return path
