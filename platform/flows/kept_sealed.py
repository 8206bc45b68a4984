"""What is kept as it came in, before it becomes a record: encrypted whole where its form has sensitive fields."""

from __future__ import annotations

import json
from typing import Any

from forms import FormDefinition
from records import Sealed, field_keys, is_sealed


def has_secrets(form: FormDefinition | None) -> bool:
    """Whether what comes in for this form may hold what has to be encrypted."""
    return form is not None and any(field.sensitive for field in form.fields)


def sealed(kept: Any) -> str:
    """Anything JSON can say, encrypted whole."""
    return str(field_keys.seal(json.dumps(kept, ensure_ascii=False)))


def sealed_for(form: FormDefinition | None, kept: Any) -> Any:
    """The same as it is kept for this form."""
    return sealed(kept) if has_secrets(form) else kept


def unsealed(kept: Any) -> Any:
    """And as it came."""
    return json.loads(field_keys.open_sealed(Sealed(kept))) if is_sealed(kept) else kept


def sealed_bytes(form: FormDefinition | None, body: bytes) -> bytes:
    """The same for what is kept byte for byte."""
    return field_keys.seal(body.decode("latin-1")).encode() if has_secrets(form) else body


def unsealed_bytes(kept: bytes) -> bytes:
    """And as it came, byte for byte."""
    written = kept.decode("latin-1")
    return field_keys.open_sealed(Sealed(written)).encode("latin-1") if is_sealed(written) else kept
