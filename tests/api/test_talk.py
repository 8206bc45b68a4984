"""What programs say about records, and whose words they may change."""

import pytest

from tests.api.conftest import LEADS, codes


@pytest.fixture
def hers(create) -> str:
    """The address of a record that 林晓雯 was given."""
    return f"{LEADS}/{create(industry='machining', region='east', budget=600_000)['id']}"


def test_a_comment_is_said_changed_and_taken_away(rep, hers):
    said = rep.post(f"{hers}/comments", {"words": "@陈立群 看一下"})
    assert said.status_code == 201 and [one["name"] for one in said.json["mentions"]] == ["陈立群"]
    changed = rep.patch(f"{hers}/comments/{said.json['id']}", {"words": "看过了"})
    assert changed.json["words"] == "看过了" and changed.json["edited_at"]
    rep.call("DELETE", f"{hers}/comments/{said.json['id']}")
    assert rep.get(f"{hers}/comments").json == {"comments": [], "next": None}
    assert "看" not in rep.get(f"{hers}/events", family="comments").text


def test_who_cannot_see_it_cannot_be_called(rep, hers):
    assert codes(rep.post(f"{hers}/comments", {"words": "@邓凯 看一下"})) == {"words": "cannot_see"}


def test_one_watches_for_oneself(rep, hers):
    assert [one["name"] for one in rep.post(f"{hers}/watchers").json["watchers"]] == ["林晓雯"]
    assert rep.call("DELETE", f"{hers}/watchers").json == {"watchers": []}


def test_an_event_tells_old_and_new(rep, hers):
    rep.patch(hers, {"company": "苏州恒锐"})
    [edited, *_] = rep.get(f"{hers}/events", family="changes").json["events"]
    assert edited["changes"][0]["after"] == "苏州恒锐" and "changes" in edited["families"]


def test_a_family_that_is_none_is_refused(rep, hers):
    assert rep.get(f"{hers}/events", family="coments").status_code == 422
