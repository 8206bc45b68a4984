"""Ids from what people call things: letters of the English name, or pinyin, and never one that is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forms import RESERVED, pinyin_of
from rules import RuleError, parse

LONGEST = 40
HAN = re.compile(r"[\u4e00-\u9fff]+")


def free_id(name: str, taken: Iterable[str], otherwise: str = "field") -> str:
    """An id for `name` that nothing else has and that the rule language reads as a name."""
    used, base = set(taken), _base(name, otherwise)
    number, found = 2, base
    while found in used:
        found, number = f"{base}_{number}", number + 1
    return found


def is_made_of(id: str, name: str, otherwise: str = "field") -> bool:
    """Whether the id is one that is made up for the name, whatever was taken then."""
    return re.fullmatch(rf"{_base(name, otherwise)}(_\d+)?", id) is not None


def id_of(name: str) -> str:
    """The name in small letters, digits and underscores, as far as that goes."""
    latin = HAN.sub(lambda run: f" {' '.join(map(_spoken, _words(run[0])))} ", name)
    word = re.sub(r"[^a-z0-9]+", "_", latin.lower()).strip("_")
    return re.sub(r"^[0-9_]+", "", word)[:LONGEST].rstrip("_")


def is_allowed(id: str) -> bool:
    """Whether a field may be called so: no word of the platform or of the rule language."""
    if id in RESERVED:
        return False
    try:
        return parse(id).names == {id}
    except RuleError:
        return False


def _base(name: str, otherwise: str) -> str:
    base = id_of(name) or otherwise
    return base if is_allowed(base) else f"{base}_{otherwise}"


def _words(run: str) -> Iterator[str]:
    """Most Chinese words have two characters, so that is where a long name is parted; a last one alone joins them."""
    start = 0
    while len(run) - start > 3:
        yield run[start : start + 2]
        start += 2
    yield run[start:]


def _spoken(word: str) -> str:
    return pinyin_of(word)[0]
