"""Names that were posted and that no form of ours asks for."""

import logging
from collections.abc import Iterable

log = logging.getLogger("itsso.security")

#: Names our own templates add to a form; everything else unknown is logged.
_OURS = frozenset({"csrf_token", "add", "remove", "go", "page", "said_key", "reason"})


def log_foreign(posted: Iterable[str], *, mine: tuple[str, ...]) -> None:
    """Write into the log what was posted under names that are neither `mine` nor our templates'."""
    for name in sorted(set(posted)):
        is_ours = name in _OURS or name in mine
        if not is_ours and not any(name.startswith(f"{own}-") for own in mine):
            log.warning("posted field ignored: %s", _plain(name))


def _plain(name: str) -> str:
    """A posted name as a log may hold it."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-.") else "?" for c in name)[:60]
