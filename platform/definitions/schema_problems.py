"""JSON Schema errors, said the way an admin can act on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from .document import Document
from .problems import Problem, suggest

# Where a schema names the problem of a text that does not fit its pattern, said in every language.
SAID = "x-problem"

_TYPE_WORDS = {
    "string": {"zh": "文字", "en": "a text"},
    "integer": {"zh": "整数", "en": "a whole number"},
    "number": {"zh": "数字", "en": "a number"},
    "boolean": {"zh": "true 或 false", "en": "true or false"},
    "array": {"zh": "列表", "en": "a list"},
    "object": {"zh": "键值对", "en": "a mapping"},
    "null": {"zh": "空", "en": "nothing"},
}


@dataclass(frozen=True)
class Shape:
    """What the files of a kind look like; jsonschema-rs passes those that fit, jsonschema says what is wrong."""

    schema: dict[str, Any]

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(self.schema)

    def problems(self, document: Document, data: Any) -> list[Problem]:
        """Every place where `data` does not fit, one problem each."""
        return [] if self._fits(data) else schema_problems(document, data, self.schema)

    def _fits(self, data: Any) -> bool:
        try:
            return self._quick.is_valid(data)
        except ValueError:  # a number larger than it can hold
            return False


def _fits_pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """As the schema's own language reads it: `$` is the end of a text, and not before a line break that ends it."""
    ended = pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(ended, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Teller = extend(Draft202012Validator, {"pattern": _fits_pattern})


def schema_problems(document: Document, data: Any, schema: dict[str, Any]) -> list[Problem]:
    """Every place where `data` does not fit `schema`, one problem each."""
    errors = _Teller(schema).iter_errors(data)
    return _unique([problem for error in errors for problem in _problems(document, error)])


def _unique(problems: list[Problem]) -> list[Problem]:
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for problem in problems:
        mark = (problem.location, problem.path, problem.key)
        if mark not in seen:
            seen.add(mark)
            kept.append(problem)
    return kept


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    if error.validator in ("anyOf", "oneOf") and error.context:
        yield from _nearest_branch(document, error)
        return
    path = tuple(error.absolute_path)
    teller = _TELLERS.get(error.validator, _other)
    yield from teller(document, path, error)


def _nearest_branch(document: Document, error: ValidationError) -> Iterator[Problem]:
    """Of several allowed shapes, reports the errors of the one that was nearly met."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    best = min(branches.values(), key=lambda errors: (any(_is_wrong_type(e, error) for e in errors), len(errors)))
    if any(_is_wrong_type(inner, error) for inner in best):
        yield from _wrong_shape(document, tuple(error.absolute_path), error)
        return
    for inner in best:
        yield from _problems(document, inner)


def _is_wrong_type(inner: ValidationError, outer: ValidationError) -> bool:
    return inner.validator in ("type", "const", "enum") and inner.absolute_path == outer.absolute_path


def _wrong_shape(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    wanted = [branch["type"] for branch in error.validator_value if isinstance(branch.get("type"), str)]
    choices = [str(value) for branch in error.validator_value for value in branch.get("enum", [])]
    if choices and isinstance(error.instance, str):
        hint = suggest(error.instance, choices)
        known = ", ".join(choices)
        yield document.problem(path, "problem.not_one_of", got=error.instance, known=known, suggestion=hint)
        return
    described = error.schema.get("description", "")
    yield document.problem(path, "problem.wrong_type", wanted=_words(wanted, described), got=_got(error.instance))


def _unknown_key(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name not in known and not patterns:
            hint = suggest(name, known)
            yield document.problem((*path, name), "problem.unknown_key", key=True, name=name, suggestion=hint)


def _missing_key(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    for name in error.validator_value:
        if name not in error.instance:
            yield document.problem(path, "problem.missing_key", name=name)


def _wrong_type(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    described = error.schema.get("description", "")
    yield document.problem(path, "problem.wrong_type", wanted=_words(wanted, described), got=_got(error.instance))


def _not_one_of(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    known = [str(value) for value in error.validator_value]
    hint = suggest(error.instance, known)
    listed = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    yield document.problem(path, "problem.not_one_of", got=_got(error.instance), known=listed, suggestion=hint)


def _pattern(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    described = error.schema.get("description")
    said = error.schema.get(SAID)
    if said:
        yield document.problem(path, said, got=_got(error.instance))
    elif described:
        yield document.problem(path, "problem.not_as_described", got=_got(error.instance), wanted=described)
    else:
        yield document.problem(path, "problem.bad_name", got=_got(error.instance), pattern=error.validator_value)


def _property_name(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    yield document.problem(path, "problem.bad_key", got=_got(error.instance))


def _other(document: Document, path: tuple, error: ValidationError) -> Iterator[Problem]:
    key = f"problem.limit.{error.validator}"
    known = {
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "const",
    }
    if error.validator in known:
        yield document.problem(path, key, got=_got(error.instance), limit=error.validator_value)
    else:
        yield document.problem(path, "problem.other", detail=error.message[:200])


_TELLERS = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_one_of,
    "pattern": _pattern,
    "propertyNames": _property_name,
}


def _words(types: list[str], described: str) -> dict[str, str]:
    if described and not types:
        return {"zh": described, "en": described}
    zh = "或".join(_TYPE_WORDS[name]["zh"] for name in types if name in _TYPE_WORDS)
    en = " or ".join(_TYPE_WORDS[name]["en"] for name in types if name in _TYPE_WORDS)
    return {"zh": zh or described, "en": en or described}


def _got(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return (value if isinstance(value, str) else repr(value))[:60]
