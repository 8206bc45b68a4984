"""Public holidays of a country, with the weekend days that are worked to make up for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

CODE = re.compile("[A-Z]{2,3}")


@dataclass(frozen=True)
class CountryYear:
    """What one country does in one year: days off by name, and weekend days that are worked."""

    off: Mapping[date, str]
    made_up: frozenset[date]


def is_known_country(country: str, region: str | None = None) -> bool:
    """Whether the holidays of this country (and region) are known; all others are not even loaded."""
    from holidays import country_holidays

    if CODE.fullmatch(country) is None:
        return False
    try:
        country_holidays(country, subdiv=region)
    except NotImplementedError:
        return False
    return True


def known_countries() -> tuple[str, ...]:
    """All ISO codes whose holidays are known."""
    from holidays import list_supported_countries

    return tuple(list_supported_countries(include_aliases=False))


@lru_cache(maxsize=512)
def country_year(country: str, region: str | None, year: int, language: str | None = None) -> CountryYear:
    """The holidays of a year; computed once per process. Loaded late: most start-ups need no holiday."""
    from holidays import country_holidays

    days = country_holidays(country, subdiv=region, years=year, expand=False, language=language)
    made_up = getattr(days, "weekend_workdays", ())
    return CountryYear(MappingProxyType(dict(days.items())), frozenset(made_up))


def holiday_name(country: str, region: str | None, day: date, language: str) -> str | None:
    """What the holiday is called in `language`, where the country's list has that language."""
    from holidays import country_holidays

    known = country_holidays(country).supported_languages
    spoken = next((name for name in known if name.split("_")[0] == language), None)
    return country_year(country, region, day.year, spoken).off.get(day)
