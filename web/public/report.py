"""Reporting: one group of questions a page, a look over everything, and the receipt.

There is one address for all of it, so that a browser's history tells nothing. Every page but a
faulty one answers with a redirect, so that the way back never sends anything again.
"""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import CombinedMultiDict

from processes import passwords
from processes.complaint import intake
from processes.complaint.next_steps import CallWindow, call_window
from processes.emergency.her_page import Standing, standing_of_complaint
from web import clock, database, i18n, too_large
from web.emergency import now
from web.portal import portal
from web.public import blueprint, visit
from web.public.passphrase import faults_of, hashed
from web.public.proforma import Draft, Proforma

#: Pages beside the numbered ones, as the address names them.
_CHECK, _SEND = "check", "send"
#: She has read the notice and agreed; her browser remembers it until it is closed.
_AGREED = "agreed"


@blueprint.get("/form")
def report() -> ResponseReturnValue:
    """The page she asked for, or the first one she may see."""
    found = visit.current()
    if found is None:
        return render_template("public/report/notice.html")
    draft = Draft.of(found, portal().registry.keyring)
    if draft.receipt is not None:
        return _show_receipt(draft)
    if not session.get(_AGREED):
        return render_template("public/report/notice.html")
    proforma = _proforma(draft)
    asked = request.args.get("page", "")
    undone = proforma.first_undone
    if asked == _CHECK and undone is None:
        return _show_check(proforma)
    if asked == _SEND and undone is None:
        return render_template("public/report/send.html", faults={}, shortest=passwords.SHORTEST)
    numbers = proforma.numbers
    reached = undone or numbers[-1]
    number = {str(each): each for each in numbers}.get(asked, reached)
    return _show_page(proforma, min(number, reached))


@blueprint.post("/form")
@too_large.shows_again
def report_step() -> ResponseReturnValue:
    """Take what this page holds and go where the pressed button says."""
    step = request.form.get("page", "")
    if too_large.is_too_large() and not step.isdecimal():
        abort(413)
    if step == "notice":
        return _begin()
    if step == "receipt":
        return _leave_receipt()
    found = visit.current(lock=True)
    if found is None:
        found = visit.fresh()
        words = gettext("Your earlier answers were deleted after 4 hours. This page was kept.")
        flash(words, "soon")
    draft = Draft.of(found, portal().registry.keyring)
    if draft.receipt is not None:
        return _to()
    proforma = _proforma(draft)
    if step == _SEND:
        return _send(proforma)
    number = {str(n): n for n in range(1, len(proforma.form.pages) + 1)}.get(step)
    if number is None:
        abort(400)
    return _take(proforma, number)


def _begin() -> ResponseReturnValue:
    if not request.form.get("agree"):
        words = gettext("Tick the box to go on.")
        return render_template("public/report/notice.html", fault=words), 422
    found = visit.current_or_new()
    keyring = portal().registry.keyring
    Draft.of(found, keyring).keep(found, keyring, real_now=clock.real_now())
    session[_AGREED] = True
    database.commit()
    return _to(page=1)


def _take(proforma: Proforma, number: int) -> ResponseReturnValue:
    posted: CombinedMultiDict[str, Any] = CombinedMultiDict([request.form, request.files])
    form = proforma.page(number, posted)
    if too_large.is_too_large():
        form.refuse_size()
        return _show_page(proforma, number, form=form), 413
    goes_back = request.form.get("go") == "back"
    if form.wants_rows:
        proforma.take(number, form, is_right=False)
        _keep(proforma.draft)
        return _to(page=number)
    is_right = form.validate()
    asks_more = form.asks_more and not goes_back
    proforma.take(number, form, is_right=is_right and not asks_more)
    _keep(proforma.draft)
    if goes_back:
        return _to(page=_before(proforma, number))
    if asks_more:
        return _to(page=number, more=form.new_places)
    if not is_right:
        return _show_page(proforma, number, form=form), 422
    if request.form.get("go") == _CHECK:
        return _to(page=_CHECK)
    return _to(page=_after(proforma, number))


def _send(proforma: Proforma) -> ResponseReturnValue:
    if not session.get(_AGREED):
        return _to()
    if (undone := proforma.first_undone) is not None:
        return _to(page=undone)
    passphrase = request.form.get("passphrase", "")
    faults = faults_of(passphrase, request.form.get("again", ""))
    if faults:
        page = render_template(
            "public/report/send.html", faults=faults, shortest=passwords.SHORTEST
        )
        return page, 422
    passphrase_hash = hashed(passphrase)
    found = visit.current(lock=True)
    if found is None:
        return _to()
    proforma = _proforma(Draft.of(found, portal().registry.keyring))
    if proforma.draft.receipt is not None or proforma.first_undone is not None:
        return _to()
    receipt = intake.submit(
        database.session(),
        portal().registry,
        proforma=proforma.values,
        passphrase_hash=passphrase_hash,
        submission_key=proforma.draft.submission_key,
        language=i18n.language(),
        now=clock.now(),
    )
    sent = Draft(
        submission_key=proforma.draft.submission_key,
        receipt={
            "complaint_id": receipt.complaint_id,
            "hindi": receipt.phrase.hindi,
            "english": receipt.phrase.english,
            "code": receipt.code,
        },
    )
    _keep(sent)
    return _to()


def _leave_receipt() -> ResponseReturnValue:
    visit.end()
    database.commit()
    return redirect(url_for("public.first_page"), 303)


def _show_page(proforma: Proforma, number: int, form: Any = None) -> str:
    title, hint = proforma.title(number)
    if form is None:
        form = proforma.page(number)
        form.mark_new(request.args.get("more", ""))
    numbers = proforma.numbers
    place = numbers.index(number) + 1 if number in numbers else 1
    return render_template(
        "public/report/page.html",
        form=form,
        number=number,
        place=place,
        count=len(numbers),
        title=title,
        hint=hint,
        may_check=proforma.first_undone is None,
    )


def _show_check(proforma: Proforma) -> str:
    parts = [
        (number, proforma.title(number)[0], proforma.page(number)) for number in proforma.numbers
    ]
    return render_template("public/report/check.html", parts=parts)


def _show_receipt(draft: Draft) -> str:
    receipt = draft.receipt or {}
    window = call_window(database.session(), portal().registry, receipt["complaint_id"])
    return render_template(
        "public/report/receipt.html", receipt=receipt, window=window, help=_help(receipt, window)
    )


def _help(receipt: dict[str, Any], window: CallWindow) -> Standing | None:
    """How the help stands that her complaint has called; this browser may follow it."""
    if not window.is_in_danger:
        return None
    found = standing_of_complaint(
        database.session(), portal().registry.keyring, receipt["complaint_id"]
    )
    if found is None:
        return None
    alert_id, stands = found
    now.follow(alert_id)
    return stands


def _proforma(draft: Draft) -> Proforma:
    return Proforma(database.session(), draft, language=i18n.language(), now=clock.now())


def _keep(draft: Draft) -> None:
    found = visit.current_or_new()
    draft.keep(found, portal().registry.keyring, real_now=clock.real_now())
    database.commit()


def _to(**where: Any) -> ResponseReturnValue:
    return redirect(url_for("public.report", **where), 303)


def _before(proforma: Proforma, number: int) -> int:
    return max((other for other in proforma.numbers if other < number), default=number)


def _after(proforma: Proforma, number: int) -> int | str:
    return next((other for other in proforma.numbers if other > number), _CHECK)
