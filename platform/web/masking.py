"""The last look at an answer: an encrypted value that a page shows as it lies in the database is masked there."""

from __future__ import annotations

from flask import Flask, Response
from markupsafe import escape

from forms import masked_anywhere
from records import MARK, each_replaced

TEXTS = ("text/html", "application/json")


def install(app: Flask) -> None:
    """After every answer; what is sent piece by piece masks its cells itself."""
    app.after_request(_masked)


def _masked(response: Response) -> Response:
    if response.mimetype in TEXTS and not response.is_streamed and MARK.encode() in response.data:
        text = response.get_data(as_text=True)
        response.set_data(each_replaced(text, lambda sealed: str(escape(masked_anywhere(sealed)))))
    return response
