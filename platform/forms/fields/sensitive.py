"""A field whose values are kept encrypted, shown in part, and opened only by an act that is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from records import KeyMissing, Sealed, field_keys, is_sealed

from .base import EMPTY_CONTEXT, Context, FieldType, ValueRefused
from .email import Email
from .phone import Phone
from .text import Text

# A number, a day or a choice is reckoned with, sorted and counted by the database, which cannot do so with secrets.
CAN_BE_SENSITIVE = ("text", "long_text", "phone", "email", "url")
HIDDEN = "***"
LOCKED = "[***]"  # its key is not there


@dataclass(frozen=True)
class Sensitive(FieldType):
    """Any of the types above, encrypted: from cleaning on its values travel as `Sealed`, so no table holds a plain one.

    What it shows is always masked; `opened` gives the plain value to those who have asked for the right to see it.
    """

    storage: ClassVar = "sealed"
    rule_type: ClassVar = "sealed value"
    operators: ClassVar = ("is", "is_not", "filled", "empty")
    autocomplete: ClassVar = "off"
    spelt: ClassVar = False

    inner: FieldType = FieldType()
    asks_reason: bool = False

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def control(self) -> str:
        return self.inner.control

    @property
    def inputmode(self) -> str | None:
        return self.inner.inputmode

    @property
    def cell(self) -> str:
        return self.inner.cell

    @property
    def options(self) -> Mapping[str, Any]:
        return self.inner.options

    def parse(self, raw: Any, context: Context) -> Any:
        """Encrypt what is typed; a value that was taken from a record is encrypted already, and no typed text is."""
        if isinstance(raw, Sealed):
            return raw
        if is_sealed(raw) or (isinstance(raw, str) and HIDDEN in raw):
            raise ValueRefused("masked_value")
        value = self.inner.parse(raw, context)
        return field_keys.seal(value) if value else value

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        """A rule can only hand on what another sensitive field holds: its type says so when the file loads."""
        return Sealed(value) if is_sealed(value) else super().from_rule(value, context)

    def validate(self, value: Any) -> None:
        self.inner.validate(self.opened(value))

    def is_same(self, raw: Any, value: Any) -> bool:
        """The masked value as it was shown, or the plain one typed again."""
        if isinstance(raw, Sealed) or not isinstance(raw, str | int):
            return raw == value
        if raw == self.masked(value):
            return True
        try:
            return self.inner.parse(raw, EMPTY_CONTEXT) == self.opened(value)
        except (ValueRefused, KeyMissing):
            return False

    def opened(self, value: Any) -> str:
        """The plain value."""
        return field_keys.open_sealed(value) if isinstance(value, Sealed) else value

    def plain(self, value: Any, context: Context = EMPTY_CONTEXT) -> str:
        """The plain value as the inner type shows it."""
        return self.inner.display(self.opened(value), context)

    def opened_href(self, value: Any) -> str | None:
        """Where a click on the whole value goes."""
        return self.inner.href(self.opened(value))

    def masked(self, value: Any) -> str:
        """Enough to recognise; without its key only that there is one."""
        if value is None:
            return ""
        try:
            text = self.opened(value)
        except KeyMissing:
            return LOCKED
        return masked(self.inner, text)

    def show(self, value: Any, context: Context) -> str:
        return self.masked(value)

    def raw(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        """The encrypted value: whatever is taken from one record and put into another stays so."""
        return "" if value is None else value if isinstance(value, Sealed) else field_keys.seal(value)

    def asked(self, raw: str, context: Context) -> Any:
        """The whole value, as it would be written; a kept filter holds it encrypted."""
        if is_sealed(raw):
            return Sealed(raw)
        return field_keys.seal(self.inner.parse(raw, context))

    def in_rule(self, value: Any) -> str | None:
        """Under each key that values may still lie under."""
        return ", ".join(f'"{each}"' for each in field_keys.in_every_key(value))

    def searched(self, value: Any) -> Iterable[str]:
        """Nothing of it stands in the text that the search box looks into."""
        return ()

    def to_json(self, value: Any) -> Any:
        return None if value is None else str(self.raw(value))

    def from_json(self, stored: Any) -> Any:
        return Sealed(stored) if is_sealed(stored) else stored

    def json_schema(self) -> dict[str, Any]:
        return {**self.inner.json_schema(), "x-sensitive": True}

    def input_options(self) -> dict[str, Any]:
        return self.inner.input_options()


def masked(kind: FieldType, value: Any) -> str:
    """Enough of a value to recognise it: a type may know better how than by its ends."""
    own = getattr(kind, "masked", None)
    if own:
        return own(value)
    text = str(value)
    return f"{text[:1]}{HIDDEN}{text[-1:]}" if len(text) > 2 else HIDDEN


def masked_anywhere(sealed: Sealed) -> str:
    """An encrypted value whose field is not known where it turns up, by what it looks like."""
    try:
        text = field_keys.open_sealed(sealed)
    except KeyMissing:
        return LOCKED
    return masked(Phone() if text[:1] == "+" and text[1:].isdigit() else Email() if "@" in text else Text(), text)
