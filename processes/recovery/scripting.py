"""How scripted cases of *recovery* begin: a request that matches a complaint with a number."""

from models import Complaint, RecoveryRequest
from models.types import new_id
from processes.complaint.recovery import CODE, PASSPHRASE
from processes.complaint.scripting_beside import complaint_at_home
from processes.recovery.beginning import begin
from processes.scripted.adapter import Adapter, Beginning, CannotBegin

#: What a case says: what was lost, and for a code the way that she called safe.
_LOST, _CHANNEL = "lost", "channel"


def _begin(beginning: Beginning) -> str:
    """She asks at the public door; who lost her code has no number yet."""
    said = beginning.reading.values
    if said.get(_LOST) not in (CODE, PASSPHRASE) or set(said) - {_LOST, _CHANNEL}:
        raise CannotBegin(f"{_LOST} is {CODE} or {PASSPHRASE}, {_CHANNEL} a way to reach her")
    complaint = complaint_at_home(beginning)
    complaint.safe_channel = said.get(_CHANNEL, complaint.safe_channel)
    if said[_LOST] == CODE:
        complaint.numbered_at = None
    request = _request(complaint, said[_LOST], beginning)
    return begin(beginning.session, beginning.registry, request, now=beginning.now)


def _request(complaint: Complaint, lost: str, beginning: Beginning) -> RecoveryRequest:
    request = RecoveryRequest(
        id=new_id(), complaint_id=complaint.id, kind=lost, asked_at=beginning.now
    )
    beginning.session.add(request)
    beginning.session.flush()
    return request


SCRIPTING = Adapter(begin=_begin)
