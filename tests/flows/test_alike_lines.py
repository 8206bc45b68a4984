"""The preview of an import names lines that look like one another, within a portion and across portions."""

import itertools
import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from flows import importing
from flows.importing import alike_lines, running
from forms import read_source, score, table_of
from forms.sameness import company_names
from records import import_lines, imports, match_keys, tables
from tests.flows.alike import alike

COLUMNS = {"客户": "customer", "单号": "code", "电话": "phone"}
HEAD = "客户,单号,电话\n"
TEXT = f"""{HEAD}恒锐精密机械有限公司,A1,13900002046
别家,A2,13900002047
苏州恒锐精密机械,A3,13900002048
又一家,A4,139000
第三家,A5,13900002049
恒锐精密机械,A6,13900002050
"""
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
every_size = pytest.mark.parametrize("size", [1, 2, 1000])


@pytest.fixture
def world(database, now):
    """Orders that may be alike."""
    return alike(database, now)


@pytest.fixture
def look(world, tmp_path, monkeypatch):
    """Sends lines, has them looked at in portions of a size, and says which import it is."""

    def look(text=TEXT, *, size=1000, mode="create", key=()):
        monkeypatch.setattr("flows.importing.checking.PORTION", size)
        monkeypatch.setattr(running, "PORTION", size)
        path = tmp_path / "orders.csv"
        path.write_text(text, "utf-8")
        source = read_source(path)
        with world.work(world.manager) as work:
            number = importing.receive(work, "order", source, list(source.rows))
            importing.choose(work, imports.get(work.connection, number), importing.Mapping(COLUMNS, mode, tuple(key)))
        settle(world)
        return number

    return look


def settle(world):
    for _ in range(10):
        world.deliver()


def told(world, number, what="warnings"):
    """What is told of lines in English, by their numbers."""
    with world.work(world.manager) as work:
        lines = import_lines.next_of(work.connection, number, limit=100)
    said = {line.line: [each["en"] for each in (line.problem or {}).get(what, ())] for line in lines}
    return {line: words for line, words in said.items() if words}


def state(world, number):
    with world.work() as work:
        return imports.get(work.connection, number).state


def counts(world, number):
    with world.work() as work:
        return imports.get(work.connection, number).counts


def came_of(world, number):
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    settle(world)
    return counts(world, number)


@every_size
def test_lines_that_look_like_an_earlier_line_are_named(world, look, size):
    number = look(size=size)
    same = ["Looks like line 2: Customer"]
    assert told(world, number) == {4: same, 7: same}
    assert counts(world, number) == {"created": 5, "refused": 1}
    with world.work() as work:
        assert import_lines.count_warnings(work.connection, number) == 2
        assert len(import_lines.foreseen_warnings(work.connection, number, limit=1)) == 1


@on_sqlite
@every_size
def test_a_line_that_a_rule_keeps_out_beside_another_is_refused_as_it_will_be(world, look, size):
    number = look(f"{HEAD}甲,A1,\n乙,A2,\n丙,A1,\n丁,A1,\n", size=size)
    assert counts(world, number) == {"created": 2, "refused": 2}
    assert told(world, number, "errors") == dict.fromkeys((4, 5), ["Looks like line 2: Tax code"])
    assert came_of(world, number) == {"created": 2, "refused": 2}


@on_sqlite
@every_size
@pytest.mark.parametrize("mode", ["create", "upsert"])
def test_lines_about_one_record_by_their_key_name_the_first(world, look, size, mode):
    number = look(f"{HEAD}甲,A1,\n乙,A2,\n丙,A1,\n", size=size, mode=mode, key=("code",))
    again = {4: ["About the same record as line 2, which it changes again"]}
    taken = {4: ["Looks like line 2: Tax code"]}
    assert told(world, number) == (again if mode == "upsert" else {})
    assert told(world, number, "errors") == (taken if mode == "create" else {})
    assert came_of(world, number) == counts(world, number)


@on_sqlite
def test_a_line_that_looks_like_a_record_names_its_number(world, look):
    world.submit(customer="恒锐精密机械有限公司", phone="13900002046")
    number = look(f"{HEAD}恒锐精密机械,A1,13900002051\n")
    with world.work() as work:
        there = work.connection.scalar(select(table_of(work.catalog, "order").c.number))
    assert told(world, number) == {2: [f"Looks like {there}, which is here already: Customer"]}


@on_sqlite
def test_equal_values_are_kept_once_however_many_lines_have_them(world, look, monkeypatch):
    monkeypatch.setattr("flows.importing.checking.forget_keys", lambda work, run: None)
    look(HEAD + "".join(f"公司{n},A1,\n" for n in range(5)), size=1)
    assert kept_keys(world, "same_code") == 1


def kept_keys(world, rule=None):
    key = tables.metadata.tables["match_key"]
    with world.work() as work:
        mine = (key.c.form.like("import:%"), key.c.place == rule if rule else key.c.id > 0)
        return work.connection.scalar(select(func.count()).select_from(key).where(*mine))


def many(count):
    """Lines with names of their own, of which each shares parts with many others."""
    drawn = random.Random(7)
    brands = drawn.sample([*itertools.permutations("恒锐华达鑫盛宏远明德金利泰康瑞丰东方兴业", 2)], count)
    names = [f"苏州{one}{two}{drawn.choice(('精密机械', '贸易', '模具'))}有限公司" for one, two in brands]
    return HEAD + "".join(f"{name},A{n},139{n:08d}\n" for n, name in enumerate(names))


@on_sqlite
def test_lines_read_again_and_compared_grow_with_the_lines(world, look, monkeypatch):
    counted = {count: Counter() for count in (150, 300)}
    values = alike_lines._Lines.values
    for count, seen in counted.items():
        read = lambda self, of, seen=seen: seen.update(read=len(of)) or values(self, of)  # noqa: E731
        monkeypatch.setattr(alike_lines._Lines, "values", read)
        monkeypatch.setattr(alike_lines, "score", lambda *a, seen=seen: seen.update(scores=1) or score(*a))
        number = look(many(count), size=10)
        for _ in range(count // 50):
            settle(world)
        assert state(world, number) == "checked"
    assert all(0 < counted[300][what] <= 2 * counted[150][what] for what in ("read", "scores")), counted


@on_sqlite
@pytest.mark.parametrize("size", [3, 1000])
def test_of_many_lines_the_one_that_shares_the_rarest_is_found(world, look, size):
    places = ["苏州", "上海", "北京", "杭州", "无锡", "宁波", "南京", "深圳"]
    lines = [f"{place}恒锐精密机械有限公司,A{n},1390000205{n}" for n, place in enumerate(places)]
    number = look(HEAD + "\n".join([*lines, "广州恒锐精密机械有限公司,A9,13900002056"]) + "\n", size=size)
    assert told(world, number) == {10: ["Looks like line 8: Phone"]}


@on_sqlite
@pytest.mark.parametrize("size", [1, 1000])
def test_a_key_that_very_many_lines_share_is_passed_over(world, look, monkeypatch, size):
    monkeypatch.setattr(match_keys, "MOST_ALIKE", 2)
    monkeypatch.setattr("flows.importing.checking.forget_keys", lambda work, run: None)
    number = look(HEAD + "".join(f"恒锐精密机械,A{n},1390000205{n}\n" for n in range(5)), size=size)
    assert told(world, number) == {3: ["Looks like line 2: Customer"]}
    assert kept_keys(world, "same_company.customer") == 2 * len(company_names.keys("恒锐精密机械"))


@on_sqlite
def test_keys_of_lines_are_gone_when_all_were_looked_at(world, look):
    look(size=2)
    assert kept_keys(world) == 0


@on_sqlite
def test_the_report_says_what_a_line_looked_like(world, look):
    number = look()
    came_of(world, number)
    with world.work(world.manager) as work:
        lines = {line[0]: line[3] for line in importing.report_lines(work, imports.get(work.connection, number))}
    assert lines["4"] == "像是第 2 行的重复：客户" and lines["2"] == ""
