"""How the history of a record tells of those that are listed on its page: which came, changed, and went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts import allowed, readable_fields
from definitions import Label, Reason
from forms import FormDefinition, titles_seen

from ..record_story.timeline import Teller, tells

ADDED, CHANGED, REMOVED, BACK = "related_added", "related_changed", "related_removed", "related_back"


@tells(ADDED, CHANGED, REMOVED, BACK)
def _related(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What it is called now, and which fields, as far as the reader may know of either."""
    form = teller.work.catalog.find("form", data.get("of"))
    if form is None or not allowed(teller.work.actor, "see", form.id):
        return Reason("linking.event.related_unseen")
    named = {"form": form.label, "name": _name(teller, form, data)}
    fields = _fields(teller, form, data.get("fields", ()))
    if kind == CHANGED and fields:
        return Reason("linking.event.related_changed", {**named, "fields": fields})
    return Reason(f"linking.event.{kind}_somehow" if kind == CHANGED else f"linking.event.{kind}", named)


def _name(teller: Teller, form: FormDefinition, data: Mapping[str, Any]) -> str:
    """Its title also where it lies in the trash; of one that is out of sight only the number."""
    record = data.get("other")
    return titles_seen(teller.work, form.id, [record]).get(record) or str(data.get("number") or "–")


def _fields(teller: Teller, form: FormDefinition, names: Iterable[str]) -> list[Label]:
    seen = readable_fields(teller.work.actor, form)
    return [form.field(name).label for name in names if name in seen and name in form.by_id]
