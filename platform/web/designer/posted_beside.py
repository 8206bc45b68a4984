"""What the grid of rights, the messages and the columns of a child table send, as acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from definitions import LANGUAGES, NotFound, Refused, as_kept, say
from forms import COLUMNS, field_types
from publishing import designing

from .beside import WAYS, column_schemas, is_line
from .controls import Mistyped, typed, words_typed
from .posted_choices import choice_acts
from .wanted import Desk, Wanted

CODE = re.compile(r"^[a-z_]{1,40}$")
ORDER = ("id", "type", "label", "help", "placeholder", "required", "index", "choices", "formula")


class _Column(Mapping):
    """What was sent for one column, by the names of its settings."""

    def __init__(self, posted: Any, at: int) -> None:
        self.posted, self.start = posted, f"col.{at}."

    def __getitem__(self, name: str) -> Any:
        return self.posted[self._sent_as(name)]

    def __contains__(self, name: object) -> bool:
        return self._sent_as(str(name)) in self.posted

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(self.start) for name in self.posted if name.startswith(self.start))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _sent_as(self, name: str) -> str:
        """`has.` marks what was on the page, whatever stands in it."""
        head, _, rest = name.partition("has.")
        return f"{self.start}{name}" if head or not rest else f"has.{self.start}{rest}"

    def getlist(self, name: str) -> list[str]:
        return self.posted.getlist(f"{self.start}{name}")


def change_rights(posted: Any, desk: Desk) -> Wanted:
    """Each cell that was set to something else."""
    id = posted.get("field", "")
    lines = desk.sheet.field(id).get("rights") or []
    if not isinstance(lines, list) or not all(map(is_line, lines)):
        raise Refused("designer.mend_first")
    acts = []
    for name in posted:
        if name.startswith("g."):
            role, _, stage = name.removeprefix("g.").partition("/")
            now = {line.get("be") for line in lines if designing.covers(line, role, stage)}
            be = posted[name]
            if be in ("", *WAYS) and (be not in now if be else now):
                acts.append(designing.SetRight(id, role, stage, be))
    return Wanted(tuple(acts), {"field": id})


def changed_messages(posted: Any, now: Mapping[str, Any]) -> dict[str, Any] | None:
    """The messages with what was changed in them; None where none was shown."""
    if "has.messages" not in posted:
        return None
    old = now.get("messages") or {}
    if not isinstance(old, dict):
        return None
    found = {}
    for code, text in old.items():
        if f"m.{code}.zh" in posted:
            text = words_typed(posted.get(f"m.{code}.zh", ""), posted.get(f"m.{code}.en", ""), text)
        if text is not None:
            found[code] = text
    more = posted.get("m.add", "")
    if CODE.match(more) and more not in found:
        found[more] = {lang: _usual(more, lang) for lang in LANGUAGES}
    return found


def _usual(code: str, lang: str) -> str:
    """What is said so far, as a beginning."""
    name = "missing" if code == "required" else code
    return re.sub(r"\{\w+\}", "…", as_kept(f"fields.error.{name}", lang) or code)


def change_columns(posted: Any, desk: Desk) -> Wanted:
    """Columns of a child table: other names, types, settings, places; one more, one less."""
    id = posted.get("field", "")
    field, path = desk.sheet.field(id), ("fields", desk.sheet.at(id), "fields")
    columns = field.get("fields") or []
    if not isinstance(columns, list) or not all(isinstance(each, dict) for each in columns):
        raise Refused("designer.mend_first")
    was = desk.published.find(id) if desk.published else None
    known = {column.id: column.type for column in getattr(was.type, "columns", ())} if was else {}
    acts: list[designing.Act] = []
    errors: dict[str, str] = {}
    for at, column in enumerate(columns):
        sent = _Column(posted, at)
        changes = _changed(column, sent, errors, at)
        if changes:
            acts.append(designing.ChangePart((*path, at), changes, ORDER))
        if "type" not in changes:
            do = posted.get("do", "").replace(f":{at}/", ":", 1)
            own = str(column.get("id"))
            acts += choice_acts(id, column, sent, do=do, column=own, known=known.get(own))
    acts += _verbs(posted, desk, path, columns)
    return Wanted(tuple(acts), {"field": id}, errors)


def _changed(column: Mapping[str, Any], sent: _Column, errors: dict[str, str], at: int) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if "has.label" in sent:
        label = words_typed(sent.get("label.zh", ""), sent.get("label.en", ""), column.get("label"))
        changes["label"] = label if label is not None else column.get("label")
        changes["required"] = True if sent.get("required") else False if column.get("required") is False else None
    schemas = column_schemas(str(column.get("type")))
    for name, schema in {**schemas, "formula": {"type": "string"}}.items():
        if f"has.{name}" not in sent:
            continue
        try:
            changes[name] = typed(name, schema, sent, column.get(name))
        except Mistyped as wrong:
            errors[f"col.{at}.{name}"] = str(wrong)
    type = sent.get("type", column.get("type"))
    if type in COLUMNS and type != column.get("type"):
        changes = {**_other_type(column, type), **{n: v for n, v in changes.items() if n in ("label", "required")}}
    return {name: value for name, value in changes.items() if value != column.get(name)}


def _other_type(column: Mapping[str, Any], type: str) -> dict[str, Any]:
    """Settings that the new type does not know go; what it needs comes."""
    known = {*ORDER, *field_types.get(type).options} - {"choices"}
    gone = {name: None for name in column if name not in known and name not in field_types.get(type).options}
    needed = designing.beginning(type, label=column.get("label", ""))
    return {"type": type, **gone, **{name: value for name, value in needed.items() if name not in column}}


def _verbs(posted: Any, desk: Desk, path: tuple[Any, ...], columns: list[Any]) -> Iterator[designing.Act]:
    verb, _, written = posted.get("do", "").partition(":")
    at = int(written) if written.isdecimal() and len(written) < 6 else -1
    if verb in ("column_up", "column_down", "column_drop") and not 0 <= at < len(columns):
        raise NotFound
    if verb in ("column_up", "column_down"):
        yield designing.MovePart((*path, at), at + (-1 if verb == "column_up" else 1))
    if verb == "column_drop":
        yield designing.DropPart((*path, at), least=1)
    type = posted.get("new_column", "")
    if type in COLUMNS:
        forms = [form.id for form in desk.catalog.all("form")]
        label = {lang: say(f"fields.type.{type}", lang) for lang in LANGUAGES}
        id = designing.free_id(type, [str(each.get("id")) for each in columns])
        yield designing.AddPart(
            path, {"id": id, "type": type, "label": label, **designing.beginning(type, label=label, forms=forms)}
        )
