"""The right side: what is selected, setting by setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from definitions import Catalog, Label
from forms import FieldDefinition, FormDefinition, field_types
from publishing import designing

from ..conditions import Option
from ..languages import language, t
from .choice_rows import choice_rows
from .controls import Around, setting_label, words_in
from .messages import message_rows, more_messages
from .palette import icon_of, type_label
from .rules import rule_said
from .settings import FLAGS, NAMES, controls, default_control, is_as_text, rules_of, settings_of
from .view_model import Control, Properties

ICONS = (
    "forms", "file", "file-text", "files", "users", "user", "building", "briefcase", "target", "star", "trophy", "flag",
    "heart-handshake", "ticket", "tool", "settings", "package", "rocket", "calendar", "clock", "map-pin", "phone",
    "mail", "message-2", "book", "clipboard-check", "list-check", "coin", "chart-bar", "bell", "tag", "world", "photo",
    "bolt", "shield-check", "key", "inbox", "database",
)  # fmt: skip


def of_field(sheet: designing.Sheet, id: str, *, around: Around, published: FormDefinition | None) -> Properties:
    """A field with all its settings."""
    field, place = sheet.field(id), sheet.place_of(id)
    type = str(field.get("type"))
    beside = sheet.sections[place[0]]["fields"] if place else [each.get("id") for each in sheet.fields]
    known = published.find(id) if published else None
    tongues = all(words_in(sheet.data.get("label")))
    return Properties(
        what="field",
        id=id,
        place=sheet.at(id),
        title=_text(field.get("label"), id),
        type_label=type_label(type),
        icon=icon_of(type),
        fixed=known is not None,
        groups=tuple(_groups(sheet, field, around, published)),
        choices=tuple(choice_rows(field, known.type if known else None, tongues=tongues)),
        has_choices=isinstance(field.get("choices"), list),
        first=bool(beside) and beside[0] == id,
        last=bool(beside) and beside[-1] == id,
        is_title=sheet.data.get("title") == id,
        id_error=around.errors.get("id", ""),
        id_typed=around.typed.get("id", ""),
        messages=tuple(message_rows(field)),
        more_messages=tuple(more_messages(field)),
        in_yaml=tuple(setting_label(name) for name in field if is_as_text(name, field)),
    )


def of_section(sheet: designing.Sheet, id: str, *, errors: Mapping[str, str]) -> Properties:
    """A section: its heading, its columns, whether it is asked later."""
    at = sheet.section_at(id)
    section = sheet.sections[at]
    zh, en = words_in(section.get("label"))
    columns = tuple(Option(str(n), t("designer.n_columns", n=n), section.get("columns", 1) == n) for n in (1, 2, 3))
    inputs = (
        Control("label", "words", setting_label("heading"), zh, other=en),
        Control("columns", "select", setting_label("columns"), str(section.get("columns", 1)), options=columns),
        Control(
            "later", "check", setting_label("later"), "1" if section.get("later") else "", t("designer.hint.later")
        ),
    )
    return Properties(
        what="section",
        id=id,
        place=at,
        title=_text(section.get("label"), id),
        type_label=t("designer.section"),
        icon="layout-kanban",
        fixed=True,
        groups=(("", inputs),),
        first=at == 0,
        last=at == len(sheet.sections) - 1,
        is_empty=not section["fields"],
    )


def of_form(sheet: designing.Sheet, catalog: Catalog, *, errors: Mapping[str, str]) -> Properties:
    """The form itself."""
    data = sheet.data
    named = [(str(field.get("id")), _text(field.get("label"), str(field.get("id")))) for field in sheet.fields]
    subtitle = data.get("subtitle") or []
    inputs = (
        _words("label", data),
        _words("plural", data),
        Control("icon", "icons", setting_label("icon"), str(data.get("icon", "file")), options=_icons(data)),
        _select("title", data, named, t("designer.hint.title")),
        Control(
            "subtitle",
            "ticks",
            setting_label("subtitle"),
            hint=t("designer.hint.subtitle"),
            error=errors.get("subtitle", ""),
            options=tuple(Option(id, label, id in subtitle) for id, label in named),
        ),
        Control(
            "number",
            "text",
            setting_label("number"),
            data.get("number", ""),
            t("designer.hint.number"),
            errors.get("number", ""),
        ),  # fmt: skip
        _select("show", data, [(shape, t(f"designer.show.{shape}")) for shape in ("sections", "tabs", "steps")]),
        *_related(data, catalog),
    )
    title = _text(data.get("label"), str(data.get("id")))
    return Properties("form", str(data.get("id")), title, t("designer.form"), "settings", True, (("", inputs),))


def _related(data: Mapping[str, Any], catalog: Catalog) -> Iterator[Control]:
    """The links of other forms by which records can be listed here; nothing where none points here."""
    lists = data.get("related") if isinstance(data.get("related"), list) else []
    listed = {f"{one.get('form')}.{one.get('by')}" for one in lists if isinstance(one, dict)}
    pointing = {
        f"{form.id}.{field.id}": f"{form.plural.text(language())} · {field.label.text(language())}"
        for form in catalog.all("form")
        for field in form.fields
        if field.points_at == data.get("id")
    }
    options = {**dict.fromkeys(sorted(listed - pointing.keys())), **pointing}
    if options:
        ticks = tuple(Option(value, label or value, value in listed) for value, label in options.items())
        yield Control("related", "ticks", setting_label("related"), hint=t("designer.hint.related"), options=ticks)


def with_rules(around: Around, form: str, field: FieldDefinition | None, setting: str, text: str) -> Control:
    """A rule as an input, with what it says below it."""
    hint = t(f"designer.hint.{setting}")
    said = rule_said(around.work, around.catalog, form, text, setting=setting, field=field)
    return Control(setting, "rule", setting_label(setting), text, hint, said=said)


def _groups(
    sheet: designing.Sheet, field: Mapping[str, Any], around: Around, published: FormDefinition | None
) -> Iterator[tuple[str, tuple[Control, ...]]]:
    id, type = str(field["id"]), str(field.get("type"))
    form = around.catalog.find("form", str(sheet.data.get("id")))
    definition = form.find(id) if form else None
    names = tuple(controls(NAMES, field, around))
    known = published is not None and published.find(id) is not None
    yield "", (names[0], *_type(type, is_known=known), *names[1:])
    yield t("designer.options"), tuple(_own(field, around))
    fill = [*controls(("required",), field, around), *filter(None, [default_control(field, around)])]
    yield t("designer.filling"), tuple(fill)
    rules = [
        replace(
            with_rules(around, form.id, definition, name, str(field.get(name, ""))),
            error=around.errors.get(name, ""),
        )
        for name in (rules_of(type) if form else ())
    ]
    yield t("designer.rules"), (*rules, *(controls(("when_hidden",), field, around) if "visible_when" in field else ()))
    yield t("designer.finding"), tuple(_finding(sheet, field, around))


def _type(chosen: str, *, is_known: bool) -> Iterator[Control]:
    """Which type it is: any as long as nobody has filled it in, then those that its values convert to."""
    names = designing.other_types(chosen) if is_known else field_types.names()
    options = tuple(Option(name, type_label(name), name == chosen) for name in names)
    if options:
        hint = t("designer.hint.type_known") if is_known else ""
        yield Control("type", "choose", setting_label("type"), chosen, hint, options=options)


def _own(field: Mapping[str, Any], around: Around) -> Iterator[Control]:
    type = str(field.get("type"))
    kind = field_types.find(type)
    own = [name for name in settings_of(type) if kind and name in kind.options]
    hidden = {"list", "level", "parent"} if "choices" in field else set()
    yield from controls(tuple(name for name in own if name not in hidden), field, around)


def _finding(sheet: designing.Sheet, field: Mapping[str, Any], around: Around) -> Iterator[Control]:
    names = (*FLAGS, "sensitive")
    yield from controls(tuple(name for name in names if not is_as_text(name, field)), field, around)
    kind = field_types.find(str(field.get("type")))
    if kind and not kind.virtual and kind.storage != "json" and not kind.computed:
        unique = any(designing.is_unique_rule(rule, field["id"]) for rule in sheet.data.get("duplicates") or ())
        hint = t("designer.hint.unique")
        yield Control("unique", "check", setting_label("unique"), "1" if unique else "", hint)


def _words(name: str, data: Mapping[str, Any]) -> Control:
    zh, en = words_in(data.get(name))
    return Control(name, "words", setting_label(name), zh, other=en)


def _select(name: str, data: Mapping[str, Any], known: list[tuple[str, str]], hint: str = "") -> Control:
    value = str(data.get(name, "sections" if name == "show" else ""))
    options = tuple(Option(id, label, id == value) for id, label in known)
    return Control(name, "choose", setting_label(name), value, hint, options=options)


def _icons(data: Mapping[str, Any]) -> tuple[Option, ...]:
    chosen = str(data.get("icon", "file"))
    names = ICONS if chosen in ICONS else (chosen, *ICONS)
    return tuple(Option(name, name, name == chosen) for name in names)


def _text(label: Any, otherwise: str) -> str:
    return Label.of(label, otherwise).text(language()) if isinstance(label, (str, dict)) and label else otherwise
