"""What an endpoint may be sent: the shapes of its body and of its address, each error with its field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import product
from typing import Any, NoReturn

import jsonschema_rs
from flask import request

from definitions import Refused, say, suggest
from forms import FieldError, Invalid

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TEXT = {"type": ["string", "null"], "maxLength": 2000}
ID = {"type": "string", "minLength": 1, "maxLength": 64}
LARGEST_ID = 2**31
WHOLE_ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID - 1}
ID_OR_NAME = {**WHOLE_ID, "type": ["integer", "string"], "maxLength": 200}
PERSON = {"type": ["integer", "string"], "description": "A person's id or sign-in name"}
MOMENT = {"type": ["string", "null"], "format": "date-time", "maxLength": 40}
YES = {"const": True}


class InputError(FieldError):
    """An error of the call itself rather than of a form's field."""

    def message(self, language: str) -> str:
        """The sentence, from the API's own texts."""
        return say(f"api.error.{self.code}", language, **self.params)


class SaidBefore(FieldError):
    """An error that another layer has put into words already."""

    def message(self, language: str) -> str:
        """The sentence of that layer."""
        return self.params["refused"].text(language)


def said(field: str, refused: Refused) -> SaidBefore:
    """A refusal as the error of one field."""
    return SaidBefore(field, refused.code, {"refused": refused})


@contextmanager
def beside(about: Mapping[str, str]) -> Iterator[None]:
    """What is refused inside is told beside the part of the body that it is about, by the code of the refusal."""
    try:
        yield
    except Refused as refused:
        if refused.code not in about:
            raise
        refuse(said(about[refused.code], refused))


def refuse(*errors: FieldError) -> NoReturn:
    """Answer 422 with these errors."""
    raise Invalid(errors)


@dataclass(frozen=True, eq=False)
class Shape:
    """The body of one kind of call, as JSON Schema; the same that OpenAPI shows."""

    properties: Mapping[str, Any]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    also_one_of: tuple[str, ...] = ()

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Every body that is taken, and no other."""
        known = {"type": "object", "properties": dict(self.properties), "additionalProperties": False}
        if self.required:
            known["required"] = list(self.required)
        choices = [names for names in (self.one_of, self.also_one_of) if names]
        if choices:
            known["oneOf"] = [{"required": list(names)} for names in product(*choices)]
        return known

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body, if it has the shape; else every error there is."""
        errors = list(self._errors(body))
        if errors:
            refuse(*errors)
        return body

    @cached_property
    def _validator(self) -> Any:
        return jsonschema_rs.Draft202012Validator(self.schema)

    def _errors(self, body: dict[str, Any]) -> Iterator[FieldError]:
        if self._validator.is_valid(body):
            return
        for name in body.keys() - self.properties.keys():
            yield unknown(name, self.properties)
        for name in self.required:
            if body.get(name) is None:
                yield FieldError(name, "required", {"label": name})
        for names in filter(None, (self.one_of, self.also_one_of)):
            if sum(name in body for name in names) != 1:
                yield InputError(names[0], "one_of", {"names": ", ".join(names)})
        found = (error for error in self._validator.iter_errors(body) if error.instance_path)
        misshapen = {str(error.instance_path[0]): error for error in found}
        for name in sorted(name for name in misshapen if body.get(name) is not None or name not in self.required):
            yield _misshapen(name, misshapen[name])


def unknown(name: str, known: Any, *, at: str | None = None) -> InputError:
    """A name that means nothing here, with the one that was perhaps meant; `at` is where it stands."""
    close = suggest(name, known)
    return InputError(at or name, "unknown_nearly" if close else "unknown", {"name": name[:80], "close": close or ""})


def control_character(name: str, written: str) -> FieldError | None:
    """Signs that nobody can see or type, and that no database takes."""
    found = FORBIDDEN.search(written)
    if found is None:
        return None
    return FieldError(name, "control_character", {"sign": f"U+{ord(found[0]):04X}", "at": found.start() + 1})


def arguments(*known: str) -> dict[str, str]:
    """The address's arguments; one that means nothing here is refused, and so is one that comes twice."""
    given = request.args
    errors: list[FieldError] = [unknown(name, known) for name in given if name not in known]
    errors += [InputError(name, "twice", {"name": name}) for name in given if len(given.getlist(name)) > 1]
    errors += [error for name, written in given.items() if (error := control_character(name, written))]
    if errors:
        refuse(*errors)
    return given.to_dict()


def whole_number(given: Mapping[str, str], name: str, default: int | None = None, *, most: int) -> int | None:
    """An argument that counts: from 1 up to `most`."""
    written = given.get(name)
    if written is None:
        return default
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
    if not 1 <= number <= most:
        refuse(InputError(name, "not_in_range", {"name": name, "most": most}))
    return number


def moment(body: Mapping[str, Any], name: str) -> datetime | None:
    """A moment of the body, with its offset; the program's own clock is nobody's."""
    written = body.get(name)
    if written is None:
        return None
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else refuse(InputError(name, "no_offset"))
    except (ValueError, OverflowError):
        refuse(InputError(name, "not_a_moment", {"value": written[:40]}))


def day_or_moment(body: Mapping[str, Any], name: str) -> date | datetime | None:
    """A day, which is the same wherever one is, or a moment with its offset."""
    written = body.get(name)
    try:
        return date.fromisoformat(written) if written is not None and len(written) <= 10 else moment(body, name)
    except ValueError:
        refuse(InputError(name, "not_a_moment", {"value": written}))


def _misshapen(name: str, error: Any) -> FieldError:
    """Too long and none of a few have their own words; everything else is the wrong kind of value."""
    if error.kind.name in ("maxLength", "maxItems"):
        return InputError(name, "too_long", {"most": error.kind.limit})
    if error.kind.name == "enum":
        return InputError(name, "not_among", {"names": ", ".join(str(each) for each in error.kind.options)})
    return InputError(name, "wrong_type")
