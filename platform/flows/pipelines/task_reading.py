"""From what a file says of a task to its object; what a task is written upon is laid beneath it."""

from __future__ import annotations

from typing import Any

from definitions import Label, Source, suggest

from ..reading import Path, read_label, read_rule, report_twice
from .approval import read_approval
from .limits import TELL_OWNER
from .opens import read_opens
from .overdue import read_limit, read_overdue
from .party import Party
from .script import Script
from .task import CheckItem, Repeat, TaskDefinition


def laid_out(source: Source, written: dict[str, Any], path: Path) -> dict[str, Any]:
    """What is written of a task, upon the task of a file that it uses; its own words win."""
    used = written.get("use")
    if used is None:
        return written
    beneath = source.others.find("task", used)
    if beneath is None:
        known = source.others.names("task")
        if used not in known:
            source.problem((*path, "use"), "tasks.problem.unknown_task", name=used, suggestion=suggest(used, known))
        return {"id": used, **written}
    return {**{name: value for name, value in beneath.items() if name not in ("kind", "form")}, **written}


def read_task(
    source: Source, written: dict[str, Any], path: Path, *, skippable: bool = False, is_play: bool = False
) -> TaskDefinition:
    """A task; `skippable` where its stage lets musts be skipped."""
    must = written.get("must", False)
    report_twice(source, written.get("checks", []), (*path, "checks"))
    return TaskDefinition(
        id=written["id"],
        label=read_label(written),
        within=read_limit(source, written, (*path, "within")),
        must=must,
        who=Party.of(written.get("who", "owner")),
        scripts=tuple(_scripts(source, written, (*path, "script"))),
        asks=tuple(Label.of(ask) for ask in written.get("asks", [])),
        checks=tuple(_check(item) for item in written.get("checks", [])),
        minutes=written.get("minutes", 10),
        contact=written.get("contact", False),
        # What must be done may only be skipped where the admin says so, at the task or for its whole stage.
        may_skip=not must or "skip" in written or skippable,
        when=read_rule(source, written.get("when"), (*path, "when")),
        after=_names(written.get("after", [])),
        by_hand=written.get("by_hand", False),
        approve=read_approval(source, written.get("approve"), (*path, "approve")),
        opens=read_opens(source, written.get("opens"), (*path, "opens")),
        repeat=_repeat(source, written.get("repeat"), (*path, "repeat")),
        overdue=read_overdue(source, written, path, usual=TELL_OWNER),
        is_play=is_play,
    )


def _scripts(source: Source, written: dict[str, Any], path: Path) -> Any:
    """Words written here have the task's name; used ones their own."""
    said = written.get("script")
    if isinstance(said, str) or (isinstance(said, dict) and "use" not in said):
        yield Script(written["id"], read_label(written), Label.of(said))
        return
    for used in said if isinstance(said, list) else [said] if said else []:
        found = source.others.find("script", used["use"])
        known = source.others.names("script")
        if found is not None:
            yield Script.of(found)
        elif used["use"] not in known:
            hint = suggest(used["use"], known)
            source.problem(path, "tasks.problem.unknown_script", name=used["use"], suggestion=hint)


def _check(written: dict[str, Any]) -> CheckItem:
    return CheckItem(written["id"], read_label(written), written.get("must", False))


def _repeat(source: Source, written: dict[str, Any] | None, path: Path) -> Repeat | None:
    every = read_limit(source, written or {}, (*path, "every"))
    return Repeat(every, written.get("most")) if written and every else None


def _names(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)
