"""Which addresses are outside: everything that leads into this machine, this network or a cloud's inside is refused."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

VARIABLE = "LEADWRIGHT_ALLOW_INSIDE"
# Inside, whatever Python's own lists of a given year say: protocol assignments, relays, benchmarks, and the public
# address at which one cloud keeps its metadata.
_INSIDE = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
            "64:ff9b:1::/48", "100::/64", "2001::/23", "fec0::/10",
        ),
    )
)  # fmt: skip
_NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Allowed:
    """One entry of the operator's list: a host or a network, and a port where one is named."""

    host: str = ""
    network: object = None
    port: int | None = None

    def covers(self, host: str, address: Address, port: int) -> bool:
        """Whether the operator lets this be reached."""
        if self.port not in (None, port):
            return False
        return address in self.network if self.network is not None else host.lower() == self.host


def allowed_by(written: str | None = None) -> tuple[Allowed, ...]:
    """The operator's list: hosts, addresses or networks, each with a port or without, parted by commas."""
    entries = (os.environ.get(VARIABLE, "") if written is None else written).split(",")
    return tuple(_allowed(entry.strip()) for entry in entries if entry.strip())


def is_inside(address: Address) -> bool:
    """Whether an address is nobody's business from outside, also when another address wraps it."""
    return any(_inside(each) for each in (address, *_wrapped(address)))


@dataclass(frozen=True)
class Judged:
    """The addresses of a host, and whether they may be reached: all of them or none."""

    addresses: list[str]
    refused: bool = False
    by_operator: bool = False


def judge(host: str, addresses: Iterable[str], port: int, allowed: Iterable[Allowed]) -> Judged:
    """What may be reached of a host; an answer that mixes outside and inside is a trap, and refused as a whole."""
    found, entries = [ip_address(written.partition("%")[0]) for written in addresses], tuple(allowed)
    named = [any(entry.covers(host, address, port) for entry in entries) for address in found]
    inside = any(is_inside(address) and not known for address, known in zip(found, named, strict=True))
    return Judged([str(address) for address in found], refused=inside or not found, by_operator=all(named))


def _inside(address: Address) -> bool:
    listed = any(address in network for network in _INSIDE if network.version == address.version)
    return listed or not address.is_global or address.is_multicast


def _wrapped(address: Address) -> Iterator[Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def _allowed(entry: str) -> Allowed:
    host, port = _with_port(entry)
    try:
        return Allowed(network=ip_network(host, strict=False), port=port)
    except ValueError:
        return Allowed(host=host.lower(), port=port)


def _with_port(entry: str) -> tuple[str, int | None]:
    """`10.0.0.0/8`, `host:8080`, `[::1]:8080`, `::1`."""
    if entry.startswith("["):
        host, _, rest = entry[1:].partition("]")
        return host, int(rest[1:]) if rest[1:].isdigit() else None
    host, colon, port = entry.rpartition(":")
    if colon and port.isdigit() and ":" not in host:
        return host, int(port)
    return entry, None
