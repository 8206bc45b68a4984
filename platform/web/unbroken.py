"""Sentences in pages whose days and numbers stay whole: no line ends within one, nor before what it counts."""

from __future__ import annotations

import re

from flask import Flask
from markupsafe import Markup, escape

CHINESE = "[\u3400-\u9fff]"
UNIT = rf"小时(?: \d+ 分)?|分钟|个百分点|{CHINESE}|h \d+ min\b|(?:h|min|d|pts)\b"
PIECE = re.compile(rf"(?:{CHINESE} )?[+−¥$]*\d[\d,.:%×–-]*(?: (?:{UNIT}))?[，。；：、）」)]*")


def install(app: Flask) -> None:
    """`{{ sentence | unbroken }}` in templates."""
    app.jinja_env.filters["unbroken"] = unbroken


def unbroken(sentence: str) -> Markup:
    """The sentence with its days and numbers held together."""
    parts, at = [], 0
    for piece in PIECE.finditer(sentence):
        parts += [escape(sentence[at : piece.start()]), Markup('<span class="nowrap">{}</span>').format(piece[0])]
        at = piece.end()
    return Markup("").join([*parts, escape(sentence[at:])])
