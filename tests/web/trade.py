"""Three forms that hang together, for an office: clients, their orders with rows, projects of several clients."""

from pathlib import Path

from publishing import publish

LINKED = Path(__file__).parents[1] / "configs" / "flows" / "linked"


def with_trade(office, **more):
    """Publish them beside what the office has, which has customers of its own; `more` are files by name."""
    paths = [path for folder in ("forms", "views") for path in (LINKED / folder).glob("*.yaml")]
    files = {f"local/{path.parent.name}/{path.name}": _text(path) for path in paths}
    with office.work() as work:
        known = dict(work.catalog.files)
    publish(office.workspace, {**known, **files, **more}, author=None, message="", now=office.now)
    return office


def with_rep(office, old, new):
    """Publish the office's reps with something else written about what they may."""
    with office.work() as work:
        known = dict(work.catalog.files)
    [path] = [path for path in known if path.endswith("roles/rep.yaml")]
    assert old in known[path]
    publish(office.workspace, {**known, path: known[path].replace(old, new)}, author=None, message="", now=office.now)


def _text(path: Path) -> str:
    return path.read_text("utf-8").replace("customer", "client")
