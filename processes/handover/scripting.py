"""How scripted cases of *handover* begin: an officer of the invented police is ordered to leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from engine import tasks
from engine.registry import SYSTEM
from models import Complaint, Officer, Post, Posting, TaskStatus, TransferOrder, Unit, UserTask
from processes.complaint.scripting_beside import complaint_at_home
from processes.exceptions import ProcessesError
from processes.handover import orders
from processes.handover.grounds import Cause, Ground
from processes.posts.postings import holders
from processes.scripted.adapter import Adapter, Beginning, CannotBegin
from processes.scripted.world import invent_officer

#: What an order says: the post that is left, the one that takes over and the one she goes to; and
#: of what state a complaint lies at the home station, if one does; and whether who holds the new
#: post is ordered to the one that is left.
_LEAVING, _RECEIVING, _TO, _CASE = "leaving", "receiving", "to", "case"
_CHANGE = "change_places"
_ARRIVED, _INVESTIGATED = "arrived", "investigated"
_NEEDED, _KNOWN = {_LEAVING, _RECEIVING}, {_LEAVING, _RECEIVING, _TO, _CASE, _CHANGE}


def _begin(beginning: Beginning) -> str:
    """Give the order, after a complaint has come to the post that is left."""
    said = beginning.reading.values
    case = said.get(_CASE)
    is_known = _NEEDED <= set(said) <= _KNOWN and case in (None, _ARRIVED, _INVESTIGATED)
    is_known = is_known and (_TO in said or not said.get(_CHANGE))
    if not is_known:
        raise CannotBegin(f"an order says {', '.join(sorted(_KNOWN))} ({_ARRIVED}/{_INVESTIGATED})")
    if case is not None:
        complaint = complaint_at_home(beginning)
        if case == _INVESTIGATED:
            _bring_to(beginning, complaint, said[_LEAVING])
    _fill_again(beginning, said[_LEAVING])
    order = _order(beginning, said[_LEAVING], said[_RECEIVING], said.get(_TO))
    if said.get(_CHANGE):
        _order(beginning, said[_TO], said[_LEAVING], said[_LEAVING])
    return order.instance_id


def _fill_again(beginning: Beginning, post_id: str) -> None:
    """Have somebody come to a post that an order before this one has emptied.

    A simulation gives many orders; a post of which another only has charge counts as empty.
    """
    session, now = beginning.session, beginning.now
    postings = session.scalars(select(Posting).where(Posting.post_id == post_id)).all()
    if postings and all(each.to_at is not None for each in postings):
        post = session.get_one(Post, post_id)
        unit = session.get_one(Unit, post.unit_id)
        number = session.scalar(select(func.count(Officer.id))) or 0
        invent_officer(session, post, place=unit.code, number=number + 1, since=now)


def _order(beginning: Beginning, leaving: str, receiving: str, to: str | None) -> TransferOrder:
    holding = holders(beginning.session, leaving, beginning.now)
    if not holding:
        raise CannotBegin("nobody holds the post that is left")
    try:
        return orders.give(
            beginning.session,
            beginning.registry,
            officer_id=holding[0].id,
            post_id=leaving,
            receiving_post_id=receiving,
            to_post_id=to,
            ground=Ground("1/2026", beginning.now.date(), Cause.ROUTINE),
            by=SYSTEM,
            now=beginning.now,
        )
    except ProcessesError as refused:
        raise CannotBegin(type(refused).__name__) from refused


def _bring_to(beginning: Beginning, complaint: Complaint, post_id: str) -> None:
    """Have the complaint registered, signed and given to an investigating officer's seat."""
    session, registry, now = beginning.session, beginning.registry, beginning.now
    answers: Mapping[str, Mapping[str, Any]] = {
        "register_complaint": {
            "offences": ["outrage_modesty"],
            "incident_on": now.date().isoformat(),
            "registered_as": "fir",
            "recorded_by_woman": "yes",
        },
        "sign_complaint": {"text_is_right": "yes"},
        "assign_investigating_officer": {"io_post_id": post_id},
    }
    for element_id, variables in answers.items():
        task_id = session.scalars(
            select(UserTask.id).where(
                UserTask.instance_id == complaint.instance_id,
                UserTask.element_id == element_id,
                UserTask.status == TaskStatus.OPEN,
            )
        ).one_or_none()
        if task_id is None:
            raise CannotBegin(f"{element_id} is not open in the complaint")
        tasks.complete(session, registry, task_id, variables=variables, actor=SYSTEM, now=now)


SCRIPTING = Adapter(begin=_begin)
