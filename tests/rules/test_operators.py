"""What each operator and function gives, null spelled out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rules import check, compile_python, matches, parse

VALUES = {
    "budget": Decimal("500000"),
    "seats": 3,
    "company": "上海启明 Ltd",
    "city": "",
    "urgent": False,
    "signed_on": date(2026, 11, 24),
    "created_at": datetime(2026, 11, 23, 17, 30, tzinfo=UTC),  # half past one on the 24th in Shanghai
    "industry": "making",
    "wants": ("making", "retail"),
    "owner": 7,
    "person.region": "华东",
    "预算": 12,
    "done(call)": True,
    "times(called)": 2,
}  # due_on, seen_at, skills: null


@pytest.mark.parametrize(
    ("left", "operator", "right", "result"),
    [
        ("true", "and", "true", True), ("true", "and", "false", False), ("true", "and", "null", None),
        ("false", "and", "true", False), ("false", "and", "false", False), ("false", "and", "null", False),
        ("null", "and", "true", None), ("null", "and", "false", False), ("null", "and", "null", None),
        ("true", "or", "true", True), ("true", "or", "false", True), ("true", "or", "null", True),
        ("false", "or", "true", True), ("false", "or", "false", False), ("false", "or", "null", None),
        ("null", "or", "true", True), ("null", "or", "false", None), ("null", "or", "null", None),
    ],
)  # fmt: skip
def test_and_or_follow_kleene(evaluate, left, operator, right, result):
    assert evaluate(f"{left} {operator} {right}") is result


@pytest.mark.parametrize(("given", "result"), [("true", False), ("false", True), ("null", None)])
def test_not_leaves_null_alone(evaluate, given, result):
    assert evaluate(f"not {given}") is result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("budget = 500000", True), ("budget == 500000", True), ("budget != 500000", False), ("budget <> 1", True),
        ("seats < 3", False), ("seats <= 3", True), ("seats ≤ 3", True), ("seats > 2.5", True), ("seats ≥ 4", False),
        ("null > 3", None), ("times(called) >= 2", True), ("done(call)", True), ("done(visit)", None),
        ("company = '上海启明 ltd'", False), ("'a' < 'b'", True), ("'B' < 'a'", True), ("'上' > 'z'", True),
        ("signed_on = 2026-11-24", True), ("signed_on < 2026-11-25", True), ("due_on = signed_on", None),
        ("created_at = 2026-11-24", True), ("created_at <= 2026-11-24", True), ("created_at > 2026-11-24", False),
        ("created_at = 2026-11-24 01:30", True), ("created_at < datetime('2026-11-24 01:30:01')", True),
        ("urgent = false", True), ("owner = 7", True), ("owner in [1, 7]", True), ("industry = 'making'", True),
        ("seats in [1, 3]", True), ("seats in [1, 2]", False), ("seats in [1, null]", None),
        ("seats in [3, null]", True), ("seats not in [1, 2]", True), ("seats not in [1, null]", None),
        ("due_on in [2026-11-24]", None), ("created_at in [2026-11-24]", True), ("'retail' in wants", True),
        ("'finance' in wants", False), ("wants contains 'making'", True), ("wants does not contain 'finance'", True),
        ("skills contains 'x'", None), ("between(seats, 3, 5)", True), ("between(seats, 4, null)", False),
        ("between(seats, 3, null)", None), ("between(created_at, 2026-11-24, 2026-11-24)", True),
        ("due_on is null", True), ("due_on is not null", False), ("city is null", False), ("city is empty", True),
        ("company is not empty", True), ("null > 3 is null", True),
        ("company contains '启明'", True), ("company contains 'ltd'", False), ("company contains ''", True),
        ("company starts with '上海'", True), ("company ends with 'Ltd'", True), ("company not contains '启'", False),
        ("contains(company, '启')", True), ("starts_with(company, '海')", False), ("ends_with(company, 'Ltd')", True),
        ("person.region = '华东'", True),
    ],
)  # fmt: skip
def test_comparison_gives(evaluate, text, result):
    assert evaluate(text) is result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("7 / 2", 3.5), ("7 / 0", None), ("-seats + 1", -2), ("2 - -1", 3),
        ("1 - 2 - 3", -4), ("8 / 4 / 2", 1), ("0.1 + 0.2 = 0.3", False), ("round(0.1 + 0.2, 2) = 0.3", True),
        ("budget * 0.1", 50000), ("预算 × 2 ÷ 3", 8), ("1 + null", None), ("abs(-3.5)", 3.5), ("1_000", 1000),
        ("round(2.5)", 3), ("round(-2.5)", -3), ("round(0.5)", 1), ("round(1.005, 2)", 1.01), ("round(null + 1)", None),
        ("floor(-1.5)", -2), ("ceil(-1.5)", -1), ("floor(1.5)", 1), ("ceil(1.2)", 2),
        ("min(3, seats, 1)", 1), ("max(1, null, 2)", 2), ("min(1 + null, 2 + null)", None),
        ("coalesce(due_on, signed_on)", date(2026, 11, 24)), ("coalesce(null, null)", None),
        ("if(seats > 2, 'many', 'few')", "many"), ("if(null, 1, 2)", 2),
        ("len(company)", 8), ("lower('ÄbC')", "Äbc"), ("upper('äbC')", "äBC"), ("trim('\u3000 a ')", "a"),
        ("concat('a', null, 'b')", "ab"), ("filled(city)", False), ("filled(urgent)", True), ("empty(skills)", True),
        ("filled(wants)", True), ("any_of(wants, ['finance', 'retail'])", True),
        ("all_of(wants, ['finance', 'retail'])", False), ("all_of(wants, ['making', 'retail'])", True),
        ("none_of(wants, ['finance'])", True), ("none_of(skills, ['x'])", True), ("any_of(skills, ['x'])", False),
        ("year(signed_on)", 2026), ("month(created_at)", 11), ("day(created_at)", 24), ("weekday(signed_on)", 2),
        ("date(created_at)", date(2026, 11, 24)), ("today()", date(2026, 11, 24)),
        ("now", datetime(2026, 11, 24, 2, tzinfo=UTC)), ("now - 2h", datetime(2026, 11, 24, tzinfo=UTC)),
        ("today() + 1 week", date(2026, 12, 1)), ("signed_on - 24h", date(2026, 11, 23)),
        ("signed_on - 2026-11-20 = 4 days", True), ("now - created_at > 8h", True), ("now - created_at", 8.5 * 3600),
        ("now - created_at - 30m = 8h", True), ("days_between(2026-11-20, now)", 4),
        ("days_between(now, 2026-11-20)", -4), ("hours_between(created_at, now)", 8.5),
        ("hours_between(seen_at, now)", None),
    ],
)  # fmt: skip
def test_formula_gives(evaluate, text, result):
    assert evaluate(text) == result


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("预算 不低于 500 且 行业 属于 ['making'，'finance']", "预算 >= 500 and 行业 in ['making', 'finance']"),
        (
            "（座位 大于 3 或 加急 等于 真） 且 非 公司 包含 “测试”",
            '(座位 > 3 or 加急 = true) and not 公司 contains "测试"',
        ),
        ("已填（公司） 且 城市 不为空 且 备注 为空", "filled(公司) and 城市 is not empty and 备注 is empty"),
        ("现在 － 创建时间 ＞ 3 个工作小时", "now - 创建时间 > 3 working hours"),
        (
            "如果(星期(今天()) 不超过 5, 四舍五入(预算 × 2, 1), 空)",
            "if(weekday(today()) <= 5, round(预算 * 2, 1), null)",
        ),
        ("公司 不属于 [「甲」、「乙」]", "公司 not in ['甲', '乙']"),
        ("公司 开头是 '上海' 或者 公司 结尾是 '集团'", "公司 starts with '上海' or 公司 ends with '集团'"),
        ("需要 不包含 'a'", "需要 does not contain 'a'"),
        ("到期 早于 今天() + 3 天", "到期 < today() + 3 days"),
    ],
)
def test_chinese_reads_like_english(chinese, english):
    assert parse(chinese).tree == parse(english).tree


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("true or false and false", "true or (false and false)"),
        ("not true and false", "(not true) and false"),
        ("not 1 = 2", "not (1 = 2)"),
        ("1 + 2 = 3 and true", "((1 + 2) = 3) and true"),
        ("-1 + 2", "(-1) + 2"),
        ("2 * 3 - 4 / 5", "(2 * 3) - (4 / 5)"),
        ("null > 3 is null", "(null > 3) is null"),
    ],
)
def test_tighter_operators_bind_first(text, grouped):
    assert parse(text).tree == parse(grouped).tree


def test_null_condition_does_not_match(env):
    assert matches("budget > 3", {"budget": None}, env) is False
    assert matches("budget > 3", {}, env) is False
    assert matches(compile_python(parse("budget > 3")), {"budget": 4}, env) is True


def test_names_list_what_rule_reads():
    rule = parse("done(call) and person.region = record.region or times(called) > 1")
    assert rule.names == {"done(call)", "person.region", "record.region", "times(called)"}


def test_long_list_of_conditions_is_flat(scope):
    rule = parse(" or ".join(f"budget = {number}" for number in range(150)))
    assert len(rule.tree.args) == 150
    assert check(rule, scope) == "yes/no"


@pytest.fixture
def evaluate(scope, env):
    """Check the rule, then run it on the values."""

    def run(text):
        rule = parse(text)
        check(rule, scope)
        return compile_python(rule)(VALUES, env)

    return run
