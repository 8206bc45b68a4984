"""What the forms for the whole form and for its sections send, as acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import say
from forms import NUMBER_PATTERN
from publishing import designing

from ..languages import t
from .controls import LANGUAGES, Mistyped, typed, words_typed
from .wanted import Desk, Wanted

DRAWN = {"icon": "file", "show": "sections"}  # what is drawn as chosen where nothing is said


def change_form(posted: Any, desk: Desk) -> Wanted:
    data, changes, errors = desk.sheet.data, {}, {}
    for name in ("label", "plural"):
        changes[name] = words_typed(posted.get(f"{name}.zh", ""), posted.get(f"{name}.en", ""), data.get(name))
    for name in ("icon", "title", "show"):
        said = posted.get(name, "").strip() or None
        changes[name] = None if name not in data and said == DRAWN.get(name) else said
    schema = {"type": "array", "items": {"enum": []}}
    changes["subtitle"] = typed("subtitle", schema, posted, data.get("subtitle"))
    if changes["subtitle"] and len(changes["subtitle"]) > 3:
        errors["subtitle"] = t("designer.three_at_most")
        del changes["subtitle"]
    _number(posted, data, changes, errors)
    if changes["title"] is None or changes["label"] is None:
        changes = {
            name: value for name, value in changes.items() if value is not None or name not in ("title", "label")
        }
    changed = {name: value for name, value in changes.items() if value != data.get(name)}
    acts = (designing.ChangeForm(changed),) if changed else ()
    return Wanted((*acts, *_related(posted, data)), errors=errors)


def _related(posted: Any, data: Mapping[str, Any]) -> Iterator[designing.Act]:
    """The lists of records that point here which were ticked or not any more; others keep their columns and words."""
    if "has.related" not in posted:
        return
    lists = data.get("related") if isinstance(data.get("related"), list) else []
    listed = [f"{one.get('form')}.{one.get('by')}" for one in lists if isinstance(one, dict)]
    ticked = posted.getlist("related")
    for each in dict.fromkeys((*listed, *ticked)):
        form, _, by = each.partition(".")
        if (each in listed) != (each in ticked):
            yield designing.ListRelated(form, by, each in ticked)


def _number(posted: Any, data: Mapping[str, Any], changes: dict[str, Any], errors: dict[str, str]) -> None:
    try:
        changes["number"] = typed("number", {"type": "string", "pattern": NUMBER_PATTERN}, posted, data.get("number"))
    except Mistyped:
        errors["number"] = t("designer.bad_number")


def add_section(posted: Any, desk: Desk) -> Wanted:
    sections = desk.sheet.with_layout().sections
    id = designing.free_id("section", (str(section.get("id")) for section in sections))
    label = {lang: say("designer.new_section", lang, n=len(sections) + 1) for lang in LANGUAGES}
    return Wanted((designing.AddSection(id, label),), {"section": id, "field": ""}, fresh=True)


def change_section(posted: Any, desk: Desk) -> Wanted:
    id = posted.get("section", "")
    now = desk.sheet.sections[desk.sheet.section_at(id)]
    label = words_typed(posted.get("label.zh", ""), posted.get("label.en", ""), now.get("label"))
    columns = {"1": 1, "2": 2, "3": 3}.get(posted.get("columns", ""), now.get("columns"))
    later = typed("later", {"type": "boolean"}, posted, now.get("later"))
    changes = {"label": label, "columns": columns, "later": later}
    changed = {name: value for name, value in changes.items() if value != now.get(name)}
    return Wanted((designing.ChangeSection(id, changed),) if changed else (), {"section": id})


def move_section(posted: Any, desk: Desk) -> Wanted:
    id = posted.get("section", "")
    step = -1 if posted.get("step") == "up" else 1
    return Wanted((designing.MoveSection(id, desk.sheet.section_at(id) + step),), {"section": id})


def remove_section(posted: Any, desk: Desk) -> Wanted:
    return Wanted((designing.RemoveSection(posted.get("section", "")),), {"section": ""})
