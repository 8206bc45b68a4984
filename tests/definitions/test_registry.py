"""A registry is whole before anybody finds something in it."""

from threading import Event, Thread

import pytest

from definitions import Registry
from definitions import registry as module


@pytest.fixture
def errands(monkeypatch):
    """A registry whose modules are loaded by what a test says."""
    kept = Registry("errands", "nowhere")
    monkeypatch.setattr(module, "entry_points", lambda group: ())

    def loads(how):
        monkeypatch.setattr(module, "load_all", lambda package: how(kept))
        return kept

    return loads


def test_who_looks_while_it_is_loaded_waits_for_all_of_it(errands):
    begun, goes_on, found = Event(), Event(), []

    def slowly(kept):
        begun.set()
        goes_on.wait(60)
        kept.register("notify")(len)

    kept = errands(slowly)
    first = Thread(target=kept.names)
    first.start()
    begun.wait(60)
    second = Thread(target=lambda: found.append(kept.find("notify")))
    second.start()
    second.join(0.2)
    goes_on.set()
    first.join()
    second.join()
    assert found == [len]


def test_load_that_failed_is_tried_again(errands):
    tries = []

    def at_second(kept):
        tries.append(1)
        if len(tries) == 1:
            raise ImportError("half written")
        kept.register("notify")(len)

    kept = errands(at_second)
    with pytest.raises(ImportError):
        kept.find("notify")
    assert kept.find("notify") is len


def test_what_is_being_loaded_may_look(errands):
    kept = errands(lambda kept: kept.register("notify")(kept.find))
    assert kept.names() == ("notify",)
