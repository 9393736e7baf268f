"""Reading a list of complaints pending elsewhere in, from a page or from the shell."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from engine.exceptions import EngineError
from engine.registry import Actor
from models import BacklogImport, Unit
from models.session import reading
from processes.backlog import taking
from processes.backlog.columns import Fault
from processes.backlog.sheets import MOST_ROWS, read_sheet
from processes.backlog.taking import AT_ONCE, Entry
from processes.exceptions import SheetRefused
from processes.passwords import STRONG
from web.portal import Portal

#: A page takes so many rows: the browser waits for them.
MOST_ON_A_PAGE = 500


def take_over(
    made: Portal,
    content: bytes,
    *,
    within: Unit | None,
    actor: Actor,
    now: datetime,
    most: int = MOST_ROWS,
) -> BacklogImport:
    """Take a list over, a few rows to a transaction, and return what came of it.

    What breaks off half-way is taken up by reading the same list again.

    :raises SheetRefused: it is no list
    :raises BacklogNotOffered: the drawing has no start for what is pending elsewhere
    """
    sheet = read_sheet(content)
    if len(sheet.rows) > most:
        raise SheetRefused("too_many_for_a_page")
    with reading(made.sessions) as session:
        looked = taking.look_at(session, sheet, within=within, now=now)
    # nobody knows this passphrase: she gets one of her own at the help desk
    passphrase_hash = STRONG.hash(secrets.token_urlsafe(32))
    with made.sessions.begin() as session:
        import_id = taking.begin(session, looked, within=within, actor=actor, now=now).id

    def take(entries: Sequence[Entry]) -> None:
        with made.sessions.begin() as session:
            taking.take(
                session,
                made.registry,
                import_id,
                entries,
                passphrase_hash=passphrase_hash,
                actor=actor,
                now=now,
            )

    for first in range(0, len(looked.entries), AT_ONCE):
        entries = looked.entries[first : first + AT_ONCE]
        try:
            take(entries)
        except EngineError:
            for entry in entries:  # one of them cannot be started: the others are
                try:
                    take([entry])
                except EngineError:
                    _refuse(made, import_id, entry)
    with reading(made.sessions) as session:
        return session.get_one(BacklogImport, import_id)


def _refuse(made: Portal, import_id: str, entry: Entry) -> None:
    with made.sessions.begin() as session:
        taking.refuse(session, import_id, Fault(entry.row, "station", "not_started"))
