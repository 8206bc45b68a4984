"""Short messages that come in: the gateway posts what people answer, and each answer goes to its record."""

from __future__ import annotations

from typing import Any

from accounts import Work
from definitions import LANGUAGES, Reason
from records import Inbound, inbound

from ..kept_sealed import unsealed_bytes
from ..short_messages import hear
from .definition import InletDefinition
from .unpacking import unpack

FROM, TEXT = "from", "text"
NAMES = (FROM, TEXT)


def let_text_in(work: Work, inlet: InletDefinition, row: Inbound) -> dict[str, Any]:
    """What became of an answer."""
    said = inlet.raw(unpack(unsealed_bytes(row.payload), row.content_type))
    number, text = (_readable(said.get(name)) for name in NAMES)
    heard = hear(work, number, text, form=work.catalog.get("form", inlet.form))
    if heard is None:
        return _left_out("nobody_has_the_number")
    return {"state": inbound.HEARD, "form": heard.form, "record": heard.record}


def _readable(said: Any) -> str:
    """As it can be kept: gateways cut messages in the middle of a sign, and let NUL through."""
    whole = str(said or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd").strip()


def _left_out(code: str) -> dict[str, Any]:
    why = Reason(f"inlets.why.{code}")
    said = {language: why.text(language) for language in LANGUAGES}
    return {"state": inbound.LEFT_OUT, "problem": {**said, "code": code, "fields": []}}
