"""Published sets of files, and the draft of the next one."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from definitions import NotFound
from records import Database, drafts, packs, revisions
from records.drafts import DraftFile

FILES = {"forms/ticket.yaml": "kind: form # 工单\n", "forms/visit.yaml": "kind: form\n"}


def publish(database: Database, now, files=FILES, **options: object) -> int:
    with database.transaction() as connection:
        return revisions.publish(connection, files, author=1, message="first", now=now, **options)


def test_revisions_are_numbered_from_one(database, now):
    with database.reading() as connection:
        assert revisions.current_number(connection) == 0
    assert [publish(database, now), publish(database, now)] == [1, 2]
    with database.reading() as connection:
        assert revisions.current_number(connection) == 2


def test_files_come_back_byte_for_byte(database, now):
    publish(database, now)
    publish(database, now, {"forms/ticket.yaml": "changed"})
    with database.reading() as connection:
        assert revisions.files_of(connection, 1) == FILES
        assert revisions.files_of(connection, 2) == {"forms/ticket.yaml": "changed"}


def test_the_same_files_have_the_same_digest(database, now):
    publish(database, now)
    publish(database, now, dict(reversed(FILES.items())), rolled_back_to=1)
    publish(database, now, {**FILES, "forms/visit.yaml": "kind: other\n"})
    with database.reading() as connection:
        third, second, first = revisions.listing(connection)
    assert (second.digest == first.digest, third.digest == first.digest) == (True, False)
    assert (second.rolled_back_to, second.author, second.message) == (1, 1, "first")


def test_an_unknown_revision_is_refused(database):
    with database.reading() as connection, pytest.raises(NotFound, match="7"):
        revisions.files_of(connection, 7)


def test_an_empty_revision_is_one_too(database, now):
    assert publish(database, now, {}) == 1
    with database.reading() as connection:
        assert revisions.files_of(connection, 1) == {}


def test_publishing_at_once_gives_each_a_number(database, now):
    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(lambda _: publish(database, now), range(12))) == list(range(1, 13))


def test_a_draft_lies_over_the_published_files(database, now):
    with database.transaction() as connection:
        drafts.save(connection, DraftFile("forms/ticket.yaml", "a", 1, 1, now))
        drafts.save(connection, DraftFile("forms/ticket.yaml", "b", 1, 1, now))
        drafts.save(connection, DraftFile("forms/visit.yaml", None, 1, 1, now))
        assert drafts.over(connection, FILES) == {"forms/ticket.yaml": "b"}


def test_a_draft_is_discarded_by_file_or_whole(database, now):
    with database.transaction() as connection:
        for path in "abc":
            drafts.save(connection, DraftFile(path, "x", 1, 1, now))
        assert drafts.discard(connection, "a") == 1
        assert [file.path for file in drafts.listing(connection)] == ["b", "c"]
        assert drafts.discard(connection) == 2


def test_a_pack_is_kept_as_it_came_each_time(database, now):
    first, second = {"repairs/pack.yaml": "1"}, {"repairs/pack.yaml": "2", "repairs/forms/ticket.yaml": "a"}
    with database.transaction() as connection:
        for revision, files in ((1, first), (4, first), (4, second)):
            packs.keep(connection, "repairs", files, revision=revision, version=f"1.{revision}", now=now)
        came = packs.came(connection, "repairs")
        assert [(pack.revision, pack.version, pack.at) for pack in came] == [(4, "1.4", now), (1, "1.1", now)]
        assert [packs.files_of(connection, pack) for pack in came] == [second, first]
        assert packs.came(connection, "others") == ()


def test_two_who_keep_one_text_at_once_both_keep_it(database):
    def keep():
        with database.transaction() as connection:
            revisions.keep_texts(connection, ["kind: form\n"])

    with ThreadPoolExecutor(1) as other:
        with database.transaction() as connection:
            revisions.keep_texts(connection, ["kind: form\n"])
            waiting = other.submit(keep)
            sleep(0.3)
        waiting.result()
    with database.reading() as connection:
        digest = revisions.digest_of_text("kind: form\n")
        assert revisions.texts_of(connection, [digest]) == {digest: "kind: form\n"}
