"""The names that a setting can hold, where they are names of something: stages, fields, roles, bands, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work, people, teams
from definitions import Catalog, Label
from flows import pipelines, routing
from reports import SHAPES

from ..languages import language, t

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Named = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Around:
    """What the settings of a part are chosen from: who asks, what there is, and the file they stand in."""

    work: Work
    catalog: Catalog
    kind: str
    data: Mapping[str, Any]
    path: tuple[Any, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Any:
        """The form that the definition is about, if there is one."""
        named = self.data.get("form")
        report = self.catalog.find("report", str(self.data.get("report", "")))
        return self.catalog.find("form", str(named or (report.form if report else "")))


def names_for(around: Around, place: str) -> Named | None:
    """What a setting can name; None where it names nothing. `place` is the setting's path, its last name counts."""
    name = place.rpartition(".")[2]
    source = _OWN.get((around.kind, place)) or _OWN.get((around.kind, name)) or _SHARED.get(name)
    return None if source is None else list(source(around))


def parties(around: Around) -> Iterator[tuple[str, str]]:
    """Whom a task or a notice can be for, as `role:manager`."""
    yield "owner", t("parts.owner")
    yield "superior", t("parts.superior")
    yield from ((f"role:{id}", t("parts.role", name=label)) for id, label in _all("role")(around))
    yield from ((f"team:{id}", t("parts.team", name=name)) for id, name in _teams(around))
    form = around.form
    for each in form.fields if form else ():
        if each.type.refers == "person":
            yield f"field:{each.id}", t("parts.field", name=each.label.text(language()))


def places(around: Around) -> Iterator[tuple[str, str]]:
    """Where a record can go that nobody gets, as `pool:waiting`."""
    yield "next", t("parts.next")
    for id, label in _pools(around):
        yield f"pool:{id}", t("parts.pool", name=label)
    for id, name in _teams(around):
        yield f"superior_of:{id}", t("parts.superior_of", name=name)
    for one in people.listing(around.work.connection):
        yield f"person:{one.login}", one.name


def _all(kind: str) -> Callable[[Around], Named]:
    return lambda around: ((each.id, each.label.text(language())) for each in around.catalog.all(kind))


def _items(name: str) -> Callable[[Around], Named]:
    return lambda around: _labelled(around.data.get(name))


def _labelled(items: Any) -> Iterator[tuple[str, str]]:
    for each in items if isinstance(items, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str):
            label = each.get("label")
            known = isinstance(label, (str, dict)) and label
            yield each["id"], Label.of(label).text(language()) if known else each["id"]


def _fields(around: Around) -> Named:
    return ((each.id, each.label.text(language())) for each in around.form.fields) if around.form else ()


def _teams(around: Around) -> Named:
    return ((each.key, each.label.text(language())) for each in teams.tree(around.work.connection))


def _pools(around: Around) -> Named:
    if around.kind == "routing":
        return _labelled(around.data.get("pools"))
    return ((pool.id, pool.label.text(language())) for each in around.catalog.all("routing") for pool in each.pools)


def _siblings(around: Around) -> Named:
    """The other tasks of the stage."""
    stages = around.data.get("stages")
    if len(around.path) < 4 or not isinstance(stages, list):
        return ()
    tasks = stages[around.path[1]].get("tasks") or []
    return [each for n, each in enumerate(_labelled(tasks)) if n != around.path[3]]


def _measures(around: Around) -> Named:
    report = around.catalog.find("report", str(around.data.get("report", "")))
    if report is None:
        return ()
    if report.shape is not None:
        return ((name, name) for name in SHAPES.get(report.shape.name).numbers(report.shape.settings))
    return ((each.id, each.label.text(language())) for each in report.measures)


def _behaviours(around: Around) -> Named:
    trails = around.catalog.of_form("trail", str(around.data.get("form")))
    return ((each.id, each.label.text(language())) for trail in trails for each in trail.behaviours)


def _outcomes(around: Around) -> Named:
    return ((name, t(f"forms.outcome.{name}")) for name in ("won", *pipelines.EXITS))


def _weekdays(around: Around) -> Named:
    """The days of a week by name; of a month by number, -1 is the last."""
    schedule = around.data.get("schedule")
    if isinstance(schedule, dict) and schedule.get("every") == "month":
        return ((str(n), t("parts.month_day", n=n) if n > 0 else t("parts.last_day")) for n in (*range(1, 32), -1))
    return ((name, t(f"parts.day.{name}")) for name in WEEKDAYS)


def _strategies(around: Around) -> Named:
    return ((name, t(f"routing.strategy.{name}")) for name in routing.STRATEGIES.names())


_SHARED: Mapping[str, Callable[[Around], Named]] = {
    "form": _all("form"),
    "role": _all("role"),
    "team": _teams,
    "report": _all("report"),
    "message": _all("message"),
    "calendar": _all("calendar"),
    "next": _items("stages"),
    "back": _items("stages"),
    "start": _items("stages"),
    "ask": _fields,
    "may_ask": _fields,
    "outcome": _outcomes,
    "suggest": _items("bands"),
    "behaviour": _behaviours,
    "days": _weekdays,
}
_OWN: Mapping[tuple[str, str], Callable[[Around], Named]] = {
    ("scorecard", "grade.rows.grade"): _items("bands"),
    ("scorecard", "grade"): _items("bands"),
    ("pipeline", "to"): _items("stages"),
    ("pipeline", "at"): _items("stages"),
    ("pipeline", "in"): _items("stages"),
    ("pipeline", "stages.tasks.after"): _siblings,
    ("pipeline", "on"): _fields,
    ("pipeline", "hook"): _fields,
    ("pipeline", "wake.to"): lambda around: [("previous", t("parts.previous")), *_items("stages")(around)],
    ("routing", "to"): _pools,
    ("routing", "how"): _strategies,
    ("alert", "measure"): _measures,
    ("alert", "owner"): _all("role"),
    ("alert", "tell"): _all("role"),
}
