"""The files of the configuration as the studio lists them: by kind, with their labels and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from definitions import KINDS, Document, Label, parse_document, plain
from publishing import kind_word, know_all_kinds

from ..languages import language, t
from .draft import Draft
from .kinds import ICONS

NEW, CHANGED, REMOVED = "new", "changed", "removed"


@dataclass(frozen=True)
class FileRow:
    """One file: what it defines, where it lies, and how the draft stands to it."""

    path: str
    href: str
    label: str
    kind: str
    kind_label: str
    form: str
    pack: str
    state: str
    errors: int
    warnings: int
    by: str


@dataclass(frozen=True)
class KindGroup:
    """The files of one kind."""

    kind: str
    label: str
    icon: str
    rows: tuple[FileRow, ...]


@lru_cache(maxsize=512)
def head_of(path: str, text: str) -> tuple[str, str, Label, str]:
    """(kind, id, label, form) of a file as far as it can be read; the folder tells the kind of a broken one."""
    parsed = parse_document(path, text)
    if not isinstance(parsed, Document):
        return _kind_by_folder(path), "", Label.of(path.rsplit("/", 1)[-1]), ""
    data = parsed.data
    name = path.rsplit("/", 1)[-1]
    label = plain(data.get("label"))
    written = label if isinstance(label, (str, dict)) and label else None
    return (
        _word(data, "kind") or _kind_by_folder(path),
        _word(data, "id"),
        Label.of(written, _word(data, "id") or name),
        _word(data, "form"),
    )


def kind_of(draft: Draft, path: str) -> str:
    """The kind of a file of the draft, or of what was published where the draft removes it."""
    text = draft.merged.get(path, draft.published.get(path, ""))
    return head_of(path, text)[0]


def plural_of(kind: str) -> str:
    """Several of a kind: 表单, Forms."""
    key = f"kinds.{kind}"
    return kind_word(kind, language()) if t(key) == key else t(key)


def groups_of(draft: Draft, only: str = "") -> tuple[KindGroup, ...]:
    """Every file, grouped by kind in the order of the navigation."""
    rows = list(_rows(draft))
    order = [*ICONS, *sorted({row.kind for row in rows} - set(ICONS))]
    groups = ((kind, tuple(row for row in rows if row.kind == kind)) for kind in order if only in ("", kind))
    return tuple(
        KindGroup(kind, plural_of(kind), ICONS.get(kind, "file-text"), found) for kind, found in groups if found
    )


def row_of(draft: Draft, path: str) -> FileRow:
    """One file of the draft."""
    text = draft.merged.get(path, draft.published.get(path, ""))
    kind, id, label, form = head_of(path, text)
    designed = kind == "form" and id and path in draft.merged
    file = draft.file(path)
    mine = [problem for problem in draft.plan.problems if problem.location.file == path]
    return FileRow(
        path=path,
        href=f"/studio/forms/{id}" if designed else f"/studio/files/{path}",
        label=label.text(language()),
        kind=kind,
        kind_label=kind_word(kind, language()),
        form=form,
        pack=path.split("/")[0],
        state=_state(draft, path),
        errors=sum(problem.is_error for problem in mine),
        warnings=sum(not problem.is_error for problem in mine),
        by=draft.author_of(file) if file else "",
    )


def _rows(draft: Draft) -> Iterator[FileRow]:
    for path in sorted({*draft.merged, *draft.published}):
        yield row_of(draft, path)


def _state(draft: Draft, path: str) -> str:
    if draft.file(path) is None:
        return ""
    if path not in draft.merged:
        return REMOVED
    return CHANGED if path in draft.published else NEW


def _kind_by_folder(path: str) -> str:
    know_all_kinds()
    folder = path.split("/")[-2] if "/" in path else ""
    return next((name for name in KINDS.names() if KINDS.get(name).folder == folder), "")


def _word(data: Any, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
