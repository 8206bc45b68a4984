"""One text read as a definition of a known kind, outside of any configuration: for what people write themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .document import Document, parse_document, plain
from .kinds import KINDS, Source
from .problems import Problem
from .schema_problems import schema_problems


@dataclass(frozen=True)
class Single:
    """What became of the text: its values as far as it can be read, the definition, or what is wrong."""

    text: str
    data: dict[str, Any]
    document: Document | None = None
    definition: Any = None
    problems: tuple[Problem, ...] = ()


def read_single(kind: str, text: str, *, file: str) -> Single:
    """Parse, hold against the schema, make the object; what only other files tell is not looked at."""
    document = parse_document(file, text)
    if isinstance(document, Problem):
        return Single(text, {}, problems=(document,))
    source = Source(document)
    found = tuple(schema_problems(document, source.data, KINDS.get(kind).schema()))
    if found:
        return Single(text, plain(document.data), document, problems=found)
    definition = KINDS.get(kind).definition.from_source(source)
    return Single(text, source.data, document, definition, tuple(source.problems))
