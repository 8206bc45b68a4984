"""A lead that asks for scheduling: a project of eleven steps, held up by a holiday, let off more as it gets further."""

from datetime import date

import pytest

from flows import intake, look, milestones, pausing, stages
from flows import tasks as work_tasks
from forms import Invalid, record_values
from records import tasks, visits
from tests.web.office import Office
from tests.world import done

pytestmark = pytest.mark.both_databases
REP, CHIEF = "lin.xiaowen", "chen.liqun"
# Every step with what is filled in on the way out of it.
STEPS = {
    "need_confirmed": {"need": "插单一多就乱"},
    "site_survey": {"budget": "800000"},
    "data_ready": {},
    "proposal": {},
    "trial": {},
    "business_case": {"demo_feedback": "排得比老师傅快"},
    "steering": {},
    "quote": {"decision_maker": "总经理王建国"},
}


@pytest.fixture
def lead(office) -> int:
    record = office.submit(product_line="scheduling", industry="machining", region="east")
    office.give(record, REP)
    return record


def values(office: Office, record: int, form: str = "lead") -> dict:
    with office.work() as work:
        return record_values(look(work, form, record).row)


def do_all(office: Office, record: int) -> None:
    """The rep does what the stage asks for."""
    with office.work() as work:
        stage = look(work, "lead", record).row.stage
        due = [row for row in tasks.open_of(work.connection, "lead", record) if row.stage == stage and row.must]
        checks = {row.id: work_tasks.definition_of(look(work, "lead", record), row).checks for row in due}
    for row in due:
        with office.work(REP) as work:
            done(work, row.id, checks=[item.id for item in checks[row.id]])


def go_to(office: Office, record: int, stage: str, **answers) -> None:
    do_all(office, record)
    with office.work(REP) as work:
        stages.advance(work, "lead", record, stage, answers=answers)
    office.deliver()


def reached(office: Office, record: int) -> set[str]:
    with office.work() as work:
        return {one.id for one in milestones.of_record(work, look(work, "lead", record)) if one.reached_at}


def test_a_project_goes_its_own_way(office, lead):
    # What they ask for chooses the path.
    assert values(office, lead)["pipeline"] == "scheduling_pipeline"
    path = iter(STEPS.items())
    for _ in range(4):
        stage, answers = next(path)
        go_to(office, lead, stage, **answers)

    # Before a trial nobody gives more than 5 % away.
    with office.work(REP) as work, pytest.raises(Invalid):
        intake.edit(work, "lead", lead, None, {"quote": "500000", "discount": "10"})

    # Their planner is on holiday for two weeks: the demo waits, and nobody is warned.
    with office.work(CHIEF) as work:
        pausing.pause(work, "lead", lead, "计划主管休假", until=date(2026, 12, 8))
    office.passes(days=10)
    assert values(office, lead)["stage_due_at"] is None
    office.passes(days=4)
    row = values(office, lead)
    assert row["paused_at"] is None and row["stage_due_at"].date() > date(2026, 12, 8)

    # The trial goes well, and unlocks 15 %; their management agrees, and unlocks 25 %.
    for stage, answers in path:
        go_to(office, lead, stage, **answers)
        if stage == "business_case":
            assert reached(office, lead) == {"trial_passed"}
    assert reached(office, lead) == {"trial_passed", "board_agreed"}
    with office.work(REP) as work:
        intake.edit(work, "lead", lead, None, {"quote": "500000", "discount": "10"})
    go_to(office, lead, "negotiation")

    # Back to the business case: what management agreed to has to be agreed to again, the trial counts.
    with office.work(REP) as work:
        stages.advance(work, "lead", lead, "quote")
        stages.advance(work, "lead", lead, "business_case")
    assert reached(office, lead) == {"trial_passed"}

    # And through to the signature, which makes them a customer with a contract.
    for stage in ("steering", "quote", "negotiation"):
        go_to(office, lead, stage)
    go_to(office, lead, "signed", contract_amount="450000", contract_no="HT-7", contract_start="2027-01-04")
    won = values(office, lead)
    assert won["outcome"] == "won" and values(office, won["contract"], "contract")["contract_no"] == "HT-7"
    with office.work() as work:
        stood_in = {stay.stage for stay in visits.of_record(work.connection, "lead", lead)}
    assert len(stood_in) == 11
