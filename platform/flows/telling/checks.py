"""Checks of channels and notice rules: the events, the roles and the one file there may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest

from ..channels import ChannelDefinition
from .choices import notice_kinds
from .definition import URGENT, NoticeRules


@check
def channels_tell_of_known_events(catalog: Catalog) -> Iterator[Problem]:
    """A channel's events are events, and its roles are roles."""
    for channel in catalog.all("channel"):
        for kind in channel.events:
            yield from _unknown_event(catalog, channel, ("events", kind), kind, notice_kinds())
        yield from _role_problems(catalog, channel)


@check
def notice_rules_fit(catalog: Catalog) -> Iterator[Problem]:
    """There is one file of them, and what passes the quiet exists."""
    rules: tuple[NoticeRules, ...] = catalog.all("notice_rules")
    for each in rules[1:]:
        yield catalog.problem(each, ("id",), "telling.problem.second_rules", other=rules[0].id)
    for each in rules:
        for kind in sorted(each.passes_quiet):
            yield from _unknown_event(catalog, each, ("passes_quiet",), kind, (URGENT, *notice_kinds()))
        if each.quiet is not None and each.quiet.start == each.quiet.end:
            yield catalog.problem(each, ("quiet",), "telling.problem.no_quiet", level=WARNING)


def _unknown_event(catalog: Catalog, owner: Any, path: tuple, kind: str, known: tuple[str, ...]) -> Iterator[Problem]:
    if kind not in known:
        params = {"name": kind, "known": ", ".join(known)}
        yield catalog.problem(owner, path, "telling.problem.no_event", **params, suggestion=suggest(kind, known))


def _role_problems(catalog: Catalog, channel: ChannelDefinition) -> Iterator[Problem]:
    known = [role.id for role in catalog.all("role")]
    for place, role in enumerate(channel.audience.roles):
        if role not in known:
            hint = suggest(role, known)
            yield catalog.problem(
                channel, ("for", "roles", place), "flows.problem.unknown_role", name=role, suggestion=hint
            )
