"""Where files name a choice of a field, in rules and in values, and what stands there once it is called otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Document, NotEditable, parse_document, plain, yaml_edits
from rules import Call, ListOf, Literal, Reference, RuleError, parse, walk

# Settings that hold a value for each field, and those in which one setting names the field and another its values.
BY_FIELD = frozenset({"values", "set", "fields", "when", "defaults"})
BESIDE_FIELD = frozenset({"add", "remove", "value", "values", "is", "default", "choices"})
NAMES_FIELD = ("field", "of", "column")

Path = tuple[Any, ...]
Points = Callable[[str, str], str | None]  # form and field: the form that it links to


@dataclass(frozen=True)
class Renaming:
    """A choice of a field of a form that is called otherwise, or that another one takes over."""

    form: str
    field: str
    id: str
    to: str

    def value(self, there: Any) -> Any:
        """What is to stand where a value of the field stands; a list names nothing twice."""
        if isinstance(there, list):
            return (
                list(dict.fromkeys(self.to if one == self.id else one for one in there)) if self.id in there else there
            )
        return self.to if there == self.id else there


def uses_in_form(data: Mapping[str, Any], field: str, id: str, to: str) -> Iterator[tuple[Path, str]]:
    """Every rule of the form that compares its own field with the choice, with what is to stand there."""
    for path, written in _texts(data, ()):
        if not _is_words(path) and (after := compared_after(written, lambda name: name == field, id, to)) != written:
            yield path, after


def with_choice(text: str, renaming: Renaming, points: Points) -> str:
    """The text of a file that may name the choice; one that cannot be changed so stays, and the check says why."""
    if renaming.id not in text:
        return text
    read = parse_document("definition.yaml", text)
    if not isinstance(read, Document):
        return text
    data, after = plain(read.data), text
    own = str(data.get("id" if data.get("kind") == "form" else "form") or "")
    try:
        for path, there in _uses(data, (), own, renaming, points):
            after = yaml_edits.put(after, path, there)
    except NotEditable:
        return text
    return after


def compared_after(rule: str, is_field: Callable[[str], bool], id: str, to: str) -> str:
    """The rule as it is written, but for the choice where it stands beside the field; one that cannot be read stays."""
    if id not in rule:
        return rule
    if rule.startswith("="):
        return f"={compared_after(rule[1:], is_field, id, to)}"
    try:
        calls = [node for node in walk(parse(rule).tree) if isinstance(node, Call)]
    except RuleError:
        return rule
    places: dict[int, tuple[int, str]] = {}
    for call in calls:
        if any(isinstance(arg, Reference) and is_field(arg.name) for arg in call.args):
            for arg in call.args:
                places |= _places(rule, arg, id, to)
    for start in sorted(places, reverse=True):
        end, becomes = places[start]
        rule = f"{rule[:start]}{becomes}{rule[end:]}"
    return rule


def _places(rule: str, arg: Any, id: str, to: str) -> dict[int, tuple[int, str]]:
    """Where the word begins and ends, and what comes there; in a list that has the other one already, nothing."""
    items = arg.items if isinstance(arg, ListOf) else (arg,)
    words = [one for one in items if isinstance(one, Literal)]
    twice, found = any(one.value == to for one in words) and len(items) > 1, {}
    for place, one in enumerate(items):
        if not isinstance(one, Literal) or one.value != id or rule[one.pos + 1 : one.pos + 1 + len(id)] != id:
            continue
        start, end = one.pos + 1, one.pos + 1 + len(id)
        if not twice:
            found[start] = (end, to)
        elif place + 1 < len(items):
            found[one.pos] = (items[place + 1].pos, "")
        else:
            before = items[place - 1]
            found[before.pos + len(str(getattr(before, "value", ""))) + 2] = (end + 1, "")
    return found


def _uses(there: Any, path: Path, form: str, renaming: Renaming, points: Points) -> Iterator[tuple[Path, Any]]:
    """Every place below one, where `form` is the form that its names speak of."""
    if isinstance(there, str):
        is_field = _names(form, renaming, points)
        if not _is_words(path) and (after := compared_after(there, is_field, renaming.id, renaming.to)) != there:
            yield path, after
        return
    if isinstance(there, list):
        for number, inner in enumerate(there):
            yield from _uses(inner, (*path, number), form, renaming, points)
        return
    if not isinstance(there, dict):
        return
    own = there.get("form") if path and isinstance(there.get("form"), str) else form
    if own == renaming.form:
        yield from _values(there, path, renaming)
    for key, inner in there.items():
        inside = key if path[-1:] == ("forms",) else own
        yield from _uses(inner, (*path, key), str(inside), renaming, points)


def _values(there: Mapping[str, Any], path: Path, renaming: Renaming) -> Iterator[tuple[Path, Any]]:
    """Values of the field, by its name or beside it."""
    if path[-1:] and path[-1] in BY_FIELD and renaming.field in there:
        yield from _one_value(there[renaming.field], (*path, renaming.field), renaming)
    if any(there.get(name) == renaming.field for name in NAMES_FIELD):
        for key in BESIDE_FIELD & there.keys():
            yield from _one_value(there[key], (*path, key), renaming)


def _one_value(there: Any, path: Path, renaming: Renaming) -> Iterator[tuple[Path, Any]]:
    """A value, a list of them, or what words from outside become."""
    if isinstance(there, dict):
        for key, inner in there.items():
            meant = isinstance(inner, dict) and key in ("choices", "values")
            if meant or not isinstance(inner, dict):
                yield from _one_value(inner, (*path, key), renaming)
        return
    if (after := renaming.value(there)) != there:
        yield path, after


def _names(form: str, renaming: Renaming, points: Points) -> Callable[[str], bool]:
    """Whether a name of a rule is the field, also through links."""

    def is_field(name: str) -> bool:
        *links, last = name.split(".")
        at: str | None = form
        for link in links:
            at = points(at, link) if at else None
        return at == renaming.form and last == renaming.field

    return is_field


def _is_words(path: Path) -> bool:
    """Whether a text is for people: what a rule would be there is none."""
    return any(step in ("label", "help", "placeholder", "about", "reason", "script", "text") for step in path)


def _texts(there: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of the file, but for those of child tables, whose rules are about their own columns."""
    if isinstance(there, str):
        yield path, there
    elif isinstance(there, (dict, list)) and not (path[:1] == ("fields",) and path[2:] == ("fields",)):
        for step, inner in there.items() if isinstance(there, dict) else enumerate(there):
            yield from _texts(inner, (*path, step))
