"""Writing a revision out as files that load to the same revision, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from definitions import Refused


def export(files: Mapping[str, str], folder: Path | str) -> int:
    """Writes the files below `folder`, which must be empty or new; returns how many."""
    root = Path(folder)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise Refused("publishing.folder_not_empty", path=str(folder))
    for path, text in files.items():
        place = (root / path).resolve()
        if root.resolve() not in place.parents:
            raise Refused("publishing.path_outside", path=path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8"))
    return len(files)
