"""Records that look the same as what is being typed, told before they are made a second time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts import Work, people
from definitions import NotFound
from flows import look, matching
from forms import BoundForm, FormDefinition

from ..languages import t


@dataclass(frozen=True, slots=True)
class Double:
    """One of them, in words, with the way to it for those who may see it."""

    text: str
    href: str = ""


def doubles_of(work: Work, form: FormDefinition, bound: BoundForm, row: Any) -> tuple[Double, ...]:
    """What the form's own rules of sameness find, for a record that is not there yet."""
    if row is not None or not form.duplicates:
        return ()
    values = {each.name: each.value for each in bound}
    matcher = matching.Matcher(work, form, "page")
    matcher.expect([values])
    return tuple(_double(work, form, bound, match) for match in matcher.find(values))


def _double(work: Work, form: FormDefinition, bound: BoundForm, match: Any) -> Double:
    labels = t("record.comma").join(bound[name].label for name in match.rule.fields if name in bound.fields)
    try:
        found = look(work, form.id, match.record)
    except NotFound:
        return Double(t("entry.double_unseen", fields=labels))
    owner = people.names(work.connection, [found.owner]).get(found.owner) or t("ui.nobody")
    stage = found.stage.label.text(work.language) if found.stage else found.number
    said = "entry.double_linked" if match.do == "link" else "entry.double"
    return Double(t(said, fields=labels, owner=owner, stage=stage), f"/records/{form.id}/{found.id}")
