"""Whatever is done with a sensitive value, no table holds it in plain text."""

from __future__ import annotations

import json

import pytest

from definitions import Refused
from flows import bulk, duplicates, importing, intake, look, trash
from flows.kept_sealed import sealed_bytes, sealed_for, unsealed, unsealed_bytes
from flows.linking.filling import Giving
from flows.record_story.showing import record_words
from flows.sealing import sealed_line
from flows.stored import house_env
from flows.written import Written, raw_values
from forms import Invalid, ListQuery, WantedView, bind, export_csv, form_of, keep_view, read_source, run, told_values
from records import events, field_keys, imports
from rules import parse
from tests.everywhere import places_of
from tests.flows.sensitive.telling import (
    CARD,
    CARD_2,
    CARD_3,
    MAIL,
    MAIL_2,
    MOBILE,
    MOBILE_2,
    MOBILE_3,
    NOTE,
    SHORT,
    SHORT_2,
)

SECRETS = (MOBILE, MOBILE_2, SHORT, SHORT_2, MAIL, MAIL_2, CARD, CARD_2, CARD_3, MOBILE_3, NOTE)


def submit(world, **values):
    with world.work(world.lin) as work:
        return intake.submit(work, "order", {"customer": "润扬轴承", **values}, channel="page").record_id


def edit(world, record, person=None, **values):
    with world.work(person or world.lin) as work:
        return intake.edit(work, "order", record, None, values)


def import_file(world, tmp_path, text, key):
    path = tmp_path / "orders.csv"
    path.write_text(text, "utf-8")
    source = read_source(path)
    columns = {"客户": "customer", "手机": "mobile", "证件": "id_card"}
    with world.work(world.manager) as work:
        number = importing.receive(work, "order", source, list(source.rows))
        importing.choose(work, imports.get(work.connection, number), importing.Mapping(columns, "upsert", key))
    for _ in range(6):
        world.deliver()
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    for _ in range(6):
        world.deliver()
    return number


def test_no_table_ever_holds_a_plain_value(world, database, tmp_path):
    record = submit(world, mobile=MOBILE, mail=MAIL, id_card=CARD, secret_note=NOTE)
    other = submit(world, mobile=MOBILE, id_card=CARD_2)
    edit(world, record, mobile=MOBILE_2, mail=MAIL_2)
    number = import_file(
        world, tmp_path, f"客户,手机,证件\n润扬,{MOBILE_2},{CARD_3}\n新客,{MOBILE_3},{CARD}\n", ("mobile",)
    )
    with world.work(world.manager) as work:
        report = "".join(map(str, importing.report_lines(work, imports.get(work.connection, number))))
        assert MOBILE_3 not in report and CARD_3 not in report
        assert imports.get(work.connection, number).counts == {"updated": 1, "created": 1}
        act = bulk.begin(work, "order", [record], bulk.Setting("need", "x")).id
        bulk.undo(work, act)
        merged = duplicates.merge(work, "order", record, other, {"mobile": "other"})
        exported = "".join(export_csv(work, ListQuery("order")))
    assert MOBILE_2 not in exported and SHORT_2 not in exported and "138****1234" in exported
    with world.work(world.manager) as work:
        duplicates.unmerge(work, merged, "order")
        trash.trash(work, "order", other)
        trash.restore(work, "order", other)
        shown = bind(form_of(work.catalog, "order"), work, look(work, "order", record).row)
    assert shown["mobile"].shown == "139****4321"
    world.passes(days=3)
    world.tick()
    assert {secret: places_of(database, secret) for secret in SECRETS} == {secret: [] for secret in SECRETS}


def test_equal_values_are_found_and_matched(world):
    first = submit(world, mobile=MOBILE, id_card=CARD)
    second = submit(world, mobile="+86 " + SHORT, id_card=CARD)
    with world.work(world.manager) as work:
        kinds = [event.kind for event in events.timeline(work.connection, "order", second)]
        by_filter = run(work, ListQuery.from_args("order", {"f": f"mobile:is:{SHORT}"}))
        by_search = run(work, ListQuery("order", search=MOBILE))
        part = run(work, ListQuery("order", search=SHORT[-4:]))
    assert "duplicate_found" in kinds
    assert {row.id for row in by_filter.rows} == {first, second} == {row.id for row in by_search.rows}
    assert not part.rows


def test_masked_value_sent_back_changes_nothing(world):
    record = submit(world, mobile=MOBILE, mail=MAIL, id_card=CARD)
    masked = {"mobile": "138****1234", "mail": "l***@example.com", "id_card": "3***X", "need": "x"}
    assert set(edit(world, record, **masked).changes) == {"need"}
    assert set(edit(world, record, mobile=MOBILE).changes) == set()


def test_value_is_handed_on_to_another_sensitive_field_only(world):
    record = submit(world, mobile=MOBILE)
    with world.work() as work:
        given = Giving(work, look(work, "order", record), house_env(work))
        raw = raw_values({"mobile": Written(formula=parse("mobile"))}, given, "order")
        other = intake.submit(work, "order", {"customer": "另一家", **raw}, channel="automation").record_id
        assert look(work, "order", other).values["mobile"] == look(work, "order", record).values["mobile"]
        assert (
            record_words(work, look(work, "order", record), reader=work.actor, language="zh", timezone="UTC")["mobile"]
            == "138****1234"
        )


def test_programs_outside_are_told_a_part(world):
    record = submit(world, mobile=MOBILE, id_card=CARD)
    with world.work() as work:
        values = look(work, "order", record).values
        told = told_values(
            work.catalog, "order", {name: values[name] for name in ("mobile", "id_card", "mail", "need")}
        )
    assert told == {"mobile": "138****1234", "id_card": "3***X", "mail": None, "need": None}


def test_form_that_waits_and_what_comes_in_are_encrypted_whole(world):
    form = form_of(world.catalog, "order")
    kept = sealed_for(form, {"mobile": SHORT})
    assert SHORT not in kept and unsealed(kept) == {"mobile": SHORT}
    body = sealed_bytes(form, f'{{"mobile": "{SHORT}", "x": "他"}}'.encode())
    assert SHORT.encode() not in body and SHORT.encode() in unsealed_bytes(body)
    assert unsealed_bytes(b"plain") == b"plain" and unsealed([1]) == [1]


@pytest.mark.parametrize("cells", [["lws1.abc", SHORT], [f"see lws1.0.0 {SHORT}"], [SHORT]])
def test_line_with_a_cell_that_only_looks_encrypted_is_encrypted_whole(world, cells):
    sealed = sealed_line(json.dumps(cells))
    assert SHORT not in sealed and unsealed(json.loads(sealed)[0]) == cells
    assert sealed_line(sealed) == sealed


def test_view_cannot_keep_a_value(world):
    with world.work(world.manager) as work, pytest.raises(Refused, match="plain text"):
        keep_view(work, ListQuery.from_args("order", {"f": f"mobile:is:{SHORT}"}), WantedView("mine"))


def test_view_cannot_keep_a_searched_value(world):
    submit(world, mobile=MOBILE, id_card=CARD)
    with world.work(world.manager) as work:
        for words in (MOBILE_2, CARD):
            with pytest.raises(Refused, match="empty the search box"):
                keep_view(work, ListQuery.from_args("order", {"q": words}), WantedView("mine"))
        keep_view(work, ListQuery.from_args("order", {"q": "no such card"}), WantedView("mine"))


def test_many_records_are_not_given_one_value(world):
    record = submit(world, mobile=MOBILE)
    with world.work(world.manager) as work, pytest.raises(Refused, match="differs from record to record"):
        bulk.begin(work, "order", [record], bulk.Setting("mobile", MOBILE_2))


def test_encrypted_text_from_elsewhere_is_refused(world):
    record = submit(world, mobile=MOBILE)
    token = str(field_keys.seal(CARD))
    with world.work(world.lin) as work, pytest.raises(Invalid):
        intake.edit(work, "order", record, None, {"id_card": token})


def test_record_is_anonymised_with_its_history(world, database):
    record = submit(world, mobile=MOBILE)
    edit(world, record, mobile=MOBILE_2)
    with world.work() as work:
        assert events.forget_values(work.connection, "order", record, ["mobile"]) == 1
        [edited] = [e for e in events.timeline(work.connection, "order", record) if e.kind == "edited"]
    assert edited.data["changes"]["mobile"] == [None, None]


def test_import_that_is_taken_back_brings_the_old_value(world, tmp_path, database):
    record = submit(world, mobile=MOBILE, id_card=CARD)
    number = import_file(world, tmp_path, f"客户,手机,证件\n润扬,{SHORT},{CARD_3}\n", ("mobile",))
    with world.work(world.manager) as work:
        changed = look(work, "order", record).values["id_card"]
        importing.undo_run(work, imports.get(work.connection, number))
        back = look(work, "order", record).values["id_card"]
    opened = field_keys.open_sealed
    assert (opened(changed), opened(back)) == (CARD_3, CARD)
    assert places_of(database, CARD_3) == []
