"""What a mail's reader does reaches us here: its picture is fetched, a link is followed, no more is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from definitions import NotFound
from flows import mails as reactions
from records import mails

from .. import desk
from ..security import csrf, limiter

blueprint = Blueprint("mail_reactions", __name__, url_prefix="/m/<token>")
csrf.exempt(blueprint)  # a mail program posts here without a session; the token in the address stands for it
PICTURE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00"
    b"\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass(frozen=True)
class LeavePage:
    """The question whether one really wants no more mail, or that it is done."""

    address: str
    done: bool
    action: str


@blueprint.before_request
def _as_visitor() -> None:
    """Whoever is signed in reads a mail as anybody does."""
    g.person = None


@blueprint.get("/o.gif")
def picture(token: str):
    """A picture of one dot that nobody sees."""
    if request.method == "GET":
        with desk.writing() as work:
            reactions.opened(work, token)
    return Response(PICTURE, mimetype="image/gif")


@blueprint.get("/l/<int:number>")
def link(token: str, number: int):
    """On to the target of the link."""
    with desk.writing() as work:
        where = reactions.clicked(work, token, number, counts=request.method == "GET")
    return redirect(where, 302)


@blueprint.get("/u")
def ask(token: str):
    """Programs follow every link of a mail, so following this one only asks."""
    with desk.reading() as work:
        mail = mails.by_token(work.connection, token)
        if mail is None:
            raise NotFound("mails.unknown_link")
        done = mail.address.lower() in mails.silenced(work.connection, [mail.address])
        return _page(LeavePage(_masked(mail.address), done, f"/m/{token}/u"))


@blueprint.post("/u")
@limiter.limit("30 per minute")
def leave(token: str):
    """No more mail, from the page or by a mail program's own button (RFC 8058)."""
    with desk.writing() as work:
        mail = reactions.unsubscribe(work, token)
        return _page(LeavePage(_masked(mail.address), True, ""))


def _masked(address: str) -> str:
    """Enough to know one's own address by, too little for whoever else has the mail."""
    user, _, domain = address.partition("@")
    return f"{user[:2]}…@{domain}"


def _page(context: LeavePage) -> Response:
    return make_response(render_template("pages/mail/leave.html", **vars(context), csrf_token=lambda: ""))
