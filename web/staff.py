"""Officers at our doors: signing in and out, who is asking now, and what a page demands of her.

A session ends after thirty idle minutes, after eight hours (a patrol crew's after twelve), when
she signs out anywhere, and when her account is suspended. What she may see is computed anew for
every request from her postings.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from models import Officer
from processes.emergency.units import ROLE as PATROL
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from processes.posts.identity import Identity, identity_of
from web import clock, database, resending

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
#: Who has another length, and why: a crew is on duty for twelve hours, and nobody shall have to
#: sign in while a woman waits.
LONGEST_BY_ROLE: Mapping[str, timedelta] = {PATROL: timedelta(hours=12)}
_SINCE, _SEEN = "staff_since", "staff_seen"

P = ParamSpec("P")


class Staff(UserMixin):  # type: ignore[misc]
    """Who is signed in, as Flask-Login keeps it: the officer and the epoch of her sessions."""

    def __init__(self, officer: Officer) -> None:
        self.officer_id = officer.id
        self.id = f"{officer.id}:{officer.session_epoch}"


def init_app(app: Flask) -> None:
    """Let officers sign in."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    manager.unauthorized_handler(_ask_to_sign_in)


def sign_in(officer: Officer) -> None:
    """Begin a session; whatever the browser held before is forgotten."""
    _forget_all_but_language()
    now = clock.real_now().timestamp()
    session[_SINCE] = session[_SEEN] = now
    login_user(Staff(officer))
    g.pop("identity", None)  # of the visitor she was until now


def sign_out() -> None:
    """End every session of this officer, on the server and in this browser."""
    asking = identity()
    if asking is not None:
        asking.officer.session_epoch += 1
        database.commit()
    logout_user()
    _forget_all_but_language()


def identity() -> Identity | None:
    """Who asks, with every post she holds at this moment; None for a visitor."""
    if "identity" not in g:
        g.identity = None
        if current_user.is_authenticated:
            g.identity = identity_of(database.session(), current_user.officer_id, clock.now())
    found: Identity | None = g.identity
    return found


def officer() -> Identity:
    """Who asks, on a page that :func:`permits` has opened."""
    asking = identity()
    if asking is None:
        abort(404)
    return asking


def permits(
    permission: Permission, *, at_once: bool = False
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Open a view to officers, and say which permission guards it.

    With `at_once` the permission concerns no single thing and is asked here. Else the view hands
    the thing to the function of `processes/` that asks.
    """

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if identity() is None:
                return _ask_to_sign_in()
            if at_once:
                require(permission, identity())
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def _forget_all_but_language() -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _load(user_id: str) -> Staff | None:
    officer_id, _, epoch = user_id.partition(":")
    now = clock.real_now().timestamp()
    since, seen = session.get(_SINCE, 0.0), session.get(_SEEN, 0.0)
    if now - seen > IDLE.total_seconds():
        return None
    # who is not yet there for eight hours need not be looked up
    is_long = now - since > LONGEST.total_seconds()
    if is_long and now - since > _longest_of(officer_id).total_seconds():
        return None
    found = database.session().get(Officer, officer_id)
    if found is None or not found.is_active or str(found.session_epoch) != epoch:
        return None
    session[_SEEN] = now
    return Staff(found)


def _longest_of(officer_id: str) -> timedelta:
    """How long a session of hers may last: of several posts the strictest says."""
    asking = identity_of(database.session(), officer_id, clock.now())
    held = asking.posts if asking is not None else ()
    return min((LONGEST_BY_ROLE.get(each.role, LONGEST) for each in held), default=LONGEST)


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to sign in; what an officer typed before her time ended goes along."""
    if request.method == "GET":
        return redirect(url_for("office.sign_in", next=request.full_path.rstrip("?")), 303)
    officer_id = _ended_officer_id()
    if officer_id is None:
        return redirect(url_for("office.sign_in"), 303)
    carried = resending.carry(officer_id)
    page = render_template("office/sign_in.html", fault=None, login="", carried=carried)
    return page, 401


def _ended_officer_id() -> str | None:
    """Whose session this browser holds though its time is over; None if it was ended on purpose."""
    officer_id, _, epoch = str(session.get("_user_id", "")).partition(":")
    found = database.session().get(Officer, officer_id)
    if found is None or not found.is_active or str(found.session_epoch) != epoch:
        return None
    return officer_id
