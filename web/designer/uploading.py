"""Taking files of a computer into a draft: what they would replace is shown, and asked, before."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES, check_path, check_sizes
from engine.drafts import Listed
from engine.drawing_zip import ZipRefused
from engine.exceptions import DraftConflict, DraftPathRefused, DraftTooLarge
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.changing import not_taken, path_refused, too_large
from web.designer.editor import Refused
from web.designer.surroundings import draft_page
from web.designer.uploads import as_ours, bytes_of, files_of_zip, name_of, zip_refused

#: A file goes to the page that asks, and comes back, in pieces: no single text may be long.
_PIECE = 900_000
#: Where the page says why a file was not taken.
_FIELD = "upload"
_REFUSALS = (DraftPathRefused, DraftTooLarge, ZipRefused)


@dataclass(frozen=True)
class Piece:
    """A part of a file that waits in the page that asks whether it may replace another."""

    path: str
    read: str  # the state of what is there, as that page shows it; empty: there is nothing
    text: str


@blueprint.post("/drafts/<draft_id>/uploads")
@staff.permits(Permission.DESIGN, at_once=True)
def upload(draft_id: str) -> ResponseReturnValue:
    """Take in a file, whatever it holds, or all files of a zip; ask first if any is there."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return not_taken(draft_id, Refused(_FIELD, gettext("Choose a file first.")))
    try:
        files = _sent_files(sent)
        for path in files:
            check_path(path)
        check_sizes({path: len(content) for path, content in files.items()})
        if _replaced(draft_id, files):
            return _ask(draft_id, files)
        return _take(draft_id, files, dict.fromkeys(files))
    except DraftConflict:
        return _ask(draft_id, files, is_late=True)
    except _REFUSALS as refusal:
        return _not_taken(draft_id, refusal)


@blueprint.post("/drafts/<draft_id>/uploads/replace")
@staff.permits(Permission.DESIGN, at_once=True)
def replace(draft_id: str) -> ResponseReturnValue:
    """Take in what was asked about, unless somebody has saved one of the files meanwhile."""
    try:
        files, read = _held()
        return _take(draft_id, files, read)
    except DraftConflict:
        return _ask(draft_id, files, is_late=True)
    except _REFUSALS as refusal:
        return _not_taken(draft_id, refusal)


def _not_taken(draft_id: str, refusal: Exception) -> ResponseReturnValue:
    if isinstance(refusal, DraftTooLarge):
        return not_taken(draft_id, Refused(_FIELD, too_large()), status=413)
    words = zip_refused(refusal) if isinstance(refusal, ZipRefused) else path_refused()
    return not_taken(draft_id, Refused(_FIELD, words))


def _sent_files(sent: FileStorage) -> dict[str, bytes]:
    name = name_of(sent)
    if name.lower().endswith(".zip"):
        return files_of_zip(sent)
    folder = request.form.get("folder", "").strip("/")
    path = as_ours(f"{folder}/{name}" if folder else name)
    return {path: bytes_of(sent, most=FILE_BYTES)}


def _replaced(draft_id: str, files: Mapping[str, bytes]) -> Sequence[Listed]:
    """The files of the draft that would hold something else afterwards."""
    session = database.session()
    there = engine_drafts.files(session, draft_id)
    listed = engine_drafts.listing(session, engine_drafts.find(session, draft_id))
    return [each for each in listed if files.get(each.path, there[each.path]) != there[each.path]]


def _take(
    draft_id: str, files: Mapping[str, bytes], read: Mapping[str, int | None]
) -> ResponseReturnValue:
    """Save all files or none.

    :raises DraftConflict: a file is not in the state that was read
    """
    session = database.session()
    there = engine_drafts.files(session, draft_id)
    for path, content in files.items():
        if there.get(path) != content:
            engine_drafts.save_file(
                session,
                draft_id,
                path,
                content,
                read=read[path],
                by=staff.officer().officer_id,
                now=clock.now(),
            )
    database.commit()
    flash(gettext("Taken in: %(names)s", names=", ".join(sorted(files)[:5])), "done")
    return redirect(url_for("designer.edit", draft_id=draft_id, path=min(files)), 303)


def _ask(
    draft_id: str, files: Mapping[str, bytes], *, is_late: bool = False
) -> ResponseReturnValue:
    """Show what would be replaced, who saved it last and when; the page holds the new files."""
    session = database.session()
    session.rollback()
    shown = draft_page(engine_drafts.find(session, draft_id))
    saves = {each.path: str(each.saves) for each in shown.files}
    page = render_template(
        "designer/replace.html",
        shown=shown,
        replaced=_replaced(draft_id, files),
        added=sorted(files.keys() - saves.keys()),
        is_late=is_late,
        pieces=[
            Piece(path, saves.get(path, ""), text)
            for path, content in files.items()
            for text in _pieces(content)
        ],
    )
    return page, 409 if is_late else 200


def _pieces(content: bytes) -> list[str]:
    text = urlsafe_b64encode(content).decode()
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)] or [""]


def _held() -> tuple[dict[str, bytes], dict[str, int | None]]:
    """The files that the page held, and which states it had read.

    :raises DraftPathRefused: it held none, or what no such page sends
    """
    texts: dict[str, str] = {}
    read: dict[str, int | None] = {}
    names = ("path", "read", "text")
    for path, state, text in zip(*(request.form.getlist(name) for name in names), strict=False):
        texts[path] = texts.get(path, "") + text
        read[path] = int(state) if state.isascii() and state.isdecimal() else None
    try:
        files = {path: urlsafe_b64decode(text) for path, text in texts.items()}
    except (NotBase64, ValueError):
        raise DraftPathRefused from None
    if not files:
        raise DraftPathRefused
    return files, read
