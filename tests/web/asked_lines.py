"""A definition that a line asks for, told in one line: what is counted · by what · where · when · in which order."""

from collections.abc import Iterator
from typing import Any

from reports import Asked

PLAIN = ("number", "bar", "line")


def told(found: Asked) -> str:
    """`won/ended · by source top 5 · where … · created_at this_month vs previous · -rate`, what was missed."""
    data = found.data
    over = [f"over {data['over']}"] if "over" in data else []
    groups = [f"by {', '.join(map(_group, data['dimensions']))}"] if "dimensions" in data else []
    where = [f"where {data['where']}"] if "where" in data else []
    limit = f" limit {data['limit']}" if "limit" in data else ""
    order = [f"{data['sort'][0]}{limit}"] if "sort" in data else []
    chart = [] if data["chart"]["type"] in PLAIN else [data["chart"]["type"]]
    unknown = [f"? {', '.join(found.unknown)}"] if found.unknown else []
    parts = (*over, ", ".join(_measures(data["measures"])), *groups, *where, *_days(data), *order, *chart, *unknown)
    return " · ".join(parts)


def _measures(measures: list[dict[str, Any]]) -> Iterator[str]:
    """Those that others are made of stand in them."""
    parts = {part for each in measures for part in each.get("ratio", ())}
    for each in measures:
        bounds = "".join(f" {way} {amount}" for way, amount in each.get("bounds", {}).items())
        kind = next(key for key in each if key not in ("id", "label", "where", "words", "show", "good", "unit"))
        of = "/".join(each[kind]) if kind == "ratio" else each["id"] if each["id"] in parts else f"{kind} {each[kind]}"
        where = f" where {each['where']}" if "where" in each and each["id"] not in parts else ""
        yield f"{of}{where}{bounds}"


def _group(group: dict[str, Any]) -> str:
    return (
        group["by"]
        + (f"/{group['grain']}" if "grain" in group else "")
        + (f" top {group['top']}" if "top" in group else "")
    )


def _days(data: dict[str, Any]) -> list[str]:
    period = data.get("period")
    compare = f" vs {period['compare']}" if period and "compare" in period else ""
    return [f"{period['by']} {period['default']}{compare}"] if period else []
