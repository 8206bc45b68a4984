"""What tests of reports may ask for."""

from datetime import datetime

import pytest

from tests.reports.histories import Company


@pytest.fixture
def company(database, now: datetime) -> Company:
    """A company with its tables and people, and no orders yet."""
    return Company(database, now).open()
