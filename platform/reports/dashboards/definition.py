"""What an admin wrote about a dashboard, as frozen objects: the kind `dashboard`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from definitions import Label, Source, kind

from ..parts import Chart, Target

# How many columns the grid has.
GRID = 12


@dataclass(frozen=True)
class Spot:
    """How large a tile is, and where it stands; without a place it takes the next free one."""

    width: int
    height: int
    x: int | None = None
    y: int | None = None

    @property
    def is_placed(self) -> bool:
        """Whether the file says where."""
        return self.x is not None and self.y is not None

    def covers(self, other: Spot) -> bool:
        """Whether two tiles that have places lie upon each other."""
        if not (self.is_placed and other.is_placed):
            return False
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not beside and not (self.y + self.height <= other.y or other.y + other.height <= self.y)


@dataclass(frozen=True)
class Tile:
    """A report in a picture of its own, or one number of it; `params` hold for this tile whatever is chosen above."""

    id: str
    report: str
    spot: Spot
    label: Label | None = None
    number: str | None = None
    chart: Chart | None = None
    target: Target | None = None
    params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class SharedFilter:
    """A param that every tile gets whose report knows it."""

    id: str
    label: Label | None = None
    default: Any = None


@kind("dashboard", folder="dashboards")
@dataclass(frozen=True)
class DashboardDefinition:
    """Tiles on a grid of twelve columns, with filters that they share."""

    id: str
    label: Label
    tiles: tuple[Tile, ...]
    filters: tuple[SharedFilter, ...] = ()
    roles: tuple[str, ...] = ()
    about: Label | None = None
    refresh: int | None = None
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a dashboard file may hold."""
        from .schema import dashboard_schema

        return dashboard_schema()

    @classmethod
    def from_source(cls, source: Source) -> DashboardDefinition:
        """The dashboard of a checked file."""
        from .reading import read_dashboard

        return read_dashboard(source)

    def tile(self, id: str) -> Tile | None:
        """The tile of that id, or None."""
        return next((each for each in self.tiles if each.id == id), None)
