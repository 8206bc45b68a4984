"""One record, told: where it stands, what is due, what is stuck, and all that happened to it."""

from . import sentences

__all__ = ["sentences"]
