"""A report as the text of its file: a key a line, and each dimension, measure and label on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

WIDE = 10_000
SIGNS = frozenset("[]{},:#&*!|>%@`")


def yaml_of(data: Mapping[str, Any]) -> str:
    """Text that reads as the same values."""
    return "".join(f"{line}\n" for key, value in data.items() for line in _lines(str(key), value))


def _lines(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{key}:"
        yield from (f"  - {_flow(item)}" for item in value)
    else:
        yield f"{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    """A value on one line; a list of one is how the writer is kept from ending a document behind a bare word."""
    listed = yaml.dump(
        [value], Dumper=_Writer, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDE
    )
    return listed.strip()[1:-1]


class _Writer(yaml.SafeDumper):
    """Writes a rule that holds marks and signs between the other marks, as people do."""

    def text(self, value: str) -> yaml.ScalarNode:
        style = '"' if "'" in value and SIGNS & set(value) else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(str, _Writer.text)
