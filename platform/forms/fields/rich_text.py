"""Text with emphasis, lists and links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, ClassVar

import nh3
from markupsafe import Markup

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type
from .text import check_length, tidy

TAGS = {"a", "b", "blockquote", "br", "code", "em", "h3", "h4", "i", "li", "ol", "p", "pre", "s", "strong", "u", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
BREAKS = re.compile(r"<(?:br\s*/?|/p|/li|/h[34]|/blockquote|/pre)>", re.IGNORECASE)
MARKED = re.compile(r"</?[a-zA-Z]")
ANY_TAG = re.compile(r"<[^>]*>")
LONGEST_MARKUP = 100_000


def sanitised(markup: str) -> str:
    """Nothing but the elements above: no scripts, no styles, no pictures from elsewhere, no address that runs."""
    return nh3.clean(
        markup,
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "svg", "math"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    ).strip()


def paragraphs(text: str) -> str:
    """Plain text, as somebody without scripts types it: an empty line begins a paragraph."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (escape(part.strip(), quote=False).replace("\n", "<br>") for part in parts)
    return "".join(f"<p>{line}</p>" for line in lines if line)


def as_text(markup: str) -> str:
    """What a reader sees, without the marks."""
    lines = (line.strip() for line in unescape(ANY_TAG.sub("", BREAKS.sub("\n", markup))).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@field_type("rich_text")
@dataclass(frozen=True)
class RichText(FieldType):
    """Sanitised markup; what may not stand in it is taken out when it comes in, and again before it is shown."""

    icon: ClassVar = "writing"
    family: ClassVar = "text"
    storage: ClassVar = "long_text"
    operators: ClassVar = ("contains", "filled", "empty")
    control: ClassVar = "richtext"
    dressed: ClassVar = True
    searchable: ClassVar = True
    spelt: ClassVar = False
    options: ClassVar = {
        "max_length": {"type": "integer", "minimum": 1, "maximum": 20000},
        "lines": {"type": "integer", "minimum": 3, "maximum": 30},
    }
    examples: ClassVar = (
        Example("<p>两条<b>产线</b></p>", "<p>两条<b>产线</b></p>", shown={"zh": "两条产线", "en": "两条产线"}),
        Example("one\n\ntwo & 3\nfour", "<p>one</p><p>two &amp; 3<br>four</p>", shown={"en": "one\ntwo & 3\nfour"}),
        Example("1 < 2", "<p>1 &lt; 2</p>"),
        Example("<p onclick=x>a<script>alert(1)</script></p>", "<p>a</p>"),
        Example(
            '<a href="https://example.com" style="x">a</a>',
            '<a href="https://example.com" rel="noopener noreferrer nofollow">a</a>',
        ),
        Example('<p><a href="javascript:alert(1)">a</a></p>', '<p><a rel="noopener noreferrer nofollow">a</a></p>'),
        Example("<p>abcdef</p>", refused="too_long", options={"max_length": 5}),
        Example("a\x07b", refused="control_character"),
        Example(["a"], refused="not_text"),
    )

    max_length: int = 5000
    lines: int = 6

    def parse(self, raw: Any, context: Context) -> str | None:
        text = tidy(raw)
        if len(text) > LONGEST_MARKUP:
            raise ValueRefused("too_long", most=self.max_length, by=len(text) - self.max_length, n=len(text))
        markup = sanitised(text) if MARKED.search(text) else paragraphs(text)
        return markup if as_text(markup) else None

    def validate(self, value: str | None) -> None:
        check_length(as_text(value or ""), 0, self.max_length)

    def show(self, value: str, context: Context) -> str:
        return as_text(value)

    def markup(self, value: str | None) -> Markup:
        """What a page prints; cleaned once more, whatever way the value came into the database."""
        return Markup(sanitised(value or ""))

    def raw(self, value: str | None, context: Context = EMPTY_CONTEXT) -> str:
        return value or ""

    def searched(self, value: str) -> Iterable[str]:
        return (as_text(value),)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "contentMediaType": "text/html", "maxLength": LONGEST_MARKUP}
