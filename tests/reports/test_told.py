"""Words that are made when they are read: in one language at a time, once, and with no database behind them."""

from definitions import Label
from reports import run
from reports.answers.told import Told

ASKED = """dimensions: [{id: s, by: source}]
measures:
  - {id: n, count: all, target: {at_least: 1}, show: [share]}
  - {id: a, sum: amount, unit: {zh: 元, en: CNY}}
  - {id: age, median: now - created_at}
  - {id: last, max: created_at}
"""


def test_a_text_is_told_once_in_each_language_that_is_read():
    asked = []
    text = Told(lambda language: asked.append(language) or f"in {language}")
    assert [text.text("zh"), text.text("zh"), text.text("en-GB"), text.text("fr")] == ["in zh"] * 2 + ["in en"] * 2
    assert asked == ["zh", "en", "en"]


def test_a_told_text_is_a_label_like_any_other():
    text = Told(lambda language: {"zh": "成交", "en": "Won"}[language])
    same = Label.of({"en": "Won", "zh": "成交"})
    assert text == same and same == text and text != Label.of("Won")
    assert text.as_written() == {"zh": "成交", "en": "Won"} and text.inside("en") == "won"


def test_what_is_read_late_needs_no_database(company):
    company.happen(4)
    definition = company.asking(ASKED)
    with company.at() as work:
        early, late = run(work, definition), run(work, definition)
        told = [words_of(early, language) for language in ("zh", "en")]
    assert [words_of(late, language) for language in ("zh", "en")] == told
    assert all(all(words) for words in told)


def words_of(table, language):
    """All that a table says."""
    cells = [cell.text(language) for row in (*table.rows, table.totals) for cell in row.cells[1:]]
    return [table.finding.text(language), *cells, *(each.label.text(language) for each in table.columns)]
