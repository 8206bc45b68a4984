"""A labelled set for duplicates: companies, and ways in which people write the same one again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

CITIES = ("苏州", "无锡", "上海", "宁波", "东莞", "扬州", "杭州", "青岛", "")
FIRST = "恒锐润扬锦博华瑞鼎盛嘉铭德昌伟宏达信诚远航凯源泰丰聚力科创新捷"
TRADES = ("精密机械", "机械", "自动化设备", "电子科技", "塑胶制品", "轴承", "包装材料", "模具", "食品", "新材料")
SUFFIXES = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
LATIN = ("Acme", "Borealis", "Cobalt", "Dunmore", "Everest", "Falcon", "Granite", "Helios", "Juniper", "Kestrel")
LATIN_TRADES = ("Tools", "Precision", "Bearings", "Packaging", "Automation", "Foods")
LATIN_SUFFIXES = ("Co., Ltd.", "Ltd", "Inc.", "GmbH", "LLC", "Corporation")


@dataclass
class Labelled:
    """Records, and the pairs of them that are one company."""

    records: list[dict[str, Any]] = field(default_factory=list)
    same: set[tuple[int, int]] = field(default_factory=set)


def labelled(companies: int, *, seed: int = 7) -> Labelled:
    """So many companies, a third of them written down two or three times."""
    chance, found, names = random.Random(seed), Labelled(), set()
    while len(names) < companies:
        company = _company(chance, len(names))
        if company["key"] in names:
            continue
        names.add(company["key"])
        written = [company, *_again(chance, company)] if chance.random() < 0.33 else [company]
        places = range(len(found.records), len(found.records) + len(written))
        found.records += [{name: one[name] for name in ("company", "phone", "email")} for one in written]
        found.same |= set(combinations(places, 2))
    return found


def _company(chance: random.Random, number: int) -> dict[str, Any]:
    phone = f"+8613{chance.randrange(10**8, 10**9)}"
    if chance.random() < 0.2:
        brand = f"{chance.choice(LATIN)}{chance.choice(('', 'on', 'ia', 'tec', 'ex'))}"
        own, trade = f"{brand} {chance.choice(LATIN_TRADES)}", chance.choice(LATIN_SUFFIXES)
        written = f"{own} {trade}"
    else:
        brand = "".join(chance.sample(FIRST, 2))
        own = f"{brand}{chance.choice(TRADES)}"
        written = f"{chance.choice(CITIES)}{own}{chance.choice(SUFFIXES)}"
    return {"key": own, "company": written, "phone": phone, "email": f"info@c{number}.example.com"}


def _again(chance: random.Random, company: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for _ in range(chance.choice((1, 1, 2))):
        other = dict(company, company=_rewritten(chance, company))
        if chance.random() < 0.6:
            other["phone"] = f"+8613{chance.randrange(10**8, 10**9)}"
        else:
            other["email"] = None
        if chance.random() < 0.3 and other["phone"] != company["phone"]:
            other["email"] = f"wang{chance.randrange(99)}@{company['email'].partition('@')[2]}"
        yield other


def _rewritten(chance: random.Random, company: dict[str, Any]) -> str:
    own, latin = company["key"], company["key"].isascii()
    suffix = chance.choice(LATIN_SUFFIXES if latin else SUFFIXES)
    city = "" if latin else chance.choice((*CITIES[:3], ""))
    ways = (
        own,
        f"{own} {suffix}" if latin else f"{city}{own}{suffix}",
        own.upper() if latin else f"{city}{own}（{chance.choice(('中国', '华东'))}）{suffix}",
        own.replace(" ", "") if latin else f"{own}公司",
        _slip(chance, own),
    )
    return chance.choice(ways)


def _slip(chance: random.Random, own: str) -> str:
    """One letter left out behind the brand."""
    place = chance.randrange(len(own) // 2, len(own))
    return own[:place] + own[place + 1 :]
