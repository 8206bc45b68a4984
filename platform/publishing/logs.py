"""What the server writes about itself: one line each, never the values that people typed."""

from __future__ import annotations

import logging
import os
import sys

import structlog


def configure_logs() -> None:
    """Plain lines for a terminal, JSON lines with LEADWRIGHT_LOG=json; tracebacks without local variables."""
    as_json = os.environ.get("LEADWRIGHT_LOG") == "json"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else _line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _StandardError(),
    )


class _StandardError:
    """Writes to whatever standard error is at that moment."""

    def msg(self, message: str) -> None:
        """One entry."""
        print(message, file=sys.stderr, flush=True)

    debug = info = warning = error = critical = exception = msg


def _line(_logger: object, _name: str, entry: dict) -> str:
    """`2026-11-24T02:18:00Z warning what happened key=value`, then the traceback if there is one."""
    head = f"{entry.pop('timestamp')} {entry.pop('level')} {entry.pop('event')}"
    traceback = entry.pop("exception", "")
    said = " ".join(f"{key}={value!r}" for key, value in entry.items())
    return f"{head} {said}".rstrip() + (f"\n{traceback}" if traceback else "")
