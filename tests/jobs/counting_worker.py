"""A worker process whose outbox knows how to count; `DIES=yes` lets work of the kind `die` take it away."""

import sys
from pathlib import Path

import flows
from jobs import work
from publishing import Settings, Workspace
from tests.jobs import errands

database_url, redis_url, *options = sys.argv[1:]
flows.ERRANDS.names()
flows.ERRANDS._items.update(errands.ERRANDS)
workspace = Workspace(Settings(Path(), database_url, redis_url))
work(workspace, burst="--burst" in options, relay="--no-relay" not in options)
