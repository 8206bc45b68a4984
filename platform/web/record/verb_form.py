"""The form behind a verb: the same fields as a page without scripts and as a dialog with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from definitions import Refused, say
from forms import BoundError, BoundField, FieldError, Invalid

from ..due import Due
from ..languages import language


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, with what helps choosing."""

    value: str
    label: str
    note: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class VerbField:
    """A question of the verb itself."""

    name: str
    label: str
    kind: str = "text"  # text, long, choice, pick (a choice in one line), cards, moment, day, check
    options: tuple[Option, ...] = ()
    value: str = ""
    required: bool = False
    hint: str = ""
    error: str = ""
    at: str = "f"  # tells forms of one page apart
    needed: bool = False  # unless something else is chosen, so that no browser insists

    @property
    def id(self) -> str:
        """The control that error summaries link to."""
        return f"{self.at}-{self.name}"

    @property
    def unchosen(self) -> bool:
        """Whether somebody still has to choose: no list then begins with an answer that nobody gave."""
        return (self.required or self.needed) and not any(one.selected or not one.value for one in self.options)


@dataclass(frozen=True)
class VerbForm:
    """Everything that is asked before a verb takes effect."""

    title: str
    action: str
    submit: str
    back: str
    intro: str = ""
    kind: str = "go"
    fields: tuple[VerbField, ...] = ()
    bound: tuple[BoundField, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    errors: tuple[BoundError, ...] = ()
    refusal: str = ""
    notes: tuple[str, ...] = ()
    due: Due | None = None
    crumbs: str = ""
    script: str = ""
    target: str = "#rec"
    extra: Mapping[str, Any] = field(default_factory=dict)

    def wrong(self, refused: Refused) -> VerbForm:
        """The same form, with what was wrong beside what it belongs to."""
        if not isinstance(refused, Invalid):
            return replace(self, refusal=refused.text(language()))
        own = {each.name: each for each in self.fields}
        messages = {error.field: error.beside(language()) for error in refused.errors}
        fields = tuple(replace(each, error=messages.get(name, "")) for name, each in own.items())
        return replace(self, fields=fields, errors=tuple(self._summary(refused.errors)))

    def _summary(self, errors: Iterable[FieldError]) -> Iterable[BoundError]:
        labels = {each.name: each.label for each in self.fields} | {each.name: each.label for each in self.bound}
        for error in errors:
            label = labels.get(error.field, error.field or say("ui.errors", language(), n=1))
            yield BoundError(f"f-{error.field}", label, error.code, error.beside(language()))
