"""Settings that nobody touched stay as the file writes them, whatever a browser makes of their lines and marks."""

from html.parser import HTMLParser

import pytest
from werkzeug.datastructures import MultiDict

from definitions import parse_document, plain
from records import drafts

PATH, PAGE = "local/forms/odd.yaml", "/studio/forms/odd"
ODD = """kind: form
id: odd
label: Odd
title: name
fields:
  - id: name
    type: text
    label: {zh: 名称, en: Name}
    help:
      zh: |
        第一行
        第二行
      en: Two words
    required_when: |
      filled(tag)
      and name != 'x  y'
    max_length: 40
  - id: tag
    type: tags
    label: Tag
    suggest: ["a、b", 'c, d', e；f]
  - id: sum
    type: decimal
    label: Sum
    default:
      formula: |
        1 +
        2
  - id: kind
    type: choice
    label: Kind
    choices: [{id: a, label: "甲、乙"}, {id: b, label: "x; y"}]
  - id: rows
    type: child_table
    label: Rows
    fields:
      - {id: part, type: choice, label: Part, choices: [{id: a, label: "甲、乙"}, {id: b, label: {zh: 丙, en: C}}]}
      - {id: price, type: decimal, label: Price, formula: "1 + 1"}
"""


@pytest.fixture
def text(office, admin):
    """What the draft says of an odd form."""
    with office.work("xu.lan") as work:
        drafts.save(work.connection, drafts.DraftFile(PATH, ODD, office.id("xu.lan"), 1, office.now))

    def read() -> str:
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[PATH]

    return read


@pytest.fixture
def field(text):
    return lambda id: next(each for each in plain(parse_document(PATH, text()).data)["fields"] if each["id"] == id)


class Boxes(HTMLParser):
    """What the forms of a page would send, each as a browser does when nobody touched it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[MultiDict] = []
        self._select, self._chosen, self._area = "", None, None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        got = dict(attrs)
        name = got.get("name", "")
        if tag == "form":
            self.forms.append(MultiDict())
        elif not self.forms:
            return
        elif tag == "input" and name and (got.get("type") not in ("checkbox", "radio") or "checked" in got):
            lines = got.get("type") == "hidden"
            value = got.get("value") or ""
            self.forms[-1].add(name, value.replace("\n", "\r\n") if lines else value.replace("\n", ""))
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and (self._chosen is None or "selected" in got):
            self._chosen = got.get("value", "")
        elif tag == "textarea":
            self._area = ""
            self._name = name

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.forms and self._select:
            self.forms[-1].add(self._select, self._chosen or "")
        elif tag == "textarea" and self._area is not None:
            self.forms[-1].add(self._name, self._area.removeprefix("\n").replace("\n", "\r\n"))
            self._area = None


def boxes(admin, query: str, act: str) -> MultiDict:
    """What the form of an act sends from the page that shows this."""
    return next(form for form in Boxes(admin.get(f"{PAGE}?{query}").text).forms if form.get("act") == act)


@pytest.mark.parametrize("id", ["name", "tag", "sum", "kind", "rows"])
def test_settings_sent_as_they_were_drawn_change_no_line(admin, text, id):
    before = text()
    admin.post(f"{PAGE}/acts", data=boxes(admin, f"field={id}", "change_field"))
    assert text() == before


ROOMS = [("field=rows&room=columns", "change_columns"), ("field=sum&room=rights", "change_rights"), ("", "change_form")]


@pytest.mark.parametrize(("query", "act"), ROOMS)
def test_rooms_sent_as_they_were_drawn_change_no_line(admin, text, query, act):
    before = text()
    admin.post(f"{PAGE}/acts", data=boxes(admin, query, act))
    assert text() == before


def test_one_setting_changes_its_own_lines_only(admin, text):
    before = text()
    sent = boxes(admin, "field=name", "change_field")
    sent["max_length"] = "50"
    admin.post(f"{PAGE}/acts", data=sent)
    assert text() == before.replace("max_length: 40", "max_length: 50")


def test_a_name_in_one_language_leaves_the_other_as_it_is_written(admin, field):
    sent = boxes(admin, "field=name", "change_field")
    sent["help.en"] = "Three short words"
    admin.post(f"{PAGE}/acts", data=sent)
    assert field("name")["help"] == {"zh": "第一行\n第二行\n", "en": "Three short words"}


def test_a_rule_that_is_touched_keeps_the_blanks_of_its_words(admin, field):
    sent = boxes(admin, "field=name", "change_field")
    sent["required_when"] = sent["required_when"].replace("filled(tag)", "filled(sum)")
    admin.post(f"{PAGE}/acts", data=sent)
    assert field("name")["required_when"] == "filled(sum) and name != 'x  y'"


def test_lines_are_parted_at_their_ends_and_nowhere_else(admin, field):
    sent = boxes(admin, "field=tag", "change_field")
    sent["suggest"] += "\r\n新、旧"
    admin.post(f"{PAGE}/acts", data=sent)
    assert field("tag")["suggest"] == ["a、b", "c, d", "e；f", "新、旧"]


def test_new_choices_may_have_commas(admin, field):
    sent = boxes(admin, "field=kind", "change_field")
    sent["new_choice"] = "丙、丁\r\n戊, 己；庚\r\n丙、丁\r\n"
    admin.post(f"{PAGE}/acts", data=sent)
    assert [each["label"] for each in field("kind")["choices"]] == ["甲、乙", "x; y", "丙、丁", "戊, 己；庚"]


def columns(admin, field, **touched: str) -> list[dict]:
    """The choices of the first column after something was changed on its page."""
    sent = boxes(admin, "field=rows&room=columns", "change_columns")
    for name, value in touched.items():
        sent[name] = value
    admin.post(f"{PAGE}/acts", data=sent)
    return field("rows")["fields"][0]["choices"]


def test_a_choice_of_a_column_is_named_in_each_language_and_moved(admin, field):
    a, b = field("rows")["fields"][0]["choices"]
    moved = columns(admin, field, **{"col.0.c.b.en": "Third", "do": "choice_up:0/b"})
    assert moved == [{**b, "label": {"zh": "丙", "en": "Third"}}, a]


def test_choices_of_a_column_come_and_go(admin, field):
    assert columns(admin, field, **{"col.0.new_choice": "丁、戊\r\n己"})[2:] == [
        {"id": "ding_wu", "label": "丁、戊"},
        {"id": "ji", "label": "己"},
    ]
    assert [each["id"] for each in columns(admin, field, do="choice_remove:0/a")] == ["b", "ding_wu", "ji"]
    assert [each["id"] for each in columns(admin, field, do="choice_remove:1/b")] == ["b", "ding_wu", "ji"]
