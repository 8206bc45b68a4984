"""QR codes in pages: drawn here, so that nothing of what they say goes anywhere else."""

from __future__ import annotations

from functools import lru_cache

import segno
from flask import Flask


def install(app: Flask) -> None:
    """`qr(text)` in templates: the address of a picture that holds all of it."""
    app.jinja_env.globals["qr"] = qr


@lru_cache(maxsize=256)
def qr(text: str) -> str:
    """A picture as a data address; "" where the text is longer than any code."""
    try:
        return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff")
    except segno.DataOverflowError:
        return ""
