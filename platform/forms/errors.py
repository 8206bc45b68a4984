"""What is wrong with an input: one field, one code, one sentence in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Label, Refused, say

# Codes of the whole form, not of one type's values.
FORM_CODES = frozenset({
    "unknown_field", "not_writable", "read_only", "computed", "not_an_object", "rule_failed",
    "unknown_operator", "bad_rule", "bad_cursor", "too_many_quotes", "row_width", "wrong_shape",
    "beyond", "beyond_until", "closed", "closed_until", "not_ordered",
})  # fmt: skip


# The param that holds an admin's own message.
SAID = "said"
BLANK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field's error: the code for machines, the params for the sentence."""

    field: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The whole sentence, naming the field where it can; the admin's own, where there is one."""
        if SAID in self.params:
            return self._own(language)
        area = "forms" if self.code in FORM_CODES else "fields"
        code = "missing" if self.code == "required" and "label" not in self.params else self.code
        return say(f"{area}.error.{code}", language, **self.params)

    def beside(self, language: str) -> str:
        """The same where the label stands next to it: the name is not said twice."""
        plain = self.code == "required" and SAID not in self.params
        return say("fields.error.missing", language) if plain else self.message(language)

    def _own(self, language: str) -> str:
        """An admin's message, with {names} of what the sentence is about filled in."""
        known = {name: _word(value, language) for name, value in self.params.items() if name != SAID}
        return BLANK.sub(lambda blank: known.get(blank[1], blank[0]), Label.of(self.params[SAID]).text(language))

    def as_dict(self, language: str) -> dict[str, str]:
        """As the API answers it."""
        return {"field": self.field, "code": self.code, "message": self.message(language)}


def _word(value: Any, language: str) -> str:
    return Label.of(value).text(language) if isinstance(value, Mapping | Label) else str(value)


class Invalid(Refused):
    """Input that cannot be taken; carries every error found, not only the first."""

    status = 422

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("forms.invalid", n=len(self.errors))

    def as_dict(self, language: str) -> dict[str, list[dict[str, str]]]:
        """`{"errors": [{"field", "code", "message"}]}`."""
        return {"errors": [error.as_dict(language) for error in self.errors]}
