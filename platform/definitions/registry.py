"""The one way to plug something in: a decorator in its own file."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from threading import RLock
from typing import Generic, TypeVar

from .problems import suggest

T = TypeVar("T")


class Registry(Generic[T]):
    """Things of one sort by name; filled by importing the modules that hold them."""

    def __init__(self, name: str, package: str | None = None) -> None:
        self.name = name
        self._package = package
        self._items: dict[str, T] = {}
        self._loaded = package is None
        self._loading = False
        self._turn = RLock()

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator: `@field_type.register("phone")`; a name is taken once."""

        def keep(item: T) -> T:
            if name in self._items:
                raise ValueError(f"{self.name} {name!r} is registered twice")
            self._items[name] = item
            return item

        return keep

    def get(self, name: str) -> T:
        """The item called `name`; KeyError when there is none."""
        self._load()
        return self._items[name]

    def find(self, name: str) -> T | None:
        """The item called `name`, or None."""
        self._load()
        return self._items.get(name)

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        self._load()
        return tuple(sorted(self._items))

    def items(self) -> Iterator[tuple[str, T]]:
        """Names with their items, sorted by name."""
        return iter((name, self.get(name)) for name in self.names())

    def suggest(self, name: str) -> str | None:
        """The registered name nearest to a misspelt one."""
        return suggest(name, self.names())

    def _load(self) -> None:
        """All of it before anybody looks: who comes meanwhile waits; a load that failed is tried again."""
        if self._loaded:
            return
        with self._turn:
            if self._loaded or self._loading:  # what is being loaded may look, too
                return
            self._loading = True
            try:
                load_all(self._package)
                for entry in entry_points(group=f"leadwright.{self.name}"):
                    entry.load()
                self._loaded = True
            finally:
                self._loading = False


def load_all(package: str) -> None:
    """Imports every module of `package`, so that what they register is there."""
    module = import_module(package)
    for found in pkgutil.iter_modules(module.__path__, f"{package}."):
        import_module(found.name)
