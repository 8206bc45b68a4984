"""A field's own words for its errors: those that are written, and the errors that can still get some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from definitions import as_kept
from forms import field_types

from ..conditions import Option
from ..languages import language
from .controls import words_in
from .view_model import MessageRow

EVERY = ("required",)
PARAM = re.compile(r"\{\w+\}")


def message_rows(field: Mapping[str, Any]) -> Iterator[MessageRow]:
    """Each error that the field has words for."""
    written = field.get("messages")
    for code, text in written.items() if isinstance(written, dict) else ():
        yield MessageRow(code, usual(code), *words_in(text))


def more_messages(field: Mapping[str, Any]) -> Iterator[Option]:
    """The errors that its type knows and that are told in the usual words."""
    kind, written = field_types.find(str(field.get("type"))), field.get("messages")
    taken = written if isinstance(written, dict) else {}
    known = {example.refused for example in kind.examples if example.refused} if kind else set()
    for code in (*EVERY, *sorted(known - set(EVERY))):
        if code not in taken and (said := usual(code)):
            yield Option(code, said)


def usual(code: str) -> str:
    """What is said where nobody wrote anything else."""
    name = "missing" if code == "required" else code
    found = as_kept(f"fields.error.{name}", language()) or as_kept(f"forms.error.{name}", language())
    return PARAM.sub("…", found or "")
