"""The `leadwright` command: the same verbs from a terminal."""

from .program import main

__all__ = ["main"]
