"""The kind `calendar`: what stands in the file is what holds, and what cannot be meant is said."""

from datetime import date

import pytest

from accounts import calendars
from definitions import load_files

CHINA = """
kind: calendar
id: china
zone: Asia/Shanghai
country: CN
hours:
  mon-fri: ["09:00-12:00", "13:00-18:00"]
exceptions:
  - {date: 2026-12-31, hours: ["09:00-12:00"], label: {zh: 年会, en: Annual meeting}}
  - {date: "2026-12-30", hours: off}
"""

# The State Council's list for 2026.
MADE_UP = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
DAYS_OFF = [
    *("01-01", "01-02", "01-03"),
    *("02-15", "02-16", "02-17", "02-18", "02-19", "02-20", "02-21", "02-22", "02-23"),
    *("04-04", "04-05", "04-06"),
    *("05-01", "05-02", "05-03", "05-04", "05-05"),
    *("06-19", "06-20", "06-21"),
    *("09-25", "09-26", "09-27"),
    *("10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07"),
]


def load(text: str):
    loaded = load_files({"calendars/c.yaml": text})
    return loaded.catalog.all("calendar")[0] if loaded.catalog else None, loaded.problems


@pytest.fixture(scope="module")
def china():
    definition, problems = load(CHINA)
    assert not problems
    return definition


@pytest.mark.parametrize("day", MADE_UP)
def test_make_up_weekend_days_are_worked(china, day):
    hours = china.hours_on(date.fromisoformat(f"2026-{day}"))
    assert [str(stretch) for stretch in hours] == ["09:00-12:00", "13:00-18:00"]


@pytest.mark.parametrize("day", DAYS_OFF)
def test_holidays_are_off(china, day):
    assert china.hours_on(date.fromisoformat(f"2026-{day}")) == ()


def test_a_year_has_248_working_days(china):
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert sum(bool(china.week[day.weekday()]) for day in days) == 261
    # 19 weekdays off, 6 weekend days made up: 248; one more is off by our own exception
    assert sum(bool(china.hours_on(day)) for day in days) == 247


def test_exceptions_come_before_everything(china):
    assert [str(stretch) for stretch in china.hours_on(date(2026, 12, 31))] == ["09:00-12:00"]
    assert china.hours_on(date(2026, 12, 30)) == ()


def test_a_different_day_has_a_name(china):
    assert china.name_of(date(2026, 12, 31), "en") == "Annual meeting"
    assert "国庆" in china.name_of(date(2026, 10, 1), "zh")
    assert china.name_of(date(2026, 11, 24), "en") is None


def test_make_up_days_may_have_hours_of_their_own():
    definition, _ = load(CHINA.replace("exceptions:", '  make_up: ["10:00-16:00"]\nexceptions:'))
    assert [str(stretch) for stretch in definition.hours_on(date(2026, 10, 10))] == ["10:00-16:00"]


def test_a_region_has_holidays_of_its_own():
    text = "kind: calendar\nid: c\nzone: Europe/Berlin\ncountry: DE\nregion: BY\nhours: {mon-fri: ['09:00-17:00']}\n"
    bavaria, _ = load(text)
    germany, _ = load(text.replace("region: BY\n", ""))
    epiphany = date(2026, 1, 6)
    assert (bavaria.hours_on(epiphany), bool(germany.hours_on(epiphany))) == ((), True)


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("{mon: ['09:00-12:00', '11:00-18:00']}", "09:00-12:00 and 11:00-18:00 overlap"),
        ("{mon: ['18:00-09:00']}", "18:00-09:00 ends before it starts"),
        ("{mon: ['09:00-09:00']}", "ends before it starts"),
        ("{mon: ['9 to 5']}", "“9 to 5” is no stretch of hours"),
        ("{mon: ['09:00-25:00']}", "is no stretch of hours"),
        ("{mun: ['09:00-12:00']}", "“mun” is no weekday"),
        ("{mon-fri: ['09:00-12:00'], wed: []}", "covers a weekday that stands above already"),
        ("{mon: []}", "no working hours at all"),
    ],
)
def test_hours_that_cannot_be_meant(hours, sentence):
    _, problems = load(f"kind: calendar\nid: c\nhours: {hours}\n")
    assert [sentence in problem.text("en") for problem in problems] == [True]
    assert problems[0].location.line == 3


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("zone: Asia/Shangai", "did you mean Asia/Shanghai?"),
        ("country: cn", "did you mean CN?"),
        ("country: ZZ", "the holidays of “ZZ” are not known"),
        ("{country: DE, region: QQ}", "DE has no region “QQ”"),
        ("region: BY", "a region means nothing without country"),
        ("exceptions: [{date: '2026-02-30', hours: off}]", "“2026-02-30” is no day"),
        ("exceptions: [{date: 2026-02-03, hours: off}, {date: 2026-02-03, hours: off}]", "stands here twice"),
        ("exceptions: [{date: 2026-02-03, hours: ['12:00-09:00']}]", "ends before it starts"),
    ],
)
def test_settings_that_cannot_be_meant(line, sentence):
    more = line.strip("{}").replace(", region", "\nregion") if line.startswith("{") else line
    _, problems = load(f"kind: calendar\nid: c\nhours: {{mon-fri: ['09:00-18:00']}}\n{more}\n")
    assert [sentence in problem.text("en") for problem in problems] == [True]
    assert all("{" not in problem.text("zh").split(": ", 1)[1] for problem in problems)


def calendar_file(id: str, more: str = "") -> dict[str, str]:
    return {f"{id}.yaml": f"kind: calendar\nid: {id}\nhours: {{mon: ['09:00-18:00']}}\n{more}"}


def test_only_one_calendar_is_the_default():
    problems = load_files(calendar_file("a", "default: true\n") | calendar_file("b", "default: true\n")).problems
    assert "the calendar “a” is the default already" in problems[0].text("en")


def test_without_a_mark_the_first_is_the_default_and_it_is_said():
    loaded = load_files(calendar_file("b") | calendar_file("c"))
    assert "no calendar is marked" in loaded.problems[0].text("en")
    assert calendars.default_definition(loaded.catalog).id == "b"


def test_where_none_is_defined_the_standard_holds():
    assert calendars.default_calendar(load_files({}).catalog).definition is calendars.STANDARD
