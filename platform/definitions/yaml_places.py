"""Where the parts of a YAML text begin and end, sign by sign, so that one can be changed and no other is touched."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_LOADER = getattr(yaml, "CLoader", yaml.Loader)


class NotEditable(Exception):
    """A text written in a way that cannot be changed part by part; it can still be edited as text."""


class Places:
    """One text with its nodes; positions count signs from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self.root = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            raise NotEditable(str(error)) from None
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.is_json = text.lstrip().startswith("{")

    def node(self, path: tuple[Any, ...]) -> Node:
        """The node at a path of keys and positions."""
        found = self.root
        for step in path:
            found = found.value[step] if isinstance(found, SequenceNode) else self.pair(found, step)[1]
        return found

    def pair(self, mapping: Node, key: str) -> tuple[Node, Node]:
        """A key of a mapping with its value."""
        for name, value in mapping.value if isinstance(mapping, MappingNode) else ():
            if name.value == key:
                return name, value
        raise NotEditable(f"no {key}")

    def start(self, node: Node) -> int:
        """The node's first sign."""
        return node.start_mark.index

    def end(self, node: Node) -> int:
        """Behind the node's last sign; what a block says of its own end lies behind comments that follow it."""
        if isinstance(node, ScalarNode):
            return self._without_break(node.end_mark.index) if node.style in ("|", ">") else node.end_mark.index
        if node.flow_style or not node.value:
            return node.end_mark.index
        last = node.value[-1]
        return self.end(last[1] if isinstance(node, MappingNode) else last)

    def _without_break(self, at: int) -> int:
        if self.text[at - 1 : at] != "\n":
            return at
        return at - 2 if self.text[at - 2 : at] == "\r\n" else at - 1

    def dash(self, sequence: Node, position: int) -> int:
        """The dash before an item of a block."""
        column, at = sequence.start_mark.column, self.start(sequence.value[position])
        first = self.start(sequence)
        while at >= first:
            begin = self.line(at)
            if self.text[begin + column : begin + column + 1] == "-" and not self.text[begin : begin + column].strip():
                return begin + column
            at = begin - 1
        raise NotEditable("an item does not begin on a line of its own")

    def line(self, at: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, at) + 1

    def below(self, at: int) -> int:
        """Where the next line begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def column(self, at: int) -> int:
        """How far into its line a position lies."""
        return at - self.line(at)

    def begins_line(self, at: int) -> bool:
        """Only spaces stand before it."""
        return not self.text[self.line(at) : at].strip()

    def lines_of(self, path: tuple[Any, ...]) -> tuple[int, int]:
        """The first and the last line of a part, counted from 1."""
        node = self.node(path)
        return self.text.count("\n", 0, self.start(node)) + 1, self.text.count("\n", 0, self.end(node)) + 1
