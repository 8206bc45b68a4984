"""What is listed on a record's page: which records, for whom, and what the record's history tells of them."""

import pytest

from accounts import SYSTEM, Work
from definitions import DefinitionError, load_files
from flows import duplicates, intake, look, timeline
from flows.followers import linked as linked_follower
from flows.followers import pipelines as standing_follower
from flows.happenings import OF_OTHERS, event, happened
from flows.importing.imports import Importer
from flows.milestones import reaching
from flows.trash import restore, trash
from forms import listed_on, load_map, read_source, related_to, run
from tests.flows.test_statement_counts import statements
from tests.flows.through.conftest import FILES, Bureau, catalog_of

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def listed(work: Work, bureau, firm, form="firm"):
    """The names in the lists of a page, by the form that they are of."""
    subject = look(work, form, firm)
    found = related_to(work, subject.form, firm, most=10)
    return {one.form.id: [row.title for row in run(work, one.query).rows] for one in found}


def told(bureau, firm, person=None, language="en"):
    """What the history of a firm tells a reader, the newest last."""
    with bureau.work(person or bureau.wang) as work:
        entries = timeline.timeline(work, look(work, "firm", firm))
        return [one.text(language) for one in reversed(entries) if one.kind.startswith("related")]


def data(bureau, firm, person):
    """What of such events' data a reader may have, the newest last."""
    with bureau.work(person) as work:
        entries = timeline.timeline(work, look(work, "firm", firm))
        return [dict(one.data) for one in reversed(entries) if one.kind.startswith("related")]


@pytest.fixture
def firm(bureau):
    return bureau.make("firm", bureau.lin)


def test_what_points_at_a_record_is_listed_on_its_page(bureau, firm):
    for name in ("b", "a"):
        bureau.make("contact", bureau.lin, name=name, firm=firm)
    bureau.make("contact", bureau.lin, name="elsewhere")
    with bureau.work(bureau.lin) as work:
        assert listed(work, bureau, firm) == {"contact": ["b", "a"]}


@on_sqlite
def test_list_of_a_form_that_one_does_not_see_is_not_there(database, now):
    blind = FILES["roles/rep.yaml"].replace("{through: [firm]}, do: [create, edit, trash]", "none")
    blind = blind.replace("through: [contact, firm]", "through: [firm]")
    bureau = Bureau(database, now, catalog_of(rep=blind))
    firm = bureau.make("firm", bureau.lin)
    with bureau.work(bureau.lin) as work:
        assert listed(work, bureau, firm) == {}
    bureau.make("contact", firm=firm)
    assert told(bureau, firm, bureau.lin) == ["A record that points here changed"]
    assert data(bureau, firm, bureau.lin) == [{}]


def test_history_tells_who_came_changed_went_and_is_back(bureau, firm):
    contact = bureau.make("contact", bureau.lin, name="王总", firm=firm)
    with bureau.work(bureau.lin) as work:
        intake.edit(work, "contact", contact, None, {"phone": "1"})
    with bureau.work(bureau.lin) as work:
        trash(work, "contact", contact)
    with bureau.work(bureau.lin) as work:
        restore(work, "contact", contact)
    assert told(bureau, firm) == [
        "Added Contact “王总”", "Changed Phone of Contact “王总”", "Took Contact “王总” away", "Contact “王总” is back",
    ]  # fmt: skip


def test_moved_record_is_told_at_both_ends(bureau, firm):
    other = bureau.make("firm", bureau.lin)
    contact = bureau.make("contact", bureau.lin, name="王总", firm=firm)
    with bureau.work(bureau.lin) as work:
        intake.edit(work, "contact", contact, None, {"firm": other})
    assert told(bureau, firm)[-1] == "Took Contact “王总” away"
    assert told(bureau, other) == ["Added Contact “王总”"]


@on_sqlite
def test_fields_that_a_reader_does_not_see_are_not_told(database, now):
    blind = FILES["roles/rep.yaml"].replace("{see: {through: [firm]}, do", "{see: {through: [firm]}, hide: [phone], do")
    bureau = Bureau(database, now, catalog_of(rep=blind))
    firm = bureau.make("firm", bureau.lin)
    contact = bureau.make("contact", bureau.lin, name="王总", firm=firm)
    with bureau.work(bureau.wang) as work:
        intake.edit(work, "contact", contact, None, {"phone": "1", "name": "王"})
    assert told(bureau, firm, bureau.lin)[-1] == "Changed Name of Contact “王”"
    assert [data(bureau, firm, who)[-1]["fields"] for who in (bureau.wang, bureau.lin)] == [["name", "phone"], ["name"]]


def test_long_history_asks_no_more_than_a_short_one(bureau, firm):
    def asked():
        return statements(bureau, bureau.lin, lambda work: timeline.timeline(work, look(work, "firm", firm)))

    bureau.make("contact", bureau.lin, name="a", firm=firm)
    before = asked()
    for name in "bcde":
        bureau.make("contact", bureau.lin, name=name, firm=firm)
    assert asked() == before


@on_sqlite
def test_history_keeps_no_name_of_what_is_listed(bureau, firm):
    bureau.make("contact", bureau.lin, name="王总", firm=firm)
    with bureau.work() as work:
        from records import events

        (event,) = events.timeline(work.connection, "firm", firm, kinds=["related_added"])
    assert "王总" not in str(event.data)


@on_sqlite
def test_many_that_come_at_once_are_told_as_well(bureau, firm):
    with bureau.work(bureau.lin) as work:
        intake.submit_many(work, "contact", [{"name": name, "firm": firm} for name in "abc"], channel="page")
    assert told(bureau, firm) == [f"Added Contact “{name}”" for name in "abc"]


def test_merge_takes_what_is_listed_along_and_undo_brings_it_back(bureau):
    kept, gone = (bureau.make("firm", bureau.lin) for _ in range(2))
    contact = bureau.make("contact", bureau.lin, name="王总", firm=gone)
    with bureau.work(bureau.wang) as work:
        number = duplicates.merge(work, "firm", kept, gone, {})
    with bureau.work(bureau.lin) as work:
        assert listed(work, bureau, kept) == {"contact": ["王总"]}
        assert look(work, "contact", contact).values["firm"] == kept
    assert told(bureau, kept)[-1] == "Added Contact “王总”"
    with bureau.work(bureau.wang) as work:
        duplicates.unmerge(work, number)
    with bureau.work(bureau.lin) as work:
        assert listed(work, bureau, kept) == {"contact": []}
        assert listed(work, bureau, gone) == {"contact": ["王总"]}


def test_undone_merge_tells_only_of_the_one_that_went(bureau, firm):
    kept, gone = (bureau.make("contact", bureau.lin, name=name, firm=firm) for name in ("a", "b"))
    with bureau.work(bureau.wang) as work:
        number = duplicates.merge(work, "contact", kept, gone, {})
    with bureau.work(bureau.wang) as work:
        duplicates.unmerge(work, number)
    assert told(bureau, firm)[2:] == ["Took Contact “b” away", "Contact “b” is back"]


def imported(bureau, folder, rows, mode="update"):
    """An import of contacts by their phones; its number."""
    path = folder / "contacts.csv"
    path.write_text(rows, "utf-8")
    columns = ", ".join(f"{name}: {name}" for name in rows.splitlines()[0].split(","))
    text = f"kind: import_map\nid: contacts\nform: contact\nmode: {mode}\nkey: [phone]\ncolumns: {{{columns}}}\n"
    importer = Importer(bureau.database, bureau.catalog, SYSTEM, bureau.now)
    return importer, importer.run(load_map(text, bureau.catalog), read_source(path)).run


def test_undone_import_tells_where_records_went_and_came_back(bureau, firm, tmp_path):
    other = bureau.make("firm", bureau.lin)
    for name, phone in (("a", "1"), ("b", "2")):
        bureau.make("contact", bureau.lin, name=name, phone=phone, firm=firm)
    importer, run = imported(bureau, tmp_path, f"phone,name,firm\n1,a,{other}\n2,c,{firm}\n")
    importer.undo(run)
    assert told(bureau, other) == ["Added Contact “a”", "Took Contact “a” away"]
    assert sorted(told(bureau, firm)[4:]) == ["Added Contact “a”", "Changed Contact “b”"]


@on_sqlite
def test_undone_import_tells_that_what_it_made_went(bureau, firm, tmp_path):
    importer, run = imported(bureau, tmp_path, f"phone,name,firm\n1,a,{firm}\n", mode="create")
    importer.undo(run)
    assert told(bureau, firm) == ["Added Contact “a”", "Took Contact “a” away"]


WATCHED = {
    "forms/firm.yaml": FILES["forms/firm.yaml"].replace(
        "related:", "  - {id: known, type: rollup, of: contact, through: firm}\nrelated:"
    ),
    "pipelines/deals.yaml": """kind: pipeline
id: deals
form: firm
start: one
milestones:
  - {id: known, label: Known, when: "name = 'x'", unlocks: [{field: name, exempt: [manager, rep]}]}
stages:
  - {id: one, next: [two], tasks: [{id: call, label: Call, when: "name = 'x'"}]}
  - {id: two, outcome: won}
""",
    "forms/town.yaml": """kind: form
id: town
title: name
fields:
  - {id: name, type: text}
  - {id: firm, type: record_link, form: firm}
  - {id: of_firm, type: text, formula: "firm.name"}
""",
    "roles/desk.yaml": FILES["roles/desk.yaml"].replace("forms:\n", "forms:\n  town: {see: all}\n"),
}


@pytest.fixture
def watched(database, now):
    loaded = load_files({**FILES, **WATCHED})
    assert loaded.catalog, loaded.errors
    return Bureau(database, now, loaded.catalog)


@on_sqlite
def test_what_is_listed_is_no_news_of_the_record_itself(watched, monkeypatch):
    firm = watched.make("firm", watched.lin)
    looked = []
    for module in (standing_follower, reaching):
        name = "look_again_at" if module is standing_follower else "settle"
        monkeypatch.setattr(module, name, lambda work, form, *more, **also: looked.append(form))
    monkeypatch.setattr(linked_follower, "spread", lambda work, form, *more, **also: looked.append(form))
    with watched.work(watched.lin) as work:
        happened(work, *(event(work, "firm", firm, kind, of="contact", other=1) for kind in sorted(OF_OTHERS)))
    assert looked == []


def test_what_a_record_sums_up_of_those_listed_stays_right(watched):
    firm, other = (watched.make("firm", watched.lin) for _ in range(2))
    contact = watched.make("contact", watched.lin, firm=firm)
    with watched.work(watched.lin) as work:
        assert look(work, "firm", firm).values["known"] == 1
        intake.edit(work, "contact", contact, None, {"firm": other})
        assert [look(work, "firm", one).values["known"] for one in (firm, other)] == [0, 1]
        trash(work, "contact", contact)
        assert look(work, "firm", other).values["known"] == 0


@on_sqlite
def test_lists_know_by_which_links_they_are_made(bureau):
    assert [(one.by, one.to) for one in listed_on(bureau.catalog, "contact")] == [("firm", "firm")]
    assert listed_on(bureau.catalog, "note") == ()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{form: contct, by: firm}", "there is no form “contct”; did you mean contact?"),
        ("{form: contact, by: frm}", "“frm” of “Contact” is no field"),
        ("{form: contact, by: name}", "is no field that links to"),
        ("{form: contact, by: firm, columns: [phon]}", "has no field “phon”; did you mean phone?"),
        ("{form: contact, by: firm, sort: [-nme]}", "has no field “nme”; did you mean name?"),
        ("{form: contact, by: firm, colums: [phone]}", "did you mean columns?"),
    ],
)
def test_list_that_cannot_be_made_is_a_located_problem(written, sentence):
    firm = FILES["forms/firm.yaml"].replace("{form: contact, by: firm, columns: [phone]}", written)
    with pytest.raises(DefinitionError) as caught:
        catalog_of(firm=firm)
    problems = [problem.text("en") for problem in caught.value.problems]
    assert any("firm.yaml:7" in one and sentence in one for one in problems), problems


def test_list_that_stands_twice_is_a_problem():
    firm = FILES["forms/firm.yaml"] + "  - {form: contact, by: firm}\n"
    with pytest.raises(DefinitionError) as caught:
        catalog_of(firm=firm)
    assert "is listed already" in caught.value.problems[0].text("en")
