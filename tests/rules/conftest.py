"""A scope with a field of every type, and a database that holds rows of it."""

from datetime import UTC, datetime

import pytest

from rules import ContextFunction, Env, Name, Scope, Type

INDUSTRIES = {
    "making": {"zh": "制造", "en": "Manufacturing"},
    "finance": {"zh": "金融", "en": "Finance"},
    "retail": {"zh": "零售", "en": "Retail"},
}


@pytest.fixture(scope="session")
def scope() -> Scope:
    """Fields of an order, as the words and messages show them."""
    return Scope(
        {
            "budget": Name(Type.NUMBER, {"zh": "预算", "en": "Budget"}),
            "seats": Name(Type.NUMBER, {"zh": "座位", "en": "Seats"}),
            "company": Name(Type.TEXT, {"zh": "公司", "en": "Company"}),
            "city": Name(Type.TEXT, {"zh": "城市", "en": "City"}),
            "urgent": Name(Type.YES_NO, {"zh": "加急", "en": "Urgent"}),
            "signed_on": Name(Type.DATE, {"zh": "签约日", "en": "Signed on"}),
            "due_on": Name(Type.DATE, {"zh": "到期日", "en": "Due on"}),
            "created_at": Name(Type.DATETIME, {"zh": "创建时间", "en": "Created at"}),
            "seen_at": Name(Type.DATETIME, {"zh": "查看时间", "en": "Seen at"}),
            "industry": Name(Type.CHOICE, {"zh": "行业", "en": "Industry"}, INDUSTRIES),
            "wants": Name(Type.CHOICES, {"zh": "需要", "en": "Wants"}, INDUSTRIES),
            "skills": Name(Type.TEXTS, {"zh": "技能", "en": "Skills"}),
            "owner": Name(Type.LINK, {"zh": "负责人", "en": "Owner"}),
            "person.region": Name(Type.TEXT, {"zh": "人员区域", "en": "Person's region"}),
            "预算": Name(Type.NUMBER, "预算"),
        },
        {
            "done": ContextFunction(
                Type.YES_NO,
                {"call": {"zh": "首轮电话", "en": "First call"}, "visit": {"zh": "上门", "en": "Visit"}},
                {"zh": "「{argument}」已完成", "en": "“{argument}” is done"},
            ),
            "times": ContextFunction(Type.NUMBER, {"called": {"zh": "拨打", "en": "Called"}}),
        },
    )


@pytest.fixture(scope="session")
def env() -> Env:
    """Ten in the morning of a Tuesday in Shanghai."""
    return Env(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), "Asia/Shanghai")
