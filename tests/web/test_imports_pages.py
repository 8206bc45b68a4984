"""A file is imported from the pages: sent, sorted, looked at, let in, reported, undone."""

import io
import re

import pytest
from sqlalchemy import select

from accounts import people
from forms import table_of

TEXT = "公司,联系人,电话,来源\n苏州恒锐,王建国,13900002046,web_form\n无锡锦程,李敏,1390000,web_form\n"
pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)


def send(client, text=TEXT, name="名单.csv"):
    content = text if isinstance(text, bytes) else text.encode("gb18030")
    return client.post("/records/lead/imports", data={"file": (io.BytesIO(content), name)})


def settle(office):
    for _ in range(8):
        office.deliver()


def test_file_goes_all_the_way_and_back(office, admin):
    place = send(admin).location
    page = admin.get(place).text
    assert "13900002046" in page and 'value="company" selected' in page
    columns = {"column_0": "company", "column_1": "contact", "column_2": "phone", "column_3": "source"}
    admin.post(f"{place}/mapping", data={**columns, "mode": "create"})
    looked = admin.get(place).text
    assert "导入 1 行" in looked and ">电话</td>" in looked and '<td class="soft">1390000</td>' in looked
    admin.post(f"{place}/start")
    settle(office)
    done = admin.get(place).text
    assert "已导入" in done and '<td class="soft">1390000</td>' in done
    report = admin.get(f"{place}/report.csv").get_data(as_text=True).splitlines()
    assert report[1].startswith("2,新建,") and report[2].startswith("3,拒绝,")
    admin.post(f"{place}/undoing")
    assert "已撤销" in admin.get(place).text and "下面是当时导入的结果" in admin.get(place).text
    assert "恒锐" not in admin.get("/records/lead").text


def test_wrong_mapping_comes_back_with_the_choice_and_why(office, admin):
    place = send(admin).location
    answer = admin.post(f"{place}/mapping", data={"column_0": "company", "mode": "update"})
    assert answer.status_code == 422
    assert 'value="company" selected' in answer.text and "认出" in answer.text


def test_unreadable_file_is_answered_in_words(office, admin):
    answer = send(admin, b"PK\3\4 nothing", "a.xlsx")
    assert (answer.status_code, "a.xlsx" in answer.text) == (422, True)


def test_progress_of_a_long_file_is_asked_again_until_it_ends(office, admin, monkeypatch):
    monkeypatch.setattr("flows.importing.checking.SHORT", 1)
    place = send(admin).location
    admin.post(f"{place}/mapping", data={"column_0": "company", "mode": "create"})
    part = admin.get(place, headers={"HX-Request": "true"})
    assert 'hx-trigger="load delay:1s"' in part.text and "<html" not in part.text
    settle(office)
    assert admin.get(place, headers={"HX-Request": "true"}).headers["HX-Redirect"] == place


def test_reps_without_the_right_find_no_such_page(office, rep):
    assert rep.get("/records/lead/imports").status_code == 403
    assert "/records/lead/imports" not in rep.get("/records/lead").text


WORDS = """公司,电话,区域,信号,联系人,来源
苏州恒锐,13900002046,华东区,要试用；问价,王建国,展会
无锡锦程,13900002047,华东区,问价,李敏,展会
宁波海晟,13900002048,火星,要参观,刘洋,展会
"""
FIELDS = ("company", "phone", "region", "signals", "contact", "source")
MAPPED = {**{f"column_{n}": field for n, field in enumerate(FIELDS)}, "mode": "create"}


def looked_at(office, client, text=WORDS):
    """A file whose lines were looked at."""
    place = send(client, text.encode("gb18030")).location
    client.post(f"{place}/mapping", data=MAPPED)
    settle(office)
    return place


def asked(page):
    """The words that a page asks about: each with the number of its row and what is chosen."""
    rows = re.findall(r'name="written_(\d+)" value="([^"]+)".*?<select.*?</select>', page, re.S)
    chosen = {n: re.search(rf'name="word_{n}">.*?value="([^"]*)" selected', page, re.S) for n, _ in rows}
    return {word: (n, chosen[n][1]) for n, word in rows}


def answer(client, place, **meanings):
    """Say what words mean, in the order in which the page asks."""
    page = client.get(place).text
    rows = asked(page)
    columns = dict(re.findall(r'name="column_(\d+)" value="([^"]+)"', page))
    data = {f"written_{n}": word for word, (n, _) in rows.items()} | {f"column_{n}": columns[n] for n in columns}
    data |= {f"word_{n}": meanings.get(word, chosen) for word, (n, chosen) in rows.items()}
    return client.post(f"{place}/words", data=data)


def test_words_that_are_no_choice_are_asked_about_once(office, admin):
    page = admin.get(looked_at(office, admin)).text
    assert "这些词要对应到选项" in page
    words = asked(page)
    assert words["华东区"][1] == "=east" and words["火星"][1] == "refuse"
    assert set(words) == {"华东区", "火星", "问价"}


def test_meaning_holds_for_every_line_with_the_word(office, admin):
    place = looked_at(office, admin)
    answer(admin, place, 火星="nothing", 问价="=asks_contract")
    settle(office)
    admin.post(f"{place}/start")
    settle(office)
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        rows = work.connection.execute(select(table.c.f_region, table.c.f_signals).order_by(table.c.id)).all()
    assert rows == [
        ("east", ("asks_contract", "asks_trial")),
        ("east", ("asks_contract",)),
        (None, ("asks_visit",)),
    ]


def test_meanings_are_remembered_with_the_columns(office, admin):
    place = looked_at(office, admin)
    answer(admin, place, 火星="=overseas", 问价="=asks_contract")
    settle(office)
    page = admin.get(looked_at(office, admin, WORDS.replace("139", "138"))).text
    assert "导入 3 行" in page
    assert asked(page)["火星"][1] == "=overseas" and asked(page)["问价"][1] == "=asks_contract"


def test_lines_whose_word_means_nothing_stay_out(office, admin):
    place = looked_at(office, admin)
    answer(admin, place, 火星="refuse", 问价="=asks_contract")
    settle(office)
    page = admin.get(place).text
    assert "导入 2 行" in page and asked(page)["火星"][1] == "refuse"


def test_words_of_a_column_that_fills_another_field_are_forgotten(office, admin):
    place = looked_at(office, admin)
    answer(admin, place, 火星="=overseas")
    settle(office)
    admin.post(f"{place}/mapping", data={**MAPPED, "column_2": "city"})
    settle(office)
    assert "火星" not in asked(admin.get(place).text)


@pytest.mark.parametrize(
    "sent",
    [
        {"word_0": "=nowhere", "column_0": "区域", "written_0": "火星"},
        {"word_0": "=" + "x" * 100_000, "column_0": "区域", "written_0": "火星"},
        {"word_0": "=overseas", "column_0": "区域", "written_0": "火" * 121},
        {"word_0": "=east", "column_0": "公司", "written_0": "苏州恒锐"},
        {f"{name}_{n}": said for n in range(1001) for name, said in
         (("word", "=east"), ("column", "区域"), ("written", f"火星{n}"))},
    ],
)  # fmt: skip
def test_no_page_asks_for_such_words(office, admin, sent):
    place = looked_at(office, admin)
    answered = admin.post(f"{place}/words", data=sent)
    assert answered.status_code == 409 and len(answered.text) < 20_000
    assert set(asked(admin.get(place).text)) == {"华东区", "火星", "问价"}


def test_whoever_may_not_import_says_nothing(office, admin, rep):
    assert answer(admin, looked_at(office, admin)).status_code == 303
    assert rep.post("/records/lead/imports/1/words", data={}).status_code == 403


def test_required_field_that_the_file_lacks_is_filled_once(office, admin):
    place = send(admin, "公司,电话\n苏州恒锐,13900002046\n").location
    page = admin.get(place).text
    assert 'name="fixed_source"' in page and 'name="fixed_contact"' in page and 'name="fixed_company"' not in page
    said = {"fixed_source": "fair", "fixed_contact": "前台", "fixed_company": "不用它"}
    admin.post(f"{place}/mapping", data={"column_0": "company", "column_1": "phone", "mode": "create", **said})
    settle(office)
    admin.post(f"{place}/start")
    settle(office)
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        assert work.connection.execute(select(table.c.f_company, table.c.f_source)).all() == [("苏州恒锐", "fair")]
    again = admin.get(send(admin, "公司,电话\n无锡锦程,13900002047\n").location).text
    assert 'value="fair" selected' in again and 'value="前台"' in again


def test_what_stands_in_every_line_has_a_length(admin):
    place = send(admin, "公司,电话\n苏州恒锐,13900002046\n").location
    said = {"column_0": "company", "column_1": "phone", "mode": "create", "fixed_contact": "长" * 1001}
    answered = admin.post(f"{place}/mapping", data=said)
    assert answered.status_code >= 400 and "最多 1000 个字：联系人" in answered.text
    assert "长长长" not in admin.get(place).text


ALIKE = "公司,联系人,电话,来源\n苏州恒锐,王建国,13900002046,web_form\n上海衡山,李敏,13900002048,web_form\n"
MAP = {"column_0": "company", "column_1": "contact", "column_2": "phone", "column_3": "source", "mode": "create"}


@pytest.fixture
def there(office):
    """A record that lines of the file look like."""
    return office.submit("lin.xiaowen", company="苏州恒锐", phone="13900002046", source="fair", industry="machining")


def test_lines_name_records_that_are_there_as_links(office, admin, there):
    place = send(admin, ALIKE).location
    admin.post(f"{place}/mapping", data=MAP)
    foreseen = admin.get(place).text
    link = f'<a href="/records/lead/{there}">'
    assert "像是重复的行（1）" in foreseen and link in foreseen
    admin.post(f"{place}/start")
    settle(office)
    done = admin.get(place).text
    assert "像是重复的行（1）" in done and link in done and f"/duplicates/{there}/" in done


def test_a_result_leads_to_the_records_of_the_import(office, admin, there):
    place = send(admin, ALIKE).location
    admin.post(f"{place}/mapping", data=MAP)
    admin.post(f"{place}/start")
    settle(office)
    assert f'href="{place}/records"' in admin.get(place).text
    theirs = admin.get(f"{place}/records").text
    assert "上海衡山" in theirs and f"/records/lead/{there}?" not in theirs and "共 2 条" in theirs
    assert len(admin.get(f"{place}/records/export.csv").text.splitlines()) == 3


def test_records_of_an_import_are_for_who_may_see_the_import(office, admin, rep):
    assert rep.get(f"{send(admin, ALIKE).location}/records").status_code == 403


UNITS = "公司,联系人,电话,来源,预算(万)\n苏州恒锐,王建国,13900002046,fair,50\n上海衡山,李敏,13900002048,fair,87万\n"
IN_UNITS = {**MAP, "column_4": "budget"}


def budgets(office):
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        return [int(n) for n in work.connection.execute(select(table.c.f_budget).order_by(table.c.id)).scalars()]


def test_numbers_are_read_in_the_unit_of_their_column(office, admin):
    place = send(admin, UNITS).location
    assert 'value="万" selected>按万读：50 → ¥500,000<' in admin.get(place).text
    admin.post(f"{place}/mapping", data=IN_UNITS)
    assert "预算(万)：按万读：50 → ¥500,000" in admin.get(place).text
    admin.post(f"{place}/start")
    settle(office)
    assert budgets(office) == [500_000, 870_000]


def test_unit_that_is_switched_off_stays_off(office, admin):
    place = send(admin, UNITS).location
    admin.post(f"{place}/mapping", data={**IN_UNITS, "unit_4": ""})
    assert "按万读" not in admin.get(place).text
    admin.post(f"{place}/start")
    settle(office)
    assert budgets(office) == [50, 870_000]
    assert 'value="" selected>照写的数读：50 → ¥50<' in admin.get(send(admin, UNITS).location).text


FIRST = """公司,电话,预算（万）,负责人,联系人,来源
苏州恒锐,139 0000 2046,87,林晓雯,王建国,web_form
无锡锦程,13900002047,5,,李敏,web_form
"""
FILLED = ("company", "phone", "budget", "owner", "contact", "source")
NAMING = {**{f"column_{n}": field for n, field in enumerate(FILLED)}, "mode": "create"}


def owners(office):
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        return dict(work.connection.execute(select(table.c.f_company, table.c.owner)).all())


def test_preview_shows_lines_as_they_will_be_saved(office, admin):
    place = send(admin, FIRST).location
    admin.post(f"{place}/mapping", data={**NAMING, "owner": "later"})
    page = admin.get(place).text
    first = page[page.index('id="first"') :]
    assert "139 0000 2047" in first and "文件里：13900002047" in first
    assert "870,000" in first and "文件里：87" in first
    assert "林晓雯" in first and "没有人" in first
    assert "苏州恒锐" not in owners(office)


def test_owner_that_a_column_names_gets_the_record(office, admin):
    place = send(admin, FIRST).location
    admin.post(f"{place}/mapping", data={**NAMING, "owner": "later"})
    admin.post(f"{place}/start")
    settle(office)
    found = owners(office)
    assert (found["苏州恒锐"], found["无锡锦程"]) == (office.id("lin.xiaowen"), None)


def test_whole_file_goes_to_one_person(office, admin):
    place = send(admin, FIRST).location
    sent = {**NAMING, "column_3": "", "owner": "person", "owner_person": str(office.id("chen.liqun"))}
    admin.post(f"{place}/mapping", data=sent)
    admin.post(f"{place}/start")
    settle(office)
    assert owners(office)["无锡锦程"] == office.id("chen.liqun")


def test_person_who_is_to_be_chosen_is_asked_for(office, admin):
    place = send(admin, FIRST).location
    answer = admin.post(f"{place}/mapping", data={**NAMING, "owner": "person", "owner_person": ""})
    assert answer.status_code == 422 and "选一个人，新记录都归他" in answer.text


def test_owner_of_every_line_is_no_fixed_field(office, admin):
    place = send(admin, FIRST).location
    for written in ("3", "3" * 2000):
        answer = admin.post(f"{place}/mapping", data={**NAMING, "column_3": "", "fixed_owner": written})
        assert answer.status_code == 422 and "没有「owner」" in answer.text


@pytest.mark.parametrize("named", ["9" * 5000, "²", "-1", "1e3"], ids=["endless", "raised", "negative", "power"])
def test_number_that_is_nobody_is_told_as_a_name(office, admin, named):
    place = send(admin, FIRST.replace("林晓雯", named)).location
    assert admin.post(f"{place}/mapping", data=NAMING).status_code == 303
    assert "导入 1 行" in admin.get(place).text


def test_owner_of_last_time_who_left_is_not_suggested(office, admin):
    place, left = send(admin, FIRST).location, office.id("he.jing")
    sent = {**NAMING, "column_3": "", "owner": "person", "owner_person": str(left)}
    admin.post(f"{place}/mapping", data=sent)
    admin.post(f"{place}/start")
    settle(office)
    with office.work("xu.lan") as work:
        people.deactivate(work, left)
    assert 'name="owner" value="rules" checked' in admin.get(send(admin, FIRST).location).text


def test_owner_whom_nobody_knows_is_asked_about(office, admin):
    place = send(admin, FIRST.replace("林晓雯", "林小文")).location
    admin.post(f"{place}/mapping", data=NAMING)
    assert 'value="林小文"' in admin.get(place).text


def test_everybody_can_be_the_owner_in_a_large_house(office, admin, monkeypatch):
    monkeypatch.setattr("forms.linked.reference_queries.CHOICES", 1)
    place = send(admin, FIRST).location
    id = str(office.id("lin.xiaowen"))
    assert f'value="{id}">林晓雯' in admin.get(place).text
    sent = {**NAMING, "column_3": "", "owner": "person", "owner_person": id}
    assert admin.post(f"{place}/mapping", data=sent).status_code == 303
