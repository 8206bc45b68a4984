"""A demo's reviews: opened by real readings on the way, looked after by their owners, measured again."""

from datetime import timedelta

from publishing.demo.reviewing import Watching
from reports import reviews

ALERT = "lead_closure_below_80"
PLAN = [
    {
        "alert": ALERT,
        "acts": [
            {"after_days": 1, "cause": "没人值守", "action": "排值班", "state": "acting"},
            {"after_days": 3, "state": "measuring"},
            {"after_days": 20, "conclusion": "好了", "state": "closed"},
        ],
    }
]


def live(office, days, plan=PLAN):
    """Leads that nobody calls, and a clock that goes on."""
    office.submit("lin.xiaowen")
    with office.work() as work:
        watching = Watching(work, plan, office.now + timedelta(days=days))
        for day in range(days):
            watching.until(work.at(office.now + timedelta(days=day)))
        watching.end(work)
        at = work.at(office.now + timedelta(days=days))
        return [(row, reviews.effect_of(at, row)) for row in reviews.reviews_for(at) if row.alert == ALERT]


def test_the_first_finding_is_acted_on_and_measured(office):
    ((row, effect),) = live(office, 36)
    assert (row.state, row.cause, row.owner) == ("measuring", "没人值守", office.id("chen.liqun"))
    assert effect.before is not None and effect.after is not None


def test_a_demo_without_reviews_reads_nothing(office):
    assert live(office, 36, plan=[]) == []
