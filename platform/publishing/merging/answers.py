"""What was said about places of a merge: `form/ticket` for a definition, `form/ticket:fields.machine` for a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from definitions import Refused

from .points import Point, Side, What

ORDER = "/order"
# Signs that mean something in an address are written by their number where a name holds them.
_SIGNS = str.maketrans({sign: f"%{ord(sign):02x}" for sign in "%.:/="})


@dataclass(frozen=True)
class Answers:
    """Whose value stands, by address; `rest` is for all that is asked and that no address speaks of."""

    places: Mapping[str, Side] = field(default_factory=dict)
    rest: Side | None = None

    def of(self, definition: str, point: Point) -> Side | None:
        """What was said about a place: the nearest that was named, else `rest` where it is asked."""
        for address in reversed([*_around(definition, point)]):
            if address in self.places:
                return self.places[address]
        return self.rest if point.what is What.ASKED else None

    def strange(self, known: Iterable[tuple[str, Point]]) -> tuple[str, ...]:
        """Addresses at which nothing changed."""
        spoken = {address for definition, point in known for address in _around(definition, point)}
        return tuple(address for address in self.places if address not in spoken)


def address_of(definition: str, point: Point) -> str:
    """The address of one place."""
    return [*_around(definition, point)][-1]


def read_answers(said: Iterable[str], rest: Side | None = None) -> Answers:
    """`form/ticket:fields.machine=theirs`, as the command line is given it."""
    places = {}
    for each in said:
        address, _, side = each.rpartition("=")
        if not address or side not in tuple(Side):
            raise Refused("merging.unreadable", said=each)
        places[address] = Side(side)
    return Answers(places, rest)


def _around(definition: str, point: Point) -> Iterator[str]:
    """The addresses that speak of a place, the widest first."""
    yield definition
    address = f"{definition}:"
    for number, step in enumerate(point.path):
        address += ("." if number else "") + step.translate(_SIGNS)
        yield address
    if point.is_order:
        yield address + ORDER
