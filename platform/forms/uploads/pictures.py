"""Pictures: whether it is one, how large it is, and a small one of it; no picture can take the machine down."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000
SIDE = 480
READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


class NoPicture(Exception):
    """It cannot be read as a picture, or would be too large in memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size, and a small copy without what a camera writes into its files (place, owner)."""

    width: int
    height: int
    small: bytes


def look_at(path: Path) -> Picture:
    """Read a picture; the size in its head is believed before a single pixel is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=READ) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NoPicture
                width, height = image.size
                image.draft("RGB", (SIDE * 2, SIDE * 2))
                upright = ImageOps.exif_transpose(image)
                if upright.size[0] / max(1, upright.size[1]) < 1 < width / max(1, height):
                    width, height = height, width
                upright.thumbnail((SIDE, SIDE))
                return Picture(width, height, _encoded(upright))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise NoPicture from None
    except Image.DecompressionBombWarning:
        raise NoPicture from None


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if image.mode in ("RGBA", "LA", "P") else "RGB"
    image.convert(mode).save(out, "WEBP", quality=78, method=4)
    return out.getvalue()
