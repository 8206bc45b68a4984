"""What gunicorn and flask run: `gunicorn app:app`, `flask --app app run`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "platform"))


def create_app(workspace=None, *, clock=None, background=True):
    """The pages, the API and, where there is no Redis, the jobs: one application."""
    import api
    import web
    from jobs import Background
    from publishing import configure_logs

    configure_logs()
    app = web.create_app(workspace, clock=clock)
    api.mount(app)
    workspace = app.extensions["leadwright"].workspace
    if background and not workspace.settings.redis_url:
        app.extensions["leadwright_jobs"] = Background(workspace, clock).start()
    return app


def __getattr__(name):
    """`app` is made when a server asks for it, so that a test may import `create_app` alone."""
    if name == "app":
        globals()["app"] = create_app()
        return globals()["app"]
    raise AttributeError(name)
