"""How each kind of channel carries a message: one file each; they say the same, each in its own way."""

from __future__ import annotations

from collections.abc import Callable

from definitions import Registry

from ..outside import Outside
from .answer import Answer
from .parcel import Parcel

Carry = Callable[[Parcel, Outside], Answer]
CHANNELS: Registry[Carry] = Registry("channels", "jobs.channels")

from . import checks as _checks  # noqa: E402, F401  registers the checks across files

__all__ = ["CHANNELS", "Answer", "Parcel"]
