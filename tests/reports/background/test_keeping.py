"""An answer that is kept is the answer that was made."""

import json

import pytest

from reports import as_csv, as_json, draw, report_of, reports_for, run
from reports.background.keeping import as_kept, table_of


@pytest.fixture
def leads(office):
    office.submit("lin.xiaowen", source="fair")
    office.submit("liang.min", company="东莞恒锐", source="referral", region="south")


def test_every_report_of_the_pack_comes_back_as_it_was(office, leads):
    with office.work("xu.lan") as work:
        for report in reports_for(work):
            table = run(work, report)
            again = table_of(json.loads(json.dumps(as_kept(table))))
            for language in ("zh", "en"):
                assert as_json(again, language) == as_json(table, language), report.id
                assert as_csv(again, language) == as_csv(table, language), report.id
            assert (again.finding, again.chart, again.others) == (table.finding, table.chart, table.others)


def test_a_kept_answer_is_drawn_as_it_was(office, leads):
    with office.work("xu.lan") as work:
        for report in reports_for(work):
            table = run(work, report)
            assert draw(table_of(as_kept(table)), "zh") == draw(table, "zh"), report.id


def test_words_stay_in_both_languages(office, leads):
    with office.work("xu.lan") as work:
        table = table_of(as_kept(run(work, report_of(work, "lead_source_conversion"))))
    assert (table.columns[0].label.text("zh"), table.columns[0].label.text("en")) == ("来源", "Source")
