"""Leads with a fixed seed: as somebody would type them in, and as rows that are there already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

CITIES = (
    "苏州",
    "宁波",
    "杭州",
    "无锡",
    "常州",
    "上海",
    "合肥",
    "南京",
    "深圳",
    "东莞",
    "天津",
    "青岛",
    "成都",
    "西安",
)
NAMES = ("恒锐", "海晟", "蓝屿", "华垣", "同启", "睿泊", "皖锐", "钟山", "佳禾", "润扬", "信达", "博远", "鼎新", "宏图")
TRADES = ("精密机械", "注塑", "电子", "阀门", "电机", "新能源", "仪表", "包装", "传动", "泵业", "轴承", "锻造")
FAMILY, GIVEN = "王李张刘陈杨黄赵周吴徐孙马朱胡林", ("建国", "敏", "伟", "芳", "洋", "斌", "丽", "海燕", "国强", "志远")
SOURCES = ("web_form", "white_paper", "webinar", "shop", "fair", "partner", "community", "search_ads", "referral")
INDUSTRIES = ("machining", "moulding", "electronics", "new_energy", "food_pharma", "finance", "other")
REGIONS = ("east", "east", "east", "south", "north", "west", "overseas")
LINES = ("data_collection", "scheduling", "downtime", "traceability")
SIGNALS = ("asks_contract", "asks_delivery", "asks_trial", "asks_visit", "asks_executive")
NEEDS = (
    "两条产线约 60 台 CNC 联网采集，想年底前上线。",
    "现在排产靠 Excel，插单一多就乱。",
    "先了解一下价格和实施周期。",
)
STAGES = (
    ("first_touch", "open"), ("first_touch", "open"), ("need_confirmed", "open"), ("proposal", "open"),
    ("quote", "open"), ("signed", "won"), ("parked", "parked"), ("lost", "lost"), ("lost", "lost"),
    ("invalid", "invalid"),
)  # fmt: skip
FUNNEL = ("first_touch", "need_confirmed", "proposal", "quote", "signed")


class Leads:
    """Makes leads; the same seed makes the same ones."""

    def __init__(self, seed: int = 20261124) -> None:
        self._random = Random(seed)
        self._phone = 13_000_000_000

    def typed_in(self) -> dict[str, Any]:
        """A lead as a form or a program sends it; nobody has this phone number yet."""
        pick, chance = self._random.choice, self._random.random
        self._phone += self._random.randint(1, 9)
        lead = {
            "company": pick(CITIES) + pick(NAMES) + pick(TRADES) + "有限公司",
            "contact": pick(FAMILY) + pick(GIVEN),
            "phone": str(self._phone),
            "source": pick(SOURCES),
            "industry": pick(INDUSTRIES),
            "employees": self._random.randint(20, 1200),
            "region": pick(REGIONS),
            "city": pick(CITIES),
            "need": pick(NEEDS),
            "own_initiative": chance() < 0.6,
            "compares": chance() < 0.1,
        }
        if chance() < 0.65:
            lead |= {"budget": self._random.randint(8, 150) * 10_000, "budget_state": pick(("approved", "planned"))}
        if chance() < 0.6:
            lead |= {"authority": pick(("decides", "influences", "uses")), "product_line": pick(LINES)}
        if chance() < 0.6:
            lead |= {"timeline": pick(("quarter", "year", "next_year")), "signals": [pick(SIGNALS)]}
        return lead

    def rows(self, count: int, people: list[int], now: datetime, *, first: int = 1) -> Iterator[dict[str, Any]]:
        """Rows of the table of leads, of the last 360 days, spread over stages and people."""
        for number in range(first, first + count):
            lead = self.typed_in()
            fields = {f"f_{name}": value for name, value in lead.items()}
            yield {**fields, **self._kept(number, lead, people, now)}

    def _kept(self, number: int, lead: dict[str, Any], people: list[int], now: datetime) -> dict[str, Any]:
        stage, outcome = self._random.choice(STAGES)
        created = now - timedelta(minutes=self._random.randint(0, 360 * 1440))
        owner = self._random.choice(people)
        return {
            "number": f"LD-{created.year}-{number:07}",
            "version": 1,
            "created_at": created,
            "updated_at": created,
            "channel": "import",
            "revision": 1,
            "search": f"{lead['company']} {lead['contact']} {lead['phone']}".lower(),
            "owner": owner,
            "assigned_at": created,
            "accepted_at": created,
            "pipeline": "lead_pipeline",
            "stage": stage,
            "stage_entered_at": created,
            "stage_due_at": created + timedelta(days=self._random.randint(1, 30)),
            "outcome": outcome,
            "next_task": "call",
            "next_due_at": created + timedelta(hours=self._random.randint(3, 200)),
            "last_contact_at": created,
        }


def visits_of(row: dict[str, Any], record: int) -> Iterator[dict[str, Any]]:
    """The stages a lead went through to where it stands, a day each."""
    last = FUNNEL.index(row["stage"]) if row["stage"] in FUNNEL else record % 3
    for place, stage in enumerate(FUNNEL[: last + 1]):
        entered = row["created_at"] + timedelta(days=place)
        yield {
            "form": "lead", "record": record, "pipeline": "lead_pipeline", "stage": stage, "entered_at": entered,
            "outcome": "won" if stage == "signed" else "open", "owner": row["owner"], "revision": 1, "how": "entered",
            "left_at": entered + timedelta(days=1) if place < last else None,
        }  # fmt: skip
