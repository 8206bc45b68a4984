"""Whether the people of a record get short messages: marked by whoever they told, and taken back."""

from __future__ import annotations

from flask import Blueprint

from accounts import Work, require
from flows import RecordPage, short_messages

from .. import desk
from ..htmx import go
from ..languages import t
from ..record.answers import Asked, on_record
from ..record.verb_form import VerbForm
from ..record.verbs import confirm_form
from ..shell import toast

blueprint = Blueprint("record_texts", __name__, url_prefix="/records/<form>/<int:id>/short-messages")


@blueprint.route("", methods=["GET", "POST"])
def stop(form: str, id: int):
    """They want no more."""

    def do(work: Work) -> str:
        short_messages.stop(work, form, id)
        return t("sms.done_stopped")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "edit", form)
        title = t("sms.stop_title", name=record.subject.title)
        return confirm_form(title, f"{href}/short-messages", t("sms.stop"), href, intro=t("sms.stop_intro"))

    return on_record(form, id, Asked(ask, do))


@blueprint.post("/again")
def allow(form: str, id: int):
    """They have asked for them again."""
    with desk.writing() as work:
        short_messages.allow_again(work, form, id)
    toast(t("sms.done_allowed"))
    return go(f"/records/{form}/{id}")
