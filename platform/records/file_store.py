"""Contents of files on disk, each once, named by its digest; outside of anything a web server hands out by itself."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 256 * 1024
SMALL = ".small"


class TooLarge(Exception):
    """More came than may be kept."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was kept: its digest, its size, its first bytes."""

    digest: str
    size: int
    head: bytes


class FileStore:
    """A folder of contents; writing one that is there already changes nothing."""

    def __init__(self, root: Path) -> None:
        """Remembers the folder; it is made when something is first kept."""
        self.root = root

    def keep(self, stream: BinaryIO, *, most: int) -> Content:
        """Write a stream to its place; TooLarge where it is longer than `most`."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        coming = self.root / f"coming-{secrets.token_hex(8)}"
        try:
            content = self._write(stream, coming, most)
            place = self.path(content.digest)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(coming, place)
            return content
        finally:
            coming.unlink(missing_ok=True)

    def path(self, digest: str, *, small: bool = False) -> Path:
        """Where a content lies, or the small picture made of it."""
        if len(digest) != 64 or not digest.isalnum():
            raise ValueError("no digest")
        return self.root / digest[:2] / digest[2:4] / (digest + (SMALL if small else ""))

    def keep_small(self, digest: str, picture: bytes) -> None:
        """Put a small picture beside its content."""
        place = self.path(digest, small=True)
        coming = place.with_name(f"{place.name}-{secrets.token_hex(4)}")
        coming.write_bytes(picture)
        os.replace(coming, place)

    def has(self, digest: str, *, small: bool = False) -> bool:
        """Whether the content is there."""
        return self.path(digest, small=small).is_file()

    def sweep(self, known: Callable[[list[str]], frozenset[str]], *, older_than: float, most: int = 5000) -> int:
        """Remove contents that no file has; what came just now may be about to get a row, and is left."""
        before, removed, batch = time.time() - older_than, 0, []
        for path in self._contents():
            if path.stat().st_mtime < before:
                batch.append(path)
            if len(batch) >= 500 or removed >= most:
                removed += self._remove(batch, known)
                batch = []
        return removed + self._remove(batch, known)

    def _contents(self) -> Iterator[Path]:
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from (path for path in folder.glob("*/*") if path.is_file())
        yield from self.root.glob("coming-*")

    def _remove(self, batch: list[Path], known: Callable[[list[str]], frozenset[str]]) -> int:
        kept = known([path.name.removesuffix(SMALL) for path in batch]) if batch else frozenset()
        gone = [path for path in batch if path.name.removesuffix(SMALL) not in kept]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _write(self, stream: BinaryIO, coming: Path, most: int) -> Content:
        digest, size, head = hashlib.sha256(), 0, b""
        with coming.open("wb") as out:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise TooLarge
                head = head or chunk[:8192]
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        return Content(digest.hexdigest(), size, head)
