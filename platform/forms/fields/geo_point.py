"""A place on the earth."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from definitions import LANGUAGES, Label, say

from .base import EMPTY_CONTEXT, Context, Example, FieldType, Part, ValueRefused, field_type
from .decimal import DecimalNumber, plain

NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
WRITTEN = re.compile(rf"(?:geo:)?\s*{NUMBER}([NSns北南])?\s*[,;\s]\s*{NUMBER}([EWew东西])?")
SOUTH_OR_WEST = frozenset("SsWw南西")
PLACES = Decimal("0.000001")


@field_type("geo_point")
@dataclass(frozen=True)
class GeoPoint(FieldType):
    """Latitude and longitude in degrees (WGS 84), latitude first; `place.lat` and `place.lon` are numbers in rules."""

    icon: ClassVar = "current-location"
    family: ClassVar = "contact"
    operators: ClassVar = ("filled", "empty")
    control: ClassVar = "geo"
    dressed: ClassVar = True
    examples: ClassVar = (
        Example("31.2304, 121.4737", "31.2304,121.4737", shown={"zh": "31.2304, 121.4737", "en": "31.2304, 121.4737"}),
        Example({"lat": 31.2304, "lon": 121.4737}, "31.2304,121.4737"),
        Example("geo:31.23041234,121.4737", "31.230412,121.4737"),
        Example("33.87°S 151.21°E", "-33.87,151.21"),
        Example("121.4737, 31.2304", refused="latitude_first"),
        Example("31.23, 181", refused="no_such_place"),
        Example("Shanghai", refused="not_a_place"),
        Example({"lat": 31}, refused="not_a_place"),
        Example(31.2, refused="not_a_place"),
    )

    def parse(self, raw: Any, context: Context) -> str:
        if isinstance(raw, Mapping):
            raw = f"{raw.get('lat')},{raw.get('lon')}"
        found = WRITTEN.fullmatch(unicodedata.normalize("NFKC", raw.strip()[:80])) if isinstance(raw, str) else None
        if not found:
            raise ValueRefused("not_a_place")
        lat, lon = (_degrees(number, side) for number, side in ((found[1], found[2]), (found[3], found[4])))
        if abs(lat) > 90:
            raise ValueRefused("latitude_first" if abs(lon) <= 90 else "no_such_place")
        if abs(lon) > 180:
            raise ValueRefused("no_such_place")
        return f"{lat:f},{lon:f}"

    def show(self, value: str, context: Context) -> str:
        return value.replace(",", ", ")

    def raw(self, value: str | None, context: Context = EMPTY_CONTEXT) -> str:
        return self.display(value, context)

    def parts(self) -> Mapping[str, Part]:
        return {
            name: Part(
                Label.of({language: say(f"fields.geo.{name}", language) for language in LANGUAGES}),
                DecimalNumber(decimals=6),
            )
            for name in ("lat", "lon")
        }

    def part_values(self, value: str | None) -> Mapping[str, Any]:
        return dict(zip(("lat", "lon"), map(Decimal, value.split(",")), strict=True)) if value else {}

    def href(self, value: str | None) -> str | None:
        lat, lon = value.split(",") if value else ("", "")
        return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=15/{lat}/{lon}" if value else None

    def to_json(self, value: str | None) -> dict[str, float] | None:
        return {name: float(number) for name, number in self.part_values(value).items()} if value else None

    def from_json(self, stored: Any) -> str | None:
        return self.parse(stored, Context()) if stored else None

    def json_schema(self) -> dict[str, Any]:
        pieces = {"lat": {"type": "number"}, "lon": {"type": "number"}}
        return {"type": ["object", "string"], "properties": pieces, "maxLength": 80}


def _degrees(written: str, side: str | None) -> Decimal:
    number = plain(Decimal(written).quantize(PLACES))
    return -number if side in SOUTH_OR_WEST else number
