"""The plays of this installation: whose they are, how far, and what is said if one moved on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from engine import definitions
from engine.check.apart import check_apart
from models.session import reading
from processes.playing import Playhouse, PlayMovedOn, Record, Shelf, Stagehand, Whose
from processes.playing.playhouse import PlayTooLong
from processes.scripted.case import without_cases
from processes.scripted.scene import Scene
from web import clock, database, staff
from web.designer.play_process import PLAYS, HandApart
from web.office.posted import Posted
from web.portal import Portal, portal
from web.task_forms import PREFIX
from web.task_forms.scripted import read_form

#: By which a form asks for another row, or for one less.
_ROWS = frozenset({"add", "remove"})

P = ParamSpec("P")


@dataclass(frozen=True)
class Going:
    """A play that goes on."""

    whose: Whose
    record: Record

    def plays(self, files: Mapping[str, bytes]) -> bool:
        """Whether it plays these files; a case among them that was kept or written is no other."""
        return self.record.content_hash == definitions.hash_of(without_cases(files))


def shelf(made: Portal) -> Shelf:
    """Where plays are kept: in the data folder, and sealed."""
    return Shelf(made.settings.var / "plays", made.registry.keyring)


def playhouse() -> Playhouse:
    """The playhouse of this installation: what changes a play happens in a process of its own."""
    made = portal()
    return Playhouse(
        shelf(made),
        looker=Stagehand(made.registry, read_form, check_apart),
        hand=HandApart(PLAYS),
    )


def whose(draft_id: str) -> Whose:
    """The play of this draft by whoever asks."""
    return Whose(draft_id, staff.officer().officer_id)


def going(draft_id: str) -> Going | None:
    """Her play of this draft, if one goes on."""
    hers = whose(draft_id)
    record = shelf(portal()).newest(hers, real_now=clock.real_now())
    return Going(hers, record) if record is not None else None


def same(draft_id: str) -> Going:
    """Her play in the state that the page she sent was made of.

    From here on nothing of the installation's database is held: nobody waits for a play.

    :raises PlayMovedOn: it has gone on since, or ended
    """
    found = going(draft_id)
    if found is None or str(found.record.number) != request.form.get("read"):
        raise PlayMovedOn
    database.session().rollback()
    return found


def answers_sent() -> Posted:
    """The answers of this request: what else its page asks is none of the form's."""
    answers = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX) or name in _ROWS
    ]
    together: list[Any] = [MultiDict(answers), request.files]
    return CombinedMultiDict(together)


@contextmanager
def looking(found: Going) -> Iterator[tuple[Scene, Session]]:
    """A play with a session on its own database, which only reads."""
    with playhouse().opened(found.whose, found.record) as scene, reading(scene.sessions) as session:
        yield scene, session


def goes_on(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Say it above the play where a page was too late, or no further step is taken."""

    @wraps(view)
    def told(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except PlayMovedOn:
            flash(gettext("The play has gone on or ended meanwhile. Nothing was done."), "soon")
        except PlayTooLong:
            flash(gettext("A case has at most 200 steps. Keep it, or begin anew."), "soon")
        return redirect(url_for("designer.play", draft_id=kwargs["draft_id"]), 303)

    return told
