"""The office of the pages, for reports that are asked in the background."""

from tests.web.conftest import (  # noqa: F401
    admin,
    client_for,
    manager,
    office,
    office_store,
    postgresql_offices,
    pytest_generate_tests,
    rep,
    sqlite_offices,
)
