"""One database session a request. A view that changed something commits; nothing else does."""

from flask import Flask, g, request
from sqlalchemy.orm import Session

from models.session import READ_ONLY
from web.portal import portal

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def session() -> Session:
    """The request's session; on GET it only reads and never waits for a writer."""
    if "session" not in g:
        g.session = portal().sessions()
        if request.method in _SAFE:
            g.session.connection(execution_options=READ_ONLY)
    held: Session = g.session
    return held


def commit() -> None:
    """Keep what this request changed."""
    session().commit()


def let_go() -> None:
    """End the request's session without keeping anything."""
    held = g.pop("session", None)
    if held is not None:
        held.close()


def init_app(app: Flask) -> None:
    """Close the session at the end of every request; what was not committed is gone."""

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        let_go()
