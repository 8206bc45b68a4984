"""What people call the columns of their tables."""

from __future__ import annotations

import re
import unicodedata

SPACE = re.compile(r"[\W_]+")
# What people call such columns; the values only decide where the name says nothing.
NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"邮箱|邮件|email|mail$")),
    ("phone", re.compile(r"电话|手机|phone|mobile|^tel")),
    ("url", re.compile(r"网址|网站|官网|链接|url|website|homepage")),
    ("money", re.compile(r"金额|价格|单价|总价|预算|费用|报价|amount|price|budget|cost|fee$")),
    ("percent", re.compile(r"比例|百分比|折扣|percent|discount|rate$")),
    ("long_text", re.compile(r"备注|说明|描述|详情|意见|notes?$|remark|description|comment|details?$")),
)


def plain(name: str) -> str:
    """A name without what people write differently: case, width, spaces, marks, what stands in brackets."""
    text = unicodedata.normalize("NFKC", name).casefold()
    bare = SPACE.sub("", re.sub(r"\(.*?\)|\[.*?\]", "", text))
    return bare or SPACE.sub("", text)


def type_called(name: str) -> str:
    """The type of field that a column is called after; empty where the name says nothing."""
    return next((type for type, pattern in NAMES if pattern.search(plain(name))), "")
