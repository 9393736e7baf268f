"""Requests larger than we take: refused, but read far enough to give back what was typed.

Up to the limit a form is taken. Up to a second, hard bound it is read, refused, and shown again as
it was sent; beyond that nothing is read. A person comes between the two by pasting a long chat or
by choosing large photographs, and must not lose an evening's writing by it.
"""

from collections.abc import Callable
from typing import ParamSpec

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

from web.portal import portal

#: What is larger than so many limits is not read at all.
READ_UP_TO = 3
#: The longest single text that is taken; the fields' own limits are far below.
_LARGEST_TEXT = 2_000_000
_MOST_PARTS = 2_000

P = ParamSpec("P")


def init_app(app: Flask, form_bytes: int) -> None:
    """Refuse what is too large, everywhere but on pages that show it again themselves."""
    app.config.update(
        MAX_CONTENT_LENGTH=READ_UP_TO * form_bytes,
        MAX_FORM_MEMORY_SIZE=READ_UP_TO * form_bytes,
        MAX_FORM_PARTS=_MOST_PARTS,
    )

    @app.before_request
    def refuse() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if is_too_large() and not getattr(view, "shows_again", False):
            abort(413)


def shows_again(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Mark a view that asks :func:`is_too_large` itself and gives back what was typed."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def is_too_large() -> bool:
    """Whether this request must change nothing because it is larger than we take."""
    if (request.content_length or 0) > portal().settings.form_bytes:
        return True
    return any(len(text) > _LARGEST_TEXT for _, text in request.form.items(multi=True))
