"""The rows of the case record, found by their stored names, with statements prepared once.

What is stored under a task or a message has its id before the name, see `record`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, insert, or_, select
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from models import CaseField

#: Stands between the id and the name.
BETWEEN = ":"
#: Stands behind the name of a document where the row holds what is in it.
INSIDE = "/inside"
#: What is no letter to LIKE.
_WILD = re.compile(r"[/%_]")

_FIELD = cast(Table, CaseField.__table__)
_COLUMNS = ("instance_id", "name", "value", "written_at", "written_by")
_OF_CASE = _FIELD.c.instance_id == bindparam("of_instance")
_IS_CALLED = or_(
    _FIELD.c.name == bindparam("called"), _FIELD.c.name.like(bindparam("ending"), escape="/")
)
_SELECT = select(*(_FIELD.c[name] for name in _COLUMNS)).where(_OF_CASE)
_EVERY = Prepared(
    _SELECT.where(~_FIELD.c.name.endswith(INSIDE)).order_by(_FIELD.c.written_at, _FIELD.c.name)
)
_NAMED = _SELECT.where(_FIELD.c.name.in_(bindparam("names", expanding=True)))
_CALLED = Prepared(_SELECT.where(_IS_CALLED).order_by(_FIELD.c.written_at, _FIELD.c.name))
_WRITE = Prepared(insert(_FIELD), *_COLUMNS)
_ERASE = Prepared(delete(_FIELD).where(_OF_CASE, _FIELD.c.name == bindparam("called")))
_FORGET = Prepared(delete(_FIELD).where(_OF_CASE, _IS_CALLED))


class Stored(NamedTuple):
    """A row of the record; its value is encrypted."""

    instance_id: str
    name: str
    value: bytes
    written_at: datetime
    written_by: str | None


def every(session: Session, instance_id: str) -> list[Stored]:
    """All rows of a case in the order in which they were written, without what documents hold."""
    return [Stored(*row) for row in _EVERY.all(session.connection(), {"of_instance": instance_id})]


def named(session: Session, instance_id: str, names: Collection[str]) -> list[Stored]:
    """The rows with these stored names."""
    asked = {"of_instance": instance_id, "names": list(names)}
    return [Stored(*row) for row in session.connection().execute(_NAMED, asked)]


def called(session: Session, instance_id: str, name: str) -> list[Stored]:
    """What stands under a name, alone or behind whichever id, the last written last."""
    rows = _CALLED.all(session.connection(), _asked(instance_id, name))
    return [Stored(*row) for row in rows]


def write(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add these rows."""
    _WRITE.run_all(session.connection(), rows)


def erase(session: Session, instance_id: str, names: Collection[str]) -> None:
    """Erase the rows with these stored names."""
    asked = [{"of_instance": instance_id, "called": name} for name in names]
    _ERASE.run_all(session.connection(), asked)


def forget(session: Session, instance_id: str, name: str) -> None:
    """Erase what stands under a name, alone or behind whichever id."""
    _FORGET.run(session.connection(), _asked(instance_id, name))


def _asked(instance_id: str, name: str) -> Mapping[str, str]:
    ending = _WILD.sub(r"/\g<0>", BETWEEN + name)
    return {"of_instance": instance_id, "called": name, "ending": f"%{ending}"}
