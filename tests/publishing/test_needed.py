"""A field that becomes required is told with how many records in flight lack it, and when it will be asked for."""

from __future__ import annotations

import pytest

from flows import intake, stages
from publishing import plan, publish

PATH = """kind: pipeline
id: repair
form: ticket
label: Repair
start: look
stages:
  - {id: look, label: {zh: 查看, en: Look}, next: [fix]}
  - {id: fix, label: {zh: 维修, en: Fix}, next: [done]GATE}
  - {id: done, label: Done, outcome: wonASK}
"""
NEW = "  - {id: brand, type: text, label: {zh: 设备品牌, en: Brand}SETTINGS}\n"
SITE = "  - {id: site, type: text, label: {zh: 地点, en: Site}}\n"


class Shop:
    """A repair shop with one ticket that is looked at, two that are mended and one that is done."""

    def __init__(self, workspace, files, now):
        self.workspace, self.now = workspace, now
        self.form = files["shop/forms/ticket.yaml"]
        self.files = {**files, **self.path(), "shop/forms/ticket.yaml": self.form + SITE}
        publish(workspace, self.files, author=None, message="", now=now)
        for values, way in (({}, []), ({}, ["fix"]), ({"site": "east"}, ["fix"]), ({}, ["fix", "done"])):
            self.ticket(values, way)

    @staticmethod
    def path(gate="", ask=""):
        return {"shop/pipelines/repair.yaml": PATH.replace("GATE", gate).replace("ASK", ask)}

    def ticket(self, values, way):
        with self.workspace.database.transaction() as connection:
            work = self.workspace.work(connection, None, self.now)
            record = intake.submit(work, "ticket", {"machine": "press", **values}, channel="page").record_id
            for stage in way:
                stages.advance(work, "ticket", record, stage)

    def told(self, fields, language="en", **path):
        """The warnings of the plan about what becomes required."""
        files = {**self.files, **self.path(**path), "shop/forms/ticket.yaml": self.form + fields}
        made = plan(self.workspace, files)
        assert not made.errors
        told = [problem.sentence(language) for problem in made.problems if problem.key == "publishing.needed"]
        assert all(one in made.words(language) for one in told)
        return told


@pytest.fixture
def shop(workspace, files, now):
    return Shop(workspace, files, now)


def brand(settings):
    return SITE + NEW.replace("SETTINGS", f", {settings}" if settings else "")


def test_new_required_field_counts_records_in_flight(shop):
    assert shop.told(brand("required: true")) == [
        "3 records in flight have no “Brand” yet; it will be asked for on saving"
    ]
    assert shop.told(brand("required: true"), "zh") == ["3 条在途记录还没有「设备品牌」，保存时会被要求"]


def test_old_field_counts_only_what_is_empty(shop):
    must = SITE.replace("}}", "}, required: true}")
    assert shop.told(must)[0].startswith("2 records in flight have no “Site” yet")


def test_stage_right_counts_who_comes_by(shop):
    (told,) = shop.told(brand("rights: [{roles: [admin], stages: [look], be: required}]"), "zh")
    assert told.startswith("1 条在途记录还没有「设备品牌」") and "查看" in told and "Admin" in told


def test_gate_and_question_on_entering_are_told(shop):
    told = shop.told(brand(""), gate=", leave_when: filled(brand)", ask=", ask: [site]")
    assert told == [
        "2 records in flight have no “Site” yet; it will be asked for on entering “Done”",
        "3 records in flight have no “Brand” yet; it will be asked for on leaving “Fix”",
    ]


def test_condition_is_said_and_not_counted(shop):
    (told,) = shop.told(brand("required_when: site == 'east'"))
    assert told.endswith("where its condition holds")


def test_what_nobody_lacks_is_not_told(shop):
    assert shop.told(brand("")) == []
    shop.files = {**shop.files, "shop/forms/ticket.yaml": shop.form + brand("required: true")}
    publish(shop.workspace, shop.files, author=None, message="", now=shop.now)
    assert shop.told(brand("required: true, help: The maker's name")) == []
