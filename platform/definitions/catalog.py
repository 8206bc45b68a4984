"""The definitions of one revision: typed, frozen, by kind and id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from threading import RLock
from types import MappingProxyType
from typing import Any, TypeVar

from .document import Document, Path, plain
from .problems import ERROR, Problem
from .refusals import NotFound

T = TypeVar("T")


class Catalog:
    """What the engines interpret: never changed after it is made; a new revision is a new catalog."""

    def __init__(
        self,
        definitions: Mapping[tuple[str, str], Any],
        documents: Mapping[tuple[str, str], Document],
        files: Mapping[str, str],
        *,
        revision: int = 0,
    ) -> None:
        self._definitions = dict(definitions)
        self._documents = dict(documents)
        self.files: Mapping[str, str] = MappingProxyType(dict(files))
        self.revision = revision
        self.digest = digest_of(files)
        self._derived: dict[Any, Any] = {}
        self._lock = RLock()

    def all(self, kind: str) -> tuple[Any, ...]:
        """Every definition of one kind, in order of their files."""
        mine = (definition for (name, _), definition in self._definitions.items() if name == kind)
        return self.derived(("all", kind), lambda: tuple(mine))

    def of_form(self, kind: str, form: str) -> tuple[Any, ...]:
        """The definitions of one kind that belong to one form."""
        return self.derived(("of_form", kind, form), lambda: tuple(d for d in self.all(kind) if d.form == form))

    def find(self, kind: str, id: str) -> Any | None:
        """The definition, or None."""
        return self._definitions.get((kind, id))

    def get(self, kind: str, id: str) -> Any:
        """The definition; NotFound when this revision has none of that name."""
        found = self._definitions.get((kind, id))
        if found is None:
            raise NotFound("refused.no_definition", kind=kind, id=id)
        return found

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """(kind, definition) pairs."""
        return iter([(kind, definition) for (kind, _), definition in self._definitions.items()])

    def file_of(self, kind: str, id: str) -> str:
        """The path of the file that a definition came from."""
        return self._documents[(kind, id)].file

    def written(self, kind: str, id: str) -> dict[str, Any]:
        """What stands in a definition's file, as plain values."""
        return plain(self._documents[(kind, id)].data)

    def problem(self, definition: Any, path: Path, message: str, *, level: str = ERROR, **params: Any) -> Problem:
        """A problem located in the file of `definition`."""
        document = self._documents[(definition.kind, definition.id)]
        return document.problem(path, message, level=level, **params)

    def derived(self, key: Any, build: Callable[[], T]) -> T:
        """Builds something from this catalog once and keeps it as long as the catalog lives."""
        try:
            return self._derived[key]
        except KeyError:
            pass
        with self._lock:
            if key not in self._derived:
                self._derived[key] = build()
            return self._derived[key]

    def beside(self, definition: Any, document: Document) -> Catalog:
        """The same catalog, with one definition more whose problems it can locate; nothing else finds that one."""
        other = copy(self)
        other._documents = {**self._documents, (definition.kind, definition.id): document}
        return other

    def at_revision(self, revision: int) -> Catalog:
        """The same definitions under their published number."""
        return Catalog(self._definitions, self._documents, self.files, revision=revision)

    def replacing(self, definitions: Mapping[tuple[str, str], Any]) -> Catalog:
        """The same files, read with more known about some definitions than the files say."""
        return Catalog({**self._definitions, **definitions}, self._documents, self.files, revision=self.revision)


def digest_of(files: Mapping[str, str]) -> str:
    """One hash over all paths and texts; equal files have equal digests."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path].encode() + b"\0")
    return digest.hexdigest()
