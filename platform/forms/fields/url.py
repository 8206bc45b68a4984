"""A web address."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from .base import Context, Example, FieldType, ValueRefused, field_type
from .text import tidy

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
PORT = re.compile(r"[^:/]+:\d+(/|$)")
HOST = re.compile(r"(?!-)[\w-]+(\.[\w-]+)+|localhost|\[[0-9a-fA-F:.]+\]")
NUMBER = re.compile(r"[\d.]+")
IP_ADDRESS = re.compile(r"\d+(\.\d+){3}")
LONGEST = 2000


@field_type("url")
@dataclass(frozen=True)
class Url(FieldType):
    """A page on the web: http or https and nothing else, because it will be clicked."""

    icon: ClassVar = "world"
    family: ClassVar = "contact"
    operators: ClassVar = ("contains", "is", "is_not", "filled", "empty")
    control: ClassVar = "url"
    inputmode: ClassVar = "url"
    autocomplete: ClassVar = "url"
    examples: ClassVar = (
        Example("https://example.com/a?b=1", "https://example.com/a?b=1", shown={"zh": "https://example.com/a?b=1"}),
        Example("www.example.cn", "https://www.example.cn"),
        Example("HTTP://Example.com", "http://example.com"),
        Example("例子.公司/关于", "https://例子.公司/关于"),
        Example("javascript:alert(1)", refused="url_scheme"),
        Example("java\tscript:alert(1)", refused="not_a_url"),
        Example("data:text/html,x", refused="url_scheme"),
        Example("ftp://example.com", refused="url_scheme"),
        Example("https://user:pass@example.com", refused="url_password"),
        Example("https://", refused="not_a_url"),
        Example("not a page", refused="not_a_url"),
        Example("192.168.1.10", "https://192.168.1.10"),
        Example("41.5", refused="not_a_url"),
        Example("https://example.com/" + "x" * 2000, refused="too_long"),
    )

    def parse(self, raw: Any, context: Context) -> str:
        text = tidy(raw)
        if any(character.isspace() for character in text):
            raise ValueRefused("not_a_url")
        if not text.lower().startswith(("http://", "https://")):
            if SCHEME.match(text) and not PORT.match(text):
                raise ValueRefused("url_scheme")
            text = f"https://{text}"
        return checked_url(text)

    def validate(self, value: str) -> None:
        if len(value) > LONGEST:
            raise ValueRefused("too_long", most=LONGEST, by=len(value) - LONGEST, n=len(value) - LONGEST)

    def href(self, value: str | None) -> str | None:
        return value or None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST}


def checked_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        raise ValueRefused("not_a_url") from None
    if "@" in parts.netloc:
        raise ValueRefused("url_password")
    host = parts.netloc.lower().removesuffix(f":{parts.port}")
    if not port_is_fine or not HOST.fullmatch(host) or NUMBER.fullmatch(host) and not IP_ADDRESS.fullmatch(host):
        raise ValueRefused("not_a_url")
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
