"""Chinese text as people type it when they search: yangzhou, yz."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

HAN = re.compile(r"[\u4e00-\u9fff]+")
SIGN = re.compile(r'"(\d+)":\s*"([^",]*)')
WORD = re.compile(r'"([\u3007\u3400-\u9fff]{2,4})":\s*\[([^:]*)\]')
FIRST_READING = re.compile(r'\[\s*"([^"]*)')
LONGEST_WORD = 4


@lru_cache(maxsize=4096)
def pinyin_of(text: str) -> tuple[str, str]:
    """The syllables of all Chinese characters in a text without blanks, and their first letters."""
    syllables = [syllable for run in HAN.findall(text) for syllable in _syllables(run)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@lru_cache(maxsize=50_000)
def sound_of(text: str) -> str:
    """A text with syllables in the place of its Chinese characters; all else stays as it is."""
    return "".join(_syllables(text, unknown=None))


def _syllables(run: str, *, unknown: str | None = "?") -> Iterator[str]:
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
            yield signs.get(run[position], unknown or run[position])
            position += 1


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, str], dict[str, tuple[str, ...]], frozenset[str]]:
    """Each character's usual reading, the words in which one reads differently, and how those begin; loaded when
    first needed, from pypinyin's data files: to load its module would keep 60 MB in every process."""
    signs = {chr(int(code)): reading for code, reading in SIGN.findall(_without_tones("pinyin_dict.json"))}
    words = {}
    for phrase, readings in WORD.findall(_without_tones("phrases_dict.json")):
        spoken = tuple(FIRST_READING.findall(readings))
        if spoken != tuple(map(signs.get, phrase)):
            words[phrase] = spoken
    return signs, words, frozenset(word[:2] for word in words)


def _without_tones(file: str) -> str:
    folder = find_spec("pypinyin").submodule_search_locations[0]
    text = (Path(folder) / file).read_text("utf-8")
    for mark, plain in TONES.items():
        text = text.replace(mark, plain)
    return text


TONES = {mark: plain for plain, marks in {
    "a": "āáǎàɑ", "e": "ēéěèếềê", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "üǖǘǚǜ", "n": "ńňǹ",
    "m": "ḿ", "": "\u0300\u0301\u0304\u030c",
}.items() for mark in marks}  # fmt: skip
