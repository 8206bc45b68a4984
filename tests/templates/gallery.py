"""Draws the gallery of components, and single templates, without a server or a database."""

from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader

from definitions import say
from web.unbroken import unbroken

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"


def environment(language: str) -> Environment:
    found = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    found.filters["unbroken"] = unbroken
    found.globals.update(
        t=lambda key, **params: say(key, language, **params),
        asset=lambda path: f"/static/{path}",
        csrf_token=lambda: "token",
    )
    return found


def gallery(language: str, theme: str = "auto") -> str:
    """The gallery page, drawn without the rest of the application."""
    return draw("pages/studio/patterns.html", language, theme)


def draw(template: str, language: str, theme: str = "auto", **context) -> str:
    """A template inside the layouts, for an admin."""
    return environment(language).get_template(template).render(shell=shell(language, theme), **context)


def shell(language: str, theme: str) -> SimpleNamespace:
    person = SimpleNamespace(name="徐岚", detail="", initial="岚", tone=4, href="/me")
    item = SimpleNamespace(
        href="/studio", label="工作室", icon="home", count=3, hot=True, current=True, go="s", note=""
    )
    return SimpleNamespace(
        language=language, theme=theme, keys=True, tenant="启明", product="Leadwright", person=person, toasts=(),
        nav=(SimpleNamespace(title="", items=(item,)),), tabs=(item,), home_href="/", search_href="/search",
        sign_out_action="/session/end",
        languages=(SimpleNamespace(code="en", label="English", href="?lang=en", current=language == "en"),),
    )  # fmt: skip
