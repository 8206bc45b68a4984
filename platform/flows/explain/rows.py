"""One row of an explanation: the reason, what was seen, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import EVERYWHERE, Work, readable_fields
from definitions import Label, say
from forms import display_values, field_of, form_of, scope_of
from rules import explain as trace_of
from rules import parse

from ..noticed import is_fact
from ..stored import house_env


@dataclass(frozen=True)
class WhyRow:
    """A reason as a person reads it; `data` is the same for tests and for the API."""

    reason: str
    detail: str = ""
    points: str = ""
    counted: bool = True
    sentence: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def seen_words(
    work: Work, form_id: str, seen: Mapping[str, Any], names: Iterable[str], stage: str | None = EVERYWHERE
) -> str:
    """`Budget: ¥800,000`, for as many of the names as the reader may see of a record in this stage."""
    known = scope_of(work.catalog, form_id).names
    wanted = [name for name in sorted(names) if name in seen and name in known]
    shown = display_values(work, form_id, seen, names=wanted, stage=stage)
    nothing = say("grading.nothing", work.language)
    parts = [
        say("grading.seen", work.language, label=known[name].label, value=shown[name] or nothing)
        for name in wanted
        if name in shown
    ]
    parts += _facts_seen(work, form_id, seen, [name for name in sorted(names) if name in seen and is_fact(name)])
    return say("routing.why.list", work.language).join(parts)


def _facts_seen(work: Work, form_id: str, seen: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """What the trail had to say, in the words of the rule language; everybody who sees a record sees its trail."""
    scope, env = scope_of(work.catalog, form_id), house_env(work)
    told = []
    for name in names:
        if name.partition("(")[0] in scope.functions:
            (leaf,) = trace_of(parse(name), seen, env, scope, work.language).leaves
            told += [say("grading.seen", work.language, label=one.label, value=one.shown) for one in leaf.seen]
    return told


@dataclass(frozen=True)
class Reader:
    """Whoever reads reasons about a record in some stage: of what rests on a hidden field, only that it is there."""

    work: Work
    form_id: str
    stage: str | None = EVERYWHERE

    def may_know(self, names: Iterable[str]) -> bool:
        """Whether a rule over these names, said out loud, tells nothing of a field that is hidden from the reader."""
        form = form_of(self.work.catalog, self.form_id)
        own = {field_of(name.removeprefix("record.")) for name in names} & form.field_ids
        return own <= readable_fields(self.work.actor, form, stage=self.stage)

    def reason(self, reason: Label, names: Iterable[str]) -> str:
        """The reason in words, if it may be known."""
        language = self.work.language
        return reason.text(language) if self.may_know(names) else say("grading.untold", language)

    def seen(self, seen: Mapping[str, Any], names: Iterable[str]) -> str:
        """The values that were seen, as far as they may be known."""
        return seen_words(self.work, self.form_id, seen, names, self.stage)


def number(value: float) -> str:
    """A score as people write it: 86, 81.5."""
    return f"{round(value, 2):g}"


def signed(value: float) -> str:
    """Points with their sign: +25, −5, 0."""
    return "0" if value == 0 else f"+{number(value)}" if value > 0 else f"−{number(-value)}"
