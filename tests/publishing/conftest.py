"""A workspace on each database, and small configurations to publish."""

from __future__ import annotations

import pytest

from publishing import Settings, Workspace

TICKET = """kind: form
id: ticket
label: {zh: 报修单, en: Ticket}
title: machine
fields:
  - {id: machine, type: text, label: {zh: 设备, en: Machine}}
"""
ROLE = """kind: role
id: admin
label: Admin
configure: true
people: true
forms: {"*": {see: all, do: all}}
"""


@pytest.fixture
def workspace(database_url, tmp_path):
    opened = Workspace(Settings(tmp_path / "data", database_url)).open()
    yield opened
    opened.database.dispose()


@pytest.fixture
def files():
    return {"shop/forms/ticket.yaml": TICKET, "shop/roles/admin.yaml": ROLE}
