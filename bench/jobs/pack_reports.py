"""Every report of the pack over everything that leads leave behind, and what the war room shows first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accounts import actor_of
from reports import dashboard_of, draw, groups_of, open_dashboard, report_of, reports_for, run, run_together

from ..by_hand import BY_HAND, first_tiles
from ..figures import Figure
from ..ground import Ground
from ..timing import median_ms
from . import Place

TIMES = 3
BOARD = "lead_war_room"
AIM, FIRST = "1.2 ×", "< 1,000 ms"


def measure(place: Place) -> Iterator[Figure]:
    """The median of three, beside what one would write by hand; the slowest first."""
    ground = place.empty()
    ground.fill_with_past(place.sizes.reported)
    with ground.work() as work:
        names = [report.id for report in reports_for(work)]
    told = [_figure(ground, name) for name in names]
    yield from sorted(told, key=lambda figure: -figure.ours)
    written = first_tiles(ground.database.dialect, ground.now)
    limit = median_ms(lambda: _by_hand(ground, *written), TIMES) if written else None
    ours = median_ms(lambda: _opened(ground), TIMES)
    yield Figure("the war room, first tiles", "ms", ours, limit, "SQL by hand", FIRST)


def _figure(ground: Ground, name: str) -> Figure:
    written = BY_HAND.get(name)
    statement = written and written(ground.database.dialect, ground.now)
    limit = median_ms(lambda: _by_hand(ground, statement), TIMES) if statement else None
    ours = median_ms(lambda: _asked(ground, name), TIMES)
    return Figure(name.replace("lead_", "").replace("_", " "), "ms", ours, limit, "SQL by hand", AIM if limit else "")


def _asked(ground: Ground, name: str) -> None:
    with ground.database.reading() as connection:
        work = ground.workspace.work(connection, None, ground.now)
        run(work, report_of(work, name))


def _opened(ground: Ground) -> None:
    """The frame and the numbers on top, as an admin gets them."""
    with ground.database.reading() as connection:
        work = ground.workspace.work(connection, None, ground.now)
        work = work.as_actor(replace(actor_of(connection, work.catalog, 1), language="zh"))
        opened = open_dashboard(work, dashboard_of(work, BOARD), {})
        for group in groups_of(each for each in opened.tiles if each.tile.number):
            for table in run_together(work, group):
                draw(table, "zh")


def _by_hand(ground: Ground, *statements: str) -> None:
    with ground.database.reading() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement).all()
