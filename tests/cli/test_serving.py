"""What the server in front of the pages lets through."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest


def test_a_long_condition_is_answered_by_the_api(live_server):
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{live_server.url}/api/v1/records/lead?where={'x' * 6_000}")
    assert refused.value.code == 401 and refused.value.headers["Content-Type"].startswith("application/json")
