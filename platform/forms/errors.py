"""What is wrong with an input: one field, one code, one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Refused, say

# Codes of the whole form, not of one type's values.
FORM_CODES = frozenset({
    "unknown_field", "not_writable", "read_only", "computed", "not_an_object", "rule_failed",
    "unknown_operator", "bad_rule", "bad_cursor", "too_many_quotes", "row_width", "wrong_shape",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field's error: the code for machines, the params for the sentence."""

    field: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The whole sentence, naming the field where it can."""
        area = "forms" if self.code in FORM_CODES else "fields"
        code = "missing" if self.code == "required" and "label" not in self.params else self.code
        return say(f"{area}.error.{code}", language, **self.params)

    def beside(self, language: str) -> str:
        """The same where the label stands next to it: the name is not said twice."""
        return say("fields.error.missing", language) if self.code == "required" else self.message(language)

    def as_dict(self, language: str) -> dict[str, str]:
        """As the API answers it."""
        return {"field": self.field, "code": self.code, "message": self.message(language)}


class Invalid(Refused):
    """Input that cannot be taken; carries every error found, not only the first."""

    status = 422

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("forms.invalid", n=len(self.errors))

    def as_dict(self, language: str) -> dict[str, list[dict[str, str]]]:
        """`{"errors": [{"field", "code", "message"}]}`."""
        return {"errors": [error.as_dict(language) for error in self.errors]}
