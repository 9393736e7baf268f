"""What every page's template may use: assets by content, languages, the exit, the mode."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from processes.complaint.contact import dialled_number, readable_number
from web import i18n
from web.directions import isolated
from web.portal import portal

_YEAR = 365 * 24 * 3600
_STATIC = Path(__file__).parent / "static"


def init_app(app: Flask) -> None:
    """Give templates their surroundings."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["telephone"] = readable_number
    app.jinja_env.filters["dialled"] = dialled_number
    app.jinja_env.filters["isolated"] = isolated
    # a changed file gets a new address, so browsers may keep what they have for a year
    app.get_send_file_max_age = _seconds_to_keep  # type: ignore[method-assign]

    @app.context_processor
    def surroundings() -> Mapping[str, Any]:
        return {
            "language": i18n.language(),
            "languages": i18n.LANGUAGES,
            "asset": asset,
            "exit_url": portal().settings.exit_url,
            "is_demonstration": portal().is_demonstration,
            "demonstration_pages": "demonstration" in app.blueprints,
            "language_switch": language_switch,
        }


def asset(name: str) -> str:
    """The address of a file in static/, ending in a digest of its content."""
    return url_for("static", filename=name, v=_digest(name))


def language_switch(language: str) -> str:
    """This page's address in another language."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    path = quote("/" + request.path.lstrip("/\\"))  # never another site's
    return f"{path}?{urlencode([*kept, ('lang', language)])}"


def _seconds_to_keep(name: str | None) -> int | None:
    """A year; but a script that another script imports has no digest in its address: ask again."""
    is_imported = (name or "").endswith(".js") and "v" not in request.args
    return None if is_imported else _YEAR


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]
