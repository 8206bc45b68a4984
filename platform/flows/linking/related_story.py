"""How the history of a record tells of those that are listed on its page: which came, changed, and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accounts import allowed, readable_fields
from definitions import Reason
from forms import FormDefinition, titles_seen

from ..happenings import OF_OTHERS
from ..record_story.timeline import Teller, reads, tells

ADDED, CHANGED, REMOVED, BACK = KINDS = OF_OTHERS
OF_THE_OTHER = ("other", "number", "fields")


@tells(*KINDS)
def _related(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What it is called now, and which fields, as far as the reader may know of either."""
    form = _form(teller, data)
    if form is None:
        return Reason("linking.event.related_unseen")
    name = _title(teller, form, data)
    if name is None:
        return Reason(f"linking.event.{kind}_nameless", {"form": form.label})
    named = {"form": form.label, "name": name}
    fields = [form.field(field).label for field in _fields(teller, form, data)]
    if kind == CHANGED and fields:
        return Reason("linking.event.related_changed", {**named, "fields": fields})
    return Reason(f"linking.event.{kind}_somehow" if kind == CHANGED else f"linking.event.{kind}", named)


@reads(*KINDS)
def _readable(teller: Teller, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nothing of a form or a record that is out of the reader's sight, and no field that is hidden from them."""
    form = _form(teller, data)
    if form is None or _title(teller, form, data) is None:
        hidden = OF_THE_OTHER if form is not None else ("of", *OF_THE_OTHER)
        return {name: value for name, value in data.items() if name not in hidden}
    return {**data, "fields": list(_fields(teller, form, data))} if "fields" in data else data


def _form(teller: Teller, data: Mapping[str, Any]) -> FormDefinition | None:
    """Of which form it is; nothing of one that the reader does not see."""
    form = teller.work.catalog.find("form", data.get("of"))
    return form if form is not None and allowed(teller.work.actor, "see", form.id) else None


def _title(teller: Teller, form: FormDefinition, data: Mapping[str, Any]) -> str | None:
    """Its title, also where it lies in the trash; looked up once for all that the page names."""
    record, known = data.get("other"), teller.titles
    if (form.id, record) not in known:
        page = (one.data for one in teller.page if one.kind in KINDS and one.data.get("of") == form.id)
        wanted = {record, *(one.get("other") for one in page)}
        found = titles_seen(teller.work, form.id, wanted)
        known.update(((form.id, one), found.get(one)) for one in wanted)
    return known[form.id, record]


def _fields(teller: Teller, form: FormDefinition, data: Mapping[str, Any]) -> Iterator[str]:
    seen = readable_fields(teller.work.actor, form)
    return (name for name in data.get("fields", ()) if name in seen and name in form.by_id)
