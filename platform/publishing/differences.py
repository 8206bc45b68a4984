"""Two configurations compared, in words: what was added, removed and changed, definition by definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from definitions import Document, Label, parse_document, plain, say

from .called import MOVED, NOBODY, Called, called_in
from .telling import is_label, told

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
MOST_TOLD = 20


@dataclass(frozen=True)
class Change:
    """One value of a definition: where it is, what it was and what it becomes."""

    path: str
    before: Any
    after: Any
    called: Called = NOBODY

    def words(self, language: str) -> str:
        """`预算.points: 20 → 25`, `fields: + wechat`: as it stands in the file."""
        return told(self.path, self.before, self.after, language, NOBODY)

    def told(self, language: str) -> str:
        """`阶段 › 报价 › 停留上限：7 → 5 个工作日`: as people call it."""
        return told(self.path, self.before, self.after, language, self.called)


@dataclass(frozen=True)
class Difference:
    """One definition that is not the same on both sides."""

    what: str
    kind: str
    id: str
    label: Label
    file: str
    changes: tuple[Change, ...] = ()

    def words(self, language: str) -> str:
        """`改了 评分卡「工单评分卡」：…`."""
        details = self._details([one.words(language) for one in self._first], language)
        return "\n  ".join([self.head(language), *details])

    def head(self, language: str) -> str:
        """What became of which definition."""
        return say(f"diff.{self.what}", language, kind=kind_word(self.kind, language), label=self.label.text(language))

    def details(self, language: str) -> list[str]:
        """What is other in it, as people call it."""
        return self._details([one.told(language) for one in self._first], language)

    @property
    def _first(self) -> tuple[Change, ...]:
        return self.changes[:MOST_TOLD]

    def _details(self, said: list[str], language: str) -> list[str]:
        more = len(self.changes) - len(said)
        return [*said, say("diff.more", language, n=more)] if more else said


def kind_word(kind: str, language: str) -> str:
    """What people call a kind: 表单, form."""
    word = say(f"kind.{kind}", language)
    return kind if word == f"kind.{kind}" else word


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
    """Every definition that was added, removed or changed between two sets of files."""
    old, new = documents_of(before), documents_of(after)
    found = []
    for name in sorted({*old, *new}):
        difference = _difference(name, old.get(name), new.get(name), {**old, **new})
        if difference:
            found.append(difference)
    return tuple(found)


def documents_of(files: Mapping[str, str]) -> dict[tuple[str, str], Document]:
    """The definitions by kind and id; files that are none are left out."""
    found = {}
    for file, text in files.items():
        parsed = parse_document(file, text)
        if isinstance(parsed, Document):
            found[(str(parsed.data.get("kind", "?")), str(parsed.data.get("id", file)))] = parsed
    return found


def _difference(
    name: tuple[str, str], old: Document | None, new: Document | None, around: Mapping[tuple[str, str], Document]
) -> Difference | None:
    document = new or old
    if old and new and old.data is new.data:  # one text is read once
        return None
    label = Label.of(plain(document.data.get("label")), name[1])
    if old is None or new is None:
        return Difference(ADDED if old is None else REMOVED, *name, label, document.file)
    before, after = plain(old.data), plain(new.data)
    changes = tuple(changes_at("", before, after))
    if changes:
        called = called_beside(before, after, around=around)
        changes = tuple(replace(change, called=called) for change in changes)
    return Difference(CHANGED, *name, label, document.file, changes) if changes else None


def called_beside(*versions: Mapping[str, Any], around: Mapping[tuple[str, str], Document]) -> Called:
    """What the parts of a definition are called, and what it names of what stands around it."""
    return called_in(*versions, among=_spoken_of(versions[-1], around))


def _spoken_of(data: Mapping[str, Any], around: Mapping[tuple[str, str], Document]) -> Iterator[Any]:
    """What else a definition names: its form or forms with their fields, the stages of its records, and the roles."""
    own = [data.get("id")] if data.get("kind") == "form" else []
    listed = [one.get("form") for one in _listed(data.get("related")) if isinstance(one, Mapping)]
    named = (data.get("form"), *_listed(data.get("forms")), *listed)
    forms = {one for one in named if isinstance(one, str)}  # a draft may hold anything
    for (kind, id), document in around.items():
        is_way = kind == "pipeline" and document.data.get("form") in own
        if kind == "role" or is_way or (kind == "form" and id in forms):
            yield plain(document.data)


def _listed(value: Any) -> list:
    """The items of a list, the keys of a mapping."""
    return [*value] if isinstance(value, (list, dict)) else []


def changes_at(path: str, before: Any, after: Any) -> Iterator[Change]:
    """What is other at a place and below it."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and not is_label(before, after):
        for key in dict.fromkeys([*before, *after]):
            yield from changes_at(f"{path}.{key}" if path else key, before.get(key), after.get(key))
    elif _has_ids(before) and _has_ids(after):
        yield from _item_changes(path, before, after)
    elif _is_of_parts(before) and _is_of_parts(after) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
            yield from changes_at(f"{path}.{number}" if len(after) > 1 else path, old, new)
    else:
        yield Change(path, before, after)


def _item_changes(path: str, before: list, after: list) -> Iterator[Change]:
    old, new = {item["id"]: item for item in before}, {item["id"]: item for item in after}
    for id in dict.fromkeys([*old, *new]):
        yield from changes_at(f"{path}.{id}", old.get(id), new.get(id))
    kept_old, kept_new = [id for id in old if id in new], [id for id in new if id in old]
    if kept_old != kept_new:
        yield Change(f"{path}{MOVED}", kept_old, kept_new)


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) and "id" in item for item in value)


def _is_of_parts(value: Any) -> bool:
    """A list whose parts have no ids: as long as their number stays, each is compared with the one at its place."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
