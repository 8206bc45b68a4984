"""A file's name as it may be kept: no path, nothing invisible, nothing that turns the text around."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
# Controls, lone surrogates, zero-width signs, marks of direction, what file systems and headers give a meaning.
HOSTILE = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"*:<>?|\\\\/;%]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(given: str | None) -> str:
    """The last part of the name, made harmless; `file` where nothing is left of it."""
    last = re.split(r"[/\\]", given or "")[-1]
    name = HOSTILE.sub("_", unicodedata.normalize("NFC", last))
    name = "".join(sign if sign.isprintable() else "_" for sign in name).strip(" ._")
    name = re.sub(r"\s+", " ", re.sub(r"_{2,}", "_", name))
    if DEVICES.match(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if dot and 0 < len(extension) <= 10:
        name = f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension.lower()}"
    return name[:LONGEST].strip() or "file"
