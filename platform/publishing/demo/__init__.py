"""Demo people and demo records of a pack, let in through the same door as everybody's."""

from .loading import load_demo

__all__ = ["load_demo"]
