"""Three forms that hang together, for an office: customers, their orders with rows, projects of several customers."""

from pathlib import Path

from publishing import publish

LINKED = Path(__file__).parents[1] / "configs" / "flows" / "linked"


def with_trade(office, **more):
    """Publish them beside what the office has; `more` are files by name."""
    paths = [path for folder in ("forms", "views") for path in (LINKED / folder).glob("*.yaml")]
    files = {f"local/{path.parent.name}/{path.name}": path.read_text("utf-8") for path in paths}
    with office.work() as work:
        known = dict(work.catalog.files)
    publish(office.workspace, {**known, **files, **more}, author=None, message="", now=office.now)
    return office
