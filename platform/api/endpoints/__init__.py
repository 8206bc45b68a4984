"""The calls, one module for each kind of thing they are about."""

from __future__ import annotations

from importlib import import_module

ENDPOINTS = (
    "records", "batches", "record_moves", "behaviours", "grades", "history", "tasks", "reports", "forms", "files",
    "lookups",
)  # fmt: skip


def hang_all() -> None:
    """Import every module of calls; each hangs its own into the blueprint."""
    for name in ENDPOINTS:
        import_module(f"{__name__}.{name}")
