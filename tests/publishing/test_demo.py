"""The demo shows something of everything: each way a lead's life may go, and work in somebody's hands."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from publishing import Settings, Workspace, first_packs, install
from publishing.demo import loading
from publishing.demo.loading import _read as read
from publishing.demo.speaking import spoken
from publishing.packs import find_pack
from records import tables
from records.enrolments import UNDER_WAY
from records.tables.cadence import enrolment

# The demo takes long to live through: one process does it for all of these.
pytestmark = pytest.mark.xdist_group("demo")

PACK = find_pack("b2b-leads").root / "demo"
HAN = re.compile("[\u4e00-\u9fff]")
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
SOME = 60


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The pack's demo with fewer records, lived through once."""
    workspace = Workspace(Settings.read(tmp_path_factory.mktemp("demo")))
    workspace.database.create()
    for pack in first_packs():
        install(workspace, pack, author=None, now=NOW)
    read_all = loading._read
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loading, "_read", lambda file: _fewer(read_all(file)))
        list(loading.load_demo(workspace, "b2b-leads", now=NOW))
    with workspace.database.reading() as connection:
        yield connection
    workspace.database.dispose()


def _fewer(described):
    return {**described, "count": SOME} if "count" in described else described


def texts(value):
    """Every text in the values of a file."""
    if isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def _counted(demo, *columns):
    return Counter(tuple(row) if len(row) > 1 else row[0] for row in demo.execute(select(*columns)))


def test_every_outcome_is_there(demo):
    visit = tables.stage_visit.c
    standing = select(visit.outcome).where(visit.form == "lead", visit.left_at.is_(None))
    assert {"open", "won", "lost", "parked", "invalid"} <= set(demo.scalars(standing))


def test_some_woke_and_some_were_taken_up_again(demo):
    hows = _counted(demo, tables.stage_visit.c.how)
    assert hows["woken"] > 0 and hows["returned"] > 0


def test_both_product_lines_are_sold(demo):
    lines = _counted(demo, tables.stage_visit.c.pipeline)
    assert lines["lead_pipeline"] > 0 and lines["scheduling_pipeline"] > 0


def test_some_are_nurtured(demo):
    states = _counted(demo, enrolment.c.state)
    assert states["stopped"] > 0 and any(states[state] for state in UNDER_WAY)


def test_hand_overs_are_worked_on(demo):
    visit = tables.stage_visit.c
    standing = Counter(demo.scalars(select(visit.stage).where(visit.form == "service_order", visit.left_at.is_(None))))
    task = tables.task.c
    left = (task.form == "service_order", task.state == "open")
    late = demo.scalars(select(task.id).where(*left, task.due_at < NOW)).all()
    assert standing["settled"] > sum(standing.values()) / 2
    assert len(late) <= len(demo.scalars(select(task.id).where(*left)).all()) / 2


def test_every_contact_has_its_next_step(demo):
    event = tables.event.c
    said = demo.scalars(select(event.data).where(event.form == "lead", event.kind == "contact_logged")).all()
    assert len(said) > SOME and sum(bool(one.get("next_step")) for one in said) > len(said) * 0.8


def test_many_know_who_has_a_say(demo):
    parts = Counter(demo.scalars(text("SELECT f_part FROM r_buying_contact")))
    assert sum(parts.values()) > SOME / 2 and parts["decides"] and parts["champion"]


def test_people_who_have_a_say_are_those_of_the_customer_too(demo):
    signed = demo.execute(
        text("SELECT c.f_customer, l.f_customer FROM r_buying_contact c JOIN r_lead l ON l.id = c.f_lead")
    ).all()
    assert all(theirs == ours for theirs, ours in signed) and any(ours for _, ours in signed)


def test_nobody_is_asked_for_the_same_twice(demo):
    task = tables.task.c
    left = (task.form == "lead", task.state == "open", task.how.in_(("opened", "contact")))
    asked = Counter(map(tuple, demo.execute(select(task.record, task.task, task.assignee).where(*left))))
    assert max(asked.values(), default=1) == 1


def test_what_is_late_is_somebodys(demo):
    task = tables.task.c
    late = select(task.assignee).where(task.form == "lead", task.state == "open", task.due_at < NOW)
    whose = Counter(demo.scalars(late))
    assert whose and whose[None] <= sum(whose.values()) / 4


WORDS = read(PACK / "en.yaml")["words"]


def test_an_english_demo_says_the_same_in_english():
    described = spoken(read(PACK / "records.yaml"), WORDS)
    assert described["next"][0] == "Send how others in the trade do it, ask what they think"
    assert [len(each) for each in described["back"].values()] == [2, 2, 2, 1] and described["seed"] == 20261124


def test_every_sentence_of_the_demo_is_there_in_english():
    """Whoever adds one adds it in both; a word too many says that one was changed."""
    said = [*texts(read(PACK / "records.yaml")), *texts(read(PACK / "reviews.yaml"))]
    sentences = {each for each in said if HAN.search(each) and re.search("[，。：？]", each)}
    assert sentences <= WORDS.keys() <= set(said)
    assert not any(HAN.search(each) for each in WORDS.values())
