"""Lets in a visitor's form that had to wait because too many came at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from accounts import VISITOR, Work

from ..intake import submit
from ..kept_sealed import unsealed
from . import ERRANDS


@ERRANDS.register("public_form")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """As the visitor who sent it; what was permitted then is permitted now."""
    visitor = replace(VISITOR, language=payload["language"], catalog=work.catalog)
    how = {"channel": "public", "source_note": payload["slug"], "only": frozenset(payload["only"])}
    submit(work.as_actor(visitor), payload["form"], unsealed(payload["raw"]), **how)
