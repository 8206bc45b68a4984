"""What a field is to a role in a stage: one cell of its rights set, with lines that say no more than before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .sheet import FIELD_ORDER, Sheet

ANYONE, ANYWHERE = "", ""

Line = Mapping[str, Any]


@dataclass(frozen=True)
class SetRight:
    """For a role (or everybody) in a stage (or always): hidden, read_only, required, or nothing."""

    field: str
    role: str
    stage: str
    be: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        path = ("fields", sheet.at(self.field), "rights")
        now = sheet.field(self.field).get("rights") or []
        left, more = with_cell(now, self)
        if not now:
            return sheet.put(path, list(more), order=FIELD_ORDER) if more else sheet
        if not more and not any(left):
            return sheet.drop(path)
        return _written(sheet, path, left, more)


def covers(line: Line, role: str, stage: str) -> bool:
    """Whether a line speaks of this very cell; one without roles speaks of everybody, and of no role by name."""
    return role in _names(line, "roles") and stage in _names(line, "stages")


def with_cell(lines: Sequence[Line], cell: SetRight) -> tuple[list[Line | None], list[Line]]:
    """Each line as it becomes, None where it goes, and those that come; the other cells stay what they were."""
    left: list[Line | None] = list(lines)
    more: list[Line] = []
    is_there = False
    for place, line in enumerate(lines):
        if not covers(line, cell.role, cell.stage):
            continue
        if line.get("be") == cell.be:
            is_there = True
            continue
        left[place], beside = _without(line, cell)
        more += beside
    if not cell.be or is_there:
        return left, more
    for place, line in enumerate(left):
        if line is not None and (joined := _joined(line, cell)) is not None:
            left[place] = joined
            return left, more
    return left, [*more, _line([cell.role], [cell.stage], cell.be)]


def _written(sheet: Sheet, path: tuple[Any, ...], left: Sequence[Line | None], more: Sequence[Line]) -> Sheet:
    """The lines that changed, each where it stands."""
    now = sheet.field(sheet.fields[path[1]]["id"])["rights"]
    for line in more:
        sheet = sheet.insert(path, len(sheet.fields[path[1]]["rights"]), dict(line))
    for place, line in reversed(list(enumerate(left))):
        if line is None:
            sheet = sheet.drop((*path, place))
        elif line != now[place]:
            changes = {name: line.get(name) for name in ("roles", "stages", "be")}
            sheet = sheet.change((*path, place), changes, order=("roles", "stages", "be"))
    return sheet


def _names(line: Line, name: str) -> list[str]:
    return list(line.get(name) or ["" if name == "stages" else ANYONE])


def _without(line: Line, cell: SetRight) -> tuple[Line | None, list[Line]]:
    """A line that no longer speaks of a cell: what is left of it, and what has to stand beside it for that."""
    roles, stages, be = _names(line, "roles"), _names(line, "stages"), line["be"]
    other_roles = [each for each in roles if each != cell.role]
    other_stages = [each for each in stages if each != cell.stage]
    if other_roles and other_stages:
        return _line(other_roles, stages, be), [_line([cell.role], other_stages, be)]
    if other_roles:
        return _line(other_roles, stages, be), []
    return (_line(roles, other_stages, be), []) if other_stages else (None, [])


def _joined(line: Line, cell: SetRight) -> Line | None:
    """The line with the cell in it, where it says the same of that cell's row or column alone."""
    roles, stages = _names(line, "roles"), _names(line, "stages")
    if line["be"] != cell.be:
        return None
    if stages == [cell.stage] and cell.role != ANYONE and ANYONE not in roles:
        return _line([*roles, cell.role], stages, cell.be)
    if roles == [cell.role] and cell.stage != ANYWHERE and ANYWHERE not in stages:
        return _line(roles, [*stages, cell.stage], cell.be)
    return None


def _line(roles: list[str], stages: list[str], be: str) -> Line:
    said = {"roles": [each for each in roles if each], "stages": [each for each in stages if each]}
    return {**{name: value for name, value in said.items() if value}, "be": be}
