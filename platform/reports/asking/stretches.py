"""Stretches of time as people type them: `last 5 days`, `上上个月`, `in March`, `9月1日到9月15日`, `since Q2`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ..period import LATEST, OLDEST, TO

DAY = timedelta(days=1)
NUMERALS = {each: number for number, each in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11, "十二": 12}
ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMERALS |= {each: number for number, each in enumerate(ENGLISH, 1)}
N = r"(\d{1,4}|十[一二]|[一二两三四五六七八九十]|one|two|three|four|five|six|seven|eight|nine|ten)"
UNITS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季": "quarter",
    "年": "year",
}
DAYS_IN = {"day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
UNIT_ZH = r"个?(天|日|周|星期|礼拜|月|季|年)度?"
UNIT_EN = r"(day|week|month|quarter|year)s?\b"
ROLLING = (
    re.compile(rf"(?:in |over |within )?(?:the )?(?:last|past|previous|recent) {N} {UNIT_EN}"),
    re.compile(rf"(?:最近|过去|近)的?{N}{UNIT_ZH}(?:以来|内|里|来)?"),
)
AGO = (re.compile(rf"{N} {UNIT_EN} ago\b"), re.compile(rf"{N}{UNIT_ZH}之?前"))
LAST_BUT_ONE = (
    re.compile(r"(?:the )?(day|week|month|quarter|year) before (?:last|yesterday)\b"),
    re.compile(rf"上上{UNIT_ZH}"),
)
BEFORE_LAST = {"前天": "2_days_ago", "大前天": "3_days_ago", "前年": "2_years_ago"}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"sept": 9}
NAMED = {month: number for number, month in enumerate(MONTHS, 1)} | SHORT
MONTH_EN = "(" + "|".join(sorted(NAMED, key=len, reverse=True)) + r")\b\.?"
NTH, YEAR = r"(?:st|nd|rd|th)?", r"(?:,? ?(\d{4}))?\b"
POINTS = {
    "iso": re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
    "month_iso": re.compile(r"(\d{4})[-/](\d{1,2})(?![\d/.-])"),
    "zh": re.compile(r"(?:(\d{4}|今|去|前)年)?(\d{1,2}|十[一二]|[一二三四五六七八九十])月(?:份|(\d{1,2})[日号])?"),
    "quarter_zh": re.compile(r"(?:(\d{4}|今|去|前)年)?(?:第?([一二三四1-4])季度?|q([1-4]))"),
    "half_zh": re.compile(r"(?:(\d{4}|今|去|前)年)?([上下])半年"),
    "year_zh": re.compile(r"(\d{4})年"),
    "en": re.compile(rf"{MONTH_EN}(?: (\d{{1,2}}){NTH}(?!\d))?{YEAR}"),
    "day_en": re.compile(rf"(\d{{1,2}}){NTH} (?:of )?{MONTH_EN}{YEAR}"),
    "quarter_en": re.compile(rf"q([1-4]){YEAR}"),
    "slashed": re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])"),
}
SAME_MONTH = re.compile(r"(\d{1,2})(?:[日号]|(?:st|nd|rd|th)?(?![\w%./-]))")
FROM = re.compile(r"between |from |从|自|在")
UP_TO = re.compile(r" ?(?:到|至|~|～|–|—|\.\.) ?| to | until | till | through | ?- ?")
AND = re.compile(r" and |和|与")
SINCE_HEAD, SINCE_TAIL = (
    re.compile(r"since |from |从|自"),
    re.compile(r"以来|起|开始|至今|到现在|到今天| on(?:wards)?\b| until now\b"),
)
UNTIL_HEAD, UNTIL_TAIL = re.compile(r"until |till |up to |through |截至|截止到?"), re.compile(r"为止|止")
BEFORE_HEAD, BEFORE_TAIL = re.compile(r"before "), re.compile(r"之前|以前|前(?![\d一二三四五六七八九十])")
AFTER_HEAD, AFTER_TAIL = re.compile(r"after "), re.compile(r"之后|以后|后")
ON_HEAD, ON_TAIL = re.compile(r"(?:in|on|during|of|for) (?:the )?"), re.compile(r"之间|期间|里|内|当天|那天|份")
YEAR_EN = re.compile(r"(?:in |of |during |for |since |year )(?:the )?(?:year )?(\d{4})\b")
MAY = "may"


@dataclass(frozen=True)
class Stretch:
    """A piece of the line, and the days it means; none where there are no such days: 2月30日."""

    text: str
    key: str


@dataclass(frozen=True)
class Point:
    """A day, a month, a quarter or a year: where it ends in the line, its first and its last day."""

    end: int
    first: date
    last: date


class NoSuchDay(Exception):
    """What was typed looks like a day and is none; `end` is where it ends."""

    def __init__(self, end: int) -> None:
        self.end = end


def stretch_at(text: str, at: int, today: date) -> Stretch | None:
    """The longest stretch of time that begins there."""
    readers = (_rolling, _ago, _range, _open, _year, _one)
    try:
        found = [each for reader in readers if (each := reader(text, at, today))]
    except NoSuchDay as wrong:
        return Stretch(text[at : wrong.end], "")
    return max(found, key=lambda each: len(each.text), default=None)


def number_of(written: str) -> int:
    """`5`, `五`, `five`."""
    return NUMERALS.get(written) or int(written)


def _rolling(text: str, at: int, today: date) -> Stretch | None:
    for pattern in ROLLING:
        if found := pattern.match(text, at):
            days = number_of(found[1]) * DAYS_IN[UNITS.get(found[2], found[2])]
            return Stretch(found[0], f"{days}d") if 0 < days < 10_000 else Stretch(found[0], "")
    return None


def _ago(text: str, at: int, today: date) -> Stretch | None:
    for said, key in BEFORE_LAST.items():
        if text.startswith(said, at):
            return Stretch(said, key)
    for pattern in AGO:
        if (found := pattern.match(text, at)) and number_of(found[1]):
            return Stretch(found[0], f"{number_of(found[1])}_{UNITS.get(found[2], found[2])}s_ago")
    for pattern in LAST_BUT_ONE:
        if found := pattern.match(text, at):
            return Stretch(found[0], f"2_{UNITS.get(found[1], found[1])}s_ago")
    return None


def _range(text: str, at: int, today: date) -> Stretch | None:
    """From one point to another; the second may leave out its month."""
    head = FROM.match(text, at)
    start = head.end() if head else at
    first = _point(text, start, today, sure=bool(head))
    if first is None:
        return None
    both = head is not None and head[0] in ("between ", "在", "从", "自")
    middle = UP_TO.match(text, first.end) or (AND.match(text, first.end) if both else None)
    if middle is None:
        return None
    last = _second(text, middle.end(), first, today)
    if last is None or last.last < first.first:
        return None
    tail = ON_TAIL.match(text, last.end) or UNTIL_TAIL.match(text, last.end)
    end = tail.end() if tail else last.end
    return Stretch(text[at:end], f"{first.first}{TO}{last.last}")


def _second(text: str, at: int, first: Point, today: date) -> Point | None:
    """The end of a range: never before its beginning."""
    last = _point(text, at, today, sure=True)
    if last is None:
        same = SAME_MONTH.match(text, at)
        return _days(same.end(), first.first.year, first.first.month, int(same[1])) if same else None
    years = 0
    while last.last < first.first and years < 2:
        years += 1
        last = Point(last.end, _moved(last.first, 1), _moved(last.last, 1))
    return last


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, monthrange(day.year + years, day.month)[1]))


def _open(text: str, at: int, today: date) -> Stretch | None:
    """Since, until, before or after a point."""
    ways = ((SINCE_HEAD, SINCE_TAIL), (UNTIL_HEAD, UNTIL_TAIL), (BEFORE_HEAD, BEFORE_TAIL), (AFTER_HEAD, AFTER_TAIL))
    for number, (before, behind) in enumerate(ways):
        head = before.match(text, at)
        point = _point(text, head.end() if head else at, today, sure=bool(head))
        tail = behind.match(text, point.end) if point else None
        if point is None or (tail is None and (head is None or (number == 0 and head[0] in ("从", "自")))):
            continue
        end = tail.end() if tail else point.end
        key = (f"{point.first}{TO}", f"{TO}{point.last}", f"{TO}{point.first - DAY}", f"{point.last + DAY}{TO}")[number]
        return Stretch(text[at:end], key)
    return None


def _year(text: str, at: int, today: date) -> Stretch | None:
    """A bare year is a number unless something says that it is one."""
    if (found := YEAR_EN.match(text, at)) is None or not OLDEST.year <= int(found[1]) <= LATEST.year:
        return None
    since = found[0].startswith("since ")
    return Stretch(found[0], f"{found[1]}-01-01{TO}" + ("" if since else f"{found[1]}-12-31"))


def _one(text: str, at: int, today: date) -> Stretch | None:
    head = ON_HEAD.match(text, at)
    point = _point(text, head.end() if head else at, today, sure=bool(head))
    if point is None:
        return None
    tail = ON_TAIL.match(text, point.end)
    return Stretch(text[at : tail.end() if tail else point.end], f"{point.first}{TO}{point.last}")


def _point(text: str, at: int, today: date, *, sure: bool = False) -> Point | None:
    """The longest point that begins there; `may` alone is a word like any other."""
    found = ((name, match) for name, pattern in POINTS.items() if (match := pattern.match(text, at)))
    name, match = max(found, key=lambda each: each[1].end(), default=("", None))
    if match is None or (match[0] == MAY and not sure):
        return None
    return _MADE[name](match, today)


def _days(end: int, year: int, month: int, day: int | None = None) -> Point:
    """A day of a month, or all of it."""
    try:
        first = date(year, month, day or 1)
    except ValueError:
        raise NoSuchDay(end) from None
    if not OLDEST <= first <= LATEST:
        raise NoSuchDay(end)
    return Point(end, first, first if day else date(year, month, monthrange(year, month)[1]))


def _months(match: re.Match, year: int, month: int, many: int) -> Point:
    first = _days(match.end(), year, month)
    return Point(match.end(), first.first, _days(match.end(), year, month + many - 1).last)


def _dated(match: re.Match, today: date, year: str | None, month: int, day: int | None = None) -> Point:
    """Without a year it is the last one that has begun."""
    known = _year_of(year, today)
    if known is not None:
        return _days(match.end(), known, month, day)
    here = _days(match.end(), today.year, month, min(day or 1, 28))
    past = today.year - (
        here.first.replace(day=1) > today or (day is not None and (month, day) > (today.month, today.day))
    )
    return _days(match.end(), past, month, day)


def _quarter(match: re.Match, today: date, year: str | None, number: int, many: int = 3) -> Point:
    month, known = (number - 1) * many + 1, _year_of(year, today)
    if known is None:
        known = today.year - (date(today.year, month, 1) > today)
    return _months(match, known, month, many)


def _year_of(written: str | None, today: date) -> int | None:
    return today.year - "今去前".index(written) if written in ("今", "去", "前") else int(written) if written else None


def _day(written: str | None) -> int | None:
    return int(written) if written else None


_MADE = {
    "iso": lambda m, today: _days(m.end(), int(m[1]), int(m[2]), int(m[3])),
    "month_iso": lambda m, today: _days(m.end(), int(m[1]), int(m[2])),
    "zh": lambda m, today: _dated(m, today, m[1], number_of(m[2]), _day(m[3])),
    "quarter_zh": lambda m, today: _quarter(m, today, m[1], number_of(m[2] or m[3])),
    "half_zh": lambda m, today: _quarter(m, today, m[1], "上下".index(m[2]) + 1, 6),
    "year_zh": lambda m, today: Point(m.end(), _days(m.end(), int(m[1]), 1).first, _days(m.end(), int(m[1]), 12).last),
    "en": lambda m, today: _dated(m, today, m[3], NAMED[m[1]], _day(m[2])),
    "day_en": lambda m, today: _dated(m, today, m[3], NAMED[m[2]], int(m[1])),
    "quarter_en": lambda m, today: _quarter(m, today, m[2], int(m[1])),
    "slashed": lambda m, today: _dated(m, today, m[3], int(m[1]), int(m[2])),
}
