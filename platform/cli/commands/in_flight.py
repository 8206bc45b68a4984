"""leadwright in-flight: what became of records when the pipeline they were on changed."""

from __future__ import annotations

import click

from flows import in_flight

from ..program import Desk


@click.group("in-flight", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List what was decided about records in flight, and those that still stand in stages of an earlier revision."""
    if context.invoked_subcommand is None:
        context.invoke(listing)


@command.command("list")
@click.pass_obj
def listing(desk: Desk) -> None:
    """List decisions, the newest first, and who still stands in an old stage."""
    with desk.workspace.database.reading() as connection:
        work = desk.work(connection)
        acts, left = in_flight.acts_since(work), in_flight.standing_records(work)
    for act in acts:
        click.echo(_act_line(desk, act))
    for standing in left:
        click.echo(_standing_line(desk, standing))
    desk.say("cli.in_flight", n=len(acts), left=sum(standing.records for standing in left))


@command.command("move")
@click.argument("answers", nargs=-1, required=True, metavar="PIPELINE/STAGE=STAGE…")
@click.pass_obj
def moving(desk: Desk, answers: tuple[str, ...]) -> None:
    """Take records that were kept or held back to another stage; PIPELINE/STAGE/TASK=TASK maps a task."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        done = [in_flight.decide(work, answer) for answer in in_flight.read_answers(answers)]
    desk.say("cli.in_flight_moved", n=sum(act.records for act in done))


@command.command("undo")
@click.argument("number", type=int)
@click.pass_obj
def undoing(desk: Desk, number: int) -> None:
    """Put the records that decision NUMBER moved, and that have not moved since, back where they stood."""
    with desk.workspace.database.transaction() as connection:
        done = in_flight.undo(desk.work(connection), number)
    desk.say("cli.in_flight_undone", back=done.back, left=done.left)


def _act_line(desk: Desk, act: in_flight.ActView) -> str:
    said = desk.text(f"in_flight.choice.{act.row.choice}", to=act.target or "–")
    undone = f" ({desk.text('in_flight.undone')})" if act.row.undone_at else ""
    place = f"{act.row.pipeline}/{act.row.stage}"
    head = f"{act.row.id:>5}  r{act.row.revision:<4} {act.row.at:%Y-%m-%d %H:%M}Z"
    return f"{head}  {place:<32} {act.row.records:>6}  {said}{undone}"


def _standing_line(desk: Desk, standing: in_flight.Standing) -> str:
    said = desk.text(f"in_flight.choice.{standing.choice}", to="–")
    return f"    →  {standing.pipeline.id}/{standing.stage.id}: {standing.records}  {said}"
