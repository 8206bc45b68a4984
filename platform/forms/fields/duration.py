"""How long something takes."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from definitions import LANGUAGES, Duration

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type

OPERATORS = ("at_least", "at_most", "over", "under", "filled", "empty")
UNITS = (
    (86400, ("d", "day", "days", "天", "日")),
    (3600, ("h", "hr", "hour", "hours", "小时", "钟头", "时")),
    (60, ("m", "min", "mins", "minute", "minutes", "分钟", "分")),
    (1, ("s", "sec", "second", "seconds", "秒", "秒钟")),
)
SECONDS = {word: size for size, words in UNITS for word in words}
PART = re.compile(r"(\d+(?:\.\d+)?)\s*个?\s*([A-Za-z]+|[\u4e00-\u9fff]+?(?=\d|\s|$))\s*(?:and|又)?\s*")
CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
WORDS = {"zh": ("天", "小时", "分", "秒"), "en": (" d", " h", " min", " s")}
LONGEST = 3650 * 86400


def read_length(text: str) -> int:
    """2h30m, 2 小时 30 分, 1.5 h, 2:30 in seconds; a number alone says no unit."""
    clock = CLOCK.fullmatch(text)
    if clock:
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
    total, at = Decimal(0), 0
    while at < len(text):
        part = PART.match(text, at)
        if not part or part[2].lower() not in SECONDS:
            raise ValueRefused("no_unit" if text.replace(".", "", 1).isdigit() else "not_a_duration")
        total += Decimal(part[1]) * SECONDS[part[2].lower()]
        at = part.end()
    return int(total)


@field_type("duration")
@dataclass(frozen=True)
class Length(FieldType):
    """A length of time, kept in seconds; compared with `2h` or `30m` in rules."""

    icon: ClassVar = "hourglass"
    family: ClassVar = "time"
    storage: ClassVar = "integer"
    rule_type: ClassVar = "duration"
    operators: ClassVar = OPERATORS
    cell: ClassVar = "number"
    options: ClassVar = {
        "min": {"type": "string", "description": "30m, 2h, 7d"},
        "max": {"type": "string", "description": "30m, 2h, 7d"},
    }
    examples: ClassVar = (
        Example("2h30m", 9000, shown={"zh": "2 小时 30 分", "en": "2 h 30 min"}),
        Example("1.5 小时", 5400),
        Example("2 小时 30 分", 9000),
        Example("1 d 2 h", 93600, shown={"zh": "1 天 2 小时", "en": "1 d 2 h"}),
        Example("2:30", 9000),
        Example("0:00:05", 5, shown={"zh": "5 秒", "en": "5 s"}),
        Example(9000, 9000),
        Example(dt.timedelta(minutes=5), 300),
        Example("90", refused="no_unit"),
        Example("soon", refused="not_a_duration"),
        Example(-5, refused="not_a_duration"),
        Example(True, refused="not_a_duration"),
        Example("20m", refused="shorter", options={"min": "30m"}),
        Example("3 days", refused="longer", options={"max": "2d"}),
        Example("4000 d", refused="longer"),
    )

    min: Duration | None = None
    max: Duration | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(**{name: _bound(options[name]) for name in ("min", "max") if name in options})

    def option_problems(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for name in ("min", "max"):
            if getattr(self, name) is WRONG:
                yield name, "not_a_length", {}
                return
        if self.min and self.max and self.min.seconds > self.max.seconds:
            yield "min", "min_over_max", {"least": str(self.min), "most": str(self.max)}

    def parse(self, raw: Any, context: Context) -> int:
        """A bare number is seconds where a program speaks; in a file it would be anybody's guess."""
        if isinstance(raw, dt.timedelta):
            return int(raw.total_seconds())
        if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 and not context.by_label:
            return raw
        if isinstance(raw, int | float) and not isinstance(raw, bool) and context.by_label:
            raise ValueRefused("no_unit")
        if not isinstance(raw, str):
            raise ValueRefused("not_a_duration")
        return read_length(unicodedata.normalize("NFKC", raw.strip()[:60]))

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> int | None:
        return None if value is None else int(value)

    def validate(self, value: int) -> None:
        if self.min and value < self.min.seconds:
            raise ValueRefused("shorter", least=in_words(self.min))
        most = self.max.seconds if self.max else LONGEST
        if value > most:
            raise ValueRefused("longer", most=in_words(self.max or Duration(LONGEST // 86400, "days")))

    def in_rule(self, value: int) -> str:
        size, words = next((size, words) for size, words in UNITS if value % size == 0 or size == 1)
        return f"{value // size} {words[0]}"

    def show(self, value: int, context: Context) -> str:
        words = WORDS["zh" if context.language == "zh" else "en"]
        parts, left = [], abs(value)
        for (size, _), word in zip(UNITS, words, strict=True):
            amount, left = divmod(left, size)
            if amount:
                parts.append(f"{amount} {word.strip()}")
        return ("-" if value < 0 else "") + (" ".join(parts) or f"0 {words[2].strip()}")

    def raw(self, value: int | None, context: Context = EMPTY_CONTEXT) -> str:
        return self.display(value, context)

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["integer", "string"], "minimum": 0, "maxLength": 60, "description": "seconds, or 2h30m"}


WRONG = Duration(0, "minutes")


def _bound(written: str) -> Duration:
    """A bound as an admin wrote it; one that says nothing is told by option_problems."""
    try:
        found = Duration.parse(written)
    except ValueError:
        return WRONG
    return WRONG if found.working else found


def in_words(length: Duration) -> dict[str, str]:
    """The length in each language, for a sentence."""
    return {language: length.words(language) for language in LANGUAGES}
