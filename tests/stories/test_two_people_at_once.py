"""Two people do the same thing in the same moment: it happens once, and the second is told."""

from threading import Barrier, Thread

from definitions import Refused
from flows import assignment, stages
from records import tasks, visits
from tests.world import done


def both(world, do):
    """Run it twice at once; what was refused comes back as the refusal."""
    results, start = [], Barrier(2)

    def one():
        start.wait()
        try:
            with world.work(world.manager) as work:
                results.append(do(work))
        except Refused as refusal:
            results.append(refusal)

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for result in results if isinstance(result, Refused)]


def test_two_complete_one_task(world):
    order = world.submit()
    with world.work() as work:
        call = tasks.open_of(work.connection, "order", order)[0].id
    refused = both(world, lambda work: done(work, call))
    assert len(refused) == 1
    assert world.told(order).count("task_completed") == 1


def test_two_move_one_record(world):
    order = world.submit()
    refused = both(world, lambda work: stages.advance(work, "order", order, "lost", answers={"lost_reason": "价格"}))
    assert len(refused) == 1
    assert "王主管" in refused[0].text("zh")
    with world.work() as work:
        assert len(visits.of_record(work.connection, "order", order)) == 2


def test_two_claim_one_record(world):
    order = world.submit()
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, pool="shelf")
    results, start = [], Barrier(2)

    def claim(person):
        start.wait()
        try:
            with world.work(person) as work:
                results.append(assignment.claim(work, "order", order))
        except Refused as refusal:
            results.append(refusal)

    threads = [Thread(target=claim, args=(person,)) for person in (world.lin, world.zhao)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert world.row(order).owner in (world.lin, world.zhao)
