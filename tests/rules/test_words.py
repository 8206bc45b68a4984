"""A rule as people read it, with the labels of fields and choices."""

import pytest

from rules import parse, words

WORDS = [
    ("budget >= 500000 and industry in ['making', 'finance']",
     "预算 不低于 500,000 且 行业 属于 制造、金融",
     "Budget is at least 500,000 and Industry is one of Manufacturing, Finance"),
    ("industry = 'making'", "行业 等于 制造", "Industry is Manufacturing"),
    ("industry not in ['retail']", "行业 不属于 零售", "Industry is none of Retail"),
    ("urgent and not urgent", "加急 为 是 且 加急 为 否", "Urgent is yes and Urgent is no"),
    ("urgent = false", "加急 等于 否", "Urgent is no"),
    ("filled(company) and done(call)", "公司 已填写 且 「首轮电话」已完成",
     "Company is filled in and “First call” is done"),
    ("not done(visit)", "并非（「上门」已完成）", "not (“Visit” is done)"),
    ("(urgent or budget > 1) and seats < 3", "（加急 为 是 或 预算 大于 1） 且 座位 小于 3",
     "(Urgent is yes or Budget is above 1) and Seats is below 3"),
    ("urgent or budget > 1 and seats < 3", "加急 为 是 或 预算 大于 1 且 座位 小于 3",
     "Urgent is yes or Budget is above 1 and Seats is below 3"),
    ("company does not contain '测试'", "公司 不包含 「测试」", "Company does not contain “测试”"),
    ("wants contains 'retail'", "需要 包含 零售", "Wants contains Retail"),
    ("any_of(wants, ['making', 'retail'])", "需要 含有 制造、零售 中任一", "Wants has any of Manufacturing, Retail"),
    ("created_at < now - 3 days", "创建时间 早于 现在 − 3 天", "Created at is before now − 3 days"),
    ("now > created_at + 3 working hours", "现在 晚于 创建时间 + 3 个工作小时",
     "now is after Created at + 3 working hours"),
    ("signed_on >= 2026-11-24", "签约日 不早于 2026-11-24", "Signed on is not before 2026-11-24"),
    ("(budget + 1) * seats > 0.5", "（预算 + 1） × 座位 大于 0.5", "(Budget + 1) × Seats is above 0.5"),
    ("budget - (seats - 1)", "预算 − （座位 − 1）", "Budget − (Seats − 1)"),
    ("round(budget / 3, 2)", "预算 ÷ 3 四舍五入到 2 位小数", "Budget ÷ 3 rounded to 2 decimals"),
    ("min(budget, seats) * 2", "（预算、座位 中最小的） × 2", "(smallest of Budget, Seats) × 2"),
    ("coalesce(budget, 0) < 3", "预算（没填按 0） 小于 3", "Budget (0 where empty) is below 3"),
    ("coalesce(budget, seats) > 3", "（预算、座位 中第一个有值的） 大于 3",
     "(the first filled of Budget, Seats) is above 3"),
    ("if(urgent, 1, 2)", "若 加急 为 是 则 1，否则 2", "1 if Urgent is yes, else 2"),
    ("person.region = '华东' and due_on is null", "人员区域 等于 「华东」 且 到期日 没有值",
     "Person's region is “华东” and Due on has no value"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chinese", "english"), WORDS, ids=[text for text, *_ in WORDS])
def test_rule_is_said_in_both_languages(scope, text, chinese, english):
    assert words(parse(text), scope, "zh") == chinese
    assert words(parse(text), scope, "en") == english
