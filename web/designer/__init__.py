"""The designers' door: processes, drafts and the editors of their files. It opens no case."""

from flask import Blueprint

blueprint = Blueprint("designer", __name__, url_prefix="/designer")

from web.designer import (  # noqa: E402, F401  the views register themselves
    about,
    accepting,
    cases,
    changing,
    checking,
    comparing,
    drafts,
    editor,
    fixing,
    heat,
    laying_out,
    migrating,
    migrations,
    notices,
    play,
    play_acting,
    play_keeping,
    play_starting,
    previewing,
    processes,
    publishing,
    saving,
    simulation,
    token_moves,
    uploading,
    versions,
)
