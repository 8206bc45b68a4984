"""By which ways a person is told of what, their quiet hours and their digest."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import Person, Work, people
from definitions import Refused
from flows import channels, telling

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..shell import toast

blueprint = Blueprint("notice_settings", __name__, url_prefix="/settings/notices")
HOUSE, OWN, NONE = "house", "own", "none"


@dataclass(frozen=True)
class Column:
    """A channel of the grid, and why nothing can be chosen there."""

    id: str
    label: str
    why_not: str = ""


@dataclass(frozen=True)
class Cell:
    """How one event goes by one channel."""

    name: str
    label: str
    chosen: str


@dataclass(frozen=True)
class Line:
    """One event with its cells."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class NoticeSettings:
    """The grid, the quiet hours and the digest."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    hows: tuple[tuple[str, str], ...]
    quiet_choices: tuple[tuple[str, str], ...]
    quiet: str
    quiet_from: str
    quiet_to: str
    digests: tuple[tuple[str, str], ...]
    digest: str
    digest_at: str
    passing: str
    timezone: str
    error: str = ""


@blueprint.get("")
def show():
    """One's own choices."""
    return _page()


@blueprint.post("")
def keep():
    """Keeps them."""
    form = request.form
    quiet = {HOUSE: None, NONE: False}.get(
        form.get("quiet", HOUSE), {"from": form.get("quiet_from", ""), "to": form.get("quiet_to", "")}
    )
    every = form.get("digest", HOUSE)
    digest = None if every == HOUSE else {"every": every, "at": form.get("digest_at") or "08:30"}
    try:
        with desk.writing() as work:
            telling.choose(work, g.person.id, grid=_grid(), quiet=quiet, digest=digest)
    except Refused as refused:
        return _page(error=refused.text(language()), status=422)
    toast(t("settings.saved"))
    return go("/settings/notices")


def _grid() -> dict[str, dict[str, str]]:
    """What was chosen, by event and channel: the cells are called `event channel`."""
    grid: dict[str, dict[str, str]] = {}
    for name, how in request.form.items():
        kind, _, channel = name.partition(" ")
        if channel:
            grid.setdefault(kind, {})[channel] = how
    return grid


def _page(*, error: str = "", status: int = 200):
    with desk.reading() as work:
        person = people.get(work.connection, g.person.id)
        return page("pages/settings/notices.html", _context(work, person, error), status=status)


def _context(work: Work, person: Person, error: str) -> NoticeSettings:
    choices, rules = telling.choices_of(person), telling.rules_of(work.catalog)
    mine = [each for each in channels.readiness(work) if _is_offered(work, person, each)]
    columns = tuple(_column(work, person, each) for each in mine)
    open_to = [each.channel for each, column in zip(mine, columns, strict=True) if not column.why_not]
    quiet, digest = choices.quiet or rules.quiet, choices.digest_under(rules)
    passing = [_kind(kind) for kind in sorted(rules.passes_quiet)]
    return NoticeSettings(
        columns=columns,
        lines=tuple(_line(kind, open_to, choices) for kind in telling.notice_kinds()) if open_to else (),
        hows=tuple((how, t(f"telling.how.{how}")) for how in ("now", "digest", "never")),
        quiet_choices=tuple(_quiet_choices(rules)),
        quiet=NONE if choices.has_no_quiet else OWN if choices.quiet else HOUSE,
        quiet_from=f"{quiet.start:%H:%M}" if quiet else "21:00",
        quiet_to=f"{quiet.end:%H:%M}" if quiet else "08:00",
        digests=tuple(_digests(rules)),
        digest=choices.digest.every if choices.digest else HOUSE,
        digest_at=f"{digest.at:%H:%M}",
        passing=t("telling.comma").join(passing),
        timezone=person.timezone,
        error=error,
    )


def _is_offered(work: Work, person: Person, each: channels.Readiness) -> bool:
    return each.channel.via != telling.WEBHOOK and telling.is_meant(work, person, each.channel)


def _column(work: Work, person: Person, each: channels.Readiness) -> Column:
    channel = each.channel
    why = ""
    if not each.is_ready:
        why = t("telling.not_set_up")
    elif channel.via == telling.MAIL and not person.email:
        why = t("telling.no_mail_address")
    return Column(channel.id, channel.label.text(work.language), why)


def _line(kind: str, open_to: list[channels.ChannelDefinition], choices: telling.Choices) -> Line:
    label = _kind(kind)
    cells = tuple(
        Cell(f"{kind} {channel.id}", f"{label} · {channel.label.text(language())}", choices.how(kind, channel))
        for channel in open_to
    )
    return Line(label, cells)


def _kind(kind: str) -> str:
    words = t(f"telling.kind.{kind}")
    return kind if words == f"telling.kind.{kind}" else words


def _quiet_choices(rules: telling.NoticeRules):
    if rules.quiet:
        times = {"start": f"{rules.quiet.start:%H:%M}", "end": f"{rules.quiet.end:%H:%M}"}
        yield HOUSE, t("telling.quiet_house", **times)
    else:
        yield HOUSE, t("telling.quiet_house_none")
    yield OWN, t("telling.quiet_own")
    yield NONE, t("telling.quiet_none")


def _digests(rules: telling.NoticeRules):
    at = f"{rules.digest.at:%H:%M}"
    house = t("telling.digest_daily_at", at=at) if rules.digest.every == "day" else t("telling.digest_hourly")
    yield HOUSE, t("telling.digest_house", how=house)
    yield "day", t("telling.digest_daily")
    yield "hour", t("telling.digest_hourly")
