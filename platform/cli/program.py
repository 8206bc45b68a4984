"""The command's frame: options for all, errors in one voice, one file for each command."""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from typing import Any

import click

import jobs  # noqa: F401  brings the checks of channels
from accounts import SYSTEM, Work
from definitions import DefinitionError, Refused, say
from publishing import Settings, Workspace, configure_logs
from records import TableChange

from . import commands


@dataclass
class Desk:
    """What a command works with: the language to speak and, once it asks for it, the workspace."""

    data: str | None
    language: str
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings.read(self.data)

    @cached_property
    def workspace(self) -> Workspace:
        """The installation, its tables brought up to date."""
        return Workspace(self.settings).open()

    @property
    def now(self) -> datetime:
        """The moment at which the command runs."""
        return datetime.now(UTC)

    def work(self, connection: Any, now: datetime | None = None) -> Work:
        """A Work in the name of the system, in the language of the terminal."""
        return self.workspace.work(connection, replace(SYSTEM, language=self.language), now or self.now)

    @contextmanager
    def watch(self, change: TableChange) -> Iterator[Callable[[int], None]]:
        """Shows how far the values of a new type are, which are converted before it takes effect."""
        label = self.text("cli.converting", field=change.field, n=change.rows)
        shown = {"length": change.rows, "label": label, "file": sys.stderr, "show_eta": False}
        with self._told_when_stopped(), click.progressbar(**shown) as bar:
            yield bar.update

    @contextmanager
    def _told_when_stopped(self) -> Iterator[None]:
        try:
            yield
        except KeyboardInterrupt:
            click.echo(f"\n{self.text('cli.converting_stopped')}", err=True)
            raise

    def say(self, key: str, **params: Any) -> None:
        """One line that says what was done."""
        click.echo(say(key, self.language, **params))

    def text(self, key: str, **params: Any) -> str:
        """A text in the terminal's language."""
        return say(key, self.language, **params)


class Commands(click.Group):
    """A group that finds its commands in the modules of `commands`, loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_command_name(found.name) for found in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        modules = {_command_name(found.name): found.name for found in pkgutil.iter_modules(commands.__path__)}
        return import_module(f"{commands.__name__}.{modules[name]}").command if name in modules else None


def _command_name(module: str) -> str:
    """A module's command; `import` is a word of Python's own, so its module is `import_`."""
    return module.rstrip("_").replace("_", "-")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(file_okay=False), help="Where state lives (LEADWRIGHT_DATA; else var/).")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")
@click.pass_context
def program(context: click.Context, data: str | None, lang: str | None) -> None:
    """Leadwright: forms, flows and reports from YAML."""
    context.obj = Desk(data, lang or terminal_language())


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; whatever goes wrong is a sentence and an exit code, never a traceback."""
    configure_logs()
    try:
        given = _data_first(sys.argv[1:] if arguments is None else arguments)
        program.main(args=given, prog_name="leadwright", standalone_mode=False)
    except click.exceptions.Exit as left:
        sys.exit(left.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:
        sentence = _sentence(error, terminal_language())
        if sentence is None:
            raise
        click.echo(sentence, err=True)
        sys.exit(1)


def terminal_language() -> str:
    """`zh` where the terminal speaks Chinese, else `en`."""
    return "zh" if _locale().startswith("zh") else "en"


def spoken_here() -> str:
    """`en` where the terminal says that it speaks English; one that says nothing is no reason to."""
    return "en" if _locale().startswith("en") else "zh"


def _locale() -> str:
    said = os.environ.get("LEADWRIGHT_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return said.lower()


def _sentence(error: Exception, language: str) -> str | None:
    if isinstance(error, DefinitionError):
        return "\n".join(problem.text(language) for problem in error.problems)
    if isinstance(error, Refused):
        return error.text(language)
    if isinstance(error, UnicodeDecodeError):
        return say("cli.not_text", language)
    if isinstance(error, OSError):
        return say("cli.file", language, what=error.strerror or str(error), path=error.filename or "")
    if type(error).__module__.startswith("sqlalchemy"):
        return say("cli.database", language, detail=str(getattr(error, "orig", error)).split("\n")[0])
    if isinstance(error, ValueError):
        return str(error)
    return None


def _data_first(arguments: list[str]) -> list[str]:
    """`--data` and `--lang` may stand anywhere; they are moved before the command."""
    first, rest, index = [], [], 0
    while index < len(arguments):
        each = arguments[index]
        if each in ("--data", "--lang") and index + 1 < len(arguments):
            first += [each, arguments[index + 1]]
            index += 1
        elif each.startswith(("--data=", "--lang=")):
            first.append(each)
        else:
            rest.append(each)
        index += 1
    return first + rest
