"""An e-mail address."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email

from .base import Context, Example, FieldType, ValueRefused, field_type
from .text import tidy

PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*")
LONGEST = 254
LONGEST_LOCAL = 64


@lru_cache(maxsize=20_000)
def known_domain(domain: str) -> str:
    """The domain in its normal form; imports repeat a few domains thousands of times."""
    return checked_address(f"a@{domain}").partition("@")[2]


def checked_address(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueRefused("not_an_email") from None


@field_type("email")
@dataclass(frozen=True)
class Email(FieldType):
    """An address in lower case; whether a mailbox answers is not asked."""

    icon: ClassVar = "at"
    family: ClassVar = "contact"
    operators: ClassVar = ("contains", "is", "is_not", "filled", "empty")
    control: ClassVar = "email"
    inputmode: ClassVar = "email"
    autocomplete: ClassVar = "email"
    searchable: ClassVar = True
    examples: ClassVar = (
        Example(" Li.Na@Example.COM ", "li.na@example.com", shown={"zh": "li.na@example.com"}),
        Example("张三@例子.公司", "张三@例子.公司"),
        Example("no-at.example.com", refused="email_no_at"),
        Example("a b@example.com", refused="not_an_email"),
        Example("a@b@example.com", refused="not_an_email"),
        Example("a@localhost", refused="not_an_email"),
        Example("a..b@example.com", refused="not_an_email"),
        Example(f"{'a' * 65}@example.com", refused="not_an_email"),
        Example(f"a@{'b.' * 130}com", refused="not_an_email"),
    )

    def parse(self, raw: Any, context: Context) -> str:
        text = tidy(raw).replace("＠", "@").lower()
        local, at, domain = text.rpartition("@")
        if not at:
            raise ValueRefused("email_no_at")
        if len(text) > LONGEST or len(local) > LONGEST_LOCAL:
            raise ValueRefused("not_an_email")
        if PLAIN_LOCAL.fullmatch(local):
            return f"{local}@{known_domain(domain)}"
        return checked_address(text)

    def masked(self, value: str | None) -> str:
        """Enough to recognise, too little to write to."""
        local, at, domain = (value or "").rpartition("@")
        return f"{local[:1]}***{at}{domain}" if at else "***" if value else ""

    def href(self, value: str | None) -> str | None:
        return f"mailto:{value}" if value else None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST}
