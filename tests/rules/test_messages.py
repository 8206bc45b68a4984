"""What people read when a rule is wrong: a sentence in both languages and a caret below the place."""

import pytest

from rules import RuleError, Type, check, parse
from rules.errors import display_width

MESSAGES = [
    ("bugdet > 3", "没有「bugdet」这个字段，是不是 budget？（第 1 列）",
     "there is no field “bugdet”; did you mean budget? (column 1)"),
    ("industry = 'makin'", "「industry」没有「makin」这个选项，是不是 making？（第 12 列）",
     "“industry” has no choice “makin”; did you mean making? (column 12)"),
    ("wants contains 'fun'", "「wants」没有「fun」这个选项（第 16 列）", "“wants” has no choice “fun” (column 16)"),
    ("done(cal)", "done( ) 不认识「cal」，是不是 call？（第 1 列）",
     "done( ) does not know “cal”; did you mean call? (column 1)"),
    ("fild(company)", "没有「fild」这个函数，是不是 filled？（第 1 列）",
     "there is no function “fild”; did you mean filled? (column 1)"),
    ("预算大于5", "没有「预算大于5」这个字段；「大于」的两边要留空格（第 1 列）",
     "there is no field “预算大于5”; put spaces around “大于” (column 1)"),
    ("budget >", "规则没有写完；后面还缺一个值或条件（第 9 列）",
     "the rule is not finished; a value or a condition is missing (column 9)"),
    ("(budget > 3", "规则没有写完；少了「)」（第 12 列）", "the rule is not finished; “)” is missing (column 12)"),
    ("budget > 3 urgent", "多出了「urgent」；前面是不是少了 且、或，或者运算符？（第 12 列）",
     "did not expect “urgent”; is an operator such as “and” missing before it? (column 12)"),
    ("budget > 'a'", "「>」不能用于数字和文字；它用于数字、文字、日期、日期时间或时长（第 8 列）",
     "“>” does not work on a number and text; it takes a number, text, a date, a datetime or a duration (column 8)"),
    ("budget = 'a'", "「=」不能用于数字和文字；它用于同一类型的值（第 8 列）",
     "“=” does not work on a number and text; it takes values of one type (column 8)"),
    ("urgent and budget", "「and」不能用于是/否和数字；它用于是/否（第 8 列）",
     "“and” does not work on yes/no and a number; it takes yes/no (column 8)"),
    ("signed_on < today", "「today」是函数，后面要有括号，例如 today( )（第 13 列）",
     "“today” is a function and needs brackets, such as today( ) (column 13)"),
    ("[1, 2]", "列表不能单独成为规则；用「x 属于 [ … ]」（第 1 列）",
     "a list is no rule by itself; write “x in [ … ]” (column 1)"),
    ("signed_on > '2026-01-01'",
     "日期不加引号；把 '2026-01-01' 写成 2026-11-24 或 datetime('2026-11-24 10:00')（第 13 列）",
     "dates are written without quotes; write '2026-01-01' as 2026-11-24 or datetime('2026-11-24 10:00') (column 13)"),
    ("company = '上海", "引号 ' 没有配对；在文字后面补上（第 11 列）",
     "the quote ' is never closed; add one after the text (column 11)"),
    ("owner = null", "与空值比较永远不成立；请写 is null、is not null 或 filled( )（第 9 列）",
     "nothing ever equals null; write “is null”, “is not null” or filled( ) (column 9)"),
    ("company + city = 'a'", "文字不能用 + 相连；请用 concat( )（第 9 列）",
     "text is not joined by +; use concat( ) (column 9)"),
    ("signed_on + 3 working hours",
     "日期只能加减整天，不能加减 3 个工作小时；要按工作时间或小时算，请用日期时间（第 13 列）",
     "a date takes whole days only, not 3 working hours; use a datetime for working time or hours (column 13)"),
    ("len(company, 3) > 1", "「len」的括号里写了 2 个值，应为 1 个（第 1 列）",
     "“len” has 2 values in its brackets; it takes 1 (column 1)"),
    ("concat(company)", "「concat」的括号里写了 1 个值，应为 2+ 个（第 1 列）",
     "“concat” has 1 values in its brackets; it takes 2+ (column 1)"),
    ("2026-02-30", "没有「2026-02-30」这一天；日期写成 2026-11-24（第 1 列）",
     "there is no day “2026-02-30”; write dates as 2026-11-24 (column 1)"),
    ("budget > 3x", "看不懂「3x」；数字写成 1200 或 0.5，时长写成 7d 或 3 天（第 10 列）",
     "cannot read “3x”; write numbers as 1200 or 0.5, durations as 7d or 3 days (column 10)"),
    ("urgent && true", "「&」请写成 且 或 and（第 8 列）", "write “and” instead of “&” (column 8)"),
    ("seats in []", "列表是空的；至少写一个值，例如 ['a', 'b']（第 10 列）",
     "the list is empty; write at least one value, such as ['a', 'b'] (column 10)"),
    ("and urgent", "「and」的前面缺一个值（第 1 列）", "a value is missing before “and” (column 1)"),
    ("", "这里还没有写规则；写一个条件，例如 filled(name)（第 1 列）",
     "there is no rule here yet; write a condition, such as filled(name) (column 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chinese", "english"), MESSAGES, ids=[text for text, *_ in MESSAGES])
def test_error_speaks_both_languages(scope, text, chinese, english):
    error = error_of(text, scope)
    assert error.text("zh").splitlines()[0] == chinese
    assert error.text("en").splitlines()[0] == english


def test_caret_stands_below_wide_characters(scope):
    picture = error_of("预算 大于 3 且 城是 等于 '上海'", scope).text("zh").splitlines()[1:]
    assert picture == [
        "  预算 大于 3 且 城是 等于 '上海'",
        "                 ^",
    ]


def test_caret_moves_with_long_rule(scope):
    text = "budget > 1 and " * 20 + "bugdet > 3"
    _, line, caret = error_of(text, scope).text("en").splitlines()
    assert line.startswith("  …")
    assert line[caret.index("^") :].startswith("bugdet")


@pytest.mark.parametrize(("text", "width"), [("ab", 2), ("上海", 4), ("（）", 4), ("e\u0301", 1), ("😀", 2)])
def test_display_width_counts_columns(text, width):
    assert display_width(text) == width


def test_expected_type_is_held(scope):
    with pytest.raises(RuleError) as caught:
        check(parse("budget + 1"), scope, expect="yes/no")
    assert caught.value.sentence("zh") == "这里需要是/否，规则得出的是数字"
    assert check(parse("budget > 1"), scope, expect=Type.YES_NO) is Type.YES_NO


def error_of(text, scope):
    """The error that this rule gives."""
    with pytest.raises(RuleError) as caught:
        check(parse(text), scope)
    return caught.value
