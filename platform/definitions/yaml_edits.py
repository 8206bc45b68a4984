"""One part of a YAML text changed: every line that it does not stand on stays byte for byte as it was.

Each edit is read back and held against what was meant; a text that cannot be changed so is refused, never harmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .document import plain
from .yaml_places import NotEditable, Places
from .yaml_text import YamlError, read_yaml
from .yaml_writing import item_lines, on_one_line, pair_lines, quoted

Path = tuple[Any, ...]


def put(text: str, path: Path, value: Any, *, order: Sequence[str] = ()) -> str:
    """Gives the key or the item at `path` another value; a key that is not there comes where `order` has it."""
    places = Places(text)
    parent = places.node(path[:-1])
    if isinstance(parent, MappingNode) and path[-1] not in {name.value for name, _ in parent.value}:
        changed = _add(places, parent, (path[-1], value), order)
    else:
        changed = _replace(places, path, value)
    return _proved(text, changed, path, lambda data: data.__setitem__(path[-1], value))


def drop(text: str, path: Path) -> str:
    """Takes a key or an item out."""
    places = Places(text)
    parent = places.node(path[:-1])
    if parent.flow_style:
        changed = _drop_in_flow(places, parent, path[-1])
    elif isinstance(parent, SequenceNode):
        begin, end = _item(places, parent, path[-1])
        changed = text[:begin] + text[end:] if len(parent.value) > 1 else _emptied(places, parent, "[]")
    else:
        changed = _drop_key(places, parent, path[-1])
    return _proved(text, changed, path, lambda data: data.pop(path[-1]))


def insert(text: str, path: Path, position: int, value: Any) -> str:
    """Puts an item into the list at `path`."""
    places = Places(text)
    sequence = places.node(path)
    if not isinstance(sequence, SequenceNode):
        raise NotEditable("no list")
    if sequence.flow_style and not (not sequence.value and isinstance(value, dict) and not places.is_json):
        changed = _insert_in_flow(places, sequence, position, on_one_line(value, as_json=places.is_json))
    elif not sequence.value:
        changed = _begin_block(places, path, value)
    else:
        lines = item_lines(value, " " * sequence.start_mark.column)
        changed = _insert_lines(places, _before(places, sequence, position), lines)
    return _proved(text, changed, (*path, position), lambda data: data.insert(position, value))


def move(text: str, path: Path, at: int, to: int) -> str:
    """Takes an item of the list at `path` to another position; comments on lines of their own stay where they are."""
    if at == to:
        return text
    places = Places(text)
    sequence = places.node(path)
    changed = _moved_in_flow(places, sequence, at, to) if sequence.flow_style else _moved(places, sequence, at, to)
    return _proved(text, changed, (*path, at), lambda data: data.insert(to, data.pop(at)))


def _proved(text: str, changed: str, path: Path, act: Any) -> str:
    """The changed text, if it says exactly what was meant."""
    meant = plain(read_yaml(text))
    part = meant
    for step in path[:-1]:
        part = part[step]
    act(part)
    try:
        said = plain(read_yaml(changed))
    except YamlError as error:
        raise NotEditable(error.key) from None
    if said != plain(meant):
        raise NotEditable("the change would not read as it was meant")
    return changed


def _replace(places: Places, path: Path, value: Any) -> str:
    text, node = places.text, places.node(path)
    is_block = not isinstance(node, ScalarNode) and not node.flow_style and bool(node.value)
    if is_block or (isinstance(node, ScalarNode) and node.style in ("|", ">")):
        begin = _behind_colon(places, path)
    else:
        begin = places.start(node)
    end = places.end(node)
    if isinstance(value, str) and isinstance(node, ScalarNode) and node.style == '"':
        return text[:begin] + quoted(value) + text[end:]
    written = on_one_line(value, as_json=places.is_json)
    return text[:begin] + (" " if text[begin - 1 : begin] == ":" else "") + written + text[end:]


def _behind_colon(places: Places, path: Path) -> int:
    """Where the value of a block begins: behind its key, whatever stands between."""
    parent = places.node(path[:-1])
    if not isinstance(parent, MappingNode):
        raise NotEditable("an item that is a block")
    return places.text.index(":", places.end(places.pair(parent, path[-1])[0])) + 1


def _add(places: Places, mapping: Node, pair: tuple[str, Any], order: Sequence[str]) -> str:
    key, value = pair
    before = _predecessor(mapping, key, order)
    if mapping.flow_style or not mapping.value:
        written = f"{on_one_line(key, as_json=places.is_json)}: {on_one_line(value, as_json=places.is_json)}"
        return _insert_pair_in_flow(places, mapping, before, written)
    indent = " " * places.column(places.start(mapping))
    at = places.below(places.end(mapping.value[before][1]))
    return _insert_lines(places, at, pair_lines(key, value, indent))


def _predecessor(mapping: Node, key: str, order: Sequence[str]) -> int:
    """The position of the key behind which a new one comes: the last of those that `order` has before it."""
    names = [name.value for name, _ in mapping.value]
    earlier = set(order[: order.index(key)]) if key in order else set(names)
    return max((place for place, name in enumerate(names) if name in earlier), default=len(names) - 1)


def _insert_pair_in_flow(places: Places, mapping: Node, before: int, written: str) -> str:
    if not mapping.value:
        begin, end = places.start(mapping), places.end(mapping)
        return places.text[:begin] + "{" + written + "}" + places.text[end:]
    return _spliced(places, mapping.value[before][1], mapping.value[before][0], written)


def _spliced(places: Places, node: Node, first: Node, written: str) -> str:
    """What is written behind a part of a flow, on a line of its own where the others have one."""
    at, begin = places.end(node), places.start(first)
    between = f",{places.newline}{' ' * places.column(begin)}" if places.begins_line(begin) else ", "
    return places.text[:at] + between + written + places.text[at:]


def _insert_in_flow(places: Places, sequence: Node, position: int, written: str) -> str:
    text, items = places.text, sequence.value
    if not items:
        begin, end = places.start(sequence), places.end(sequence)
        return text[:begin] + f"[{written}]" + text[end:]
    if position:
        return _spliced(places, items[position - 1], items[position - 1], written)
    at = places.start(items[0])
    between = f",{places.newline}{' ' * places.column(at)}" if places.begins_line(at) else ", "
    return text[:at] + written + between + text[at:]


def _begin_block(places: Places, path: Path, value: Any) -> str:
    """The first item of an empty list, as a block below its key."""
    parent = places.node(path[:-1])
    key, node = places.pair(parent, path[-1])
    if parent.flow_style:
        return _insert_in_flow(places, node, 0, on_one_line(value, as_json=places.is_json))
    lines = item_lines(value, " " * (places.column(places.start(key)) + 2))
    begin, end = _behind_colon(places, path), places.end(node)
    return places.text[:begin] + places.newline + places.newline.join(lines) + places.text[end:]


def _insert_lines(places: Places, at: int, lines: list[str]) -> str:
    text, new = places.text, places.newline
    head = text[:at] if not at or text[at - 1] == "\n" else text[:at] + new
    return head + "".join(line + new for line in lines) + text[at:]


def _before(places: Places, sequence: Node, position: int) -> int:
    """The line before which an item comes: right behind the one that it follows."""
    if position:
        return places.below(places.end(sequence.value[position - 1]))
    return places.line(places.dash(sequence, 0))


def _item(places: Places, sequence: Node, position: int) -> tuple[int, int]:
    """The lines of an item."""
    begin = places.dash(sequence, position)
    if not places.begins_line(begin):
        raise NotEditable("an item does not begin on a line of its own")
    return places.line(begin), places.below(places.end(sequence.value[position]))


def _moved(places: Places, sequence: Node, at: int, to: int) -> str:
    text = places.text
    begin, end = _item(places, sequence, at)
    block = text[begin:end] if text[begin:end].endswith("\n") else text[begin:end] + places.newline
    if to > at:
        goal = _item(places, sequence, to)[1]
        ahead = text[end:goal]
        return text[:begin] + (ahead if ahead.endswith("\n") else ahead + places.newline) + block + text[goal:]
    goal = _item(places, sequence, to)[0]
    return text[:goal] + block + text[goal:begin] + text[end:]


def _moved_in_flow(places: Places, sequence: Node, at: int, to: int) -> str:
    """The items in another order, with what stands between them as it was."""
    text, spans = places.text, [(places.start(node), places.end(node)) for node in sequence.value]
    raw = [text[begin:end] for begin, end in spans]
    raw.insert(to, raw.pop(at))
    parts, last = [], 0
    for (begin, end), written in zip(spans, raw, strict=True):
        parts += [text[last:begin], written]
        last = end
    return "".join(parts) + text[last:]


def _emptied(places: Places, node: Node, written: str) -> str:
    """A block whose last part goes."""
    begin, end = places.start(node), places.end(node)
    return places.text[:begin] + written + places.text[end:]


def _drop_key(places: Places, mapping: Node, key: str) -> str:
    text = places.text
    name, value = places.pair(mapping, key)
    names = [each.value for each, _ in mapping.value]
    if len(names) == 1:
        return _emptied(places, mapping, "{}")
    begin = places.start(name)
    if places.begins_line(begin):
        return text[: places.line(begin)] + text[places.below(places.end(value)) :]
    if names.index(key) == len(names) - 1:
        raise NotEditable("a key that shares its line")
    return text[:begin] + text[places.start(mapping.value[names.index(key) + 1][0]) :]


def _drop_in_flow(places: Places, parent: Node, step: Any) -> str:
    text = places.text
    spans = _spans(places, parent)
    position = step if isinstance(parent, SequenceNode) else [name.value for name, _ in parent.value].index(step)
    begin, end = spans[position]
    if position + 1 < len(spans):
        return text[:begin] + text[spans[position + 1][0] :]
    return text[: spans[position - 1][1] if position else begin] + text[end:]


def _spans(places: Places, parent: Node) -> list[tuple[int, int]]:
    """From where to where each part of a flow stands."""
    if isinstance(parent, SequenceNode):
        return [(places.start(item), places.end(item)) for item in parent.value]
    return [(places.start(name), places.end(value)) for name, value in parent.value]
