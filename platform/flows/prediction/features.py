"""A record at a moment as yes-or-no features, each of which can be said in words; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms import FormDefinition

AGES = (7.0, 30.0, 90.0)
RECENT_DAYS, OFTEN = 30, 3
# What names a person or another record, or is different for each, teaches nothing about the next one.
UNTOLD = {"person", "record_link", "phone", "email", "url", "attachment", "image", "signature", "team"}


@dataclass(frozen=True)
class Snapshot:
    """What was known of a record at a moment: its values, what its people had done lately, its age and its stage."""

    record: int
    values: Mapping[str, Any]
    age_days: float
    stage: str | None = None
    done: Mapping[str, int] = field(default_factory=dict)  # by kind, in the last 30 days
    noticed: bool = False  # whether the form notices anything at all


@dataclass(frozen=True)
class Steps:
    """Where numbers are cut into ranges, learnt from the history."""

    cuts: Mapping[str, Sequence[float]]

    @classmethod
    def of(cls, form: FormDefinition, snapshots: Sequence[Snapshot]) -> Steps:
        """Quarters of what the history holds."""
        cuts: dict[str, Sequence[float]] = {}
        for name in numbers_of(form):
            known = sorted(float(one.values[name]) for one in snapshots if one.values.get(name) is not None)
            if len(known) >= 20:
                cuts[name] = sorted({known[len(known) * quarter // 4] for quarter in (1, 2, 3)})
        return cls(cuts)


def features(form: FormDefinition, steps: Steps, one: Snapshot) -> dict[str, float]:
    """What holds; everything else is nought."""
    return dict.fromkeys(_held(form, steps, one), 1.0)


def numbers_of(form: FormDefinition) -> list[str]:
    """The fields that hold a number."""
    return [each.id for each in form.fields if each.type.rule_type == "number"]


def _held(form: FormDefinition, steps: Steps, one: Snapshot) -> Iterator[str]:
    for each in form.fields:
        if each.type.name not in UNTOLD:
            yield from _of_field(each.id, each.type.rule_type, one.values.get(each.id), steps)
    if one.stage:
        yield f"stage:{one.stage}"
    yield f"age:{bisect_right(AGES, one.age_days)}"
    for kind, times in one.done.items():
        if times:
            yield f"done:{kind}"
        if times >= OFTEN:
            yield f"often:{kind}"
    if one.noticed and not any(one.done.values()):
        yield "quiet:"


def _of_field(name: str, kind: str, value: Any, steps: Steps) -> Iterator[str]:
    if value in (None, "", ()):
        return
    if kind == "choice":
        yield f"choice:{name}={value}"
    elif kind == "list of choices":
        yield from (f"has:{name}={one}" for one in value)
    elif kind == "yes/no":
        yield from [f"yes:{name}"] if value else []
    elif kind == "number" and name in steps.cuts:
        yield f"range:{name}={bisect_right(steps.cuts[name], float(value))}"
    else:
        yield f"filled:{name}"
