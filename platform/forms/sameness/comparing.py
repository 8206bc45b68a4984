"""Ways of comparing two values of a field: under which keys they are looked for, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from definitions import Registry

from . import company_names, places

# Everybody has an address there: that two people do says nothing.
FREE_MAIL = frozenset(
    (
        "qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com",
        "139.com", "189.cn", "aliyun.com", "21cn.com", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com",
        "live.com", "msn.com", "yahoo.com", "yahoo.com.cn", "icloud.com", "me.com", "proton.me", "protonmail.com",
        "gmx.de", "gmx.net", "mail.ru", "yandex.ru",
    )
)  # fmt: skip
LONGEST = 120


@dataclass(frozen=True)
class Way:
    """How values are compared: `keys` to find those that may be alike, `likeness` from 0 to 1.

    A value without keys says nothing, neither for nor against.
    """

    keys: Callable[[Any], frozenset[str]]
    likeness: Callable[[Any, Any], float]

    def says(self, value: Any) -> bool:
        """Whether this value can tell records apart."""
        return bool(self.keys(value))


WAYS: Registry[Way] = Registry("ways of comparing")


def _exactly(one: Any, other: Any) -> float:
    return 1.0 if one == other else 0.0


def _domain(value: Any) -> str:
    """The host behind an address of mail or of a page, unless everybody may have one there."""
    text = str(value).casefold().strip()
    host = text.rsplit("@", 1)[-1] if "@" in text else text.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    host = host.removeprefix("www.")
    return "" if host in FREE_MAIL or "." not in host else host


def _domain_keys(value: Any) -> frozenset[str]:
    host = _domain(value)[:LONGEST]
    return frozenset({host}) if host else frozenset()


def _text_keys(value: Any) -> frozenset[str]:
    text = company_names.MARKS.sub("", str(value).casefold())
    return frozenset({text[:3], text[-3:]}) if text else frozenset()


def _place_likeness(one: Any, other: Any) -> float:
    """Places that are known lie in each other or do not; others are as alike as their letters."""
    if places.told_in(str(one)) and places.told_in(str(other)):
        return 0.0 if places.apart(str(one), str(other)) else 1.0
    return _text_likeness(one, other)


def _text_likeness(one: Any, other: Any) -> float:
    return fuzz.ratio(str(one).casefold(), str(other).casefold()) / 100


WAYS.register("exact")(Way(lambda value: frozenset({str(value)[:LONGEST]}), _exactly))
WAYS.register("domain")(Way(_domain_keys, lambda one, other: 1.0 if _domain(one) == _domain(other) != "" else 0.0))
WAYS.register("company")(
    Way(lambda value: company_names.keys(str(value)), lambda one, other: company_names.likeness(str(one), str(other)))
)
WAYS.register("text")(Way(_text_keys, _text_likeness))
WAYS.register("place")(Way(_text_keys, _place_likeness))
