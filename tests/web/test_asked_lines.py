"""What people type, line by line: the definition that comes out, in both languages; nothing is dropped silently."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import asked, run, suggestions, write
from tests.web.asked_lines import told
from tests.web.office import Office

LINES = yaml.safe_load((Path(__file__).parent / "asked_lines.yaml").read_text("utf-8"))
KNOWN = [line[language] for line in LINES for language in ("zh", "en")]
HOSTILE = [
    "'; drop table lead; --",
    "{{7*7}} ${x} %s %(a)s",
    "<script>alert(1)</script>",
    "(a+)+$ (.*a){30}",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    "🙂🙂🙂 按来源 🚀",
    "‮线索‬ \u200b按\u200b来源",
    "\x00\x07线索\x1b[31m",
    "owner.team = 1 or 1=1",
    "99999999999999999999 leads over 99999999999999999999",
    "last 99999 days",
    "13月45日 2026-99-99 Q9",
    "除了除了除了 不是 以外",
    "by by by top top 5 5 5",
    "线索" * 5000,
    "a " * 5000,
    "9月" * 3000,
]


@pytest.fixture(scope="module")
def there(sqlite_offices, tmp_path_factory):
    """One office for every line: nothing is written."""
    from datetime import UTC, datetime

    url = sqlite_offices.fresh()
    office = Office(url, tmp_path_factory.mktemp("office"), datetime(2026, 11, 24, 2, 18, tzinfo=UTC))
    yield office
    office.close()
    sqlite_offices.forget(url)


def ask(there, line, *, runs=False):
    """What 陈立群 gets: always a report without problems."""
    with there.work("chen.liqun") as work:
        found = asked(work, line)
        written = write(work.catalog, found.data)
        assert written.report is not None, [problem.sentence("en") for problem in written.problems]
        if runs:
            run(work, written.report)
    return found


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["en"])
def test_a_line_gives_its_definition_in_both_languages(there, line):
    assert told(ask(there, line["zh"])) == line["gives"]
    assert told(ask(there, line["en"])) == line["gives"]


def test_the_specification_holds_sixty_lines_of_each():
    assert len(LINES) >= 60 and len(set(KNOWN)) == 2 * len(LINES)


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_are_read_like_any_other(there, line):
    found = ask(there, line, runs=True)
    assert len(found.data["label"]) <= 200 and (found.cut > 0) == (len(line) > 200)


@pytest.mark.parametrize(
    ("line", "missed"),
    [
        ("线索 9月31日", ("9月31日",)),
        ("leads on September 31", ("on september 31",)),
        ("预算最高的前10条线索", ("10",)),
        ("top 10 leads by budget", ("10",)),
        ("按来源 火星 转化率", ("火星",)),
        ("conversion by source on mars", ("mars",)),
        ("average by source", ("average",)),
        ("平均 按来源", ("平均",)),
        ("leads by", ("by",)),
        ("线索 除了", ("除了",)),
        ("leads not this month", ("not",)),
        ("本月 上周 线索", ("上周",)),
        ("leads over", ("over",)),
        ("leads by source bar chart pie", ("bar chart",)),
        ("按来源按行业按地区按负责人按阶段", ("阶段",)),
        ("win rate over 3 hours by owner", ("3 hours",)),
    ],
)
def test_what_says_nothing_is_named_word_by_word(there, line, missed):
    assert ask(there, line).unknown == missed


@pytest.mark.parametrize(
    ("line", "team", "other"),
    [("华东一组线索", "团队：华东一组", "地区：华东"), ("East team leads", "团队：华东一组", "地区：华东")],
)
def test_a_team_is_meant_where_one_is_called_so(there, line, team, other):
    found = ask(there, line)
    assert team in found.understood and found.unknown == ()
    reading = next(each for each in found.others if each.said == other)
    assert ask(there, reading.line).data["where"] == "region = 'east'"


def test_what_nobody_said_is_told_with_other_choices(there):
    found = ask(there, "赢单率低于30%")
    assert found.assumed == ("没说按什么比，先按负责人",)
    assert ask(there, found.others[0].line).data["dimensions"][0]["by"] != "owner"


def test_numbers_of_the_same_name_keep_apart(there):
    """Two reports call different numbers `won`: each rate keeps its own parts."""
    found = ask(there, "成交率和转化率按来源")
    measures = {each["id"]: each for each in found.data["measures"]}
    rates = [each["ratio"] for each in measures.values() if "ratio" in each]
    assert len(rates) == 2 and {*rates[0]} != {*rates[1]} and all(part in measures for rate in rates for part in rate)


def test_a_days_own_words_say_which_days_they_are(there):
    assert "近 5 天（创建时间）" in ask(there, "最近5天线索").understood


@pytest.mark.parametrize("line", ["", " ", "，。"])
def test_nothing_typed_asks_for_the_number(there, line):
    assert told(ask(there, line)) == "count all"


def test_every_word_of_any_mixture_is_used_or_named(there):
    words = st.sampled_from(sorted({word for line in KNOWN for word in line.replace("，", " ").split()}))

    @given(st.lists(words | st.text(max_size=4), max_size=9))
    @settings(max_examples=30)
    def holds(pieces):
        ask(there, " ".join(pieces), runs=True)

    holds()


def test_suggestions_of_any_beginning_go_on_with_it(there):
    with there.work("chen.liqun") as work:
        for line in ("按来", "win r", "线索 华东一", "leads after the d"):
            found = suggestions(work, line)
            assert found and all(len(each.line) > len(line) for each in found)


def test_behind_a_whole_word_it_could_go_on(there):
    with there.work("chen.liqun") as work:
        lines = [each.line for each in suggestions(work, "转化率 ")]
        assert "转化率 按来源" in lines and "转化率 本月" in lines
        assert all(asked(work, line).unknown == () for line in lines)
