"""The API, called from outside with whatever its own description allows, and with what it does not."""

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.api.conftest import LEAD, LEADS

MANY = 60  # calls for each way of making them up


@pytest.fixture
def described(office, admin):
    """Every call of the description, with a few records to call about."""
    for number in range(3):
        admin.post(LEADS, {**LEAD, "phone": f"1390000{2046 + number}"})
    sent = {"Authorization": f"Bearer {admin.secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", office.app, headers=sent)
    calls = [found.ok() for found in schema.get_all_operations()]
    return calls, sent


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_call_is_answered_otherwise_than_described(described, mode):
    calls, sent = described

    @settings(max_examples=MANY, deadline=None)
    @given(st.data())
    def call_all(data):
        call = data.draw(st.sampled_from(calls), label="call")
        case = data.draw(call.as_strategy(generation_mode=mode), label="case")
        for place in case.path_parameters.keys() & {"record", "task"}:
            case.path_parameters[place] = data.draw(st.sampled_from(["1", "2", "3", "99"]), label=place)
        answer = case.call(headers=sent)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=[conforms])

    call_all()


def conforms(ctx, response, case):
    """The status and the body are among those that the description has for the call."""
    documented = case.operation.definition.raw["responses"]
    assert str(response.status_code) in documented or response.status_code in (404, 405), response.status_code
    if response.status_code < 300:
        case.operation.validate_response(response)
