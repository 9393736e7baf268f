"""A copy of everything: to read, to print, and the documents she added."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from processes.complaint.documents import document_for_her
from processes.complaint.her_copy import her_copy, note_copy
from web import clock, database
from web.documents import saved
from web.office import sayings
from web.portal import portal
from web.public import blueprint, following, words

#: This browser has asked for the copy, and officers see so.
_ASKED = "copy"


def allow() -> None:
    """Let this browser see the copy from now on, as long as the page stays open."""
    session[_ASKED] = True


@blueprint.post("/track/copy")
def take_copy() -> ResponseReturnValue:
    """The copy of a complaint whose drawing hears no message any more: noted in the audit."""
    complaint = following.hers()
    note_copy(database.session(), complaint, now=clock.now())
    database.commit()
    allow()
    return redirect(url_for("public.copy"), 303)


@blueprint.get("/track/copy")
def copy() -> ResponseReturnValue:
    """Everything on one page; whoever has not asked for it comes to the page that asks."""
    complaint = following.hers()
    if _ASKED not in session:
        return redirect(url_for("public.track"), 303)
    found = her_copy(database.session(), portal().registry, complaint, now=clock.now())
    return render_template(
        "public/track/copy.html",
        copy=found,
        instance_id=complaint.instance_id,
        said=sayings.of_case(complaint),
        words=words,
        now=clock.now(),
    )


@blueprint.get("/track/documents/<key>/<name>")
def her_document(key: str, name: str) -> ResponseReturnValue:
    """A document that she added, to be saved."""
    complaint = following.hers()
    found = document_for_her(database.session(), portal().registry, complaint, key=key, name=name)
    return saved(found)
