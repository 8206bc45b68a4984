"""What of a field needs more room than its settings have: who may do what in which stage, and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Actor, FieldRights, field_rights
from definitions import Label
from forms import COLUMN_SETTINGS, COLUMNS, FieldDefinition, field_types
from publishing import designing

from ..conditions import Option
from ..languages import language, t
from .access import AccessGrid, access_of, named_of
from .choice_rows import choice_rows
from .controls import Around, control, setting_label, words_in
from .palette import icon_of, type_label
from .related_room import lists_in
from .view_model import ChoiceRow, Control, Room, State

WAYS = ("hidden", "read_only", "required")
RIGHTS, COLUMNS_ROOM, ACCESS, RELATED = "rights", "columns", "access", "related"


@dataclass(frozen=True)
class RightCell:
    """What the field is to a role in a stage; `follows` is what it gets from a wider line.

    `now` is what comes of all that is written, in the role's file as well; empty where that cannot be told.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    be: str
    follows: str
    now: str = ""


@dataclass(frozen=True)
class RightRow:
    """One stage, or all of them."""

    label: str
    cells: tuple[RightCell, ...]


@dataclass(frozen=True)
class RightsGrid:
    """Stages down, of which there are many; roles across."""

    roles: tuple[str, ...]
    rows: tuple[RightRow, ...]


@dataclass(frozen=True)
class ColumnRow:
    """One column of a child table."""

    id: str
    at: int
    icon: str
    types: tuple[Option, ...]
    fixed: bool
    zh: str
    en: str
    required: bool
    computed: bool
    controls: tuple[Control, ...]
    choices: tuple[ChoiceRow, ...]
    has_choices: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class Beside:
    """What of a field needs as much room as the canvas."""

    title: str
    rights: RightsGrid
    named: AccessGrid
    columns: tuple[ColumnRow, ...] = ()
    has_columns: bool = False
    types: tuple[Option, ...] = ()


@dataclass(frozen=True)
class FormAccess:
    """What the roles may do with the form."""

    title: str
    access: AccessGrid


def access_beside(form: str, title: str, around: Around, files: Mapping[str, str]) -> FormAccess:
    """The rights on the whole form, by role."""
    return FormAccess(title, access_of(around.catalog, files, form))


def form_rooms(state: State, data: Mapping[str, Any]) -> Iterator[Room]:
    """The ways between the canvas, who may do what with the form, and the lists on its records' pages."""
    yield Room("", state.href(room=""), t("designer.canvas"), "layout-kanban", 0, not state.room)
    yield Room(ACCESS, state.href(room=ACCESS), t("access.title"), "shield-check", 0, state.room == ACCESS)
    if lists := lists_in(data):
        now = state.room == RELATED
        yield Room(RELATED, state.href(room=RELATED), t("related_room.title"), "link", len(lists), now)


def beside_of(
    field: Mapping[str, Any], form: str, around: Around, published: FieldDefinition | None, files: Mapping[str, str]
) -> Beside:
    """The rights of a field, and its columns where it has rows."""
    columns = field.get("fields") if isinstance(field.get("fields"), list) else []
    sound = [each for each in columns if isinstance(each, dict) and isinstance(each.get("id"), str)]
    has_columns = field.get("type") == "child_table" and len(sound) == len(columns)
    return Beside(
        title=Label.of(field.get("label"), str(field.get("id"))).text(language()),
        rights=_rights(field, form, around),
        named=named_of(around.catalog, files, form, str(field.get("id")), sensitive=field.get("sensitive") is True),
        columns=tuple(_columns(sound, around, published)) if has_columns else (),
        has_columns=has_columns,
        types=tuple(Option(name, type_label(name)) for name in COLUMNS),
    )


def rooms_for(field: Mapping[str, Any]) -> tuple[str, ...]:
    """What of a field can take the canvas's place."""
    return (RIGHTS, COLUMNS_ROOM) if field.get("type") == "child_table" else (RIGHTS,)


def rooms_of(field: Mapping[str, Any], state: State) -> Iterator[Room]:
    """The ways there and back, each with how much is said."""
    yield Room("", state.href(room=""), t("designer.canvas"), "layout-kanban", 0, not state.room)
    said = {RIGHTS: field.get("rights"), COLUMNS_ROOM: field.get("fields")}
    icons = {RIGHTS: "shield-check", COLUMNS_ROOM: icon_of("child_table")}
    for name in rooms_for(field):
        count = len(said[name]) if isinstance(said[name], list) else 0
        label = t("designer.setting.rights" if name == RIGHTS else "designer.setting.fields")
        yield Room(name, state.href(room=name), label, icons[name], count, state.room == name)


def stages_of(around: Around, form: str) -> dict[str, str]:
    """The stages that records of the form can stand in."""
    pipelines = tuple(around.catalog.of_form("pipeline", form))
    found: dict[str, dict[str, list[str]]] = {}
    for each in pipelines:
        for stage in each.stages:
            whose = found.setdefault(stage.id, {}).setdefault(stage.label.text(language()), [])
            whose.append(each.label.text(language()))
    several, comma = len(pipelines) > 1, t("studio.comma")
    return {
        id: comma.join(f"{label} · {comma.join(whose)}" if several else label for label, whose in labels.items())
        for id, labels in found.items()
    }


def column_schemas(type: str) -> dict[str, Mapping[str, Any]]:
    """What a column of a type is asked beside its name: the settings of its own."""
    kind = field_types.find(type)
    own = kind.options if kind else {}
    return {name: schema for name, schema in own.items() if name not in ("choices", "fields", *COLUMN_SETTINGS)}


def is_line(line: Any) -> bool:
    """Whether it says for whom and where in the way that the grid can change."""
    names = [line.get(name) for name in ("roles", "stages")] if isinstance(line, dict) else [""]
    return all(each is None or isinstance(each, list) for each in names) and line.get("be") in WAYS


def _rights(field: Mapping[str, Any], form: str, around: Around) -> RightsGrid:
    written = field.get("rights") if isinstance(field.get("rights"), list) else []
    lines = [line for line in written if is_line(line)]
    stages = {"": t("rights.always"), **stages_of(around, form)}
    roles = {role.id: role.label.text(language()) for role in around.catalog.all("role")}
    roles = {"": t("rights.everybody"), **roles}
    effect = _Effect(around, form, str(field.get("id")))
    rows = []
    for stage, label in stages.items():
        cells = (_cell(lines, role, stage, f"{label} · {roles[role]}") for role in roles)
        now = (effect.of(role, stage) for role in roles)
        rows.append(RightRow(label, tuple(replace(cell, now=words) for cell, words in zip(cells, now, strict=True))))
    return RightsGrid(tuple(roles.values()), tuple(rows))


class _Effect:
    """What a field is to a role in a stage, by everything that the draft says."""

    def __init__(self, around: Around, form: str, field: str) -> None:
        self.catalog, self.form = around.catalog, around.catalog.find("form", form)
        self.field = self.form.find(field) if self.form is not None else None

    def of(self, role: str, stage: str) -> str:
        """In words; nothing for everybody, who are no role."""
        if self.field is None or not role:
            return ""
        actor = Actor(None, "", self.catalog.get("role", role), catalog=self.catalog)
        return t(f"rights.now.{self._found(field_rights(actor, self.form), stage or None)}")

    def _found(self, rights: FieldRights, stage: str | None) -> str:
        if self.field.id not in rights.readable(stage):
            return "hidden"
        if self.field.id not in rights.writable(stage) or self.field.computed:
            return "read_only"
        return "required" if self.field.required or self.field.id in rights.required(stage) else "fills"


def _cell(lines: list[Mapping[str, Any]], role: str, stage: str, label: str) -> RightCell:
    own = _strongest(line for line in lines if designing.covers(line, role, stage))
    wider = {(each, where) for each in (role, "") for where in (stage, "")} - {(role, stage)}
    follows = _strongest(line for line in lines if any(designing.covers(line, *cell) for cell in wider))
    nothing = t("rights.follows", what=t(f"rights.{follows}")) if follows else t("rights.free")
    options = (Option("", nothing, not own), *(Option(way, t(f"rights.{way}"), way == own) for way in WAYS))
    return RightCell(f"g.{role}/{stage}", label, options, own, follows)


def _strongest(lines: Iterator[Mapping[str, Any]]) -> str:
    found = {line["be"] for line in lines}
    return next((way for way in WAYS if way in found), "")


def _columns(columns: list[dict[str, Any]], around: Around, published: FieldDefinition | None) -> Iterator[ColumnRow]:
    known = {column.id: column for column in getattr(published.type, "columns", ())} if published else {}
    for at, column in enumerate(columns):
        zh, en = words_in(column.get("label"))
        type = str(column.get("type"))
        yield ColumnRow(
            id=column["id"],
            at=at,
            icon=icon_of(type),
            types=tuple(Option(name, type_label(name), name == type) for name in COLUMNS),
            fixed=column["id"] in known,
            zh=zh,
            en=en,
            required=bool(column.get("required")),
            computed="formula" in column,
            controls=tuple(_controls(column, at, around)),
            choices=tuple(choice_rows(column, getattr(known.get(column["id"]), "type", None), at)),
            has_choices=isinstance(column.get("choices"), list),
            first=at == 0,
            last=at == len(columns) - 1,
        )


def _controls(column: Mapping[str, Any], at: int, around: Around) -> Iterator[Control]:
    schemas = column_schemas(str(column.get("type")))
    inside = replace(around, errors=_below(around.errors, at), typed={})
    for name, schema in schemas.items():
        if not ("choices" in column and name in ("list", "level", "parent")):
            yield replace(control(name, schema, column.get(name), inside), name=f"col.{at}.{name}")
    formula, wrong = str(column.get("formula", "")), inside.errors.get("formula", "")
    yield Control(f"col.{at}.formula", "code", setting_label("formula"), formula, error=wrong)


def _below(errors: Mapping[str, str], at: int) -> dict[str, str]:
    start = f"col.{at}."
    return {name.removeprefix(start): text for name, text in errors.items() if name.startswith(start)}
