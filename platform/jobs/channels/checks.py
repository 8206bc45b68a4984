"""Checks of channels that only those can make who carry."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check

from . import CHANNELS


@check
def channels_go_by_known_ways(catalog: Catalog) -> Iterator[Problem]:
    """Somebody here can carry what goes by a channel."""
    for channel in catalog.all("channel"):
        if CHANNELS.find(channel.via) is None:
            params = {"name": channel.via, "known": ", ".join(CHANNELS.names())}
            hint = CHANNELS.suggest(channel.via)
            yield catalog.problem(channel, ("via",), "deliveries.problem.no_such_way", **params, suggestion=hint)
