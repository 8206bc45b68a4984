"""Where something is, as it stands on an envelope."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from definitions import LANGUAGES, Label, say

from .base import EMPTY_CONTEXT, Context, Example, FieldType, Part, ValueRefused, field_type, is_empty
from .choice import NAME, Choice, ChoiceOption
from .text import LINE_BREAK, Text, check_length, tidy

REGIONS = ("province", "city", "district")
PIECES = (*REGIONS, "street", "postcode")
LONGEST = {"street": 200, "postcode": 12}
CHINESE = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市?)?"
    r"(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))?"
    r"(?P<district>[\u4e00-\u9fff]{1,8}?(?:新区|区|县|旗))?"
    r"(?P<street>.*)",
    re.DOTALL,
)
POSTCODE = re.compile(r"(?P<rest>.*\D)\s*(?P<postcode>[0-9]{6})", re.DOTALL)
SAMPLE = {"province": "江苏省", "city": "苏州市", "district": "虎丘区", "street": "星湖街 1 号"}


@field_type("address")
@dataclass(frozen=True)
class Address(FieldType):
    """Province, city, district, street and postcode, each a piece (`address.city`); regions from a list, if any."""

    icon: ClassVar = "map-pin"
    family: ClassVar = "contact"
    storage: ClassVar = "json"
    rule_type: ClassVar = "composed value"
    operators: ClassVar = ("filled", "empty")
    control: ClassVar = "address"
    dressed: ClassVar = True
    composed: ClassVar = True
    searchable: ClassVar = True
    options: ClassVar = {
        "list": {**NAME, "description": "The list that provinces, cities and districts are chosen from"},
        "ask": {
            "type": "array",
            "items": {"enum": list(PIECES)},
            "minItems": 1,
            "uniqueItems": True,
            "description": "What is asked; province, city, district and street where nothing is said",
        },
    }
    examples: ClassVar = (
        Example("江苏省苏州市虎丘区星湖街 1 号", SAMPLE, shown={"zh": "江苏省苏州市虎丘区星湖街 1 号"}),
        Example({"city": "Suzhou", "street": " 1 Xinghu St "}, {"city": "Suzhou", "street": "1 Xinghu St"}),
        Example("上海市浦东新区张江路 8 号", {"province": "上海市", "district": "浦东新区", "street": "张江路 8 号"}),
        Example("星湖街 1 号 215000", {"street": "星湖街 1 号", "postcode": "215000"}),
        Example("10 Downing Street", {"street": "10 Downing Street"}, shown={"en": "10 Downing Street"}),
        Example(
            {"province": "jiangsu", "city": "suzhou", "street": "星湖街"},
            {"province": "jiangsu", "city": "suzhou", "street": "星湖街"},
            options={"list": "area"},
            shown={"zh": "江苏苏州星湖街", "en": "星湖街, Suzhou, Jiangsu"},
        ),
        Example("江苏苏州", {"province": "jiangsu", "city": "suzhou"}, options={"list": "area"}),
        Example({"province": "Bavaria"}, refused="not_in_region", options={"list": "area"}),
        Example({"province": "zhejiang", "city": "suzhou"}, refused="not_in_region", options={"list": "area"}),
        Example({"planet": "Mars"}, refused="no_such_piece"),
        Example({"street": ["a"]}, refused="not_text"),
        Example({"postcode": "1" * 13}, refused="too_long"),
        Example([1], refused="not_text"),
    )

    list: str | None = None
    ask: tuple[str, ...] = (*REGIONS, "street")
    choices: tuple[ChoiceOption, ...] = ()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(list=options.get("list"), ask=tuple(options.get("ask", (*REGIONS, "street"))))

    def taken_from(self, find: Callable[[str, str], Any]) -> Self:
        source = find("list", self.list) if self.list else None
        return self if source is None else replace(self, choices=source.values)

    def parse(self, raw: Any, context: Context) -> dict[str, str] | None:
        if isinstance(raw, Mapping):
            unknown = next((name for name in raw if name not in PIECES), None)
            if unknown is not None:
                raise ValueRefused("no_such_piece", value=str(unknown)[:40], known=", ".join(PIECES))
            pieces = {name: LINE_BREAK.sub(" ", tidy(raw[name])) for name in PIECES if not is_empty(raw.get(name))}
        else:
            pieces = self._split(unicodedata.normalize("NFC", LINE_BREAK.sub(" ", tidy(raw))))
        named = self._named(pieces) if self.choices else pieces
        return {name: text for name in PIECES if (text := named.get(name))} or None

    def _split(self, text: str) -> dict[str, str | None]:
        """A whole address in one line, as files have it."""
        found = POSTCODE.fullmatch(text)
        rest, postcode = (found["rest"].strip(), found["postcode"]) if found else (text, None)
        if self.choices:
            return {**self._split_by_list(rest), "postcode": postcode}
        parts = CHINESE.fullmatch(rest).groupdict()
        return {**parts, "street": (parts["street"] or "").strip(), "postcode": postcode}

    def _split_by_list(self, text: str) -> dict[str, str]:
        """Names of the list from the front, each below the one before it."""
        found: dict[str, str] = {}
        above: str | None = None
        for name in REGIONS:
            below = [option for option in self.choices if option.parent == above]
            words = [(word, option) for option in below for _, word in option.label.texts if text.startswith(word)]
            if not words:
                break
            word, option = max(words, key=lambda pair: len(pair[0]))
            found[name], above = option.id, option.id
            text = text[len(word) :].lstrip(" ,，省市区县")
        return {**found, "street": text.strip()}

    def _named(self, pieces: Mapping[str, str | None]) -> dict[str, str | None]:
        """Regions as ids of the list, by id or by any of their labels."""
        return {**pieces, **{name: self._id_of(pieces[name]) for name in REGIONS if pieces.get(name)}}

    def _id_of(self, word: str) -> str:
        for option in self.choices:
            if word == option.id or word.casefold() in (text.casefold() for _, text in option.label.texts):
                return option.id
        return word

    def validate(self, value: dict[str, str]) -> None:
        for name, text in value.items():
            check_length(text, 0, LONGEST.get(name, 60))
        above: str | None = None
        for name in REGIONS if self.choices else ():
            if name not in value:
                continue
            option = next((one for one in self.choices if one.id == value[name]), None)
            if option is None or option.parent != above:
                raise ValueRefused("not_in_region", value=value[name], piece=piece_label(name).as_written())
            above = option.id

    def show(self, value: dict[str, str], context: Context) -> str:
        """From the greatest to the smallest in Chinese, the other way round elsewhere."""
        words = {name: self._words(name, value[name], context.language) for name in PIECES if value.get(name)}
        postcode = words.pop("postcode", "")
        chinese = context.language == "zh" and not all(text.isascii() for text in words.values())
        line = "".join(words.values()) if chinese else ", ".join(reversed(words.values()))
        return f"{line} {postcode}".strip()

    def _words(self, name: str, text: str, language: str) -> str:
        option = next((one for one in self.choices if one.id == text), None) if name in REGIONS else None
        return option.label.text(language) if option else text

    def raw(self, value: dict[str, str] | None, context: Context = EMPTY_CONTEXT) -> dict[str, str]:
        return dict(value or {})

    def searched(self, value: dict[str, str]) -> Iterable[str]:
        return ("".join(self._words(name, value[name], "zh") for name in PIECES if value.get(name)),)

    def parts(self) -> Mapping[str, Part]:
        return {name: Part(piece_label(name), self._type_of(name)) for name in PIECES}

    def _type_of(self, name: str) -> FieldType:
        return Choice(self._below(name)) if name in REGIONS and self.choices else Text()

    def _below(self, name: str) -> tuple[ChoiceOption, ...]:
        """The regions of one level."""
        parents: set[str | None] = {None}
        for _ in range(REGIONS.index(name)):
            parents = {option.id for option in self.choices if option.parent in parents}
        return tuple(option for option in self.choices if option.parent in parents)

    def part_values(self, value: dict[str, str] | None) -> Mapping[str, Any]:
        return value or {}

    def input_options(self) -> dict[str, Any]:
        """Which pieces are asked, what they are called, and the regions to choose from."""
        regions = {name: self._below(name) for name in REGIONS} if self.choices else {}
        return {"ask": self.ask, "regions": regions, "label": piece_label}

    def json_schema(self) -> dict[str, Any]:
        pieces = {name: {"type": ["string", "null"]} for name in PIECES}
        return {"type": ["object", "string"], "properties": pieces, "additionalProperties": False}


def piece_label(name: str) -> Label:
    """What a piece is called."""
    return Label.of({language: say(f"fields.address.{name}", language) for language in LANGUAGES})
