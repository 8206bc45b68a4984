"""What the pack makes of a lead: a review that is waited for, then customer, contract and hand-over."""

from flows import linking, look, stages
from forms import record_values
from records import tasks
from tests.world import done


def take_to(office, lead, stage, **more):
    with office.work() as work:
        stages.advance(work, "lead", lead, stage, **more)
    office.deliver()


def linked(office, form, record):
    with office.work() as work:
        return {one.form: one for one in linking.linked_to(work, look(work, form, record))}


def values(office, form, record):
    with office.work() as work:
        return record_values(look(work, form, record).row)


def test_much_at_stake_is_reviewed_before_the_demo(office):
    lead, small = office.submit(budget="2000000"), office.submit(budget="200000", phone="13900139000")
    for each in (lead, small):
        take_to(office, each, "proposal", skip_reason="knows_us")
    assert linked(office, "lead", small) == {}
    review = linked(office, "lead", lead)["technical_review"]
    with office.work() as work:
        look_task = next(row for row in tasks.open_of(work.connection, "technical_review", review.record))
        done(work, look_task.id, checks={"machines": True})
        stages.advance(work, "technical_review", review.record, "feasible", answers={"findings": "接口齐全"})
    office.deliver()
    with office.work() as work:
        states = tasks.states_of(work.connection, "lead", [lead])[lead]
    assert states["technical_review"] == "done" and values(office, "lead", lead)["review_findings"] == "接口齐全"


def test_won_lead_becomes_customer_and_contract(office):
    lead = office.submit(budget="200000", city="苏州")
    take_to(office, lead, "quote", skip_reason="straight_to_quote")
    take_to(office, lead, "signed", skip_reason="knows_us", answers={"contract_amount": "180000"})
    made = values(office, "lead", lead)
    customer, contract = values(office, "customer", made["customer"]), values(office, "contract", made["contract"])
    assert customer["city"] == "苏州" and customer["lead"] == lead
    assert (contract["amount"], contract["customer"]) == (180000, made["customer"])
    assert values(office, "service_order", made["handover"])["lead"] == lead


def sign(office, lead, **answers):
    take_to(office, lead, "quote", skip_reason="straight_to_quote")
    take_to(office, lead, "signed", skip_reason="knows_us", answers={"contract_amount": "180000", **answers})
    return values(office, "lead", lead)


def test_signing_asks_for_who_signs_number_and_start(office):
    signed = {"customer_name": "恒锐集团", "contract_no": "HT-2026-7", "contract_start": "2026-12-01"}
    made = sign(office, office.submit(), **signed)
    customer, contract = values(office, "customer", made["customer"]), values(office, "contract", made["contract"])
    assert customer["company"] == contract["company"] == "恒锐集团"
    assert (contract["contract_no"], contract["starts_on"].isoformat()) == ("HT-2026-7", "2026-12-01")


def test_customer_who_is_there_already_is_taken(office):
    first = sign(office, office.submit(company="苏州恒锐精密机械有限公司"))
    second = sign(office, office.submit(company="恒锐精密机械", phone="13900139001"))
    assert first["customer"] == second["customer"] and first["contract"] != second["contract"]
    assert values(office, "contract", second["contract"])["customer"] == first["customer"]


def test_another_company_is_another_customer(office):
    first = sign(office, office.submit(company="苏州恒锐精密机械有限公司"))
    second = sign(office, office.submit(company="宁波海晟注塑有限公司", phone="13900139001"))
    assert first["customer"] != second["customer"]


def test_service_has_a_day_for_the_hand_over(office):
    lead = office.submit()
    made = sign(office, lead)
    with office.work() as work:
        due = {row.task: row.due_at for row in tasks.open_of(work.connection, "lead", lead)}
        order = look(work, "service_order", made["handover"]).row
    assert (due["hand_over"] - office.now).total_seconds() == 24 * 3600
    assert (order.stage_due_at - office.now).total_seconds() == 24 * 3600


def test_scheduling_lead_goes_its_own_way(office):
    lead = office.submit(product_line="scheduling")
    assert values(office, "lead", lead)["pipeline"] == "scheduling_pipeline"
    assert values(office, "lead", office.submit(phone="13900139001"))["pipeline"] == "lead_pipeline"


def test_customer_that_nobody_has_to_own_says_nothing_of_owners(office, admin):
    lead = office.submit()
    take_to(office, lead, "quote", skip_reason="straight_to_quote")
    take_to(office, lead, "signed", skip_reason="knows_us", answers={"contract_amount": "180000"})
    customer = values(office, "lead", lead)["customer"]
    head = admin.get(f"/records/customer/{customer}").text.split('id="rec-head"')[1].split("</header>")[0]
    assert "没人负责" not in head
