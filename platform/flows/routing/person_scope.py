"""What a `match` may name: the record's fields, and `person.<attribute>` of whoever might get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from definitions import LANGUAGES, Label, say
from rules import Expression, Name, RuleError, Scope, Type, check

from .people import PERSON_PREFIX

# An attribute is whatever its use asks for: nobody declares the attributes of people.
TRIED = (Type.TEXTS, Type.TEXT, Type.NUMBER, Type.YES_NO, Type.DATE)
KNOWN = ("login", "name", "role", "team")
MOST_GUESSED = 4


@dataclass(frozen=True)
class Called:
    """What the attributes of people are called, and their values."""

    labels: Mapping[str, Label] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)


UNCALLED = Called()


def with_person(scope: Scope, match: Expression, called: Called = UNCALLED) -> Scope:
    """The scope with every `person.…` the rule names, of the types with which the rule makes sense."""
    names = sorted(name for name in match.names if name.startswith(PERSON_PREFIX))
    if len(names) > MOST_GUESSED:
        return _extended(scope, dict.fromkeys(names, Type.TEXT), called)
    for types in product(*(_possible(name) for name in names)):
        guess = _extended(scope, dict(zip(names, types, strict=True)), called)
        if _fits(match, guess):
            return guess
    return _extended(scope, dict.fromkeys(names, Type.TEXT), called)


def _possible(name: str) -> tuple[Type, ...]:
    return (Type.TEXT,) if name.removeprefix(PERSON_PREFIX) in KNOWN else TRIED


def _fits(match: Expression, scope: Scope) -> bool:
    try:
        return check(match, scope) is Type.YES_NO
    except RuleError:
        return False


def _extended(scope: Scope, types: dict[str, Type], called: Called) -> Scope:
    values = {name: called.values.get(name.removeprefix(PERSON_PREFIX)) for name in types}
    more = {name: Name(type, _label(name, called.labels), values[name]) for name, type in types.items()}
    return Scope({**scope.names, **more}, scope.functions)


def _label(name: str, labels: Mapping[str, Label]) -> Label:
    attribute = name.removeprefix(PERSON_PREFIX)
    called = labels.get(attribute, attribute)
    return Label.of({language: say("routing.person_attribute", language, name=called) for language in LANGUAGES})
