"""Two browsers at once: what each does to a form of the draft is there afterwards."""

from threading import Thread

import pytest

from definitions import read_folder
from publishing import Settings, Workspace, designing, publish
from records import drafts
from tests.world import CONFIGS
from web.designer.saving import do, path_in

pytestmark = pytest.mark.parametrize("store", ["postgresql"], indirect=True)


@pytest.fixture
def workspace(database_url, tmp_path, now):
    made = Workspace(Settings(tmp_path, database_url))
    publish(made, read_folder(CONFIGS / "orders"), author=None, message="", now=now)
    yield made
    made.database.dispose()


def add(work, id):
    do(work, path_in(work, "order"), (designing.AddField(id, "text", id),), opened="")


def test_two_acts_at_one_moment_are_both_kept(workspace, now):
    def other():
        with workspace.database.transaction() as connection:
            add(workspace.work(connection, None, now), "second")

    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        add(work, "first")
        waiting = Thread(target=other)
        waiting.start()
        waiting.join(0.5)
    waiting.join()
    with workspace.database.reading() as connection:
        [text] = [file.text for file in drafts.listing(connection) if file.path.endswith("order.yaml")]
    assert "id: first" in text and "id: second" in text
