"""Random rules that fit their scope: a strategy for each type, which draws on the others."""

from hypothesis import strategies as st

_COMPARE = ["=", "!=", "<", "<=", ">", ">="]
_TEXTS = ["''", "'a'", "'A'", "'ab'", "'上海'", "'海'", "'%'", "'_'", "' '", "'|'", "'ß'"]
_NUMBERS = ["0", "1", "2", "0.5", "3", "7.25", "100", "1_000", "0.1", "99999999.99"]
_DAYS = ["2026-11-24", "2026-11-25", "2024-02-29", "today()", "signed_on", "due_on", "date(created_at)"]
_MOMENTS = ["now", "created_at", "seen_at", "datetime('2026-11-24 10:00')", "2025-07-01 00:00"]
_DURATIONS = ["1 day", "36h", "90m", "2 weeks", "0.5h"]
_WHOLE_DAYS = ["1 day", "30 days", "2 weeks", "48h"]
_CHOICES = ["'making'", "'finance'", "'retail'", "null"]

_of = st.sampled_from


def _fill(template: str, *parts: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(*parts).map(lambda said: template.format(*said))


def _number(deeper: st.SearchStrategy, text: st.SearchStrategy, yes_no: st.SearchStrategy) -> st.SearchStrategy:
    day, moment = days(), moments()
    return st.one_of(
        _fill("({0} {1} {2})", deeper, _of("+-*/"), deeper),
        _fill("{0}({1})", _of(["abs", "round", "floor", "ceil", "-"]), deeper),
        _fill("round({0}, {1})", deeper, _of("0123")),
        _fill("{0}({1}, {2}, {1})", _of(["min", "max", "coalesce"]), deeper, deeper),
        _fill("if({0}, {1}, {2})", yes_no, deeper, deeper),
        _fill("len({0})", text),
        _fill("{0}({1})", _of(["year", "month", "day", "weekday"]), day | moment),
        _fill("days_between({0}, {1})", day | moment, day | moment),
        _fill("hours_between({0}, {1})", moment, moment),
    )


def days() -> st.SearchStrategy:
    """Rules that give a day."""
    plain = _of(_DAYS)
    return (
        plain | _fill("({0} {1} {2})", _of(_DAYS), _of("+-"), _of(_WHOLE_DAYS)) | _fill("max({0}, {1})", plain, plain)
    )


def moments() -> st.SearchStrategy:
    """Rules that give a moment."""
    plain = _of(_MOMENTS)
    return st.one_of(
        plain,
        _fill("({0} {1} {2})", plain, _of("+-"), _of(_DURATIONS)),
        _fill("coalesce({0}, {1})", plain, plain),
        _fill("{2}({0}, {1})", plain, plain, _of(["min", "max"])),
    )


def durations() -> st.SearchStrategy:
    """Rules that give a duration."""
    known = _fill("({0} - {1})", moments(), moments()) | _fill("({0} - {1})", _of(_DAYS), _of(_DAYS))
    return known | _of(_DURATIONS) | _fill("({0} + {1})", known, _of(_DURATIONS))


def texts() -> st.SearchStrategy:
    """Rules that give text."""
    return st.recursive(
        _of([*_TEXTS, "company", "city"]),
        lambda deeper: st.one_of(
            _fill("{0}({1})", _of(["lower", "upper", "trim"]), deeper),
            _fill("concat({0}, {1})", deeper, deeper),
            _fill("coalesce({0}, {1}, null)", deeper, deeper),
        ),
        max_leaves=3,
    )


def numbers(yes_no: st.SearchStrategy | None = None) -> st.SearchStrategy:
    """Rules that give a number."""
    simple = yes_no or _of(["urgent", "budget > 1", "null"])
    return st.recursive(
        _of([*_NUMBERS, "budget", "seats", "budget", "seats", "(1 + null)"]),
        lambda deeper: _number(deeper, texts(), simple),
        max_leaves=4,
    )


def _leaf() -> st.SearchStrategy:
    number, text, day, moment = numbers(), texts(), days(), moments()
    when = day | moment
    return st.one_of(
        _of(["urgent", "true", "false", "null > 3", "3 < if(urgent, 1, null)"]),
        _fill("{0} {1} {2}", number, _of(_COMPARE), number),
        _fill("{0} {1} {2}", text, _of(_COMPARE), text),
        _fill("{0} {1} {2}", when, _of(_COMPARE), when),
        _fill("{0} {1} {2}", durations(), _of(_COMPARE), durations()),
        _fill("industry {0} {1}", _of(["=", "!="]), _of([*_CHOICES[:3], "industry"])),
        _fill("owner {0} {1}", _of(["=", "!="]), _of(["1", "2", "owner"])),
        _fill("{0} {1} [{2}, {3}]", number, _of(["in", "not in"]), number, number),
        _fill("{0} {1} [{2}, {3}]", when, _of(["in", "not in"]), when, when),
        _fill("industry {0} [{1}, {2}]", _of(["in", "not in"]), _of(_CHOICES), _of(_CHOICES)),
        _fill("owner {0} [{1}, 3]", _of(["in", "not in"]), _of(["1", "2", "null"])),
        _fill("{0} {1} {2}", text, _of(["contains", "does not contain", "starts with", "ends with"]), text),
        _fill("wants {0} {1}", _of(["contains", "does not contain"]), _of(_CHOICES[:3])),
        _fill("{0} in {1}", _of([*_CHOICES[:3], "industry"]), _of(["wants"])),
        _fill(
            "{0}({1}, [{2}, {3}])",
            _of(["any_of", "all_of", "none_of"]),
            _of(["wants"]),
            _of(_CHOICES),
            _of(_CHOICES[:3]),
        ),
        _fill("between({0}, {1}, {2})", number, number, number),
        _fill("between({0}, {1}, {2})", when, when, when),
        _fill("{0}({1})", _of(["filled", "empty"]), _of(["wants", "owner", "industry"]) | number | text | when),
        _fill("({0}) {1}", number | text | when, _of(["is null", "is not null", "is empty", "is not empty"])),
    )


def conditions() -> st.SearchStrategy:
    """Rules that give yes or no."""
    return st.recursive(
        _leaf().map("({})".format),
        lambda deeper: st.one_of(
            _fill("({0} {1} {2})", deeper, _of(["and", "or"]), deeper),
            _fill("({0} {1} {2} {1} {3})", deeper, _of(["and", "or"]), deeper, deeper),
            _fill("not {0}", deeper),
            _fill("({0} {1} {2})", deeper, _of(["=", "!="]), deeper),
            _fill("if({0}, {1}, {2})", deeper, deeper, deeper),
            _fill("({0}) is null", deeper),
        ),
        max_leaves=5,
    )
