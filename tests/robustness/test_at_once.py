"""Several people, programs and admins do the same thing in the same moment, through real processes."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from definitions import Refused
from flows import assignment
from publishing import publish
from records import revisions
from tests.robustness.firm import lead

RIVALS = ("zhou.wenbo", "zhao.qihang")  # 林晓雯 had it before, so that she would be told to wait


def at_once(*deeds) -> list:
    """The results of deeds that begin together."""
    start = Barrier(len(deeds))

    def do(deed):
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(do, deed) for deed in deeds]]


def test_of_two_who_claim_one_gets_it(firm, token_of):
    programs = {login: token_of(login) for login in RIVALS}
    leads = [pooled(firm, number) for number in range(3)]
    firm.server.start("--no-demo", "--workers", "2")
    for record in leads:
        answers = at_once(*(partial(claim, firm, token, record) for token in programs.values()))
        assert sorted(answer.status for answer in answers) == [200, 409]
        winner = next(login for login, answer in zip(RIVALS, answers, strict=True) if answer.status == 200)
        told = next(answer for answer in answers if answer.status == 409)
        assert firm.office.people[winner].name in str(told.body)
    assert firm.half_done() == []


def test_of_two_admins_one_publishes(firm):
    with firm.office.work() as work:
        files, base = work.catalog.files, work.catalog.revision
    texts = [{**files, f"extra/forms/{name}.yaml": form(name)} for name in ("visit", "quote")]
    results = at_once(*(partial(published, firm, text, base) for text in texts))
    assert sorted(type(result).__name__ for result in results) == ["Published", "Refused"]
    with firm.office.work() as work:
        assert revisions.current_number(work.connection) == base + 1


def test_two_processes_publish_one_after_the_other(firm, tmp_path):
    places = [tmp_path / f"{name}.yaml" for name in ("visit", "quote")]
    for place in places:
        place.write_text(form(place.stem), "utf-8")
    runs = at_once(*(partial(firm.server.command, "publish", str(place), check=False) for place in places))
    assert 0 in [run.returncode for run in runs]
    assert not [run.stderr for run in runs if "Traceback" in run.stderr]
    for place in places:
        firm.server.command("publish", str(place))
    with firm.office.work() as work:
        assert {"visit", "quote", "lead"} <= {form.id for form in work.catalog.all("form")}


def test_more_clients_than_connections_all_get_answers(firm, token_of):
    token = token_of("xu.lan")
    firm.server.start("--no-demo", "--threads", "64")
    answers = at_once(*(partial(one_call, firm, token, number) for number in range(60)))
    assert {answer.status for answer in answers} == {200, 201}
    assert firm.half_done() == []


def claim(firm, token, record):
    return firm.ask(f"/records/lead/{record}/assignment", token, {"claim": True})


def one_call(firm, token, number):
    """Every third program writes, the others read."""
    if number % 3:
        return firm.ask("/records/lead", token)
    return firm.ask("/records/lead", token, lead(number))


def pooled(firm, number) -> int:
    """A lead that nobody owns."""
    record = firm.office.submit(phone=lead(number)["phone"])
    with firm.office.work("xu.lan") as work:
        assignment.assign(work, "lead", record, pool="lead_pool")
    return record


def published(firm, files, base):
    try:
        return publish(firm.office.workspace, files, author=None, message="", now=firm.office.now, base=base)
    except Refused as refusal:
        return refusal


def form(name: str) -> str:
    return f"kind: form\nid: {name}\nlabel: {name}\ntitle: a\nfields: [{{id: a, type: text, label: A}}]\n"
