"""The font that pictures and pages to print are written with: one that knows Chinese, wherever the machine keeps it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from definitions import Refused

SETTING = "LEADWRIGHT_FONT"
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
    "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
# By preference; in a collection the number is the place of the simplified Chinese face.
KNOWN = (
    ("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJKsc-Regular.otf", 0), ("NotoSansSC-Regular.otf", 0),
    ("NotoSansSC-Regular.ttf", 0), ("NotoSansSC[wght].ttf", 0), ("SourceHanSansSC-Regular.otf", 0),
    ("SourceHanSansCN-Regular.otf", 0), ("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0), ("PingFang.ttc", 0),
    ("msyh.ttc", 0), ("simhei.ttf", 0), ("DroidSansFallbackFull.ttf", 0), ("DroidSansFallback.ttf", 0),
)  # fmt: skip
FAMILIES = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Source Han Sans CN, WenQuanYi Micro Hei, WenQuanYi Zen Hei, "
    "PingFang SC, Microsoft YaHei, SimHei, Droid Sans Fallback, sans-serif"
)


@dataclass(frozen=True)
class Font:
    """A font file, and which face of it."""

    path: Path
    face: int = 0


def font() -> Font:
    """The font; Refused says how to get one."""
    named = os.environ.get(SETTING)
    if named:
        if not Path(named).is_file():
            raise Refused("reports.refused.font_not_there", setting=SETTING, path=named)
        return Font(Path(named), dict(KNOWN).get(Path(named).name, 0))
    found = _found()
    if found is None:
        raise Refused("reports.refused.no_font", setting=SETTING)
    return found


@cache
def _found() -> Font | None:
    there: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in Path(folder).expanduser().rglob("*"):
            there.setdefault(path.name, path)
    return next((Font(there[name], face) for name, face in KNOWN if name in there), None)
