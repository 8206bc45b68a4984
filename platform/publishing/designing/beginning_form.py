"""A new form that works at once: its file, a list beside it, and who may see and fill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from definitions import pair_lines, yaml_edits
from forms import ColumnType

from .following import fits_a_list
from .naming import free_id

SHOWN = 5
FILL = ("create", "edit")
TITLES = ("text", "email", "phone", "integer")


@dataclass(frozen=True)
class NewForm:
    """What a newcomer says of a form: its names, its icon, and perhaps the columns of a table."""

    id: str
    label: Any
    icon: str = "forms"
    columns: tuple[ColumnType, ...] = ()


@dataclass(frozen=True)
class Grant:
    """What the people of a role may do with it: whose records they see; those who see some also fill it in."""

    see: str

    @property
    def written(self) -> dict[str, Any]:
        """As a role's file has it."""
        return {"see": self.see, "do": list(FILL)}


def form_text(new: NewForm) -> str:
    """The form's file; it checks clean as it is."""
    fields = list(_fields(new.columns)) or [_name("name", {"zh": "名称", "en": "Name"})]
    title = next((field for field in fields if field["type"] in TITLES), fields[0])
    title.update(required=True, search=True)
    section = {"id": "main", "label": {"zh": "基本信息", "en": "Details"}, "columns": 2}
    data = {
        "kind": "form",
        "id": new.id,
        "label": new.label,
        "icon": new.icon,
        "number": f"{new.id.replace('_', '')[:4].upper()}-{{year}}-{{serial:5}}",
        "title": title["id"],
        "fields": fields,
        "layout": [{**section, "fields": [field["id"] for field in fields]}],
    }
    return _text(data)


def view_text(form: Mapping[str, Any], id: str) -> str:
    """A list of all its records, the newest first."""
    listed = [field["id"] for field in form["fields"] if fits_a_list(field["type"])][:SHOWN]
    data = {
        "kind": "view",
        "id": id,
        "form": form["id"],
        "label": {"zh": "全部", "en": "All"},
        "where": "true",
        "columns": ["number", *(listed or [form["title"]]), "owner", "created_at"],
        "sort": ["-created_at"],
    }
    return _text(data)


def granted(role: str, form: str, grant: Grant) -> str:
    """The text of a role's file with the form among those it names."""
    return yaml_edits.put(role, ("forms", form), grant.written)


def _fields(columns: Sequence[ColumnType]) -> Iterator[dict[str, Any]]:
    taken: list[str] = []
    for column in columns:
        id = free_id(column.name, taken)
        taken.append(id)
        field: dict[str, Any] = {"id": id, "type": column.type, "label": column.name[:80]}
        if column.type == "choice":
            field["choices"] = list(_choices(column.words))
        yield field


def _choices(words: Sequence[str]) -> Iterator[dict[str, Any]]:
    taken: list[str] = []
    for word in words:
        taken.append(free_id(word, taken, "choice"))
        yield {"id": taken[-1], "label": word}


def _name(id: str, label: Any) -> dict[str, Any]:
    return {"id": id, "type": "text", "label": label}


def _text(data: Mapping[str, Any]) -> str:
    return "\n".join(line for name, value in data.items() for line in pair_lines(name, value, "")) + "\n"
