"""The API, called from outside with whatever its own description allows, and with what it does not."""

import re

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.api.conftest import LEAD, LEADS

MANY = 60  # calls for each way of making them up
SHEET = "公司,联系人,电话,来源\n苏州恒锐,王建国,13900002046,web_form\n无锡锦程,李敏,1390000,web_form\n"
DESK = "/duplicates|/merges|/trash|/views|/notifications|/pools|/deliveries|/inbound"
TAKING = "/day|/search|/records$|/export|/subscriptions|/people|/teams"
OWN = "/mine|/packs|/in-flight|/reports/answer"
IDS = {"record", "task", "run", "act", "person", "one", "other", "view", "merge", "delivery", "subscription"}


@pytest.fixture
def described(office, admin):
    """Every call of the description, with a few records to call about."""
    for number in range(3):
        admin.post(LEADS, {**LEAD, "phone": f"1390000{2046 + number}"})
        admin.call("POST", f"{LEADS}/imports?name=a.csv", data=SHEET.encode())
    admin.post(f"{LEADS}/imports/2/mapping", {"columns": {"公司": "company", "电话": "phone"}})
    sent = {"Authorization": f"Bearer {admin.secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", office.app, headers=sent)
    calls = [found.ok() for found in schema.get_all_operations()]
    return calls, sent


MODES = pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@MODES
def test_no_call_is_answered_otherwise_than_described(described, mode):
    calls, sent = described
    call_all(calls, sent, mode)


@MODES
@pytest.mark.parametrize("about", ["/imports", "/reassignments", "/bulk|/edits|/moves|/handover", DESK, TAKING, OWN])
def test_no_call_of_these_either(described, about, mode):
    calls, sent = described
    call_all([call for call in calls if re.search(about, call.path)], sent, mode)


def call_all(calls, sent, mode):
    @settings(max_examples=MANY, deadline=None)
    @given(st.data())
    def call_one(data):
        call = data.draw(st.sampled_from(calls), label="call")
        case = data.draw(call.as_strategy(generation_mode=mode), label="case")
        for place in case.path_parameters.keys() & IDS:
            case.path_parameters[place] = data.draw(st.sampled_from(["1", "2", "3", "99"]), label=place)
        answer = case.call(headers=sent)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=[conforms])

    call_one()


def conforms(ctx, response, case):
    """The status and the body are among those that the description has for the call."""
    documented = case.operation.definition.raw["responses"]
    assert str(response.status_code) in documented or response.status_code in (404, 405), response.status_code
    if response.status_code < 300:
        case.operation.validate_response(response)
