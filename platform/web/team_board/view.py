"""A board as tiles, rows and bars, in the words of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accounts import Work, teams
from flows import board

from .. import moments
from ..languages import language, t
from ..shell import PersonBadge, badge

ICONS = {
    "unowned": "user-plus",
    "unaccepted": "hourglass",
    "overdue": "alert-triangle",
    "silent": "moon",
    "stuck": "player-pause",
}
LATE = ("overdue", "stuck")


@dataclass(frozen=True)
class Tile:
    """One watch: its number is a door."""

    href: str
    icon: str
    label: str
    value: int
    detail: str
    current: bool
    was: str = ""


@dataclass(frozen=True)
class StillRow:
    """One record that stands still."""

    pick: str
    href: str
    title: str
    grade: str
    urgent: bool
    stage: str
    owner: PersonBadge | None
    since: str
    late: bool
    why: str


@dataclass(frozen=True)
class LoadRow:
    """What one person carries."""

    id: int
    badge: PersonBadge
    open: int
    late: int
    cap: int | None
    note: str
    href: str
    option: str
    drop: Mapping[str, str]


@dataclass(frozen=True)
class TeamChoice:
    """A team whose board one may look at."""

    href: str
    label: str
    depth: int
    current: bool


def tiles_of(found: board.Board, current: str) -> tuple[Tile, ...]:
    """The five watches."""
    base = f"/teams/{found.team}/board"
    return tuple(
        Tile(
            href=f"{base}?watch={watch.id}",
            icon=ICONS[watch.id],
            label=watch.label.text(language()),
            value=watch.count,
            detail=_oldest(watch),
            current=watch.id == current,
            was=t("board.yesterday", n=watch.before.yesterday) if watch.before.yesterday is not None else "",
        )
        for watch in found.watches
    )


def rows_of(watch: board.Watch) -> tuple[StillRow, ...]:
    """The records of one watch, the oldest first."""
    return tuple(
        StillRow(
            pick=f"{row.form}:{row.record}",
            href=f"/records/{row.form}/{row.record}",
            title=row.title,
            grade=row.grade or "",
            urgent=row.urgent,
            stage=row.stage.text(language()) if row.stage else "",
            owner=badge(row.owner, row.owner_name) if row.owner and row.owner_name else None,
            since=moments.since(row.since),
            late=watch.id in LATE,
            why=row.why.text(language()),
        )
        for row in watch.rows
    )


def loads_of(found: board.Board, form: str) -> tuple[LoadRow, ...]:
    """Everybody against their cap; who is away or paused says so."""
    return tuple(
        LoadRow(
            id=load.person,
            badge=badge(load.person, load.name),
            open=load.open,
            late=load.overdue,
            cap=load.cap,
            note=_note(load),
            href=f"/records/{form}?view=&f=owner:is:{load.person}&f=outcome:is:open" if form else "",
            option=_option(load),
            drop=_drop(load) if load.may_own else {},
        )
        for load in found.load
    )


def scale_of(loads: tuple[LoadRow, ...]) -> int:
    """The longest bar."""
    return max((max(load.open, load.cap or 0) for load in loads), default=1)


def team_choices(work: Work, current: int) -> Iterator[TeamChoice]:
    """The teams that the reader may look into."""
    tree = teams.tree(work.connection)
    everybody = work.actor.role is not None and (work.actor.role.people or work.actor.role.reports == "all")
    for team in tree:
        if everybody or team.id in work.actor.teams:
            depth = len(list(tree.ancestors(team.id))) - 1
            yield TeamChoice(f"/teams/{team.id}/board", team.label.text(language()), depth, team.id == current)


def _oldest(watch: board.Watch) -> str:
    nobodys = t("board.of_nobody", n=watch.nobodys) if watch.nobodys else ""
    if watch.oldest is None:
        return nobodys or t("board.none")
    oldest = t("board.oldest", d=moments.since(watch.oldest.since))
    if watch.tasks:
        counted = (t("board.tasks", n=watch.tasks), nobodys, oldest)
        return " · ".join(each for each in counted if each)
    if watch.id == "stuck":
        return t("board.stuck_kinds", undone=watch.undone, waits=watch.count - watch.undone)
    return oldest


def cleared(watch: board.Watch) -> str:
    """Since when an empty watch is empty."""
    seen = watch.before.last_seen
    return moments.shown(seen) if seen is not None and not watch.count else ""


def _drop(load: board.PersonLoad) -> Mapping[str, str]:
    """What the page says of somebody before a record is let go over them."""
    words = t("board.drop_of" if load.cap else "board.drop")
    cap = str(load.cap or "")
    more = {"data-words": words, "data-against": _note(load)}
    return {"data-drop": str(load.person), "data-open": str(load.open), "data-cap": cap, **more}


def _note(load: board.PersonLoad) -> str:
    if load.away:
        return t("board.away")
    return t("board.paused") if load.paused else ""


def _option(load: board.PersonLoad) -> str:
    """How the person is said where one chooses: the cap and leave are seen before letting go."""
    held = t("board.holds_of", n=load.open, cap=load.cap) if load.cap else t("board.holds", n=load.open)
    more = [_note(load), t("board.over") if load.cap and load.open >= load.cap else ""]
    return t("board.option", name=load.name, held=held) + "".join(f" · {each}" for each in more if each)
