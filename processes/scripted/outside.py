"""The outside of a stage: what leaves the house goes nowhere, what comes back comes at once."""

from collections.abc import Mapping

from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Deliver
from engine.registry import Registry
from processes.complaint import going_along
from processes.emergency import complaints, danger
from processes.handover import kept
from processes.notifications import messages
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.gateway import Message, SendFailed
from processes.notifications.gateways.outbox import OutboxGateway
from processes.passwords import Hasher
from processes.recovery import beginning
from processes.watchdog import drills

#: Cheap on purpose: nobody signs in with what it hashes.
_QUICK = Hasher(time_cost=1, memory_kib=8)
#: What is sent to this invented telephone never arrives.
OUT_OF_REACH = "+919000000000"


class StageGateway(OutboxGateway):
    """Takes every message, but for the one telephone that is out of reach."""

    def send(self, message: Message) -> None:
        """Accept the message.

        :raises SendFailed: it is for the telephone that is out of reach
        """
        if message.address == OUT_OF_REACH:
            raise SendFailed("out_of_reach", is_permanent=True)
        super().send(message)


def outside(sessions: sessionmaker[Session], registry: Registry) -> Mapping[str, Deliver]:
    """Who delivers each kind of delivery on a stage."""
    outbox = ByChannel({}, StageGateway())
    return {
        messages.DELIVER: MessageDelivery(sessions, registry.keyring, outbox),
        complaints.DELIVER: complaints.OpenComplaint(sessions, registry, _QUICK),
        danger.DELIVER: danger.RaiseAlert(sessions, registry),
        drills.DELIVER: drills.RaiseDrill(sessions, registry),
        kept.DELIVER: kept.KeepCase(sessions, registry),
        going_along.DELIVER: going_along.GoAlong(sessions, registry),
        beginning.DELIVER: beginning.BeginRecovery(sessions, registry),
    }
