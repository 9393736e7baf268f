"""How scripted cases of *recovery* begin: a request that matches a complaint with a number."""

from models import Complaint, RecoveryRequest
from models.types import new_id
from processes.complaint.recovery import CODE, PASSPHRASE
from processes.complaint.scripting import take_over
from processes.complaint.scripting_beside import numbered_row
from processes.recovery.beginning import begin
from processes.scripted.adapter import Adapter, Beginning, CannotBegin

#: What a case says: what was lost, and for a code the way that she called safe.
_LOST, _CHANNEL = "lost", "channel"


def _begin(beginning: Beginning) -> str:
    """She asks at the public door; who lost her code has no number yet."""
    said = beginning.reading.values
    if said.get(_LOST) not in (CODE, PASSPHRASE) or set(said) - {_LOST, _CHANNEL}:
        raise CannotBegin(f"{_LOST} is {CODE} or {PASSPHRASE}, {_CHANNEL} a way to reach her")
    session, registry, now = beginning.session, beginning.registry, beginning.now
    complaint = take_over(session, registry, numbered_row(now), now=now)
    complaint.safe_channel = said.get(_CHANNEL, complaint.safe_channel)
    if said[_LOST] == CODE:
        complaint.numbered_at = None
    return begin(session, registry, _request(complaint, said[_LOST], beginning), now=now)


def _request(complaint: Complaint, lost: str, beginning: Beginning) -> RecoveryRequest:
    request = RecoveryRequest(
        id=new_id(), complaint_id=complaint.id, kind=lost, asked_at=beginning.now
    )
    beginning.session.add(request)
    beginning.session.flush()
    return request


SCRIPTING = Adapter(begin=_begin)
