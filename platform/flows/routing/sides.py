"""The two sides of a match: the record's fields and the person's attributes, whichever of them is written bare."""

from __future__ import annotations

from dataclasses import replace

from rules import Call, Expression, ListOf, Node, Reference, write

from .people import PERSON_PREFIX

RECORD_PREFIX = "record."


def sided(match: Expression) -> Expression:
    """The match with the record's fields bare and the person's attributes under `person.`.

    Where a condition says `record.region`, a bare name is the person's: `region = record.region`.
    """
    if not any(name.startswith(RECORD_PREFIX) for name in match.names):
        return match
    tree = _named(match.tree)
    return Expression(write(tree), tree)


def _named(node: Node) -> Node:
    if isinstance(node, Call):
        return replace(node, args=tuple(map(_named, node.args)))
    if isinstance(node, ListOf):
        return replace(node, items=tuple(map(_named, node.items)))
    return replace(node, name=_side_of(node.name)) if isinstance(node, Reference) else node


def _side_of(name: str) -> str:
    if name.startswith(RECORD_PREFIX):
        return name.removeprefix(RECORD_PREFIX)
    return name if name.startswith(PERSON_PREFIX) or name.endswith(")") else PERSON_PREFIX + name
