"""Chinese text as people type it when they search: yangzhou, yz."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from json import JSONDecoder
from pathlib import Path
from typing import Any

HAN = re.compile(r"[\u4e00-\u9fff]+")
BLANKS = re.compile(r"\s*")
LONGEST_WORD = 4


@lru_cache(maxsize=4096)
def pinyin_of(text: str) -> tuple[str, str]:
    """The syllables of all Chinese characters in a text without blanks, and their first letters."""
    syllables = [syllable for run in HAN.findall(text) for syllable in _syllables(run)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _syllables(run: str) -> Iterator[str]:
    """Longest known word first, as 重 is chong in 重庆 and zhong in 重型; else each character's usual reading."""
    signs, words, beginnings = _readings()
    position = 0
    while position < len(run):
        longest = LONGEST_WORD if run[position : position + 2] in beginnings else 0
        for length in range(longest, 1, -1):
            word = words.get(run[position : position + length])
            if word is not None:
                yield from word
                position += length
                break
        else:
            yield signs.get(run[position], "?")
            position += 1


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, str], dict[str, tuple[str, ...]], frozenset[str]]:
    """Each character's usual reading, the words in which one reads differently, and how those begin; loaded when
    first needed."""
    signs = {chr(int(code)): _bare(readings.split(",")[0]) for code, readings in _entries("pinyin_dict.json")}
    words = {}
    for phrase, readings in _entries("phrases_dict.json"):
        if 2 <= len(phrase) <= LONGEST_WORD:
            spoken = tuple(_bare(options[0]) for options in readings)
            if spoken != tuple(signs.get(sign) for sign in phrase):
                words[phrase] = spoken
    return signs, words, frozenset(word[:2] for word in words)


def _entries(file: str) -> Iterator[tuple[str, Any]]:
    """The entries of one of pypinyin's data files one by one: loading its module would keep 60 MB in every process."""
    folder = find_spec("pypinyin").submodule_search_locations[0]
    text = (Path(folder) / file).read_text("utf-8")
    decode, position = JSONDecoder().raw_decode, _after(text, text.index("{"))
    while text[position] != "}":
        key, position = decode(text, position)
        value, position = decode(text, _after(text, BLANKS.match(text, position).end()))
        yield key, value
        position = BLANKS.match(text, position).end()
        position = _after(text, position) if text[position] == "," else position


def _after(text: str, position: int) -> int:
    """The next thing that is no blank, behind one sign."""
    return BLANKS.match(text, position + 1).end()


_MARKED = {mark: plain for plain, marks in {
    "a": "āáǎàɑ", "e": "ēéěèếềê", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "üǖǘǚǜ", "n": "ńňǹ", "m": "ḿm̀",
}.items() for mark in marks}  # fmt: skip
_BARE = str.maketrans({**_MARKED, "\u0300": "", "\u0301": "", "\u0304": "", "\u030c": ""})


def _bare(syllable: str) -> str:
    """The syllable without its tone."""
    return syllable.translate(_BARE) or "?"
