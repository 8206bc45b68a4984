"""From a checked routing file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from definitions import Duration, Label, Source, suggest

from ..reading import Path, read_duration, read_label, read_rule, report_twice
from .definition import (
    NEXT,
    PERSON,
    SUPERIOR,
    SUPERIOR_OF,
    TO_POOL,
    WAIT,
    Accept,
    Destination,
    How,
    Limits,
    Notify,
    Routing,
    RoutingRule,
)
from .pool_reading import read_pools, read_reasons, read_recycling
from .schema import PRESENT
from .strategy import STRATEGIES
from .waiting import read_wait
from .who_reading import read_who


def read_routing(source: Source) -> Routing:
    """The routing of one file."""
    data = source.data
    report_twice(source, data["rules"], ("rules",))
    if "else" not in data:
        source.problem((), "routing.problem.ends_with_nobody")
    return Routing(
        id=source.id,
        label=source.label(),
        form=data["form"],
        rules=tuple(_rule(source, written, ("rules", n)) for n, written in enumerate(data["rules"])),
        otherwise=_destination(source, data.get("else", "next"), ("else",)),
        accept=_accept(source, data.get("accept")),
        notify=_notify(source, data.get("notify")),
        pools=read_pools(source, data.get("pools", ())),
        recycle=read_recycling(source, data.get("recycle", ())),
        attributes={name: Label.of(_named(written)) for name, written in data.get("person", {}).items()},
        values={name: _values(written) for name, written in data.get("person", {}).items() if _has_values(written)},
    )


def _has_values(written: Any) -> bool:
    """Whether an attribute of people names its values beside itself."""
    return isinstance(written, Mapping) and "values" in written


def _named(written: Any) -> Any:
    return written["label"] if _has_values(written) else written


def _values(written: Mapping[str, Any]) -> dict[str, Label]:
    return {value: Label.of(label) for value, label in written["values"].items()}


def _rule(source: Source, written: Mapping[str, Any], path: Path) -> RoutingRule:
    limits = written.get("limits", {})
    return RoutingRule(
        id=written["id"],
        label=read_label(written),
        when=read_rule(source, written.get("when"), (*path, "when")),
        who=read_who(source, written["who"], (*path, "who")),
        how=_how(source, written.get("how", "round_robin"), (*path, "how")),
        limits=Limits(limits.get("open"), limits.get("per_day"), limits.get("per_hour")),
        available=written.get("available", PRESENT),
        otherwise=_destination(source, written.get("else", NEXT), (*path, "else")),
    )


def _how(source: Source, written: str | Mapping[str, Any], path: Path) -> How:
    name = written if isinstance(written, str) else written["strategy"]
    options = {} if isinstance(written, str) else {key: value for key, value in written.items() if key != "strategy"}
    strategy = STRATEGIES.find(name)
    if strategy is None:
        unknown(source, path, "unknown_strategy", name, STRATEGIES.names())
        return How(name)
    for option in options:
        if option not in strategy.options:
            unknown(source, (*path, option), "unknown_option", option, tuple(strategy.options), strategy=name)
    known = {option: value for option, value in options.items() if option in strategy.options}
    schema = {"type": "object", "properties": dict(strategy.options)}
    if source.fits(known, schema, path):
        return How(name, strategy.read(source, path, known))
    return How(name)


def _destination(source: Source, written: str | Mapping[str, str], path: Path) -> Destination:
    if isinstance(written, str):
        return Destination(written)
    if "wait" in written:
        return _waiting(source, written, path)
    to, value = next(iter(written.items()))
    pools = [pool["id"] for pool in source.data.get("pools", [])]
    if to == TO_POOL and value not in pools:
        unknown(source, (*path, TO_POOL), "unknown_pool", value, pools)
    return Destination({"pool": TO_POOL, "superior_of": SUPERIOR_OF, "person": PERSON}[to], value)


def _waiting(source: Source, written: Mapping[str, Any], path: Path) -> Destination:
    then = _destination(source, written["then"], (*path, "then")) if "then" in written else None
    try:
        wait = read_wait(written["wait"], written.get("times", 1))
    except ValueError:
        source.problem((*path, "wait"), "routing.problem.not_a_wait", got=written["wait"])
        return then or Destination(NEXT)
    if isinstance(wait.until, Duration) and wait.until.seconds < 60:
        source.problem((*path, "wait"), "routing.problem.no_time_to_wait")
    return Destination(WAIT, wait=wait, then=then)


def _accept(source: Source, written: Mapping[str, Any] | None) -> Accept | None:
    if written is None:
        return None
    within = read_duration(source, written["within"], ("accept", "within"))
    if within is not None and within.seconds <= 0:
        source.problem(("accept", "within"), "routing.problem.no_time_to_accept")
    then = _destination(source, written.get("then", SUPERIOR), ("accept", "then"))
    reasons = read_reasons(source, written.get("reasons", ()), ("accept", "reasons"))
    return Accept(within or Duration(1, "hours"), then, reasons)


def _notify(source: Source, written: Mapping[str, Any] | None) -> Notify | None:
    if written is None:
        return None
    return Notify(written["message"], read_duration(source, written.get("within"), ("notify", "within")))


def unknown(source: Source, path: Path, what: str, name: Any, known: Sequence[str], **params: Any) -> None:
    """A name that is not among those there are."""
    suggestion = suggest(name, known)
    source.problem(path, f"routing.problem.{what}", name=name, known=sorted(known), suggestion=suggestion, **params)
