"""From the pools of a checked routing file to their objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from definitions import Duration, Source, suggest

from ..reading import Path, read_duration, read_label, read_rule, report_twice
from .pools import AT_ONCE, NEVER_AGAIN, WORK, Pool, Recycle, WhyBack
from .who_reading import read_who


def read_pools(source: Source, written: Sequence[Mapping[str, Any]]) -> tuple[Pool, ...]:
    """The pools of a routing."""
    report_twice(source, written, ("pools",))
    return tuple(_pool(source, each, ("pools", place)) for place, each in enumerate(written))


def read_recycling(source: Source, written: Sequence[Mapping[str, Any]]) -> tuple[Recycle, ...]:
    """What goes back into a pool by itself."""
    report_twice(source, written, ("recycle",))
    found = (_recycle(source, each, ("recycle", place)) for place, each in enumerate(written))
    return tuple(each for each in found if each is not None)


def read_reasons(source: Source, written: Sequence[Mapping[str, Any]], path: Path) -> tuple[WhyBack, ...]:
    """Reasons to choose from."""
    report_twice(source, written, path)
    return tuple(WhyBack(each["id"], read_label(each)) for each in written)


def _pool(source: Source, written: Mapping[str, Any], path: Path) -> Pool:
    watch = written.get("watch")
    return Pool(
        id=written["id"],
        label=read_label(written),
        who=read_who(source, written.get("who", {}), (*path, "who")),
        per_day=written.get("per_day"),
        open=written.get("open"),
        watch=read_who(source, watch, (*path, "watch")) if watch is not None else None,
        former_owner=_former(source, written.get("former_owner", AT_ONCE), (*path, "former_owner")),
        reasons=read_reasons(source, written.get("reasons", ()), (*path, "reasons")),
    )


def _former(source: Source, written: str, path: Path) -> str | Duration:
    return written if written in (AT_ONCE, NEVER_AGAIN) else read_duration(source, written, path) or AT_ONCE


def _recycle(source: Source, written: Mapping[str, Any], path: Path) -> Recycle | None:
    idle = read_duration(source, written["idle"], (*path, "idle"))
    warn = read_duration(source, written.get("warn"), (*path, "warn"))
    pools = [pool["id"] for pool in source.data.get("pools", ())]
    if written["to"] not in pools:
        suggestion = suggest(written["to"], pools)
        params = {"name": written["to"], "known": sorted(pools), "suggestion": suggestion}
        source.problem((*path, "to"), "routing.problem.unknown_pool", **params)
    if idle is None:
        return None
    if idle.seconds < 60:
        source.problem((*path, "idle"), "routing.problem.no_time_to_lie")
    if warn is not None and warn.seconds >= idle.seconds:
        source.problem((*path, "warn"), "routing.problem.warned_too_early")
    return Recycle(
        written["id"],
        read_label(written),
        idle,
        written["to"],
        when=read_rule(source, written.get("when"), (*path, "when")),
        counts=written.get("counts", WORK),
        warn=warn,
    )
