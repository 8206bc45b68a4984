"""Reports by typing: every known word finds its place, and what is not understood is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import asked, examples, read_written, run, suggestions, write


@pytest.fixture
def ask(office):
    """What 陈立群 gets for a line; every answer can be run."""

    def reading(line: str):
        with office.work("chen.liqun") as work:
            found = asked(work, line)
            written = write(work.catalog, found.data)
            assert written.report is not None, [problem.sentence("en") for problem in written.problems]
            run(work, written.report)
        return found

    return reading


@pytest.mark.parametrize("line", ["按来源 本月 转化率", "按来源本月转化率", "conversion by source this month"])
def test_groups_days_and_measures_are_read(ask, line):
    found = ask(line)
    assert [each["by"] for each in found.data["dimensions"]] == ["source"]
    assert found.data["period"]["default"] == "this_month" and "ratio" in found.data["measures"][-1]
    assert found.unknown == ()


@pytest.mark.parametrize("line", ["各来源的线索数", "按来源 线索", "leads by source"])
def test_the_name_of_the_records_means_all_of_them(ask, line):
    """Some report counts only those a week old, and calls them leads too."""
    found = ask(line)
    (measure,) = found.data["measures"]
    assert measure["count"] == "all" and "where" not in measure and "where" not in found.data
    assert [each["by"] for each in found.data["dimensions"]] == ["source"] and found.unknown == ()


@pytest.mark.parametrize("line", ["平均预算 按负责人 前5", "average budget by owner top 5"])
def test_an_amount_is_averaged_and_the_greatest_kept(ask, line):
    found = ask(line)
    assert found.data["measures"][0]["average"] == "budget"
    assert found.data["dimensions"][0]["by"] == "owner" and found.data["dimensions"][0]["top"] == 5


@pytest.mark.parametrize("line", ["按来源 本月 成交率", "win rate by source this month"])
def test_a_measure_keeps_the_condition_of_its_report(ask, line):
    found = ask(line)
    won, ended, rate = found.data["measures"]
    assert rate["ratio"] == [won["id"], ended["id"]] or rate["ratio"] == [ended["id"], won["id"]]
    assert "outcome in" in won["where"] and "outcome in" in ended["where"] and found.unknown == ()


def test_values_and_bounds_become_conditions(ask):
    found = ask("线索 展会 预算 高于 50万 按周")
    assert found.data["where"] == "source = 'fair' and budget > 500000"
    assert found.data["dimensions"][0]["grain"] == "week" and found.data["chart"]["type"] == "line"


def test_what_is_not_understood_is_told(ask):
    found = ask("flumox by source zzz")
    assert found.unknown == ("flumox", "zzz") and found.data["dimensions"][0]["by"] == "source"


@pytest.mark.parametrize(
    ("line", "by", "where"),
    [
        ("上周成交的线索按来源", "source", "outcome = 'won'"),
        ("won leads by source last week", "source", "outcome = 'won'"),
        ("50万以上预算的线索按负责人", "owner", "budget >= 500000"),
        ("预算超过50万的线索按销售", "owner", "budget > 500000"),
        ("leads without owner by region", "region", "empty(owner)"),
        ("grade A leads by industry", "industry", "grade = 'A'"),
        ("在途线索按阶段", "stage", "outcome = 'open'"),
    ],
)
def test_which_records_are_meant_is_read(ask, line, by, where):
    found = ask(line)
    assert (found.unknown, found.data["form"]) == ((), "lead")
    assert [each["by"] for each in found.data["dimensions"]] == [by]
    assert found.data["where"] == where


def test_several_values_of_a_field_are_alternatives(ask):
    """One of them is the name of a measure, too."""
    found = ask("A级和B级线索按来源")
    assert found.data["where"] == "grade in ['A', 'B']" and found.data["measures"][0]["count"] == "all"


def test_the_greatest_of_nothing_are_not_understood(ask):
    assert "10" in ask("预算最高的前10条线索").unknown


def test_days_of_what_ended_are_those_of_its_end(ask):
    assert ask("上个月成交的线索").data["period"] == {"by": "closed_at", "default": "last_month"}
    asked_for = ask("上个月各来源的成交率")  # of what ended: both its parts
    assert asked_for.data["period"]["by"] == "closed_at" and "上月（结束时间）" in asked_for.understood
    asked_for = ask("上个月各来源的转化率")  # of what came in
    assert asked_for.data["period"]["by"] == "created_at" and "上月（创建时间）" in asked_for.understood


def test_a_moment_beside_the_days_is_their_moment(ask):
    found = ask("今天到期的任务")
    assert (found.data["over"], found.data["period"]["by"], found.unknown) == ("tasks", "due_at", ())


def test_a_person_is_known_by_name(ask, office):
    assert ask("林晓雯本月的线索").data["where"] == f"owner = {office.id('lin.xiaowen')}"


def test_the_name_of_a_report_asks_for_what_it_draws(ask):
    found = ask("流失原因")
    assert found.unknown == () and found.data["dimensions"][0]["by"] == "lost_reason"
    assert ask("丢单原因").data["dimensions"] == found.data["dimensions"]


def test_earlier_days_stand_beside_where_one_compares(ask):
    assert ask("conversion by region this month vs last month").data["period"]["compare"] == "previous"
    assert ask("本月成交率同比").data["period"]["compare"] == "year"


def test_the_least_come_first_where_one_asks_for_them(ask):
    assert not ask("which source has the lowest conversion").data["sort"][0].startswith("-")


@pytest.mark.parametrize("line", ["本周超时的A级线索", "grade A leads overdue this week"])
def test_what_is_late_was_due_in_the_days_said(ask, line):
    found = ask(line)
    assert (found.unknown, found.data["period"]) == ((), {"by": "next_due_at", "default": "this_week"})
    assert "next_due_at < now" in found.data["where"]


@pytest.mark.parametrize("line", ["超时的任务按销售", "tasks past due by rep"])
def test_late_tasks_are_those_their_report_counts(ask, office, line):
    found = ask(line)
    assert (found.unknown, found.data["over"], found.data["dimensions"][0]["by"]) == ((), "tasks", "owner")
    with office.work("chen.liqun") as work:
        assert found.data["where"] == work.catalog.written("report", "lead_overdue")["where"]


@pytest.mark.parametrize("line", ["逾期停留", "overdue stays"])
def test_late_stays_are_those_over_their_limit(ask, line):
    found = ask(line)
    assert (found.unknown, found.data["where"]) == ((), "coalesce(left_at, now) > due_at")


SILENT = "outcome = 'open' and coalesce(last_contact_at, created_at) <= now - 30 days"
STUCK = "outcome = 'open' and stage_entered_at <= now - 7 days"


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("leads older than 30 days", "created_at <= now - 30 days"),
        ("创建时间超过30天的线索", "created_at <= now - 30 days"),
        ("超过30天没联系的线索", SILENT),
        ("30 天没有联系的线索", SILENT),
        ("leads with no contact for 30 days", SILENT),
        ("停留超过7天的线索", STUCK),
        ("停留7天以上的线索", STUCK),
        ("leads in stage for more than 7 days", STUCK),
        ("停留2个月以下的线索", "outcome = 'open' and stage_entered_at >= now - 60 days"),
        ("won leads stuck for 1 week", "outcome = 'won' and stage_entered_at <= now - 1 week"),
    ],
)
def test_lengths_of_time_are_conditions(ask, line, where):
    found = ask(line)
    assert (found.unknown, found.data["where"], found.data["form"]) == ((), where, "lead")


def test_a_length_since_nothing_is_told_with_since_when(ask):
    (unknown,) = ask("超过7天的线索").near
    assert unknown.text == "7天" and "没联系7天" in [word for word, _ in unknown.nearest]
    assert all(ask(line).unknown == () for _, line in unknown.nearest)


def test_of_the_greatest_days_only_the_number_is_meant(ask):
    (group,) = ask("top 5 days").data["dimensions"]
    assert (group["by"], group["grain"], group["top"]) == ("created_at", "day", 5)


@pytest.mark.parametrize("line", ["本季成交额按来源", "合同金额按来源", "revenue by source this quarter"])
def test_a_field_goes_by_its_other_words(ask, line):
    found = ask(line)
    assert (found.unknown, found.data["measures"][-1]["sum"]) == ((), "contract_amount")


@pytest.mark.parametrize(
    "line", ["成交周期按负责人", "销售周期按负责人", "sales cycle by owner", "time to close by owner"]
)
def test_the_sales_cycle_is_from_entry_to_the_win(ask, line):
    found = ask(line)
    (measure,) = found.data["measures"]
    assert (found.unknown, measure["median"]) == ((), "closed_at - created_at") and "'won'" in measure["where"]


@pytest.mark.parametrize("line", ["平均成交周期", "average time to close"])
def test_the_average_of_a_measure_is_that_of_its_values(ask, line):
    (measure,) = ask(line).data["measures"]
    assert measure["average"] == "closed_at - created_at" and "median" not in measure


def test_what_is_near_is_offered_with_its_line(ask):
    (unknown,) = ask("按来源 转换率").near
    assert unknown.text == "转换率" and unknown.nearest[0] == ("转化率", "按来源 转化率")


def test_ready_reports_of_that_name_are_offered(ask, manager):
    assert "漏斗" in [each.label.text("zh") for each in ask("看看漏斗").reports]
    assert 'href="/reports/lead_funnel"' in manager.get("/reports/new?ask=看看漏斗").text


@pytest.mark.parametrize("login", ["chen.liqun", "lin.xiaowen", "shen.yue"])
def test_what_is_offered_to_begin_with_is_understood(office, login):
    with office.work(login) as work:
        lines = examples(work)
        read = [asked(work, line) for line in lines]
    assert len(lines) == 3 and all(found.unknown == () and found.data["dimensions"] for found in read)


def test_the_builder_offers_lines_to_begin_with(manager):
    page = manager.get("/reports/new").text
    assert "试试：" in page and "/reports/new?ask=" in page


def test_a_line_is_completed_word_by_word(office):
    with office.work("chen.liqun") as work:
        assert "按来源" in [each.line for each in suggestions(work, "按来")]
        assert "conversion by source" in [each.line.casefold() for each in suggestions(work, "conversion by sour")]


def test_a_sentence_fills_the_builder(manager):
    page = manager.get("/reports/new?ask=按来源 本月 转化率 foo").text
    assert "没听懂" in page and "foo" in page and "by: source" in page


def test_no_line_breaks_it(office):
    pieces = st.sampled_from(
        [
            "按",
            "来源",
            "by",
            "average",
            "top",
            "5",
            "万",
            "天",
            "没联系",
            "超时",
            "budget",
            "展会",
            "'",
            "{",
            "本月",
            " ",
            "over",
        ]
    )

    @given(st.lists(pieces | st.text(max_size=3), max_size=8))
    @settings(max_examples=25)
    def holds(words):
        with office.work("chen.liqun") as work:
            found = asked(work, " ".join(words))
            written = write(work.catalog, found.data)
            assert read_written(work.catalog, written.text).data == found.data

    holds()


def test_a_letter_before_the_rows_is_a_grade(ask):
    assert "grade = 'A'" in ask("how many A leads are open").data["where"]


def test_days_are_of_the_moment_that_was_named_before_other_words(ask):
    found = ask("who closed the most this month").data
    assert found["period"]["by"] == "closed_at" and [each["by"] for each in found["dimensions"]] == ["owner"]
