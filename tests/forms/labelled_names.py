"""A labelled set for duplicates: companies, ways in which people write the same one again, and namesakes elsewhere."""

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
    """So many companies, a third of them written down two or three times; a fifth has a namesake that is another."""
    chance, found, names = random.Random(seed), Labelled(), set()
    while len(names) < companies:
        company = _company(chance, len(names))
        if company["key"] in names:
            continue
        names.add(company["key"])
        written = [company, *_again(chance, company)] if chance.random() < 0.33 else [company]
        places = range(len(found.records), len(found.records) + len(written))
        found.same |= set(combinations(places, 2))
        if company["city"] and chance.random() < 0.25:
            written.append(_namesake(chance, company, len(names)))
        found.records += [{name: one[name] for name in ("company", "city", "phone", "email")} for one in written]
    return found


def _company(chance: random.Random, number: int) -> dict[str, Any]:
    phone, city = f"+8613{chance.randrange(10**8, 10**9)}", ""
    if chance.random() < 0.2:
        brand = f"{chance.choice(LATIN)}{chance.choice(('', 'on', 'ia', 'tec', 'ex'))}"
        own, trade = f"{brand} {chance.choice(LATIN_TRADES)}", chance.choice(LATIN_SUFFIXES)
        written = f"{own} {trade}"
    else:
        brand = "".join(chance.sample(FIRST, 2))
        own = f"{brand}{chance.choice(TRADES)}"
        city = chance.choice(CITIES)
        written = f"{city}{own}{chance.choice(SUFFIXES)}"
    email = f"info@c{number}.example.com"
    return {"key": own, "company": written, "city": city or None, "phone": phone, "email": email}


def _namesake(chance: random.Random, company: dict[str, Any], number: int) -> dict[str, Any]:
    """Another company that is called the same: in another place, which its name may tell or not."""
    elsewhere = chance.choice([city for city in CITIES if city not in ("", company["city"])])
    ways = (
        f"{elsewhere}{company['key']}{chance.choice(SUFFIXES)}",
        f"{company['key']}（{elsewhere}）{chance.choice(SUFFIXES)}",
        f"{company['key']}{chance.choice(SUFFIXES)}",
    )
    phone, email = f"+8613{chance.randrange(10**8, 10**9)}", f"info@n{number}.example.com"
    return {"company": chance.choice(ways), "city": elsewhere, "phone": phone, "email": email}


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
    city = chance.choice((company["city"] or "", ""))
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
