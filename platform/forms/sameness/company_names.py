"""Company names without what everybody's has: legal suffixes and places in front, in Chinese and in English."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ..lists.pinyin import sound_of
from . import places

LEGAL = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "集团有限公司", "控股有限公司", "有限公司", "股份公司",
    "集团公司", "总公司", "分公司", "公司", "集团", "工厂", "厂", "经营部", "商行", "门市部", "事务所",
    "合伙企业", "有限合伙",
)  # fmt: skip
LEGAL_WORDS = frozenset(
    (
        "co", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "company", "llc", "llp", "plc",
        "gmbh", "ag", "kg", "sa", "sarl", "srl", "spa", "bv", "nv", "pty", "oy", "ab", "group", "holding",
        "holdings", "the", "and",
    )
)  # fmt: skip
MARKS = re.compile(r"[\W_]+")
CHINESE = re.compile(r"[\u3400-\u9fff]")
SHORTEST = 2
BEGINNING = 2
SLIP = 0.92
ELSEWHERE = 0.6  # of a name that is the same in another place: mostly another company


@lru_cache(maxsize=100_000)
def core(name: str) -> str:
    """What is left of a name that is its own: 苏州恒锐机械有限公司 → 恒锐机械, Acme Tools Co., Ltd. → acme tools."""
    text = unicodedata.normalize("NFKC", name).casefold()
    bare = places.BRACKETS.sub(" ", text)
    text = bare if MARKS.sub("", bare) else text
    return _chinese(text) if CHINESE.search(text) else _latin(text)


def likeness(one: str, other: str) -> float:
    """From 0 to 1; names whose own part is the same are one company, unless they tell different places."""
    alike = _alike(core(one), core(other))
    return alike * ELSEWHERE if alike and places.apart(one, other) else alike


def keys(name: str) -> frozenset[str]:
    """Names that may be one share a key: the beginning, the end, or the sound of the beginning."""
    own = core(name)
    if not own:
        return frozenset()
    if CHINESE.search(own):
        return frozenset({f"<{own[:BEGINNING]}", f"~{sound_of(own[:BEGINNING])}", *_inner(own)})
    words = own.split()
    flat = own.replace(" ", "")
    return frozenset({f"<{flat[:4]}", f">{flat[-5:]}", f"w{max(words, key=len)[:6]}"})


def _alike(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if CHINESE.search(left) and CHINESE.search(right):
        return _alike_in_chinese(left, right)
    if sorted(left.split()) == sorted(right.split()):
        return 1.0
    return _near(left.replace(" ", ""), right.replace(" ", ""), shortest=6)


def _chinese(text: str) -> str:
    flat = MARKS.sub("", text)
    changed = True
    while changed:
        changed = False
        for suffix in LEGAL:
            if flat.endswith(suffix) and len(flat) - len(suffix) >= SHORTEST:
                flat, changed = flat[: -len(suffix)], True
                break
    bare = places.IN_FRONT.sub("", flat)
    return bare if len(bare) >= SHORTEST else flat


def _latin(text: str) -> str:
    words = MARKS.sub(" ", text.replace(".", "").replace("'", "")).split()
    own = [word for word in words if word not in LEGAL_WORDS]
    return " ".join(own or words)


def _alike_in_chinese(left: str, right: str) -> float:
    """One letter more, less or other behind what a company is called by is a slip; in front of it, another company."""
    if left[:BEGINNING] != right[:BEGINNING] and sound_of(left[:BEGINNING]) != sound_of(right[:BEGINNING]):
        return Levenshtein.normalized_similarity(left, right) * 0.85
    return _near(left, right, shortest=BEGINNING + 1)


def _near(left: str, right: str, *, shortest: int) -> float:
    """One slip in a name that is long enough for it; a letter that is another needs a longer one."""
    short, long = sorted((left, right), key=len)
    enough = shortest + (2 if len(short) == len(long) else 0)
    if len(short) >= enough and Levenshtein.distance(left, right) == 1:
        return SLIP
    return Levenshtein.normalized_similarity(left, right)


def _inner(own: str) -> set[str]:
    """A wrong letter in the first two must not hide a name: the third to the last stand for it too."""
    return {f">{own[2:]}"} if len(own) >= 5 else set()
