"""leadwright automation: which there are, what they did, a dry run; pause, resume, replay."""

from __future__ import annotations

import click

from definitions import NotFound, Reason
from flows import automations
from forms import table_of
from records import StepRow, runs, store

from ..program import Desk


@click.group("automation")
def command() -> None:
    """See what automations did; pause, resume and replay them; try one without consequences."""


@command.command("list")
@click.pass_obj
def listing(desk: Desk) -> None:
    """Every automation, with what became of its runs in the last 30 days."""
    with desk.workspace.database.reading() as connection:
        found = automations.log.overview(desk.work(connection))
    for one in found:
        click.echo(_overview_line(desk, one))
    desk.say("cli.automations", n=len(found))


@command.command("runs")
@click.option("--automation", help="Only those of this automation.")
@click.option("--state", "states", multiple=True, type=click.Choice(runs.STATES), help="Only those in this state.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.pass_obj
def runs_of(desk: Desk, automation: str | None, states: tuple[str, ...], limit: int) -> None:
    """The run log, the newest first."""
    with desk.workspace.database.reading() as connection:
        work = desk.work(connection)
        if automation is not None:
            work.catalog.get("automation", automation)
        found = automations.log.listing(work, automation=automation, states=states, limit=limit)
    for view in found:
        click.echo(_run_line(desk, view))
    desk.say("cli.automation_runs", n=len(found))


@command.command("show")
@click.argument("run", type=int)
@click.pass_obj
def show(desk: Desk, run: int) -> None:
    """One run, step by step."""
    with desk.workspace.database.reading() as connection:
        found = automations.log.detail(desk.work(connection), run)
    click.echo(_run_line(desk, found.run))
    for step in found.steps:
        click.echo(_step_line(desk, step.row))
    for child in found.children:
        click.echo(f"  → {_run_line(desk, child)}")


@command.command("replay")
@click.argument("run", type=int)
@click.option("--anew", is_flag=True, help="Begin again from the first step, as the automation is written today.")
@click.pass_obj
def replay(desk: Desk, run: int, anew: bool) -> None:
    """Let a run that failed, was stopped or is held go on; or run it anew."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        begun = automations.run_anew(work, run) if anew else automations.try_again(work, run).id
    desk.say("cli.automation_replayed", run=begun)


@command.command("drop")
@click.argument("run", type=int)
@click.pass_obj
def drop(desk: Desk, run: int) -> None:
    """Give a run up for good."""
    with desk.workspace.database.transaction() as connection:
        automations.drop(desk.work(connection), run)
    desk.say("cli.automation_dropped", run=run)


@command.command("pause")
@click.argument("automation")
@click.option("--why", default="", help="What the others should know.")
@click.pass_obj
def pause(desk: Desk, automation: str, why: str) -> None:
    """Let an automation rest; what would begin is held."""
    with desk.workspace.database.transaction() as connection:
        automations.pause(desk.work(connection), automation, why)
    desk.say("cli.automation_paused", id=automation)


@command.command("resume")
@click.argument("automation")
@click.option("--drop-held", is_flag=True, help="Drop what was held meanwhile instead of doing it.")
@click.pass_obj
def resume(desk: Desk, automation: str, drop_held: bool) -> None:
    """Let an automation work again, and do what was held."""
    with desk.workspace.database.transaction() as connection:
        held = automations.resume(desk.work(connection), automation, catch_up=not drop_held)
    desk.say("cli.automation_resumed", id=automation, n=held)


@command.command("dry-run")
@click.argument("automation")
@click.argument("record")
@click.pass_obj
def dry_run(desk: Desk, automation: str, record: str) -> None:
    """What AUTOMATION would do to RECORD (its number or id), and why; nothing is kept."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        form = work.catalog.get("automation", automation).form
        id = store.id_of(connection, table_of(work.catalog, form), record)
        if id is None:
            raise NotFound("cli.no_record", record=record)
        trial = automations.dry_run(work, automation, id)
    for part in trial.conditions:
        mark = "✓" if part.holds else "✗"
        seen = ", ".join(f"{name} {value}" for name, value in part.seen.items())
        click.echo(f"  {mark} {part.words.text(desk.language)}  ({seen})")
    _tried(desk, trial.run, "  ")
    desk.say("cli.automation_tried" if trial.run else "cli.automation_tried_nothing", id=automation, record=record)


def _tried(desk: Desk, run: automations.TriedRun | None, indent: str) -> None:
    for step in run.steps if run else ():
        click.echo(indent + _step_line(desk, step).strip())
    for child in run.led_to if run else ():
        click.echo(f"{indent}→ {child.label.text(desk.language)}")
        _tried(desk, child, indent + "    ")


def _overview_line(desk: Desk, one: automations.Overview) -> str:
    counts = "  ".join(f"{desk.text(f'automation.state.{state}')} {n}" for state, n in one.counts.items())
    rests = f"  [{desk.text('cli.automation_rests')}]" if one.pause else ""
    return f"{one.automation.id:<28} {one.automation.label.text(desk.language):<24}{rests}  {counts}".rstrip()


def _run_line(desk: Desk, view: automations.RunView) -> str:
    row = view.row
    why = view.reason.text(desk.language) if view.reason else row.error or ""
    began = view.began.text(desk.language)
    state = desk.text(f"automation.state.{row.state}")
    return (
        f"{row.id:>7}  {row.started_at:%Y-%m-%d %H:%M}Z  {state:<8} {row.automation:<24} "
        f"{view.number or '–':<16} {began}  {why}"
    ).rstrip()


def _step_line(desk: Desk, step: StepRow) -> str:
    said = Reason.from_json(step.said).text(desk.language) if step.said else step.error or ""
    return f"    {_MARKS[step.state]} {step.place + 1}. {step.action:<8} {said}"


_MARKS = {"done": "✓", "nothing": "·", "left_out": "–", "failed": "✗"}
