"""Rules that try to hang, crash or break out are refused with a clear error."""

import pytest

from rules import RuleError, check, compile_python, parse

DEEP, LARGE, LONG = "too_deep", "too_many_nodes", "too_long"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(" * 200_000 + "1" + ")" * 200_000, LONG), ("1" + "+1" * 200_000, LONG), ("a" * 4001, LONG),
        ("(" * 1900 + "1" + ")" * 1900, DEEP), ("not " * 900 + "true", DEEP), ("-" * 3999, DEEP),
        ("[" * 3999, DEEP), ("abs(" * 900, DEEP), ("if(" * 900, DEEP), ("1" + "+1" * 61, DEEP),
        ("1" + "+1" * 1900, LARGE), ("1 in [" + ",".join("1" * 700) + "]", LARGE),
        ('"a"*10**9', "no_power"), ("9**9**9", "no_power"), ("().__class__", "no_attributes"),
        ("''.__class__.__mro__", "no_attributes"), ("a.b.c", "no_attributes"), ("a[0]", "unexpected"),
        ("__import__('os')", "unknown_function"), ("lambda: 1", "unexpected_character"),
        ("a; b", "unexpected_character"),
        ("9" * 400, "number_too_long"), ("0." + "0" * 300 + "1", "number_too_long"), ("1e999", "bad_number"),
        ("'a\x00'", "unexpected_character"), ("\ud800", "unexpected_character"), ("9999-99-99", "no_such_date"),
        ("99999999999 days", "no_such_duration"), ("'" * 3999, "open_quote"),
    ],
    ids=range(29),
)  # fmt: skip
def test_hostile_rule_is_refused(text, key):
    with pytest.raises(RuleError) as caught:
        parse(text)
    assert caught.value.key == f"rules.error.{key}"
    assert len(caught.value.text("zh")) < 400


@pytest.mark.parametrize("text", ["'a' * 9", "company * 3", "__class__", "eval(company)", "*".join(["budget"] * 20)])
def test_hostile_rule_fails_check(scope, text):
    with pytest.raises(RuleError):
        check(parse(text), scope)


def test_names_cannot_reach_python(env):
    assert compile_python("__builtins__")({}, env) is None
    assert compile_python("env")({"env": 3}, env) == 3.0
    assert compile_python("t0 + k0")({"t0": 1, "k0": 2}, env) == 3.0


def test_time_beyond_calendar_is_null(env):
    assert compile_python("now + 999999 weeks")({}, env) is None
