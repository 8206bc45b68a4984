"""Records that look the same as what is being typed, told beside what tells them before they are made a second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from accounts import Work, people
from definitions import NotFound
from flows import look, matching
from forms import BoundForm, BoundNote, BoundSection, FormDefinition

from ..languages import t

CHANNEL = "page"


def doubles_of(work: Work, form: FormDefinition, bound: BoundForm, row: Any) -> Mapping[str, tuple[BoundNote, ...]]:
    """What all of the form's rules of sameness find, by the field that is typed; for a record that is not there yet.

    Rules that only look for duplicates later are asked, too: now it is easiest not to make one.
    """
    if row is not None or not form.duplicates:
        return {}
    values = {each.name: each.value for each in bound}
    matcher = matching.Matcher(work, form, CHANNEL, rules=form.duplicates)
    matcher.expect([values])
    found: dict[str, list[BoundNote]] = {}
    for match in matcher.find(values):
        found.setdefault(_place(bound, match), []).append(_note(work, form, bound, match))
    return {name: tuple(notes) for name, notes in found.items()}


def beside_fields(
    sections: Iterable[BoundSection], doubles: Mapping[str, tuple[BoundNote, ...]]
) -> tuple[BoundSection, ...]:
    """Each note at its field."""
    return tuple(
        replace(part, fields=tuple(replace(each, notes=doubles.get(each.name, ())) for each in part.fields))
        for part in sections
    )


def _place(bound: BoundForm, match: Any) -> str:
    """The field that tells the most."""
    return next((name for name in _fields(match) if name in bound.fields), "")


def _fields(match: Any) -> tuple[str, ...]:
    """What the rule compares; where likeness counts, only what was alike, the most telling first."""
    if match.score is None:
        return tuple(match.rule.fields)
    alike = [one for one in match.score.parts if one.points > 0]
    return tuple(one.field for one in sorted(alike, key=lambda one: -one.points)) or tuple(match.rule.fields)


def _note(work: Work, form: FormDefinition, bound: BoundForm, match: Any) -> BoundNote:
    labels = t("record.comma").join(bound[name].label for name in _fields(match) if name in bound.fields)
    try:
        found = look(work, form.id, match.record)
    except NotFound:
        return BoundNote(t("entry.double_unseen", fields=labels))
    owner = people.names(work.connection, [found.owner]).get(found.owner) or t("ui.nobody")
    stage = found.stage.label.text(work.language) if found.stage else found.number
    if match.score is not None:
        return BoundNote(
            t("entry.double_alike", title=found.title, owner=owner, stage=stage), f"/records/{form.id}/{found.id}"
        )
    said = "entry.double_linked" if match.do == "link" else "entry.double"
    return BoundNote(t(said, fields=labels, owner=owner, stage=stage), f"/records/{form.id}/{found.id}")
