"""Every report of the pack over everything that leads leave behind, and what the war room shows first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from accounts import actor_of
from reports import dashboard_of, draw, groups_of, open_dashboard, report_of, reports_for, run, run_together

from ..by_hand import BY_HAND, first_tiles
from ..figures import Figure
from ..ground import Ground
from ..timing import medians_in_turn_ms
from . import Place

TIMES = 3
BOARD = "lead_war_room"
AIM, FIRST = "1.2 ×", "< 1,000 ms"


def measure(place: Place) -> Iterator[Figure]:
    """The median of three, in turn with what one would write by hand; the slowest first."""
    ground = place.empty()
    ground.fill_with_past(place.sizes.reported)
    with ground.work() as work:
        names = [report.id for report in reports_for(work)]
    told = [_figure(ground, name) for name in names]
    yield from sorted(told, key=lambda figure: -figure.ours)
    people = (
        ("the war room, first tiles", ground.boss, ()),
        ("the same for half the people", ground.manager, ground.ours),
    )
    yield from (_first(ground, what, person, owners) for what, person, owners in people)


def _first(ground: Ground, what: str, person: int, owners: Sequence[int]) -> Figure:
    """The numbers on top as somebody gets them: all of them, or those of a manager's own people."""
    written = first_tiles(ground.database.dialect, ground.now, owners)
    ours, limit = _times(ground, lambda: _opened(ground, person), written)
    return Figure(what, "ms", ours, limit, "SQL by hand", FIRST)


def _figure(ground: Ground, name: str) -> Figure:
    written = BY_HAND[name](ground.database.dialect, ground.now)
    ours, limit = _times(ground, lambda: _asked(ground, name), (written,) if written else ())
    return Figure(name.replace("lead_", "").replace("_", " "), "ms", ours, limit, "SQL by hand", AIM if limit else "")


def _times(ground: Ground, what: Callable[[], None], written: Sequence[str]) -> tuple[float, float | None]:
    """Ours, and by hand where somebody would write it."""
    if not written:
        return medians_in_turn_ms((what,), TIMES)[0], None
    ours, limit = medians_in_turn_ms((what, lambda: _by_hand(ground, written)), TIMES)
    return ours, limit


def _asked(ground: Ground, name: str) -> None:
    with ground.database.reading() as connection:
        work = ground.workspace.work(connection, None, ground.now)
        run(work, report_of(work, name))


def _opened(ground: Ground, person: int) -> None:
    """The frame and the numbers on top."""
    with ground.database.reading() as connection:
        work = ground.workspace.work(connection, None, ground.now)
        work = work.as_actor(replace(actor_of(connection, work.catalog, person), language="zh"))
        opened = open_dashboard(work, dashboard_of(work, BOARD), {})
        for group in groups_of(each for each in opened.tiles if each.tile.number):
            for table in run_together(work, group):
                draw(table, "zh")


def _by_hand(ground: Ground, statements: Sequence[str]) -> None:
    with ground.database.reading() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement).all()
